// Makes an account for an invited address, with a password, and accepts the invitation with it.
//
// The link proves the address, because only its mailbox got it. So whoever has the link can make the account, until
// somebody else has made it.

import type { Language } from '../../core/language.ts'
import { parseName } from '../../core/name.ts'
import { findPasswordProblem, loadCommonPasswords, type PasswordProblem } from '../../core/password.ts'
import { allowsProvider, type FederatedProvider, isFederated, PASSWORD } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { hashPassword } from '../../crypto/password.ts'
import { randomId } from '../../crypto/random.ts'
import { asksForNoFactor, invitesAddress } from '../../store/accepted-invitations.ts'
import { makeAccountIf } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { countLately } from '../../store/recent-counts.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'
import { afterFirstFactor, type SignedIn } from '../sign-in/sign-in.ts'
import { type Arrived, acceptSteps, type Invited, invitedEmail } from './accept.ts'

/** How an address without an account can get one. */
export interface WaysToAccount {
  readonly hasPassword: boolean
  /** The providers that make an account at a person's first sign-in. */
  readonly providers: readonly FederatedProvider[]
}

/** Returns the ways that make an account for this address, with which it can then open the workspace. */
export function waysToAccount(
  { config: { providers } }: Edge,
  invited: Pick<Invited, 'emailKey' | 'allowedProviders'>,
): WaysToAccount {
  const taken = providers.filter(({ id }) => allowsProvider(invited.allowedProviders, id))
  const domain = invited.emailKey.slice(invited.emailKey.lastIndexOf('@') + 1)
  return {
    hasPassword: taken.some(({ id }) => id === PASSWORD.id),
    providers: taken
      .filter(isFederated)
      .filter(({ provisions, emailDomains }) => provisions && (emailDomains?.includes(domain) ?? true)),
  }
}

const TRIES = { most: 30, seconds: 3600 }

export type MakeAccountRefusal =
  | { readonly reason: 'unusable-name' }
  | { readonly reason: 'unusable-password'; readonly problem: PasswordProblem }
  /** Each try hashes a password, so a loop of them could keep the portal busy. */
  | { readonly reason: 'too-many-tries'; readonly retryAfterSeconds: number }
  /** The workspace takes no passwords, or nobody may use them. */
  | { readonly reason: 'no-passwords' }
  /** The address got an account, or the invitation ended. */
  | { readonly reason: 'changed-meanwhile' }

/**
 * Makes the account, accepts the invitation and signs in, in one batch. While the workspace requires a second factor, the
 * invitation stays open until the new account has one.
 */
export async function makeInvitedAccount(
  edge: Edge,
  { link, invited }: Arrived,
  typed: { readonly name: string; readonly password: string },
  browser: { readonly previous: Session | null; readonly language: Language },
): Promise<Result<SignedIn, MakeAccountRefusal>> {
  if (!waysToAccount(edge, invited).hasPassword) return err({ reason: 'no-passwords' })
  const name = parseName(typed.name)
  if (name === null) return err({ reason: 'unusable-name' })
  const { db, ring, now, config } = edge
  const owner = { email: invited.email, name, platform: config.brand.name }
  const problem = findPasswordProblem(typed.password, owner, await loadCommonPasswords())
  if (problem) return err({ reason: 'unusable-password', problem })
  const limit = { what: `${link.id} accounts`, ...TRIES }
  const { counted } = await batch(db, { counted: countLately(db, limit, now) })
  if (!counted.changed) return err({ reason: 'too-many-tries', retryAfterSeconds: TRIES.seconds })
  const passwordHash = await hashPassword(ring, typed.password)
  const { language, previous } = browser
  const email = invitedEmail(invited)
  const account = { id: randomId(), email, name, passwordHash, language }
  const entry = ofOwner({ accountId: account.id, email: email.address }, 'account.created')
  const signedIn = await afterFirstFactor(
    edge,
    { ...account, email: email.address },
    {
      ...{ kind: 'pwd', provider: PASSWORD.id, authTime: now, passwordHash },
      ...{ providerAmr: null, sealedIdToken: null, subject: null, linkEmail: null },
    },
    {
      previousId: previous?.id ?? null,
      language,
      alongside: {
        made: makeAccountIf(db, account, now, invitesAddress(link, email, now)),
        created: audited(edge, entry, ifChanged('made')),
        accepted: acceptSteps(edge, link, account.id, asksForNoFactor(now)),
      },
    },
  )
  return signedIn ? ok(signedIn) : err({ reason: 'changed-meanwhile' })
}
