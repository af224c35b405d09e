import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWorker } from '../../../scripts/build-worker.ts'
import { startBuiltEdge } from './built-edge.ts'
import { type Bed, LANES } from './lanes.ts'
import { EDGE_LOG } from './left-behind.ts'
import { findFreePorts } from './listen.ts'
import { clientSecrets, FIXTURE_COUNT, portsOfFixtures, providersAt } from './providers.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from './secrets.ts'

// The edge's port and those of its providers.
const PORTS_EACH = 1 + FIXTURE_COUNT

export default async function setUp(project: TestProject) {
  const ports = await findFreePorts(LANES * PORTS_EACH)
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-test-'))
  const script = buildWorker('test/support/edge-with-clock.ts')
  const builtWorker = join(folder, 'edge.js')
  await writeFile(builtWorker, script)
  const lanes = await Promise.all(
    Array.from({ length: LANES }, (_, lane) =>
      startLane(
        script,
        join(folder, `lane-${lane}`),
        ports.slice(lane * PORTS_EACH, (lane + 1) * PORTS_EACH),
      ),
    ),
  )
  project.provide('builtWorker', builtWorker)
  project.provide(
    'beds',
    lanes.map(({ bed }) => bed),
  )
  return async () => {
    await Promise.all(lanes.map(({ stop }) => stop()))
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function startLane(script: string, persistTo: string, [port = 0, ...others]: number[]) {
  const fixturePorts = portsOfFixtures(others)
  const vars = {
    ...{ MASTER_KEY, OPERATOR_TOKEN, ORIGIN_TIMEOUT_SECONDS: '3' },
    PROVIDERS: JSON.stringify(providersAt(fixturePorts)),
    ...clientSecrets(),
  }
  const { migrate, stop } = await startBuiltEdge({ script, port, persistTo, vars, onLog: logIn(persistTo) })
  await migrate()
  const bed: Bed = { port, fixturePorts, persistTo }
  return { bed, stop }
}

function logIn(folder: string): (text: string) => void {
  const log = join(folder, EDGE_LOG)
  mkdirSync(folder, { recursive: true })
  writeFileSync(log, '')
  return (text) => {
    appendFileSync(log, text)
    if (process.env.EDGE_LOG) process.stderr.write(text)
  }
}
