// Links and unlinks identities. The operator links and unlinks any. An owner unlinks any except the last
// sign-in method.

import { isFederated, takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Account } from '../../store/accounts.ts'
import { type AuditEntry, audited } from '../../store/audit.ts'
import { batch, following } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { endSessionsThrough } from '../../store/end-sessions.ts'
import { sessionHasFreshProof } from '../../store/fresh-proof.ts'
import { type IdentityName, linkIdentity, selectOwnerOf } from '../../store/identities.ts'
import { endLoginsOf } from '../../store/logins.ts'
import {
  rememberUnlinked,
  unlinkIdentity,
  unlinkIdentityUnlessLast,
  wasUnlinkedAt,
} from '../../store/unlinked-identities.ts'
import { ofOwner, ofPlatform } from '../edge/audit-entries.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'

/** `kept`: it is the account's last sign-in method, or not an identity of this account. */
export type UnlinkRefusal = TooMany | { readonly reason: 'kept' }

export async function unlinkOwnIdentity(
  edge: Edge,
  session: Session,
  identity: IdentityName,
): Promise<Result<null, UnlinkRefusal>> {
  const { db, config } = edge
  const { accountId } = session
  const configured = {
    providers: config.providers.filter(isFederated).map(({ id }) => id),
    hasPasswords: takesPasswords(config.providers),
  }
  const { mayChange, counted } = limitChanges(edge, session)
  const isStill = both(sessionHasFreshProof(session.token, lifetimeOf(edge)), mayChange)
  const detail = { provider: identity.provider, by: 'its owner' }
  const unlinking = unlinkSteps(edge, accountId, identity, {
    unlinked: unlinkIdentityUnlessLast(db, identity, accountId, configured, isStill),
    entry: ofOwner(session, 'identity.unlinked', detail),
    by: 'owner',
    exceptSessionId: session.id,
  })
  const done = await batch(db, { ...unlinking.steps, counted })
  if (!done.counted.changed) return err(TOO_MANY)
  if (!done.unlinked.changed) return err({ reason: 'kept' })
  unlinking.deliver()
  return ok(null)
}

/**
 * Links an identity. Returns false if it belongs to another account. Does nothing if it is already linked to
 * this one.
 */
export async function linkByOperator(
  edge: Edge,
  account: Account,
  { provider, subject }: IdentityName,
  by: string,
): Promise<boolean> {
  const { db, now } = edge
  const entry = ofPlatform({ by, about: account.id }, 'identity.linked', { provider, by: 'the operator' })
  const told = tellAccount(edge, 'identity.linked', account.id, ifChanged('recorded'), {
    by: 'operator',
    provider,
    about: subject,
  })
  const done = await batch(db, {
    linked: linkIdentity(db, { provider, subject, email: null }, account.id, now),
    recorded: audited(edge, entry, ifChanged('linked')),
    told: told.steps,
    owner: selectOwnerOf(db, { provider, subject }),
  })
  if (done.linked.changed) told.deliver()
  return done.owner.first?.accountId === account.id
}

/** Unlinks an identity, even the last one. Returns false if the account does not have it. */
export async function unlinkByOperator(
  edge: Edge,
  account: Account,
  identity: IdentityName,
  by: string,
): Promise<boolean> {
  const detail = { provider: identity.provider, by: 'the operator' }
  const unlinking = unlinkSteps(edge, account.id, identity, {
    unlinked: unlinkIdentity(edge.db, identity, account.id),
    entry: ofPlatform({ by, about: account.id }, 'identity.unlinked', detail),
    by: 'operator',
    exceptSessionId: null,
  })
  const done = await batch(edge.db, unlinking.steps)
  if (!done.unlinked.changed) return false
  unlinking.deliver()
  return true
}

interface Unlinking {
  readonly unlinked: D1PreparedStatement
  readonly entry: AuditEntry
  readonly by: 'owner' | 'operator'
  readonly exceptSessionId: string | null
}

/**
 * The steps of unlinking. The identity may be in the wrong hands. So they end its sessions and the account's
 * logins, and remember it, so that its address does not link it again.
 */
function unlinkSteps(
  edge: Edge,
  accountId: string,
  identity: IdentityName,
  { unlinked, entry, by, exceptSessionId }: Unlinking,
) {
  const { db, now } = edge
  const { provider } = identity
  const through = { accountId, provider }
  const isUnlinked = wasUnlinkedAt(identity, accountId, now)
  const told = tellAccount(edge, 'identity.unlinked', accountId, ifChanged('remembered'), { by, provider })
  const steps = {
    unlinked,
    recorded: audited(edge, entry, ifChanged('unlinked')),
    // Must follow the audit entry, which was recorded only if there was an identity to unlink.
    remembered: following('recorded', rememberUnlinked(db, identity, accountId, now, ifChanged('recorded'))),
    told: told.steps,
    sessionsEnded: endSessionsThrough(db, { ...through, except: exceptSessionId }, isUnlinked),
    loginsEnded: endLoginsOf(db, accountId, isUnlinked),
  }
  return { steps, deliver: told.deliver }
}
