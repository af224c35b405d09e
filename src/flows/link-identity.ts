// Further ways in: linked by whoever is signed in, listed, and unlinked but for the last.

import { type Arrival, type FederatedProvider, isFederated, takesPasswords } from '../core/provider.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Account, AccountRow } from '../store/accounts.ts'
import { appendAudit, IF_CHANGED, OPERATOR_SCOPE } from '../store/audit.ts'
import { endSessionsThrough } from '../store/end-sessions.ts'
import {
  type IdentityName,
  linkIdentity,
  linkIdentityOfSession,
  rememberUnlinked,
  selectAccountOfIdentity,
  unlinkIdentity,
  unlinkIdentityUnlessLast,
  wasUnlinkedAt,
} from '../store/identities.ts'
import { endLoginsThrough } from '../store/logins.ts'
import { isAlive } from '../store/sessions.ts'
import { type Edge, lifetimeOf } from './edge.ts'
import { missingProofFor } from './enrol.ts'
import { tellAccount } from './notices.ts'
import { findSessionByToken, type Session } from './session.ts'

export type LinkRefusal =
  | 'already-linked' // to another account
  | 'link-ended' // the session that asked is over, or may no longer

/** To the account of the session that asked, if what must be proved for that is still proved in it. */
export async function linkArrival(
  edge: Edge,
  provider: FederatedProvider,
  arrival: Arrival,
  token: Digest | null,
): Promise<Result<null, LinkRefusal>> {
  const { db, now, client } = edge
  const owner = token && (await findSessionByToken(edge, token))
  if (!owner || missingProofFor(owner, now) !== null) return err('link-ended')
  const identity = {
    provider: provider.id,
    subject: arrival.subject,
    email: arrival.email?.slice(0, 254) ?? null,
  }
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: owner.email,
    action: 'identity.linked',
    accountId: owner.accountId,
    detail: { provider: provider.id, by: 'its owner' },
  } as const
  const about = { by: 'owner', provider: provider.id } as const
  const told = tellAccount(edge, 'identity.linked', owner.accountId, IF_CHANGED, about)
  const results = await db.batch([
    linkIdentityOfSession(db, identity, owner.token, isAlive(lifetimeOf(edge)), now),
    appendAudit(db, entry, client, now, IF_CHANGED),
    ...told.statements,
    selectAccountOfIdentity(db, identity),
  ])
  if (results[0]?.results.length === 1) told.deliver()
  const [row] = (results.at(-1)?.results ?? []) as AccountRow[]
  if (!row) return err('link-ended')
  return row.id === owner.accountId ? ok(null) : err('already-linked')
}

/** False where it is the last way in, or none of theirs. */
export async function unlinkOwnIdentity(
  edge: Edge,
  session: Session,
  identity: IdentityName,
): Promise<boolean> {
  const { db, config } = edge
  const unlink = unlinkIdentityUnlessLast(db, identity, session.accountId, {
    providers: config.providers.filter(isFederated).map(({ id }) => id),
    hasPasswords: takesPasswords(config.providers),
  })
  const by = { actor: session.email, as: 'owner', exceptSessionId: session.id } as const
  return unlinkAndEnd(edge, session.accountId, identity, unlink, by)
}

/** False where the identity is somebody else's. To its own account again, nothing changes. */
export async function linkByOperator(
  edge: Edge,
  account: Account,
  { provider, subject }: IdentityName,
  by: string,
): Promise<boolean> {
  const { db, now, client } = edge
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: by,
    action: 'identity.linked',
    accountId: account.id,
    detail: { provider, by: 'the operator' },
  } as const
  const told = tellAccount(edge, 'identity.linked', account.id, IF_CHANGED, { by: 'operator', provider })
  const results = await db.batch([
    linkIdentity(db, { provider, subject, email: null }, account.id, now),
    appendAudit(db, entry, client, now, IF_CHANGED),
    ...told.statements,
    selectAccountOfIdentity(db, { provider, subject }),
  ])
  if (results[0]?.results.length === 1) told.deliver()
  const [row] = (results.at(-1)?.results ?? []) as AccountRow[]
  return row?.id === account.id
}

/** Whatever way is left to the account. False where there is no such identity of its. */
export function unlinkByOperator(
  edge: Edge,
  account: Account,
  identity: IdentityName,
  by: string,
): Promise<boolean> {
  const unlink = unlinkIdentity(edge.db, identity, account.id)
  return unlinkAndEnd(edge, account.id, identity, unlink, {
    actor: by,
    as: 'operator',
    exceptSessionId: null,
  })
}

/** Unlinked because it fell into other hands, perhaps: whoever came in that way is out, half-way in as well, and stays out. */
async function unlinkAndEnd(
  edge: Edge,
  accountId: string,
  identity: IdentityName,
  unlink: D1PreparedStatement,
  by: { readonly actor: string; readonly as: 'owner' | 'operator'; readonly exceptSessionId: string | null },
): Promise<boolean> {
  const { db, now, client } = edge
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: by.actor,
    action: 'identity.unlinked',
    accountId,
    detail: { provider: identity.provider, by: AUDITED_AS[by.as] },
  } as const
  const through = { accountId, provider: identity.provider }
  const about = { by: by.as, provider: identity.provider }
  const told = tellAccount(edge, 'identity.unlinked', accountId, IF_CHANGED, about)
  const isUnlinked = wasUnlinkedAt(identity, accountId, now)
  const [unlinked] = await db.batch([
    unlink,
    appendAudit(db, entry, client, now, IF_CHANGED),
    // Follows the entry, which was written only if there was something to unlink.
    rememberUnlinked(db, identity, accountId, now, IF_CHANGED),
    ...told.statements,
    endSessionsThrough(db, { ...through, except: by.exceptSessionId }, isUnlinked),
    endLoginsThrough(db, through, isUnlinked),
  ])
  if (unlinked?.results.length !== 1) return false
  told.deliver()
  return true
}

const AUDITED_AS = { owner: 'its owner', operator: 'the operator' } as const
