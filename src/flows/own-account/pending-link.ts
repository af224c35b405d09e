// Links another sign-in method to the account of the person who is signed in.
//
// The identity from the provider is shown first, and linked once the person confirms it. Until then it is in
// a cookie, sealed for this session.

import { err, ok, type Result } from '../../core/result.ts'
import { open } from '../../crypto/seal.ts'
import { audited } from '../../store/audit.ts'
import { batch, following } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { hasFreshProof } from '../../store/fresh-proof.ts'
import { linkIdentityOfSession, selectOwnerOf } from '../../store/identities.ts'
import { spendArrivalIf } from '../../store/spent-arrivals.ts'
import { selectMayLink } from '../../store/ways-taken.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'
import {
  type LinkRefusal,
  PENDING_LINK_SECONDS,
  type PendingLink,
  placeOfLink,
} from '../sign-in/hold-link.ts'
import { findFederated, returnDigest } from '../sign-in/provider-flow.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'

/** Opens the cookie. Returns null if it is for another session or account, or older than ten minutes. */
export async function openPendingLink(
  { ring, now }: Edge,
  session: Session,
  cookie: string,
): Promise<PendingLink | null> {
  const plaintext = await open(ring, placeOfLink(session), cookie)
  if (!plaintext) return null
  const pending = JSON.parse(new TextDecoder().decode(plaintext)) as PendingLink
  const age = now - pending.arrivedAt
  return age >= 0 && age < PENDING_LINK_SECONDS ? pending : null
}

/** Checks, before the browser goes to the provider, whether the account may link anything. */
export async function askToLink(
  edge: Edge,
  session: Session,
): Promise<Result<null, TooMany | 'ways-closed'>> {
  const { counted, mayLink } = await batch(edge.db, {
    counted: limitChanges(edge, session).counted,
    mayLink: selectMayLink(edge.db, session.token),
  })
  if (!counted.changed) return err(TOO_MANY)
  return mayLink.first === null ? err('ways-closed') : ok(null)
}

/**
 * Links the identity, once.
 *
 * The statement checks again that the session is alive, has a fresh proof, and signed in with a method that
 * all its workspaces allow.
 */
export async function confirmLink(
  edge: Edge,
  session: Session,
  pending: PendingLink,
): Promise<Result<null, TooMany | { readonly reason: LinkRefusal }>> {
  const { db, now } = edge
  const provider = findFederated(edge, pending.provider)
  if (!provider) return err({ reason: 'link-ended' })
  const arrival = await returnDigest(edge, provider, pending.id)
  const { mayChange, counted } = limitChanges(edge, session)
  const isProved = both(hasFreshProof(lifetimeOf(edge)), ifChanged('spent'))
  const about = { provider: pending.provider, by: 'owner', about: pending.subject } as const
  const told = tellAccount(edge, 'identity.linked', session.accountId, ifChanged('recorded'), about)
  const entry = ofOwner(session, 'identity.linked', { provider: pending.provider, by: 'its owner' })
  const done = await batch(db, {
    spent: spendArrivalIf(db, arrival, pending.arrivedAt + PENDING_LINK_SECONDS, mayChange),
    linked: following('spent', linkIdentityOfSession(db, pending, session.token, isProved, now)),
    recorded: audited(edge, entry, ifChanged('linked')),
    told: told.steps,
    // If the form is sent twice, the second request finds the identity linked by the first.
    owner: selectOwnerOf(db, pending),
    counted,
  })
  if (!done.counted.changed) return err(TOO_MANY)
  if (done.linked.changed) told.deliver()
  if (!done.owner.first) return err({ reason: 'link-ended' })
  return done.owner.first.accountId === session.accountId ? ok(null) : err({ reason: 'already-linked' })
}
