import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWorker } from '../../../scripts/build-worker.ts'
import { startLaneEdge } from './lane-edge.ts'
import { LANES } from './lanes.ts'
import { findFreePorts } from './listen.ts'
import { clientSecrets, FIXTURE_COUNT, portsOfFixtures, providersAt } from './providers.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from './secrets.ts'

// Its own, and its providers'.
const PORTS_EACH = 1 + FIXTURE_COUNT

export default async function setUp(project: TestProject) {
  const ports = await findFreePorts(LANES * PORTS_EACH)
  const script = buildWorker('test/support/edge-with-clock.ts')
  const beds = await Promise.all(
    Array.from({ length: LANES }, (_, lane) =>
      startBed(script, ports.slice(lane * PORTS_EACH, (lane + 1) * PORTS_EACH)),
    ),
  )
  project.provide(
    'beds',
    beds.map(({ bed }) => bed),
  )
  return async () => {
    await Promise.all(beds.map(({ stop }) => stop()))
  }
}

async function startBed(script: string, [port = 0, ...others]: number[]) {
  const persistTo = await mkdtemp(join(tmpdir(), 'sallyport-test-'))
  const fixturePorts = portsOfFixtures(others)
  const vars = {
    ...{ MASTER_KEY, OPERATOR_TOKEN, ORIGIN_TIMEOUT_SECONDS: '3' },
    PROVIDERS: JSON.stringify(providersAt(fixturePorts)),
    ...clientSecrets(),
  }
  const stopEdge = await startLaneEdge({ script, port, persistTo, vars })
  const stop = async () => {
    await stopEdge()
    await rm(persistTo, { recursive: true, force: true, maxRetries: 5 })
  }
  return { bed: { port, fixturePorts, persistTo }, stop }
}
