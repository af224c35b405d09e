// Whose account an arrival is: by provider and subject. Only where there is none yet does an address come into it, and
// only a verified one, for a provider that is believed about it.

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
  | 'no-account' // nobody's yet, and this provider makes none
  | 'address-taken' // somebody has the address, and this provider isn't believed about it, or not for this subject
  | 'address-unusable' // missing, malformed, unverified, or of a domain that this provider doesn't speak for

export interface Identified {
  readonly account: Account
  /** The address that links the two, where that waits for a second factor of the account's; null where they are linked. */
  readonly linkEmail: string | null
}

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

/** It was the provider's word, and no deed of whose account it is. */
export const linkedByAddress = (provider: string, accountId: string): AuditEntry =>
  ofPlatform({ by: `provider ${provider}`, about: accountId }, 'identity.linked', {
    provider,
    by: 'its verified address',
  })

/**
 * Whoever came first has it: what is read at the end is the truth, whoever wrote it. A provider's word links nothing to
 * an account with a second factor: whoever got an address there would be linked for good, without a code.
 */
async function linkByEmail(
  edge: Edge,
  identity: IdentityName,
  holder: Account,
  email: Email,
): Promise<Identified | null> {
  const { db, now } = edge
  const told = tellLinkedByAddress(edge, identity.provider, holder.id, ifChanged('recorded'))
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
