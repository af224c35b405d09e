// The journeys in two runs side by side, each with half of the files and an edge and a clock of its own: on two cores,
// little more than half of the time. The second run's output comes when the first one's is over.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const LANES = 2
const VITEST = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))

interface Lane {
  readonly output: string
  readonly code: number
}

function runLane(lane: number): Promise<Lane> {
  const args = [VITEST, 'run', '--config', 'vitest.journeys.config.ts', `--shard=${lane + 1}/${LANES}`]
  const env = { ...process.env, TEST_LANE: String(lane) }
  const isFirst = lane === 0
  const child = spawn(process.execPath, args, {
    env,
    stdio: ['ignore', isFirst ? 'inherit' : 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve({ output, code: code ?? 1 }))
  })
}

const lanes = await Promise.all(Array.from({ length: LANES }, (_, lane) => runLane(lane)))
for (const { output } of lanes) process.stdout.write(output)
process.exitCode = Math.max(...lanes.map(({ code }) => code))
