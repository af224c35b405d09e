// Which ways in the workspaces of an account take. A membership is asked only once its account has entered the workspace
// or set its policy or ways in: an admin can add anybody's address, and must not decide about a stranger's account by it.

import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'

/** A condition on `m`, a row of `members`. */
export const BINDS = 'm.entered_at IS NOT NULL'

/** An account and a provider, as SQL names them: columns, or numbered parameters. */
interface InSql {
  readonly account: string
  readonly provider: string
}

const takesIt = (provider: string): string =>
  `EXISTS (SELECT 1 FROM json_each(w.allowed_providers) WHERE value = ${provider})`

/**
 * No workspace that binds the account refuses this provider. Asked before a way in is linked. Otherwise a session that a
 * workspace refuses could link a way in that the workspace takes.
 */
export const allWorkspacesTake = ({ account, provider }: InSql): string =>
  `NOT EXISTS (SELECT 1 FROM members m JOIN live_workspaces w ON w.id = m.workspace_id
     WHERE m.account_id = ${account} AND ${BINDS} AND w.allowed_providers IS NOT NULL AND NOT ${takesIt(provider)})`

/** A row where the session of this cookie came in by a way that may link another. Whether it lives is asked beside it. */
export const selectMayLink = (db: D1Database, token: Digest): Query<unknown> =>
  query(
    db
      .prepare(
        `SELECT 1 FROM sessions s WHERE s.token_digest = ?1
           AND ${allWorkspacesTake({ account: 's.account_id', provider: 's.provider' })}`,
      )
      .bind(token),
  )

// How many of the workspaces that bind the account and restrict their ways take this one.
const timesTaken = ({ account, provider }: InSql): string =>
  `(SELECT count(*) FROM members m JOIN live_workspaces w ON w.id = m.workspace_id
     WHERE m.account_id = ${account} AND ${BINDS} AND ${takesIt(provider)})`

/**
 * No configured provider is taken by more workspaces that bind the account. Asked before a first enrolment. Otherwise a
 * thief of a password could enrol an app and so lock its owner out of a workspace that doesn't take passwords. Where the
 * workspaces have no way in common, each of those that most of them take will do: nobody could enrol otherwise.
 * `configured` is a JSON array of provider ids.
 */
const isTakenMost = ({ account, provider, configured }: InSql & { configured: string }): string =>
  `(${allWorkspacesTake({ account, provider })} OR NOT EXISTS (SELECT 1 FROM json_each(${configured}) way
     WHERE ${timesTaken({ account, provider: 'way.value' })} > ${timesTaken({ account, provider })}))`

/** For `s`, a row of `sessions`: its account may enrol in it. */
export const mayEnrolBy = (configured: string): string =>
  isTakenMost({ account: 's.account_id', provider: 's.provider', configured })

/** The configured providers that most of those workspaces take: all of them where none is restricted. */
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
