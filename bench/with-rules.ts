// A second workspace behind the same gate, with as many rules as a workspace may have. The last one lets service
// tokens in, so that a request is compared with all of them.

import type { Rule } from '../src/core/rules.ts'
import { makeServiceToken } from '../src/core/service-token.ts'
import { DAY_SECONDS } from '../src/core/time.ts'
import { digest } from '../src/crypto/digest.ts'
import { randomId, randomToken } from '../src/crypto/random.ts'
import { batch } from '../src/store/batch.ts'
import { addCredential } from '../src/store/credentials.ts'
import { putWorkspace } from '../src/store/workspaces.ts'
import type { Edge } from './edge.ts'
import type { Store } from './store.ts'

const SLUG = 'rules'
const RULES = 50

export interface EdgeWithRules extends Edge {
  readonly serviceToken: string
}

/** Adds the workspace at the gate's port. Returns the gate as the host of this workspace. */
export async function addWorkspaceWithRules(
  gate: Edge,
  { db }: Store,
  originPort: number,
): Promise<EdgeWithRules> {
  const host = `${SLUG}.localhost:${gate.port}`
  const origin = `http://127.0.0.1:${originPort}`
  const workspaceId = randomId()
  // Not through the API. It would also write a copy of the site without rules to KV.
  const workspace = { id: workspaceId, slug: SLUG, name: 'With rules', origin, hosts: [host] }
  await batch(db, putWorkspace(db, workspace, Math.floor(Date.now() / 1000)))
  const save =
    "INSERT INTO access_rules (workspace_id, rules, version, updated_at, updated_by) VALUES (?1, ?2, 1, 0, 'bench')"
  await db.prepare(save).bind(workspaceId, JSON.stringify(makeRules())).run()
  const serviceToken = await addServiceToken(gate, db, workspaceId)
  return { ...gate, host, workspaceOrigin: `http://${host}`, workspaceId, serviceToken }
}

function makeRules(): Rule[] {
  const rule = (id: string, path: string): Rule => ({
    ...{ id, path, match: 'prefix', methods: null, access: 'member' },
    ...{ require: null, roles: null, networks: null, cors: null },
  })
  const others = Array.from({ length: RULES - 1 }, (_, each): Rule => {
    const plain = rule(`rule-${each}`, `/part/of/the/workspace-${each}`)
    if (each % 3 === 0) return { ...plain, access: 'public', methods: ['POST'] }
    return each % 3 === 1
      ? { ...plain, require: { maxAge: 600, methods: null } }
      : { ...plain, roles: ['owner'] }
  })
  return [...others, { ...rule('services', '/reports'), access: 'service' }]
}

async function addServiceToken({ ring }: Edge, db: D1Database, workspaceId: string): Promise<string> {
  const token = makeServiceToken(randomToken())
  const now = Math.floor(Date.now() / 1000)
  const expiresAt = now + 30 * DAY_SECONDS
  const made = {
    ...{ id: randomId(), workspaceId, name: 'bench', expiresAt, makerId: null, parentId: null },
    digest: await digest(ring, 'service-token', token),
  }
  const scope = { paths: ['/reports'], methods: ['GET'], networks: null }
  const columns = { scope, lifetimeDays: 30, nextNoticeAt: expiresAt }
  await batch(db, { added: addCredential(db, made, columns, now) })
  return token
}
