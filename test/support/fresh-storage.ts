// Before each test: empties D1 and KV, and forgets the key ring of the previous test. Pure layers run without this.
// test/imports.test.ts checks that they can't reach storage.

import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach } from 'vitest'
import { forgetRing } from '../../src/flows/edge/ring.ts'
import { settleDeferred } from './deferred.ts'
import { emptyStorage } from './empty-storage.ts'
import { emptyTables, readSchema, type SchemaPart } from './empty-tables.ts'

beforeEach(async ({ task }) => {
  if (/^test\/(core|crypto|http|providers|refusals|vectors)\//.test(task.file.name)) return
  await settleDeferred()
  forgetRing()
  await settleStorage()
})

/** The schema after the migrations. */
let schema: readonly SchemaPart[] | null = null

/**
 * Empties the tables and KV. Begins with new storage in a new isolate, and after a test that changed the schema.
 */
async function settleStorage(): Promise<void> {
  const found = await readSchema(env.DB)
  if (schema === null || JSON.stringify(found) !== JSON.stringify(schema)) {
    await emptyStorage()
    await makeSchema()
    return
  }
  await Promise.all([emptyTables(env.DB, schema), emptyNamespace(env.KV)])
}

/** The migrations run once in an isolate. Later calls repeat their result in one batch. */
async function makeSchema(): Promise<void> {
  if (schema) {
    await env.DB.batch(schema.map(({ sql }) => env.DB.prepare(sql)))
    return
  }
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  schema = await readSchema(env.DB)
}

/** A test has a few keys, far fewer than one list holds. */
async function emptyNamespace(kv: KVNamespace): Promise<void> {
  const { keys } = await kv.list()
  await Promise.all(keys.map(({ name }) => kv.delete(name)))
}
