// Table `audit`, searched: by time along its primary key, by person and action only among a bounded number of entries.

import type { AuditAction } from '../core/audit-action.ts'
import { type Query, query } from './batch.ts'

export interface AuditSearch {
  /** Matches entries by this actor, and entries about the account with this address. */
  readonly person: { readonly actor: string; readonly key: string | null } | null
  readonly action: AuditAction | null
  /** Matches entries from the second `from` on, and before the second `until`. */
  readonly from: number | null
  readonly until: number | null
  /** Matches only entries with a lower id. */
  readonly before: number | null
  /** The most entries that may be read to find those that match. */
  readonly most: number
  readonly limit: number
}

export interface FoundEntry {
  readonly id: number
  readonly at: number
  readonly actor: string
  /** The name of the actor's account. Null if the actor has no account. */
  readonly actorName: string | null
  readonly action: string
  /** True if the entry is about an account. `email` and `name` are null if that account was deleted. */
  readonly isAboutAccount: boolean
  readonly email: string | null
  readonly name: string | null
  readonly ip: string
  readonly userAgent: string
  readonly detail: Readonly<Record<string, unknown>>
}

/**
 * Which entries were read: those from the id `bottom` on. `oldest` is the first entry of the requested days.
 */
export interface Looked {
  readonly bottom: number
  readonly oldest: number
}

/**
 * An entry gets its time when its request begins, and its id when it is written. So the order of ids differs
 * from the order of times by up to the length of a request. The search by id covers this much more on both
 * sides, and then compares `at` in each row.
 */
const OUT_OF_ORDER_SECONDS = 300

/**
 * The range of ids to look through. Ids have no gaps, so a binary search finds the first entry of a day: with
 * twenty seeks among a million entries. ?1 scope, ?2 before, ?3 from, ?4 until, ?5 most.
 */
const RANGE = `WITH RECURSIVE
  newest(id) AS MATERIALIZED (SELECT coalesce(max(id), 0) FROM audit WHERE scope = ?1),
  ${bisect('begins', `?3 - ${OUT_OF_ORDER_SECONDS}`)},
  ${bisect('ends', `?4 + ${OUT_OF_ORDER_SECONDS}`)},
  edges(oldest, top) AS (SELECT
    iif(?3 IS NULL, 1, (SELECT low FROM begins WHERE low = high)),
    min(coalesce(?2, n.id + 1), iif(?4 IS NULL, n.id + 1, (SELECT low FROM ends WHERE low = high)), n.id + 1)
    FROM newest n),
  looked(oldest, top, bottom) AS MATERIALIZED (SELECT oldest, top, max(oldest, top - ?5) FROM edges)`

/** A table that ends with the first entry at or after `time`, as `low` and `high`. */
function bisect(name: string, time: string): string {
  return `${name}(low, high) AS (
    SELECT 1, id + 1 FROM newest WHERE ${time} IS NOT NULL
    UNION ALL
    SELECT iif(u.at < ${time}, u.id + 1, low), iif(u.at < ${time}, high, u.id)
    FROM ${name} CROSS JOIN audit u ON u.scope = ?1 AND u.id = (low + high) / 2 WHERE low < high)`
}

const rangeOf = (scope: string, { before, from, until, most }: AuditSearch) =>
  [scope, before, from, until, most] as const

export const selectLooked = (db: D1Database, scope: string, search: AuditSearch): Query<Looked> =>
  query(db.prepare(`${RANGE} SELECT bottom, oldest FROM looked`).bind(...rangeOf(scope, search)))

type Row = Omit<FoundEntry, 'detail' | 'isAboutAccount'> & {
  readonly detail: string
  readonly isAboutAccount: 0 | 1
}

/**
 * Newest first. The name of an actor is found by the address in lower case, which is the key of most addresses. An account
 * that got the address after the entry is not its actor.
 */
export const selectFound = (db: D1Database, scope: string, search: AuditSearch): Query<FoundEntry> =>
  query<Row, FoundEntry>(
    db
      .prepare(
        `${RANGE}
         SELECT u.id, u.at, u.actor, b.name AS actorName, u.action, u.account_id IS NOT NULL AS isAboutAccount,
           a.email, a.name, u.ip, u.user_agent AS userAgent, u.detail
         FROM audit u LEFT JOIN accounts a ON a.id = u.account_id LEFT JOIN accounts b
           ON b.email_key = lower(u.actor) AND coalesce(b.address_since, b.created_at) <= u.at
         WHERE u.scope = ?1 AND u.id < (SELECT top FROM looked) AND u.id >= (SELECT bottom FROM looked)
           AND (?3 IS NULL OR u.at >= ?3) AND (?4 IS NULL OR u.at < ?4) AND (?6 IS NULL OR u.action = ?6)
           AND (?7 IS NULL OR u.actor = ?7 COLLATE NOCASE
             OR u.account_id = (SELECT id FROM accounts WHERE email_key = ?8))
         ORDER BY u.id DESC LIMIT ?9`,
      )
      .bind(
        ...rangeOf(scope, search),
        ...[search.action, search.person?.actor ?? null, search.person?.key ?? null, search.limit],
      ),
    (row) => ({ ...row, isAboutAccount: row.isAboutAccount === 1, detail: detailFrom(row.detail) }),
  )

/**
 * Reads the details. Somebody may have written another JSON value into the database directly. That must not
 * break the page.
 */
function detailFrom(text: string): FoundEntry['detail'] {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null ? (value as FoundEntry['detail']) : {}
}
