// Gives each entry of the audit its hash: by the cron trigger, every minute, and before an export. Two runs at once don't
// disturb each other: the second begins again after what the first has written. Each new head goes to the log. Otherwise
// somebody who holds the database, and not the log, could make the whole chain again.

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
// More than a page of an export has, so that reading page by page reaches the end of a backlog.
const MOST_TIMES = 10

// What many workspaces have in a minute: few entries each. Three queries for so many of them.
const SCOPES_AT_A_TIME = 50
const ENTRIES_OF_EACH = 20
// Each tells its head in the log, which takes 256 KB of a run.
const MOST_SCOPES = 1500
// Of the 1,000 that D1 takes, notices need most (docs/scale.md).
const MOST_QUERIES = 150

/**
 * In every scope where entries wait, a bounded number: first a few of each, then, by itself, where there are more. One where
 * it fails holds up no other; the failure is thrown then.
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

/** Returns the scopes where entries may be left. */
async function linkGroup(db: D1Database, scopes: readonly string[]): Promise<string[]> {
  const found = (await listAll(db, selectUnlinked(db, scopes, ENTRIES_OF_EACH))).filter(
    ({ entries }) => entries.length > 0,
  )
  if (found.length === 0) return []
  for (const { scope, links } of await addAuditLinks(db, found.map(linksFor))) tellHead(scope, links)
  return found.filter(({ entries }) => entries.length === ENTRIES_OF_EACH).map(({ scope }) => scope)
}

/** All entries of the scope, if they aren't very many. */
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
