// Further ways in: linked by the operator, and unlinked by their owner, except the last one, or by the operator.

import { isFederated, takesPasswords } from '../../core/provider.ts'
import type { Account, AccountRow } from '../../store/accounts.ts'
import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import { endSessionsThrough } from '../../store/end-sessions.ts'
import { sessionHasFreshProof } from '../../store/fresh-proof.ts'
import {
  type IdentityName,
  linkIdentity,
  rememberUnlinked,
  selectAccountOfIdentity,
  unlinkIdentity,
  unlinkIdentityUnlessLast,
  wasUnlinkedAt,
} from '../../store/identities.ts'
import { endLoginsThrough } from '../../store/logins.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'

/** False where it is the last way in, or none of theirs. */
export async function unlinkOwnIdentity(
  edge: Edge,
  session: Session,
  identity: IdentityName,
): Promise<boolean> {
  const { db, config } = edge
  const configured = {
    providers: config.providers.filter(isFederated).map(({ id }) => id),
    hasPasswords: takesPasswords(config.providers),
  }
  const isStill = sessionHasFreshProof(session.token, lifetimeOf(edge))
  const unlink = unlinkIdentityUnlessLast(db, identity, session.accountId, configured, isStill)
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
