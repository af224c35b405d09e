// Rules and service tokens of the workspace in at-the-gate.ts.

import { env } from 'cloudflare:workers'
import type { Rule } from '../../src/core/rules.ts'
import type { ServiceScope } from '../../src/core/service-scope.ts'
import { makeServiceToken } from '../../src/core/service-token.ts'
import { DAY_SECONDS } from '../../src/core/time.ts'
import { digest } from '../../src/crypto/digest.ts'
import { publishSites } from '../../src/flows/edge/edge-facts.ts'
import { batch, listAll } from '../../src/store/batch.ts'
import { addCredential } from '../../src/store/credentials.ts'
import { selectSitesOf } from '../../src/store/sites.ts'
import type { Bed } from './at-the-gate.ts'
import { NOW } from './rows.ts'
import { rule } from './rules.ts'

type Changed = Partial<Rule> & Pick<Rule, 'path'>

const idOf = (path: string): string => path.replaceAll('/', '-').slice(1) || 'all'

/** Saves the rules, and lets this isolate know them. */
export async function saveRules(bed: Bed, ...rules: Changed[]): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO access_rules (workspace_id, rules, version, updated_at, updated_by) VALUES (?1, ?2, 1, ?3, 'a test')
     ON CONFLICT (workspace_id) DO UPDATE SET rules = excluded.rules, version = version + 1`,
  )
    .bind(bed.id, JSON.stringify(rules.map((each) => rule(idOf(each.path), each.path, each))), NOW)
    .run()
  await publishSites(bed.edge, await listAll(env.DB, selectSitesOf(env.DB, bed.id)))
  // The isolate reads the site and its rules.
  await bed.ask()
  bed.origin.mockClear()
  bed.spent()
}

let tokens = 0

/** Adds a service token that the operator made. Returns its value. */
export async function addServiceToken(
  bed: Bed,
  { expiresAt = NOW + 30 * DAY_SECONDS, ...scope }: Partial<ServiceScope> & { expiresAt?: number } = {},
): Promise<{ id: string; token: string }> {
  const id = `service-${++tokens}`
  const token = makeServiceToken(id.padEnd(43, 'x'))
  const made = {
    id,
    digest: await digest(bed.edge.ring, 'service-token', token),
    workspaceId: bed.id,
    name: 'ci',
    expiresAt,
    makerId: null,
    parentId: null,
  }
  const columns = {
    scope: { paths: ['/api'], methods: ['GET'], networks: null, ...scope },
    lifetimeDays: 30,
    nextNoticeAt: expiresAt - DAY_SECONDS,
  }
  await batch(env.DB, { added: addCredential(env.DB, made, columns, NOW) })
  bed.spent()
  return { id, token }
}
