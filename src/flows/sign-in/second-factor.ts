// Proving the second factor, for a login that becomes a session and for a session that steps up. The guess is charged
// first; what it spends and what it earns stand in one batch, burn first, issue after.

import type { SecondFactor } from '../../core/assurance.ts'
import { FAILURES_THAT_DISABLE, SECOND_FACTOR_BUDGET } from '../../core/lockout.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { parseSecondFactorInput, type SecondFactorInput } from '../../core/second-factor-input.ts'
import { matchTotp } from '../../core/totp.ts'
import { digest } from '../../crypto/digest.ts'
import { openStored, resealed } from '../../crypto/seal.ts'
import { type AttemptsRow, selectAttempts } from '../../store/attempts.ts'
import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import {
  type Authenticator,
  type AuthenticatorRow,
  authenticatorFrom,
  refuseStep,
  spendStep,
} from '../../store/authenticators.ts'
import type { Condition } from '../../store/condition.ts'
import { selectCodesLeft, selectUsedCode, spendRecoveryCode } from '../../store/recovery-codes.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount, tellLinkedByAddress } from '../notices/notices.ts'

export type SecondFactorRefusal =
  | { readonly reason: 'malformed' }
  | { readonly reason: 'wrong' | 'already-used'; readonly method: SecondFactor }
  | { readonly reason: 'clock-off'; readonly seconds: number }
  | { readonly reason: 'locked'; readonly until: number }
  | { readonly reason: 'authenticator-disabled' }
  | { readonly reason: 'gone' } // the login or session that asked is over

/** Who is proving it. Each caller knows how to charge, and what a proof earns. */
export interface Prover {
  /** Charges one guess; answers with a row if it may be checked. */
  readonly charge: D1PreparedStatement
  readonly selectOwner: D1PreparedStatement
  readonly selectAuthenticator: D1PreparedStatement
  /** Under which a factor may be spent at all. */
  readonly isAlive: Condition
  /** Statements for a spent factor; the first follows the spending directly and asks for `changes() = 1`. */
  readonly earn: (
    method: SecondFactor,
    owner: Owner,
  ) => readonly [D1PreparedStatement, ...D1PreparedStatement[]]
  /** Holds once the first of them took place. */
  readonly earned: Condition
}

export interface Proved {
  readonly method: SecondFactor
  readonly accountId: string
  readonly email: string
  readonly passwordHash: string | null
  readonly recoveryCodesLeft: number
}

export async function proveSecondFactor(
  edge: Edge,
  prover: Prover,
  text: string,
): Promise<Result<Proved, SecondFactorRefusal>> {
  const input = parseSecondFactorInput(text)
  if (!input) return err({ reason: 'malformed' })
  const charged = await chargeGuess(edge, prover)
  if (!charged.ok) return charged
  const { owner, authenticator, failures } = charged.value

  const spend =
    input.method === 'totp'
      ? await prepareTotp(edge, prover, authenticator, failures, input.code)
      : await prepareRecoveryCode(edge, prover, owner.account_id, input.code)
  if (!spend.ok) return refuse(edge, owner, input, failures, spend.error)

  const settled = await settle(edge, prover, owner, input.method, spend.value)
  if (!settled.isEarned) {
    const reason = settled.wasUsed ? 'already-used' : 'wrong'
    return refuse(edge, owner, input, failures, { reason, method: input.method })
  }
  return ok({
    method: input.method,
    accountId: owner.account_id,
    email: owner.email,
    passwordHash: owner.password_hash,
    recoveryCodesLeft: settled.codesLeft,
  })
}

interface Owner {
  readonly account_id: string
  readonly email: string
  readonly language: string | null
  readonly password_hash: string | null
  /** The provider whose subject is linked to the account with this proof, if one is. */
  readonly linking: string | null
}

async function chargeGuess({ db, now }: Edge, prover: Prover) {
  const [charged, owners, authenticators] = await db.batch([
    prover.charge,
    prover.selectOwner,
    prover.selectAuthenticator,
  ])
  const [owner] = (owners?.results ?? []) as Owner[]
  if (!owner) return err({ reason: 'gone' } as const)
  const [attempt] = (charged?.results ?? []) as AttemptsRow[]
  if (!attempt) {
    const row = await selectAttempts(db, SECOND_FACTOR_BUDGET, owner.account_id).first<AttemptsRow>()
    return err({ reason: 'locked', until: row?.blocked_until ?? now } as const)
  }
  const [row] = (authenticators?.results ?? []) as AuthenticatorRow[]
  return ok({ owner, authenticator: row ? authenticatorFrom(row) : null, failures: attempt.failures })
}

interface Spending {
  readonly statement: D1PreparedStatement
  /** Answers with a row if the very code was used before. */
  readonly selectUsed: D1PreparedStatement
}

