// Before each test: nothing in D1 and KV, and the schema as the migrations make it. The layers without I/O go without:
// test/architecture.test.ts sees to it that they can't reach storage.

import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach } from 'vitest'

beforeEach(async ({ task }) => {
  if (/^test\/(core|crypto|http|vectors)\//.test(task.file.name)) return
  await reset()
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
})
