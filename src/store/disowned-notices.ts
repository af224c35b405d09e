// Reads a notice that somebody reports as not theirs, and spends the link of its mail.

import { DISOWN_SECONDS, type Remains } from '../core/disown.ts'
import { type AccountNotice, type DisownOutcome, isAboutAccount } from '../core/notice.ts'
import type { MailedLink } from '../crypto/mailed-link.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { NOTICE_COLUMNS, NOTICE_JOINS, type NoticeRow, noticeFrom } from './read-notices.ts'

// SQL about a notice `n`: whether its owner's address was changed since. It was not if the account has the address of
// then, or if the operator gave it the last one.
const CHANGES_SINCE = `FROM notices l WHERE l.account_id = n.account_id AND l.kind = 'address.changed' AND l.at >= n.at`
const IS_MOVED = `(coalesce((SELECT l.detail ->> 'by' ${CHANGES_SINCE} ORDER BY l.at DESC, l.detail ->> 'by' = 'operator' DESC LIMIT 1) = 'owner', 0)
  AND (SELECT lower(l.detail ->> '$.addresses.old') ${CHANGES_SINCE} ORDER BY l.at LIMIT 1)
    <> (SELECT lower(email) FROM accounts WHERE id = n.account_id))`
// Whether what it is about still works. A password does unless a later notice tells of another one.
const IS_THERE = `CASE n.kind
  WHEN 'second_factor.added' THEN EXISTS (SELECT 1 FROM authenticators WHERE account_id = n.account_id AND id = n.about)
  WHEN 'second_factor.replaced' THEN EXISTS (SELECT 1 FROM authenticators WHERE account_id = n.account_id AND id = n.about)
  WHEN 'passkey.added' THEN EXISTS (SELECT 1 FROM passkeys WHERE account_id = n.account_id AND id = n.about)
  WHEN 'identity.linked' THEN EXISTS (SELECT 1 FROM identities WHERE provider = n.detail ->> 'provider'
    AND subject = n.about AND account_id = n.account_id)
  WHEN 'password.changed' THEN EXISTS (SELECT 1 FROM accounts WHERE id = n.account_id AND password_hash IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM notices later WHERE later.account_id = n.account_id AND later.kind = n.kind
      AND later.at > n.at)
  WHEN 'address.changed' THEN ${IS_MOVED}
  ELSE 1 END`
// Whether another factor works. A passkey of an earlier portal's host does not: the browser offers it to no other host.
const IS_BESIDE = `(EXISTS (SELECT 1 FROM authenticators WHERE account_id = n.account_id AND id IS NOT n.about)
  OR EXISTS (SELECT 1 FROM passkeys WHERE account_id = n.account_id AND id IS NOT n.about AND rp_id = ?))`

export interface ReportedNotice extends Remains {
  readonly notice: AccountNotice
  /** What came of an earlier use of the link. Null: it was not used. */
  readonly outcome: DisownOutcome | null
  readonly passwordHash: string | null
}

/** The time of the request, and the host at which passkeys work. */
interface Here {
  readonly now: number
  readonly rpId: string
}

type Row = NoticeRow & {
  readonly isThere: 0 | 1
  readonly isBeside: 0 | 1
  readonly isMoved: 0 | 1
  readonly disownedAs: string | null
  readonly passwordHash: string | null
}

/** Selects the notice that a link names, for ten days. Selects nothing once its account is gone. */
export const selectReported = (
  db: D1Database,
  { id, sentAt }: MailedLink,
  { now, rpId }: Here,
): Query<ReportedNotice | null> =>
  query(
    db
      .prepare(
        `SELECT ${NOTICE_COLUMNS}, ${IS_THERE} AS isThere, ${IS_BESIDE} AS isBeside, ${IS_MOVED} AS isMoved,
           n.disowned_as AS disownedAs, a.password_hash AS passwordHash
         FROM notices n ${NOTICE_JOINS} WHERE n.id = ? AND n.at = ? AND n.at > ? AND n.account_id IS NOT NULL`,
      )
      .bind(rpId, id, sentAt, now - DISOWN_SECONDS),
    reportedFrom,
  )

function reportedFrom(row: Row): ReportedNotice | null {
  const notice = noticeFrom(row)
  if (!notice || !isAboutAccount(notice)) return null
  const { isThere, isBeside, isMoved, disownedAs, passwordHash } = row
  return {
    notice,
    isThere: isThere === 1,
    isBeside: isBeside === 1,
    isMoved: isMoved === 1,
    outcome: disownedAs === null ? null : (disownedAs.split(' ')[0] as DisownOutcome),
    passwordHash,
  }
}

/** A use of the link. `as` is the outcome and a random value, so that no other request has the same. */
export interface Disowning {
  readonly noticeId: string
  readonly as: string
}

/**
 * Spends the link. Changes a row only once, and only if the account is still as it was read: what remains of the change,
 * and the password. Otherwise a factor that is removed at this moment could leave the account without one.
 */
export function spendDisowning(
  db: D1Database,
  { noticeId, as }: Disowning,
  { isThere, isBeside, isMoved, passwordHash }: ReportedNotice,
  { now, rpId }: Here,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE notices AS n SET disowned_at = ?, disowned_as = ?
       WHERE n.id = ? AND n.disowned_at IS NULL AND n.at > ? AND (${IS_THERE}) = ? AND (${IS_BESIDE}) = ? AND ${IS_MOVED} = ?
         AND (SELECT password_hash FROM accounts WHERE id = n.account_id) IS ?`,
    )
    .bind(
      now,
      as,
      noticeId,
      now - DISOWN_SECONDS,
      Number(isThere),
      rpId,
      Number(isBeside),
      Number(isMoved),
      passwordHash,
    )
}

/** Holds if this use of the link spent it. */
export const wasDisownedAs = ({ noticeId, as }: Disowning): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM notices WHERE id = ? AND disowned_as = ?)',
  values: [noticeId, as],
})