async function prepareTotp(
  edge: Edge,
  prover: Prover,
  authenticator: Authenticator | null,
  failures: number,
  code: string,
): Promise<Result<Spending, SecondFactorRefusal>> {
  if (!authenticator) return err({ reason: 'gone' })
  if (failures > FAILURES_THAT_DISABLE) return err({ reason: 'authenticator-disabled' })
  const place = { kind: 'totp-secret', id: authenticator.id, accountId: authenticator.accountId } as const
  const sealed = authenticator.sealedSecret
  const secret = await openStored(edge.ring, place, sealed)
  const match = await matchTotp(secret, code, edge.now)
  if (match.kind === 'none') {
    return err(
      failures === FAILURES_THAT_DISABLE
        ? { reason: 'authenticator-disabled' }
        : { reason: 'wrong', method: 'totp' },
    )
  }
  if (match.kind === 'clock-off') {
    await refuseStep(edge.db, authenticator.accountId, match.step).run()
    return err({ reason: 'clock-off', seconds: match.seconds })
  }
  const anew = await resealed(edge.ring, place, { value: sealed, plaintext: secret }, edge.now)
  return ok({
    statement: spendStep(edge.db, authenticator, { step: match.step, resealed: anew }, prover.isAlive),
    selectUsed: edge.db
      .prepare(
        `SELECT 1 FROM authenticators WHERE account_id = ?1 AND id = ?2 AND (last_step >= ?3
           OR EXISTS (SELECT 1 FROM refused_steps WHERE account_id = ?1 AND step = ?3))`,
      )
      .bind(authenticator.accountId, authenticator.id, match.step),
  })
}

async function prepareRecoveryCode(
  { db, ring, now }: Edge,
  prover: Prover,
  accountId: string,
  code: string,
): Promise<Result<Spending, SecondFactorRefusal>> {
  const codeDigest = await digest(ring, 'recovery-code', accountId, code)
  return ok({
    statement: spendRecoveryCode(db, accountId, codeDigest, now, prover.isAlive),
    selectUsed: selectUsedCode(db, accountId, codeDigest),
  })
}

async function settle(edge: Edge, prover: Prover, owner: Owner, method: SecondFactor, spending: Spending) {
  const { db, client, now } = edge
  const scope = OPERATOR_SCOPE
  const about = { scope, actor: owner.email, accountId: owner.account_id }
  const proved = { ...about, action: 'second_factor.proved', detail: { method } } as const
  const told = [
    ...(method === 'recovery_code'
      ? [tellAccount(edge, 'recovery_code.used', owner.account_id, prover.earned)]
      : []),
    ...(owner.linking ? [tellLinkedByAddress(edge, owner.linking, owner.account_id, prover.earned)] : []),
  ]
  const results = await db.batch([
    spending.selectUsed,
    spending.statement,
    ...prover.earn(method, owner),
    db
      .prepare(`DELETE FROM attempts WHERE budget = ? AND subject = ? AND ${prover.earned.sql}`)
      .bind(SECOND_FACTOR_BUDGET.name, owner.account_id, ...prover.earned.values),
    appendAudit(db, proved, client, now, prover.earned),
    ...told.flatMap(({ statements }) => statements),
    selectCodesLeft(db, owner.account_id),
  ])
  const [left] = (results.at(-1)?.results ?? []) as { codes_left: number }[]
  const isEarned = results[1]?.meta.changes === 1 && results[2]?.meta.changes === 1
  if (isEarned) for (const { deliver } of told) deliver()
  return {
    wasUsed: (results[0]?.results.length ?? 0) > 0,
    isEarned,
    codesLeft: left?.codes_left ?? 0,
  }
}

async function refuse(
  edge: Edge,
  owner: Owner,
  input: SecondFactorInput,
  failures: number,
  refusal: SecondFactorRefusal,
) {
  const { db, client, now } = edge
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: owner.email,
    action: 'second_factor.refused',
    accountId: owner.account_id,
    detail: { method: input.method, reason: refusal.reason },
  } as const
  const told =
    failures >= FAILURES_THAT_DISABLE
      ? tellAccount(edge, 'authenticator.disabled', owner.account_id, notToldOf(owner, now))
      : null
  await db.batch([appendAudit(db, entry, client, now), ...(told?.statements ?? [])])
  told?.deliver()
  return err(refusal)
}

// A hundred failures take more than three days: what was told within two is of the same hundred.
const TOLD_SECONDS = 2 * 86_400

/** The hundredth may be cut off between its charge and its notice, by whoever sends it: then the next one tells. */
const notToldOf = ({ account_id }: Owner, now: number): Condition => ({
  sql: `NOT EXISTS (SELECT 1 FROM notices WHERE account_id = ? AND kind = 'authenticator.disabled' AND at > ?)`,
  values: [account_id, now - TOLD_SECONDS],
})
