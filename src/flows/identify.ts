// Whose account an arrival is: by provider and subject. Only where there is none yet does an address come into it, and
// only a verified one, for a provider that is believed about it.

import { type Email, parseEmail } from '../core/email.ts'
import { parseName } from '../core/name.ts'
import type { Arrival, FederatedProvider } from '../core/provider.ts'
import { err, ok, type Result } from '../core/result.ts'
import { randomId } from '../crypto/random.ts'
import { type Account, type AccountRow, accountFrom, findAccountByEmail } from '../store/accounts.ts'
import { appendAudit, IF_CHANGED, OPERATOR_SCOPE } from '../store/audit.ts'
import {
  type IdentityName,
  linkIdentity,
  linkIdentityByEmail,
  provisionAccount,
  selectAccountOfIdentity,
} from '../store/identities.ts'
import type { Edge } from './edge.ts'

export type IdentityRefusal =
  | 'no-account' // nobody's yet, and this provider makes none
  | 'address-taken' // somebody has the address, and this provider isn't believed about it
  | 'address-unusable' // missing, malformed, unverified, or of a domain that this provider doesn't speak for

export async function identify(
  edge: Edge,
  provider: FederatedProvider,
  arrival: Arrival,
): Promise<Result<Account, IdentityRefusal>> {
  const identity = { provider: provider.id, subject: arrival.subject }
  const row = await selectAccountOfIdentity(edge.db, identity).first<AccountRow>()
  if (row) return ok(accountFrom(row))
  if (!provider.trustsEmail && !provider.provisions) return err('no-account')
  const email = usableEmail(provider, arrival)
  if (!email) return err('address-unusable')
  const holder = await findAccountByEmail(edge.db, email)
  if (holder && !provider.trustsEmail) return err('address-taken')
  if (!holder && !provider.provisions) return err('no-account')
  const account = await (holder
    ? linkByEmail(edge, identity, holder, email)
    : provision(edge, identity, email, parseName(arrival.name ?? '') ?? email.address.slice(0, 100)))
  return account ? ok(account) : err('address-taken')
}

function usableEmail(provider: FederatedProvider, arrival: Arrival): Email | null {
  if (!arrival.isEmailVerified && !provider.assumesEmailVerified) return null
  const email = arrival.email === null ? null : parseEmail(arrival.email)
  if (!email) return null
  const domain = email.key.slice(email.key.lastIndexOf('@') + 1)
  return provider.emailDomains === null || provider.emailDomains.includes(domain) ? email : null
}

/** Whoever came first has it: what is read at the end is the truth, whoever wrote it. */
async function linkByEmail(
  { db, now, client }: Edge,
  identity: IdentityName,
  holder: Account,
  email: Email,
): Promise<Account | null> {
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: holder.email,
    action: 'identity.linked',
    accountId: holder.id,
    detail: { provider: identity.provider, by: 'its verified address' },
  } as const
  const [, , found] = await db.batch([
    linkIdentityByEmail(db, identity, email, now),
    appendAudit(db, entry, client, now, IF_CHANGED),
    selectAccountOfIdentity(db, identity),
  ])
  return accountIn(found)
}

async function provision(
  { db, now, client }: Edge,
  identity: IdentityName,
  email: Email,
  name: string,
): Promise<Account | null> {
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
  return accountIn(results.at(-1))
}

function accountIn(result: D1Result | undefined): Account | null {
  const [row] = (result?.results ?? []) as AccountRow[]
  return row ? accountFrom(row) : null
}
