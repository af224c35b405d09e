// Holds an identity from a provider until the person who is signed in confirms it as another sign-in method.
//
// It is sealed for the session that asked. own-account/pending-link.ts links it.

import { parseEmail } from '../../core/email.ts'
import { parseName } from '../../core/name.ts'
import type { Arrival, FederatedProvider } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { randomId } from '../../crypto/random.ts'
import { type Sealed, seal } from '../../crypto/seal.ts'
import { batch } from '../../store/batch.ts'
import { type IdentityName, selectOwnerOf } from '../../store/identities.ts'
import { selectMayLink } from '../../store/ways-taken.ts'
import type { Edge } from '../edge/edge.ts'
import { missingForOwnChange } from '../session/missing-proof.ts'
import { type Session, sessionSteps } from '../session/session.ts'

export const PENDING_LINK_SECONDS = 600

export type LinkRefusal =
  | 'already-linked' // to another account
  | 'link-ended' // the session has ended, or may no longer link identities

/** An identity that a provider has confirmed and that is not linked to any account yet. */
export interface PendingLink extends IdentityName {
  /** Names this identity in the form that confirms it, because another tab may bring another identity. */
  readonly id: string
  readonly email: string | null
  /** False if the provider does not say that the address is verified. Anyone may have typed it there. */
  readonly isEmailVerified: boolean
  readonly name: string | null
  readonly arrivedAt: number
}

/**
 * Seals the identity for the session that began the flow. Returns null if it is already linked to that
 * account.
 *
 * `sessionCookie` must belong to that session. Otherwise an attacker could get their own identity linked to
 * another person's account.
 *
 * A ticket's cross-site form may bring no session cookie. Then the page that confirms the link checks the
 * session.
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
  if (!begunIn) return err('link-ended')
  const identity = { provider: provider.id, subject: arrival.subject }
  const { session, mayLink, linked } = await batch(db, {
    ...sessionSteps(edge, begunIn),
    mayLink: selectMayLink(db, begunIn),
    linked: selectOwnerOf(db, identity),
  })
  const owner = session.first
  if (!owner || missingForOwnChange(owner, now) !== null || mayLink.first === null) return err('link-ended')
  if (linked.first) return linked.first.accountId === owner.accountId ? ok(null) : err('already-linked')
  const pending: PendingLink = {
    ...identity,
    id: randomId(),
    email: (arrival.email && parseEmail(arrival.email)?.address) ?? null,
    isEmailVerified: arrival.isEmailVerified || provider.assumesEmailVerified,
    name: arrival.name && parseName(arrival.name),
    arrivedAt: now,
  }
  return ok(await seal(ring, placeOfLink(owner), new TextEncoder().encode(JSON.stringify(pending)), now))
}

/**
 * The place that the cookie of a pending link is sealed for. It contains the digest of the session cookie,
 * which changes with each proof. So a copy of an older cookie opens nothing.
 */
export const placeOfLink = ({ token, accountId }: Session) =>
  ({ kind: 'pending-link', id: token, accountId }) as const
