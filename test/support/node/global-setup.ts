import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate, startEdge } from '../../../demo/edge-process.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from './secrets.ts'

export default async function setUp(project: TestProject) {
  const persistTo = await mkdtemp(join(tmpdir(), 'sallyport-test-'))
  await migrate({ persistTo })
  const port = await findFreePort()
  const edge = await startEdge({
    port,
    persistTo,
    entry: 'test/support/edge-with-clock.ts',
    vars: { MASTER_KEY, OPERATOR_TOKEN, ORIGIN_TIMEOUT_SECONDS: '3' },
    ...(process.env.EDGE_LOG ? { onOutput: (text: string) => process.stderr.write(text) } : {}),
  })
  project.provide('port', port)
  return async () => {
    await edge.stop()
    await rm(persistTo, { recursive: true, force: true, maxRetries: 5 })
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error()),
      )
    })
  })
}
