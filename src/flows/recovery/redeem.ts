// Uses the link of a recovery, in a login: sets up a new second factor and ends the old ones, in one batch.
//
// The mail alone opens nothing, because the login has proved the first factor in the same browser.

import { requireEmail } from '../../core/email.ts'
import { SECOND_FACTOR_BUDGET } from '../../core/lockout.ts'
import type { Provider } from '../../core/provider.ts'
import { isLinkGood } from '../../core/recovery.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { verifyLink } from '../../crypto/mailed-link.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { selectPasswordHash } from '../../store/accounts.ts'
import { forgetAttempts } from '../../store/attempts.ts'
import { audited } from '../../store/audit.ts'
import { batch, following, type Steps } from '../../store/batch.ts'
import { type Condition, ifChanged } from '../../store/condition.ts'
import { endPreviousSession, endSessionsOf } from '../../store/end-sessions.ts'
import { endLogin, endLoginsOf } from '../../store/logins.ts'
import {
  type StoredRecovery,
  selectRecovery,
  selectRedeemingLogin,
  spendRecovery,
} from '../../store/recoveries.ts'
import { addRecoverySet, dropRecoveryCodes } from '../../store/recovery-codes.ts'
import { recordedEverywhere } from '../../store/recovery-workspaces.ts'
import { type ProvedSecondFactor, sessionHasToken, startSessionIfSpent } from '../../store/sessions.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import { makeCodes } from '../own-account/shown-codes.ts'
import type { Session } from '../session/session.ts'
import { introduceBrowser } from '../sign-in/known-browser.ts'

/** A link that works, and the login that it is used in. */
export interface Redeemable {
  readonly recovery: StoredRecovery
  /** When the mail of the link was written. */
  readonly sentAt: number
  readonly login: Digest
}

export type RedeemRefusal =
  /** The link is not ours, is too old, was used, or another link was sent. Or the recovery was stopped. */
  | 'dead-link'
  /** The browser has no login of this account. The first factor comes first. */
  | 'first-factor'
  /** The login's way in is not one that most workspaces of the account take. */
  | 'other-way'

/** Finds what a link opens in a browser with this login. Changes nothing. */
export async function findRedeemable(
  { db, ring, now, config }: Edge,
  token: string,
  loginCookie: string | null,
): Promise<Redeemable | RedeemRefusal> {
  const link = await verifyLink(ring, 'link-recovery', token)
  if (!link) return 'dead-link'
  const login = loginCookie === null ? null : await digest(ring, 'login', loginCookie)
  const found = await batch(db, {
    recovery: selectRecovery(db, link.id),
    holder: login && selectRedeemingLogin(db, login, config.providers.map(idOf), now),
  })
  const recovery = found.recovery.first
  const holder = found.holder.first
  if (!recovery || !isLinkGood(recovery, link.sentAt, now)) return 'dead-link'
  if (login === null || holder?.accountId !== recovery.accountId) return 'first-factor'
  return holder.isUsualWay ? { recovery, sentAt: link.sentAt, login } : 'other-way'
}

/** A new factor. Its steps run once the link is spent, so they contain the condition. */
export interface NewFactor {
  readonly proved: ProvedSecondFactor
  /** Holds if the factor can be added, whatever else is true. */
  readonly fits: Condition
  /** Adds the factor, and then removes all others. */
  readonly replacing: (isDone: Condition) => Steps
}

export interface Recovered {
  /** The new value of the session cookie. */
  readonly cookie: string
  /** The new value of the cookie that makes this browser a known one. */
  readonly known: string
  /** The cookie that shows the new recovery codes. */
  readonly shownCodes: string
}

/**
 * Spends the link and replaces the account's factors. The browser's `previous` session ends. Returns null if the link, the login or the recovery has ended
 * meanwhile: then nothing has changed, and the old factors work.
 */
export async function redeem(
  edge: Edge,
  { recovery, sentAt, login }: Redeemable,
  factor: NewFactor,
  previous: Session | null,
): Promise<Recovered | null> {
  const { db, ring, now, config, client } = edge
  const { id, accountId, email } = recovery
  const cookie = randomToken()
  const token = await digest(ring, 'session', cookie)
  const session = { id: randomId(), tokenDigest: token, now, expiresAt: now + config.sessionSeconds, client }
  const isDone = sessionHasToken(token)
  const codes = await makeCodes(edge, { accountId })
  const entry = {
    ...({ actor: email, action: 'recovery.completed', accountId } as const),
    detail: { recovery: id, method: factor.proved.method },
  } as const
  const told = tellAccount(edge, 'second_factor.recovered', accountId, isDone)
  const redeeming = { id, sentAt, login, configured: config.providers.map(idOf) }
  const done = await batch(db, {
    spent: spendRecovery(db, redeeming, now, factor.fits),
    started: following('spent', startSessionIfSpent(db, session, login, factor.proved)),
    factors: factor.replacing(isDone),
    codesDropped: dropRecoveryCodes(db, accountId, isDone),
    codes: addRecoverySet(db, accountId, codes, isDone),
    sessionsEnded: endSessionsOf(db, accountId, session.id, isDone),
    loginEnded: endLogin(db, login, isDone),
    loginsEnded: endLoginsOf(db, accountId, isDone),
    previousEnded: previous ? endPreviousSession(db, previous.id, token) : null,
    forgotten: forgetAttempts(db, SECOND_FACTOR_BUDGET, accountId, isDone),
    recorded: recordedEverywhere(edge, entry, isDone),
    generated: audited(edge, ofOwner(recovery, 'recovery_codes.generated'), ifChanged('recorded')),
    told: told.steps,
    passwordHash: selectPasswordHash(db, accountId),
  })
  if (!done.spent.changed || !done.started.changed) return null
  told.deliver()
  const owner = { email: requireEmail(email), passwordHash: done.passwordHash.first }
  const known = await introduceBrowser(edge, owner)
  return { cookie, known, shownCodes: codes.cookie }
}

const idOf = ({ id }: Provider): string => id
