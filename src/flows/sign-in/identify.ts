// Whose account an arrival is: by provider and subject. Only where there is none yet does an address come into it, and
// only a verified one, for a provider that is believed about it.

import { cleanName } from '../../core/clean-name.ts'
import { type Email, parseEmail } from '../../core/email.ts'
import type { Arrival, FederatedProvider } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { randomId } from '../../crypto/random.ts'
import { type Account, type AccountRow, accountFrom, findAccountByEmail } from '../../store/accounts.ts'
import { type AuditEntry, appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import {
  type IdentityName,
  linkIdentity,
  linkIdentityByEmail,
  provisionAccount,
  selectAccountOfIdentity,
  selectAccountToLink,
} from '../../store/identities.ts'
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
  const row = await selectAccountOfIdentity(edge.db, identity).first<AccountRow>()
  if (row) return ok(linked(row))
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
export const linkedByAddress = (provider: string, accountId: string): AuditEntry => ({
  scope: OPERATOR_SCOPE,
  actor: `provider ${provider}`,
  action: 'identity.linked',
  accountId,
  detail: { provider, by: 'its verified address' },
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
  const { db, now, client } = edge
  const told = tellLinkedByAddress(edge, identity.provider, holder.id, IF_CHANGED)
  const results = await db.batch([
    linkIdentityByEmail(db, identity, email, now),
    appendAudit(db, linkedByAddress(identity.provider, holder.id), client, now, IF_CHANGED),
    ...told.statements,
    selectAccountOfIdentity(db, identity),
    selectAccountToLink(db, identity, email),
  ])
  if (results[0]?.results.length === 1) told.deliver()
  const row = rowIn(results.at(-2))
  if (row) return linked(row)
  const toLink = rowIn(results.at(-1))
  return toLink && { account: accountFrom(toLink), linkEmail: email.address }
}

async function provision(
  { db, now, client }: Edge,
  identity: IdentityName,
  email: Email,
  name: string,
): Promise<Identified | null> {
  const id = randomId()
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: email.address,
    action: 'account.provisioned',
    accountId: id,
    detail: { provider: identity.provider },
  } as const
  const results = await db.batch([
    provisionAccount(db, { id, email, name }, identity, now),
    appendAudit(db, entry, client, now, IF_CHANGED),
    linkIdentity(db, { ...identity, email: email.address }, id, now),
    selectAccountOfIdentity(db, identity),
  ])
  const row = rowIn(results.at(-1))
  return row && linked(row)
}

const linked = (row: AccountRow): Identified => ({ account: accountFrom(row), linkEmail: null })

const rowIn = (result: D1Result | undefined): AccountRow | null =>
  (result?.results[0] as AccountRow | undefined) ?? null
