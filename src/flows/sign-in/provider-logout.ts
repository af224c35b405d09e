// After sign-out, offers to end the session at the provider too (OpenID Connect RP-Initiated Logout 1.0).
//
// The browser keeps the provider's id and the sealed ID token for ten minutes.

import { type FederatedProvider, findProvider, isFederated } from '../../core/provider.ts'
import { open, type Sealed, seal } from '../../crypto/seal.ts'
import { batch } from '../../store/batch.ts'
import { endSessionOf } from '../../store/end-sessions.ts'
import { selectIdToken } from '../../store/read-sessions.ts'
import type { Edge } from '../edge/edge.ts'
import { endSteps } from '../session/end-session.ts'
import type { Session } from '../session/session.ts'

export const SIGNED_OUT_SECONDS = 600
const MOST_COOKIE_LENGTH = 3800 // browsers keep 4096 bytes of a cookie, including name and attributes

export interface EndedSession {
  readonly provider: FederatedProvider
  readonly idToken: string | null
}

/**
 * Ends this session. Returns the cookie that remembers its provider, or null after a sign-in with a password.
 */
export async function signOut(edge: Edge, session: Session): Promise<string | null> {
  const { config, db } = edge
  const provider = findProvider(config.providers, session.proof.provider)
  const done = await batch(db, {
    idToken: provider?.kind === 'oidc' ? selectIdToken(db, session.id) : null,
    ...endSteps(edge, session, endSessionOf(db, session.accountId, session.id), 'this'),
  })
  if (!provider || !isFederated(provider)) return null
  return sealEnded(edge, provider, await openIdToken(edge, session, provider, done.idToken.first))
}

async function openIdToken(
  { ring }: Edge,
  { accountId }: Session,
  { id }: FederatedProvider,
  sealed: Sealed | null,
) {
  return sealed && open(ring, { kind: 'id-token', id, accountId }, sealed)
}

/** Seals the ID token for the cookie. Leaves it out if the cookie would be too long. */
async function sealEnded({ ring, now }: Edge, provider: FederatedProvider, idToken: Uint8Array | null) {
  const cookie = async (hint: Uint8Array) =>
    `${provider.id}.${await seal(ring, placeOf(provider), hint, now)}`
  const whole = await cookie(idToken ?? new Uint8Array())
  return whole.length <= MOST_COOKIE_LENGTH ? whole : cookie(new Uint8Array())
}

export async function openEnded({ config, ring }: Edge, cookie: string): Promise<EndedSession | null> {
  const [id = ''] = cookie.split('.', 1)
  const provider = findProvider(config.providers, id)
  if (!provider || provider.kind === 'password') return null
  const hint = await open(ring, placeOf(provider), cookie.slice(id.length + 1))
  if (!hint) return null
  return { provider, idToken: hint.length > 0 ? new TextDecoder().decode(hint) : null }
}

/**
 * Returns the URL that ends the provider's session, or null if the provider does not support that. The
 * browser comes back to the signed-out page.
 */
export async function endSessionAt(
  { config, now }: Edge,
  { provider, idToken }: EndedSession,
): Promise<string | null> {
  if (provider.kind !== 'oidc') return null
  const { endSessionUrl } = await import('../../providers/oidc.ts')
  return endSessionUrl(provider, { idToken, returnTo: `${config.portalOrigin}/sign-out` }, now)
}

const placeOf = ({ id }: FederatedProvider) =>
  ({ kind: 'provider-flow', id: 'signed-out', providerId: id }) as const
