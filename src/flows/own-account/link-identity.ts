// Further ways in: linked by the operator, and unlinked by their owner, except the last one, or by the operator.

import { isFederated, takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Account } from '../../store/accounts.ts'
import { type AuditEntry, audited } from '../../store/audit.ts'
import { batch, following } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { endSessionsThrough } from '../../store/end-sessions.ts'
import { sessionHasFreshProof } from '../../store/fresh-proof.ts'
import {
  type IdentityName,
  linkIdentity,
  rememberUnlinked,
  selectOwnerOf,
  unlinkIdentity,
  unlinkIdentityUnlessLast,
  wasUnlinkedAt,
} from '../../store/identities.ts'
import { endLoginsOf } from '../../store/logins.ts'
import { ofOwner, ofPlatform } from '../edge/audit-entries.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'

/** `kept`: it is the last way in, or none of theirs. */
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

/** False where the identity is somebody else's. To its own account again, nothing changes. */
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

/** Whatever way is left to the account. False where there is no such identity of its. */
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

/** Unlinked because it fell into other hands, perhaps: whoever came in that way is out, half-way in as well, and stays out. */
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
    // Follows the entry, which was written only if there was something to unlink.
    remembered: following('recorded', rememberUnlinked(db, identity, accountId, now, ifChanged('recorded'))),
    told: told.steps,
    sessionsEnded: endSessionsThrough(db, { ...through, except: exceptSessionId }, isUnlinked),
    loginsEnded: endLoginsOf(db, accountId, isUnlinked),
  }
  return { steps, deliver: told.deliver }
}
