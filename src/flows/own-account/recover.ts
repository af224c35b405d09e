// Recovery codes: a new set is made, shown until it is confirmed as saved, and only then takes the place of the old one.
// D1 holds digests alone. What is shown lives, sealed, in a cookie of the browser that asked for it.

import { decodeBase64url } from '../../core/base64url.ts'
import { RECOVERY_CODE_BYTES, RECOVERY_CODES, writeRecoveryCode } from '../../core/recovery-codes.ts'
import { digest } from '../../crypto/digest.ts'
import { randomBytes, randomId } from '../../crypto/random.ts'
import { open, seal } from '../../crypto/seal.ts'
import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { type Condition, IF_CHANGED } from '../../store/condition.ts'
import { hasFreshSecondFactor } from '../../store/fresh-proof.ts'
import { addRecoverySet, confirmRecoverySet, selectCodesLeft } from '../../store/recovery-codes.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'

export const SHOWN_SECONDS = 1800

export interface ShownCodes {
  readonly setId: string
  readonly codes: readonly string[]
}

/** Answers with the value of the cookie that shows the new set to its owner. */
export async function generateRecoveryCodes(edge: Edge, session: Session): Promise<string> {
  const { db, ring, now, client } = edge
  const setId = randomId()
  const bytes = randomBytes(RECOVERY_CODES * RECOVERY_CODE_BYTES)
  const codes = writeAll(bytes)
  const digests = await Promise.all(
    codes.map((code) => digest(ring, 'recovery-code', session.accountId, code)),
  )
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: session.email,
    action: 'recovery_codes.generated',
    accountId: session.accountId,
  } as const
  await db.batch([
    ...addRecoverySet(db, session.accountId, setId, digests, isFresh(edge, session)),
    appendAudit(db, entry, client, now, IF_CHANGED),
  ])
  return `${setId}.${await seal(ring, placeOf(setId, session), bytes, now)}`
}

/** Null for a cookie that is not of this account, or whose set is no longer waiting to be confirmed. */
export async function openShownCodes(
  edge: Edge,
  session: Session,
  cookie: string,
): Promise<ShownCodes | null> {
  const [setId = ''] = cookie.split('.', 1)
  if (decodeBase64url(setId)?.length !== 16) return null
  const bytes = await open(edge.ring, placeOf(setId, session), cookie.slice(setId.length + 1))
  if (bytes?.length !== RECOVERY_CODES * RECOVERY_CODE_BYTES) return null
  const isWaiting = await edge.db
    .prepare(
      `SELECT 1 FROM recovery_codes WHERE account_id = ?1 AND set_id = ?2
         AND set_id IS NOT (SELECT recovery_set_id FROM accounts WHERE id = ?1) LIMIT 1`,
    )
    .bind(session.accountId, setId)
    .first()
  return isWaiting ? { setId, codes: writeAll(bytes) } : null
}

/** False for a set that a newer one has replaced. */
export async function confirmRecoveryCodes(edge: Edge, session: Session, setId: string): Promise<boolean> {
  const { db, now, client } = edge
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: session.email,
    action: 'recovery_codes.confirmed',
    accountId: session.accountId,
  } as const
  const told = tellAccount(
    edge,
    'recovery_codes.regenerated',
    session.accountId,
    isWorthTelling(edge, session, setId),
  )
  const results = await db.batch([
    ...told.statements,
    // Before it is adopted: a form that is sent again adopts the same set again, and that is no second entry.
    appendAudit(db, entry, client, now, willBeAdopted(edge, session, setId)),
    ...confirmRecoverySet(db, session.accountId, setId, isFresh(edge, session)),
  ])
  const adopted = results[told.statements.length + 1]
  if (adopted?.results.length !== 1) return false
  told.deliver()
  return true
}

/** Before a set is adopted: that it will be. */
function willBeAdopted(edge: Edge, session: Session, setId: string): Condition {
  const fresh = isFresh(edge, session)
  return {
    sql: `${fresh.sql} AND EXISTS (SELECT 1 FROM accounts a JOIN recovery_codes c ON c.account_id = a.id AND c.set_id = ?
      WHERE a.id = ? AND a.recovery_set_id IS NOT c.set_id)`,
    values: [...fresh.values, setId, session.accountId],
  }
}

/**
 * Also that it replaces one. The first one comes with the app, of which its owner has just been told; one that comes later is
 * another way in that they may know nothing of.
 */
function isWorthTelling(edge: Edge, session: Session, setId: string): Condition {
  const adopted = willBeAdopted(edge, session, setId)
  return {
    sql: `${adopted.sql} AND EXISTS (SELECT 1 FROM accounts a JOIN authenticators n ON n.account_id = a.id
      WHERE a.id = ? AND (a.recovery_set_id IS NOT NULL OR n.confirmed_at < ?))`,
    values: [...adopted.values, session.accountId, edge.now - SHOWN_SECONDS],
  }
}

const isFresh = (edge: Edge, { token }: Session): Condition => hasFreshSecondFactor(token, lifetimeOf(edge))

export async function countCodesLeft({ db }: Edge, session: Session): Promise<number> {
  const row = await selectCodesLeft(db, session.accountId).first<{ codes_left: number }>()
  return row?.codes_left ?? 0
}

function writeAll(bytes: Uint8Array): string[] {
  return Array.from({ length: RECOVERY_CODES }, (_, i) =>
    writeRecoveryCode(bytes.subarray(i * RECOVERY_CODE_BYTES, (i + 1) * RECOVERY_CODE_BYTES)),
  )
}

const placeOf = (id: string, session: Session) =>
  ({ kind: 'shown-recovery-codes', id, accountId: session.accountId }) as const
