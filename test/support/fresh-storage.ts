// Before each test: empties D1 and KV, creates the schema, and forgets the key ring of the previous test. Pure layers run without this.
// test/imports.test.ts checks that they can't reach storage.

import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach } from 'vitest'
import { forgetRing } from '../../src/flows/edge/ring.ts'
import { settleDeferred } from './deferred.ts'
import { emptyStorage } from './empty-storage.ts'

beforeEach(async ({ task }) => {
  if (/^test\/(core|crypto|http|providers|refusals|vectors)\//.test(task.file.name)) return
  await settleDeferred()
  forgetRing()
  await emptyStorage()
  await makeSchema()
})

/** The schema after the migrations, as SQL. */
let schema: readonly string[] | null = null

/**
 * Creates the schema. The migrations run once in an isolate, and later calls repeat their result in one
 * batch.
 */
async function makeSchema(): Promise<void> {
  if (schema) {
    await env.DB.batch(schema.map((sql) => env.DB.prepare(sql)))
    return
  }
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  const { results } = await env.DB.prepare(
    `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name NOT GLOB '_cf_*'
     ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid`,
  ).all<{ sql: string }>()
  schema = results.map(({ sql }) => sql)
}
