import { appendFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate, startEdge } from '../../../demo/edge-process.ts'
import { LANES } from './lanes.ts'
import { EDGE_LOG } from './left-behind.ts'
import { findFreePorts } from './listen.ts'
import { clientSecrets, FIXTURE_COUNT, portsOfFixtures, providersAt } from './providers.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from './secrets.ts'

// Its own, and its providers'.
const PORTS_EACH = 1 + FIXTURE_COUNT

export default async function setUp(project: TestProject) {
  const ports = await findFreePorts(LANES * PORTS_EACH)
  const beds = await Promise.all(
    Array.from({ length: LANES }, (_, lane) =>
      startBed(ports.slice(lane * PORTS_EACH, (lane + 1) * PORTS_EACH)),
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

async function startBed([port = 0, ...others]: number[]) {
  const persistTo = await mkdtemp(join(tmpdir(), 'sallyport-test-'))
  await migrate({ persistTo })
  const fixturePorts = portsOfFixtures(others)
  const edge = await startEdge({
    port,
    persistTo,
    entry: 'test/support/edge-with-clock.ts',
    vars: {
      ...{ MASTER_KEY, OPERATOR_TOKEN, ORIGIN_TIMEOUT_SECONDS: '3' },
      PROVIDERS: JSON.stringify(providersAt(fixturePorts)),
      ...clientSecrets(),
    },
    onOutput(text) {
      appendFileSync(join(persistTo, EDGE_LOG), text)
      if (process.env.EDGE_LOG) process.stderr.write(text)
    },
  })
  const stop = async () => {
    await edge.stop()
    await rm(persistTo, { recursive: true, force: true, maxRetries: 5 })
  }
  return { bed: { port, fixturePorts, persistTo }, stop }
}
