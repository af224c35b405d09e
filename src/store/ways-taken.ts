// Checks which sign-in methods the workspaces of an account allow.
//
// A membership counts only once its account has entered the workspace, or has set its policy or sign-in
// methods. Otherwise an admin could add any address to a workspace, and would then decide about a stranger's
// account.

import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'

/** Holds if the membership `m` binds its account. */
export const BINDS = 'm.entered_at IS NOT NULL'

/** SQL for an account and a provider: columns or numbered parameters. */
interface InSql {
  readonly account: string
  readonly provider: string
}

const takesIt = (provider: string): string =>
  `EXISTS (SELECT 1 FROM json_each(w.allowed_providers) WHERE value = ${provider})`

/**
 * Holds if no workspace that binds the account refuses this provider. Checked before a sign-in method is
 * linked. Otherwise a session that a workspace refuses could link a method that the workspace allows.
 */
export const allWorkspacesTake = ({ account, provider }: InSql): string =>
  `NOT EXISTS (SELECT 1 FROM members m JOIN live_workspaces w ON w.id = m.workspace_id
     WHERE m.account_id = ${account} AND ${BINDS} AND w.allowed_providers IS NOT NULL AND NOT ${takesIt(provider)})`

/**
 * Selects a row if the session of this cookie may link another sign-in method. Must be in the same batch as a
 * query that checks that the session is alive.
 */
export const selectMayLink = (db: D1Database, token: Digest): Query<unknown> =>
  query(
    db
      .prepare(
        `SELECT 1 FROM sessions s WHERE s.token_digest = ?1
           AND ${allWorkspacesTake({ account: 's.account_id', provider: 's.provider' })}`,
      )
      .bind(token),
  )

// Counts the workspaces that bind the account, restrict their sign-in methods, and allow this one.
const timesTaken = ({ account, provider }: InSql): string =>
  `(SELECT count(*) FROM members m JOIN live_workspaces w ON w.id = m.workspace_id
     WHERE m.account_id = ${account} AND ${BINDS} AND ${takesIt(provider)})`

/**
 * Holds if no configured provider is allowed by more of the workspaces that bind the account. `configured` is
 * a JSON array of provider ids. Checked before a first enrolment.
 *
 * Otherwise a thief of a password could enrol an app, and lock the owner out of a workspace that does not
 * allow passwords. If the workspaces have no method in common, each method that most of them allow is
 * accepted. Otherwise nobody could enrol.
 */
const isTakenMost = ({ account, provider, configured }: InSql & { configured: string }): string =>
  `(${allWorkspacesTake({ account, provider })} OR NOT EXISTS (SELECT 1 FROM json_each(${configured}) way
     WHERE ${timesTaken({ account, provider: 'way.value' })} > ${timesTaken({ account, provider })}))`

/** Holds if the account of the session `s` may enrol in it. */
export const mayEnrolBy = (configured: string): string =>
  isTakenMost({ account: 's.account_id', provider: 's.provider', configured })

/**
 * Selects the configured providers that the largest number of these workspaces allow. Selects all of them if none is
 * restricted.
 */
export const selectWaysTakenMost = (
  db: D1Database,
  accountId: string,
  configured: readonly string[],
): Query<string> =>
  query<{ id: string }, string>(
    db
      .prepare(
        `WITH ways AS (SELECT way.value AS id, ${timesTaken({ account: '?1', provider: 'way.value' })} AS times
           FROM json_each(?2) way)
         SELECT id FROM ways WHERE times = (SELECT max(times) FROM ways)`,
      )
      .bind(accountId, JSON.stringify(configured)),
    ({ id }) => id,
  )
