// The operator's view of an account's second factors, and the removal of a single one.

import type { Account } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
import { hasApp, removeAuthenticatorIf, selectEnrolment } from '../../store/authenticators.ts'
import { batch } from '../../store/batch.ts'
import { ifChanged, not } from '../../store/condition.ts'
import {
  hasFactorBeside,
  hasPasskey,
  hasPasskeys,
  removePasskey,
  selectPasskeysOf,
} from '../../store/passkeys.ts'
import { dropRecoveryCodes, isCurrentSet, selectCurrentSet } from '../../store/recovery-codes.ts'
import { endSessionsProvedBy, type ProvedBy } from '../../store/weakened-sessions.ts'
import { ofPlatform } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import { resetSecondFactor } from './accounts.ts'

interface ListedFactor {
  readonly id: string
  readonly name: string | null
  /** Unix seconds. Null if it is not known. */
  readonly createdAt: number | null
  /** Unix seconds. Null if it was never used. */
  readonly lastUsedAt: number | null
}

export type SecondFactorDetail =
  | (ListedFactor & { readonly kind: 'totp' })
  | (ListedFactor & { readonly kind: 'passkey'; readonly isBackedUp: boolean })
  | (ListedFactor & { readonly kind: 'recovery_codes'; readonly left: number })

/** Lists the app, the passkeys and the recovery codes of an account. Never contains a secret. */
export async function listSecondFactors(
  { db }: Edge,
  { id: accountId }: Account,
): Promise<readonly SecondFactorDetail[]> {
  const { app, passkeys, codes } = await batch(db, {
    app: selectEnrolment(db, accountId),
    passkeys: selectPasskeysOf(db, accountId),
    codes: selectCurrentSet(db, accountId),
  })
  const found: SecondFactorDetail[] = passkeys.all.map(({ rpId: _, ...passkey }) => ({
    kind: 'passkey',
    ...passkey,
  }))
  if (app.first) {
    const { id, confirmedAt, lastUsedAt } = app.first
    found.unshift({ kind: 'totp', id, name: null, createdAt: confirmedAt, lastUsedAt })
  }
  if (codes.first) found.push({ kind: 'recovery_codes', name: null, createdAt: null, ...codes.first })
  return found
}

/**
 * Removes one factor, whatever the workspaces require, and ends the sessions that it had proved. The operator must
 * verify the person's identity first. Returns false if the account has no factor with this id.
 *
 * Removing the last app or passkey is a reset.
 */
export async function removeSecondFactor(
  edge: Edge,
  account: Account,
  id: string,
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<boolean> {
  const factor = (await listSecondFactors(edge, account)).find((each) => each.id === id)
  if (!factor) return false
  const doing = doingOf(edge, account, factor, { reason, by })
  if (factor.kind === 'recovery_codes') return removeCodes(edge, account, factor, doing)
  if (!(await removeBesideOthers(edge, account, factor, doing)))
    await resetSecondFactor(edge, account, reason, by)
  return true
}

const ACTIONS = {
  totp: 'authenticator.removed',
  passkey: 'passkey.removed',
  recovery_codes: 'recovery_codes.removed',
} as const

/** The entry of the audit log, and the notice to the account. The notice must directly follow the entry. */
function doingOf(
  edge: Edge,
  { id: accountId }: Account,
  { kind, name }: SecondFactorDetail,
  { reason, by }: { readonly reason: string; readonly by: string },
) {
  const action = ACTIONS[kind]
  const named = name === null ? {} : { passkey: name }
  return {
    entry: ofPlatform({ by, about: accountId }, action, name === null ? { reason } : { name, reason }),
    told: tellAccount(edge, action, accountId, ifChanged('recorded'), { by: 'operator', ...named }),
  }
}

/** Returns false if the set was replaced meanwhile. */
async function removeCodes(
  edge: Edge,
  { id: accountId }: Account,
  { id }: SecondFactorDetail,
  { entry, told }: ReturnType<typeof doingOf>,
): Promise<boolean> {
  const isCurrent = isCurrentSet(accountId, id)
  const done = await batch(edge.db, {
    recorded: audited(edge, entry, isCurrent),
    told: told.steps,
    dropped: dropRecoveryCodes(edge.db, accountId, isCurrent),
  })
  if (done.recorded.changed) told.deliver()
  return done.recorded.changed
}

/** Returns false if the account has no other app or passkey. */
async function removeBesideOthers(
  edge: Edge,
  { id: accountId }: Account,
  { kind, id }: SecondFactorDetail,
  { entry, told }: ReturnType<typeof doingOf>,
): Promise<boolean> {
  const { db } = edge
  const isApp = kind === 'totp'
  const provedBy: ProvedBy = isApp ? { app: true } : { passkeyId: id }
  const isGone = not(isApp ? hasApp(accountId) : hasPasskey({ id, accountId }))
  const done = await batch(db, {
    removed: isApp
      ? removeAuthenticatorIf(db, accountId, hasPasskeys(accountId))
      : removePasskey(db, { id, accountId }, hasFactorBeside({ id, accountId })),
    recorded: audited(edge, entry, ifChanged('removed')),
    told: told.steps,
    ended: endSessionsProvedBy(db, { accountId, except: null }, provedBy, isGone),
  })
  if (done.removed.changed) told.deliver()
  return done.removed.changed
}
