// Measures a cold start: from starting the process to the first answer, including everything the Worker reads.

import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { LoadRequest } from './load.ts'
import { cpuSeconds } from './process-cost.ts'
import { type Spread, spreadOf } from './spread.ts'
import { freePort, type Script, startWorkerd } from './workerd.ts'

export interface ColdStart {
  readonly name: string
  /** In milliseconds. */
  readonly wall: Spread
  readonly cpu: Spread
}

export async function measureColdStart(
  name: string,
  script: Script,
  asked: LoadRequest,
  rounds: number,
  expected = 'hello\n',
): Promise<ColdStart> {
  const walls: number[] = []
  const cpus: number[] = []
  for (let round = 0; round < rounds; round++) {
    const port = await freePort()
    const before = performance.now()
    const worker = await startWorkerd(script, port)
    try {
      const answer = await ask(port, asked)
      if (!answer.includes(expected)) throw new Error(`${name}: ${answer}`)
      walls.push(performance.now() - before)
      cpus.push(cpuSeconds(worker.pid) * 1000)
    } finally {
      await worker.stop()
    }
  }
  return { name, wall: spreadOf(walls), cpu: spreadOf(cpus) }
}

function ask(port: number, { path = '/', headers }: LoadRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) =>
      text(answer).then(resolve, reject),
    )
    sent.on('error', reject).end()
  })
}
