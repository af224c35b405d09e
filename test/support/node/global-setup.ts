import { appendFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate, startEdge } from '../../../demo/edge-process.ts'
import { EDGE_LOG } from './left-behind.ts'
import { findFreePorts } from './listen.ts'
import { clientSecrets, FIXTURE_COUNT, portsOfFixtures, providersAt } from './providers.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from './secrets.ts'

export default async function setUp(project: TestProject) {
  const persistTo = await mkdtemp(join(tmpdir(), 'sallyport-test-'))
  await migrate({ persistTo })
  const [port = 0, ...others] = await findFreePorts(1 + FIXTURE_COUNT)
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
  project.provide('persistTo', persistTo)
  project.provide('port', port)
  project.provide('fixturePorts', fixturePorts)
  return async () => {
    await edge.stop()
    await rm(persistTo, { recursive: true, force: true, maxRetries: 5 })
  }
}
