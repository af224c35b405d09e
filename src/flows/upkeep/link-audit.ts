// Hashes new entries of the audit log into each scope's chain: each minute by cron, and before an export.
//
// Two runs at once do no harm, because the second continues after the entries that the first wrote.
//
// Each new head is logged. Otherwise an attacker who controls the database could rebuild the whole chain
// unnoticed.

import { hashEntry, NO_HASH } from '../../crypto/audit-chain.ts'
import { randomId } from '../../crypto/random.ts'
import { log } from '../../log.ts'
import {
  type AuditHead,
  addAuditLinks,
  findUnlinked,
  listUnlinkedScopes,
  type NewLinks,
  selectUnlinked,
  type Unlinked,
} from '../../store/audit-links.ts'
import { listAll } from '../../store/batch.ts'
import { countQueries } from '../../store/d1.ts'
import type { KeylessEdge } from '../edge/edge.ts'

const ENTRIES_AT_A_TIME = 500
// The most batches for one scope in a run. Together they hash more entries than an export has on a page, so an
// export always reaches the end of the log.
const MOST_TIMES = 10

// How many workspaces are handled together, with three queries, if each has few entries.
const SCOPES_AT_A_TIME = 50
const ENTRIES_OF_EACH = 20
// The most workspaces in one run. Each of them logs its head, and a run may log 256 KB.
const MOST_SCOPES = 1500
// The most queries that the hashes may use in a run. D1 allows 1,000, and notices need most of them
// (docs/scale.md).
const MOST_QUERIES = 150

/**
 * Hashes entries that have no hash yet. First hashes a few entries of each scope. Then it hashes the rest of
 * the scopes that have more, until the run has used `MOST_QUERIES`.
 *
 * A failure in one scope does not stop the others. It is thrown at the end.
 */
export async function linkAudit(keyless: Pick<KeylessEdge, 'db'>): Promise<void> {
  const { db, made } = countQueries(keyless.db)
  const scopes = await listUnlinkedScopes(db, randomId(), MOST_SCOPES)
  const left: string[] = []
  for (let i = 0; i < scopes.length; i += SCOPES_AT_A_TIME) {
    const group = scopes.slice(i, i + SCOPES_AT_A_TIME)
    left.push(...(await linkGroup(db, group).catch(() => group)))
  }
  const failures: unknown[] = []
  for (const scope of left) {
    if (made() >= MOST_QUERIES) break
    await linkScope({ db }, scope).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}

/** Returns the scopes that may have more entries. */
async function linkGroup(db: D1Database, scopes: readonly string[]): Promise<string[]> {
  const found = (await listAll(db, selectUnlinked(db, scopes, ENTRIES_OF_EACH))).filter(
    ({ entries }) => entries.length > 0,
  )
  if (found.length === 0) return []
  for (const { scope, links } of await addAuditLinks(db, found.map(linksFor))) tellHead(scope, links)
  return found.filter(({ entries }) => entries.length === ENTRIES_OF_EACH).map(({ scope }) => scope)
}

/** Hashes all waiting entries of a scope, up to `MOST_TIMES` batches. */
export async function linkScope({ db }: Pick<KeylessEdge, 'db'>, scope: string): Promise<void> {
  let linked: readonly AuditHead[] = []
  for (let time = 0; time < MOST_TIMES; time++) {
    const found = await findUnlinked(db, scope, ENTRIES_AT_A_TIME)
    if (found.entries.length === 0) break
    for (const { links } of await addAuditLinks(db, [linksFor(found)])) linked = links
  }
  tellHead(scope, linked)
}

function tellHead(scope: string, links: readonly AuditHead[]): void {
  const head = links.at(-1)
  if (head) log('info', { event: 'audit.head', scope, ...head })
}

function linksFor({ scope, head, entries }: Unlinked): NewLinks {
  let previous = head?.hash ?? NO_HASH
  const links = entries.map((entry) => {
    previous = hashEntry(previous, entry)
    return { id: entry.id, hash: previous }
  })
  return { scope, after: head, links }
}
