// A further way in, linked by the person who is signed in. What comes back from the provider is shown to them first, and
// linked once they have confirmed it. Until then it is in a cookie, sealed for the session that asked.

import { parseEmail } from '../../core/email.ts'
import { parseName } from '../../core/name.ts'
import type { Arrival, FederatedProvider } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { randomId } from '../../crypto/random.ts'
import { open, type Sealed, seal } from '../../crypto/seal.ts'
import type { AccountRow } from '../../store/accounts.ts'
import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import { hasFreshProof } from '../../store/fresh-proof.ts'
import { type IdentityName, linkIdentityOfSession, selectAccountOfIdentity } from '../../store/identities.ts'
import { mayLink } from '../../store/ways-taken.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import { findSessionByToken, type Session } from '../session/session.ts'
import { findFederated, spendReturn } from '../sign-in/provider-flow.ts'
import { missingProofFor } from './enrol.ts'

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
  if (!owner || missingProofFor(owner, now) !== null) return err('link-ended')
  if (!(await mayLink(db, { accountId: owner.accountId, provider: owner.proof.provider })))
    return err('link-ended')
  const identity = { provider: provider.id, subject: arrival.subject }
  const linked = await findAccountIdOf(edge, identity)
  if (linked !== null) return linked === owner.accountId ? ok(null) : err('already-linked')
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

/**
 * Links it, once. The statement that links asks again that the session lives, has a fresh proof, and came in by a way that
 * all its workspaces take.
 */
export async function confirmLink(
  edge: Edge,
  session: Session,
  pending: PendingLink,
): Promise<Result<null, LinkRefusal>> {
  const provider = findFederated(edge, pending.provider)
  if (!provider) return err('link-ended')
  const isFirst = await spendReturn(edge, provider, pending.id, pending.arrivedAt + PENDING_LINK_SECONDS)
  if (isFirst) await link(edge, session, pending)
  // Of two clicks, the second finds it linked by the first.
  const linked = await findAccountIdOf(edge, pending)
  if (linked === null) return err('link-ended')
  return linked === session.accountId ? ok(null) : err('already-linked')
}

async function link(edge: Edge, session: Session, pending: PendingLink): Promise<void> {
  const { db, now, client } = edge
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: session.email,
    action: 'identity.linked',
    accountId: session.accountId,
    detail: { provider: pending.provider, by: 'its owner' },
  } as const
  const about = { by: 'owner', provider: pending.provider } as const
  const told = tellAccount(edge, 'identity.linked', session.accountId, IF_CHANGED, about)
  const [linked] = await db.batch([
    linkIdentityOfSession(db, pending, session.token, hasFreshProof(lifetimeOf(edge)), now),
    appendAudit(db, entry, client, now, IF_CHANGED),
    ...told.statements,
  ])
  if (linked?.results.length === 1) told.deliver()
}

async function findAccountIdOf({ db }: Edge, identity: IdentityName): Promise<string | null> {
  return (await selectAccountOfIdentity(db, identity).first<AccountRow>())?.id ?? null
}

/** The cookie's digest is the place: each proof changes it, so that a copy of an older cookie opens nothing. */
const placeIn = ({ token, accountId }: Session) => ({ kind: 'pending-link', id: token, accountId }) as const
