// The edge as `npm start` runs it: wrangler's dev server, its own migrations and the project's configuration.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate, startEdge } from '../../demo/edge-process.ts'
import { fetchLoopback } from '../../demo/loopback.ts'
import { findFreePorts } from '../support/node/listen.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from '../support/node/secrets.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-local-'))
})
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

it('migrates its database, needs only its port, and sees each host as the browser sent it', async () => {
  const [port = 0] = await findFreePorts(1)
  const envFile = join(folder, 'edge.vars')
  await writeFile(envFile, `MASTER_KEY=${MASTER_KEY}\nOPERATOR_TOKEN=${OPERATOR_TOKEN}\n`)
  await migrate({ persistTo: folder })
  const { portalOrigin, workspaceOrigin, stop } = await startEdge({ port, persistTo: folder, envFile })
  try {
    expect((await fetchLoopback(`${portalOrigin}/sign-in`)).status).toBe(200)
    expect((await fetchLoopback(workspaceOrigin('nobody'))).status).toBe(421)
  } finally {
    await stop()
  }
})
