// Finds the account of an identity, by provider and subject.
//
// An address is used only if the identity is new. It must be verified, and the provider must be trusted for
// it. Otherwise anyone who can enter an address at a provider could take over its account.

import { cleanName } from '../../core/clean-name.ts'
import { type Email, parseEmail } from '../../core/email.ts'
import type { Arrival, FederatedProvider } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { randomId } from '../../crypto/random.ts'
import { type Account, findAccountByEmail } from '../../store/accounts.ts'
import { type AuditEntry, audited } from '../../store/audit.ts'
import { batch, findFirst } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import {
  type IdentityName,
  linkIdentity,
  linkIdentityByEmail,
  provisionAccount,
  selectAccountOfIdentity,
  selectAccountToLink,
} from '../../store/identities.ts'
import { ofPlatform } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellLinkedByAddress } from '../notices/notices.ts'

export type IdentityRefusal =
  | 'no-account' // the identity is new, and this provider creates no accounts
  | 'address-taken' // another account has the address, and this provider may not link to it
  | 'address-unusable' // missing, malformed, unverified, or of a domain not allowed for this provider

export interface Identified {
  readonly account: Account
  /**
   * The address to link by once the account's second factor is proved. Null if the identity is already
   * linked.
   */
  readonly linkEmail: string | null
}

/** Returns the account of the identity. Links or creates one if the provider's configuration allows it. */
export async function identify(
  edge: Edge,
  provider: FederatedProvider,
  arrival: Arrival,
): Promise<Result<Identified, IdentityRefusal>> {
  const identity = { provider: provider.id, subject: arrival.subject }
  const known = await findFirst(edge.db, selectAccountOfIdentity(edge.db, identity))
  if (known) return ok(linked(known))
  if (!provider.trustsEmail && !provider.provisions) return err('no-account')
  const email = usableEmail(provider, arrival)
  if (!email) return err('address-unusable')
  const holder = await findAccountByEmail(edge.db, email)
  if (holder && !provider.trustsEmail) return err('address-taken')
  if (!holder && !provider.provisions) return err('no-account')
  const identified = await (holder
    ? linkByEmail(edge, identity, holder, email)
    : provision(edge, identity, email, arrival.name ?? cleanName(email.address) ?? provider.label))
  return identified ? ok(identified) : err('address-taken')
}

function usableEmail(provider: FederatedProvider, arrival: Arrival): Email | null {
  if (!arrival.isEmailVerified && !provider.assumesEmailVerified) return null
  const email = arrival.email === null ? null : parseEmail(arrival.email)
  if (!email) return null
  const domain = email.key.slice(email.key.lastIndexOf('@') + 1)
  return provider.emailDomains === null || provider.emailDomains.includes(domain) ? email : null
}

/** The entry names the provider as the actor, because the account's owner did nothing. */
export const linkedByAddress = (provider: string, accountId: string): AuditEntry =>
  ofPlatform({ by: `provider ${provider}`, about: accountId }, 'identity.linked', {
    provider,
    by: 'its verified address',
  })

/**
 * Links the identity to the account with this address. If two requests do this at once, the first wins, and
 * both read the result.
 *
 * Links nothing to an account with a second factor. Otherwise an attacker with that address at the provider
 * would be linked permanently, without a code. Such a link waits for the code.
 */
async function linkByEmail(
  edge: Edge,
  identity: IdentityName,
  holder: Account,
  email: Email,
): Promise<Identified | null> {
  const { db, now } = edge
  const told = tellLinkedByAddress(edge, identity, holder.id, ifChanged('recorded'))
  const done = await batch(db, {
    linked: linkIdentityByEmail(db, identity, email, now),
    recorded: audited(edge, linkedByAddress(identity.provider, holder.id), ifChanged('linked')),
    told: told.steps,
    account: selectAccountOfIdentity(db, identity),
    toLink: selectAccountToLink(db, identity, email),
  })
  if (done.linked.changed) told.deliver()
  if (done.account.first) return linked(done.account.first)
  const account = done.toLink.first
  return account && { account, linkEmail: email.address }
}

/** Creates an account for the identity. Returns null if another request took the address first. */
async function provision(
  edge: Edge,
  identity: IdentityName,
  email: Email,
  name: string,
): Promise<Identified | null> {
  const { db, now } = edge
  const { provider } = identity
  const id = randomId()
  const entry = ofPlatform({ by: email.address, about: id }, 'account.provisioned', { provider })
  const done = await batch(db, {
    made: provisionAccount(db, { id, email, name }, identity, now),
    recorded: audited(edge, entry, ifChanged('made')),
    linked: linkIdentity(db, { ...identity, email: email.address }, id, now),
    account: selectAccountOfIdentity(db, identity),
  })
  return done.account.first && linked(done.account.first)
}

const linked = (account: Account): Identified => ({ account, linkEmail: null })
