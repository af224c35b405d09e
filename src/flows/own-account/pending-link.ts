// A further way in, linked by the person who is signed in. What comes back from the provider is shown to them first, and
// linked once they have confirmed it. Until then it is in a cookie, sealed for the session that asked.

import { parseEmail } from '../../core/email.ts'
import { parseName } from '../../core/name.ts'
import type { Arrival, FederatedProvider } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { randomId } from '../../crypto/random.ts'
import { open, type Sealed, seal } from '../../crypto/seal.ts'
import { audited } from '../../store/audit.ts'
import { batch, following } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { hasFreshProof } from '../../store/fresh-proof.ts'
import { type IdentityName, linkIdentityOfSession, selectOwnerOf } from '../../store/identities.ts'
import { spendArrivalIf } from '../../store/spent-arrivals.ts'
import { selectMayLink } from '../../store/ways-taken.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import { missingForOwnChange } from '../session/missing-proof.ts'
import { findSessionByToken, type Session } from '../session/session.ts'
import { findFederated, returnDigest } from '../sign-in/provider-flow.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'

export const PENDING_LINK_SECONDS = 600

export type LinkRefusal =
  | 'already-linked' // to another account
  | 'link-ended' // the session that asked is over, or may no longer

/** An identity that a provider has vouched for, and that no account has yet. */
export interface PendingLink extends IdentityName {
  /** Names it in the form of the page that shows it: another tab may have brought another identity since. */
  readonly id: string
  readonly email: string | null
  /** False where the provider does not say that the address is the person's. Anybody may have typed it there. */
  readonly isEmailVerified: boolean
  readonly name: string | null
  readonly arrivedAt: number
}

/**
 * Keeps the identity for the session that began the way to the provider, to be confirmed there. Null where it is linked to
 * that account already. `sessionCookie` is what the browser has now: a way that began in another session ends here.
 * Otherwise somebody could carry their own half of a link into another person's browser. A ticket's form may bring no
 * cookie of the session; then only the page that confirms can tell.
 */
export async function holdLink(
  edge: Edge,
  provider: FederatedProvider,
  arrival: Arrival,
  { begunIn, sessionCookie }: { begunIn: Digest | null; sessionCookie: string | null },
): Promise<Result<Sealed | null, LinkRefusal>> {
  const { db, ring, now } = edge
  const here = sessionCookie === null ? null : await digest(ring, 'session', sessionCookie)
  if (here !== begunIn && (here !== null || provider.kind === 'oidc')) return err('link-ended')
  const owner = begunIn && (await findSessionByToken(edge, begunIn))
  if (!owner || missingForOwnChange(owner, now) !== null) return err('link-ended')
  const identity = { provider: provider.id, subject: arrival.subject }
  const { mayLink, linked } = await batch(db, {
    mayLink: selectMayLink(db, { accountId: owner.accountId, provider: owner.proof.provider }),
    linked: selectOwnerOf(db, identity),
  })
  if (mayLink.first === null) return err('link-ended')
  if (linked.first) return linked.first.accountId === owner.accountId ? ok(null) : err('already-linked')
  const pending: PendingLink = {
    ...identity,
    id: randomId(),
    email: (arrival.email && parseEmail(arrival.email)?.address) ?? null,
    isEmailVerified: arrival.isEmailVerified || provider.assumesEmailVerified,
    name: arrival.name && parseName(arrival.name),
    arrivedAt: now,
  }
  return ok(await seal(ring, placeIn(owner), new TextEncoder().encode(JSON.stringify(pending)), now))
}

/** Null for a cookie of another session or account, and for one that is more than ten minutes old. */
export async function openPendingLink(
  { ring, now }: Edge,
  session: Session,
  cookie: string,
): Promise<PendingLink | null> {
  const plaintext = await open(ring, placeIn(session), cookie)
  if (!plaintext) return null
  const pending = JSON.parse(new TextDecoder().decode(plaintext)) as PendingLink
  const age = now - pending.arrivedAt
  return age >= 0 && age < PENDING_LINK_SECONDS ? pending : null
}

/** Before the way to the provider begins: whether what comes back could be linked at all. */
export async function askToLink(
  edge: Edge,
  session: Session,
): Promise<Result<null, TooMany | 'ways-closed'>> {
  const { accountId, proof } = session
  const { counted, mayLink } = await batch(edge.db, {
    counted: limitChanges(edge, session).counted,
    mayLink: selectMayLink(edge.db, { accountId, provider: proof.provider }),
  })
  if (!counted.changed) return err(TOO_MANY)
  return mayLink.first === null ? err('ways-closed') : ok(null)
}

/**
 * Links it, once. The statement that links asks again that the session lives, has a fresh proof, and came in by a way that
 * all its workspaces take.
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
  const about = { provider: pending.provider, by: 'owner' } as const
  const told = tellAccount(edge, 'identity.linked', session.accountId, ifChanged('recorded'), about)
  const entry = ofOwner(session, 'identity.linked', { provider: pending.provider, by: 'its owner' })
  const done = await batch(db, {
    spent: spendArrivalIf(db, arrival, pending.arrivedAt + PENDING_LINK_SECONDS, mayChange),
    linked: following('spent', linkIdentityOfSession(db, pending, session.token, isProved, now)),
    recorded: audited(edge, entry, ifChanged('linked')),
    told: told.steps,
    // Of two clicks, the second finds it linked by the first.
    owner: selectOwnerOf(db, pending),
    counted,
  })
  if (!done.counted.changed) return err(TOO_MANY)
  if (done.linked.changed) told.deliver()
  if (!done.owner.first) return err({ reason: 'link-ended' })
  return done.owner.first.accountId === session.accountId ? ok(null) : err({ reason: 'already-linked' })
}

/** The cookie's digest is the place: each proof changes it, so that a copy of an older cookie opens nothing. */
const placeIn = ({ token, accountId }: Session) => ({ kind: 'pending-link', id: token, accountId }) as const
