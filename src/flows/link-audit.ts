// Each entry of the audit gets its hash: by the cron trigger, every minute, and before an export. Two at once don't
// disturb each other: who comes second begins again after what the first has written. Each new head goes to the log, which
// whoever holds the database can't reach: without that, they could make the whole chain anew.

import { toRfc3339IfTime } from '../core/time.ts'
import { hashEntry, NO_HASH, type RecordedEntry } from '../crypto/audit-chain.ts'
import { randomId } from '../crypto/random.ts'
import { log } from '../log.ts'
import type { RecordedRow } from '../store/audit.ts'
import { type AuditHead, addAuditLinks, findUnlinked, listUnlinkedScopes } from '../store/audit-links.ts'
import type { Bindings } from './edge.ts'

const ENTRIES_AT_A_TIME = 500
// More than a page of an export has: whoever reads page by page reaches the end of a backlog, too.
const MOST_TIMES = 10
const MOST_SCOPES = 100

/** In every scope where entries wait, a bounded number. One where it fails holds up no other; the failure is thrown then. */
export async function linkAudit({ db }: Pick<Bindings, 'db'>): Promise<void> {
  const failures: unknown[] = []
  for (const scope of await listUnlinkedScopes(db, randomId(), MOST_SCOPES)) {
    await linkScope({ db }, scope).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}

/** All entries of the scope, if they aren't very many. */
export async function linkScope({ db }: Pick<Bindings, 'db'>, scope: string): Promise<void> {
  let linked: AuditHead | undefined
  for (let time = 0; time < MOST_TIMES; time++) {
    const { head, rows } = await findUnlinked(db, scope, ENTRIES_AT_A_TIME)
    if (rows.length === 0) break
    const links = linksFor(scope, head, rows)
    if (await addAuditLinks(db, scope, head, links)) linked = links.at(-1)
  }
  if (linked) log('info', { event: 'audit.head', scope, ...linked })
}

function linksFor(scope: string, head: AuditHead | null, rows: readonly RecordedRow[]): AuditHead[] {
  let previous = head?.hash ?? NO_HASH
  return rows.map((row) => {
    previous = hashEntry(previous, recordedFrom(scope, row))
    return { id: row.id, hash: previous }
  })
}

export const recordedFrom = (scope: string, row: RecordedRow): RecordedEntry => ({
  scope,
  id: row.id,
  at: toRfc3339IfTime(row.at),
  actor: row.actor,
  action: row.action,
  account_id: row.account_id,
  ip: row.ip,
  user_agent: row.user_agent,
  detail: row.detail,
})
