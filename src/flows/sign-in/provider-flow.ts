// Sends a browser to a provider and recognises it when it returns.
//
// The flow's data is in a cookie, sealed for this flow and this provider. Another browser, provider or flow
// can't open it. Each tab has its own flow.

import type { Language } from '../../core/language.ts'
import {
  type FederatedProvider,
  findProvider,
  isFederated,
  type ProviderDemand,
} from '../../core/provider.ts'
import { ok, type Result } from '../../core/result.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { open, seal } from '../../crypto/seal.ts'
import type { ProviderRefusal } from '../../providers/refusal.ts'
import { spendArrival } from '../../store/spent-arrivals.ts'
import type { Edge } from '../edge/edge.ts'

export const PROVIDER_FLOW_SECONDS = 600

export interface ProviderFlow {
  /**
   * Identifies the flow, in 22 characters: the `state` of OpenID Connect, or the `nonce` of a login ticket.
   */
  readonly id: string
  readonly nonce: string
  readonly codeVerifier: string
  /** To sign in, or to add a sign-in method to the account of `session`. */
  readonly purpose: 'sign-in' | 'link'
  /**
   * The digest of the browser's session cookie when the flow began. Null if there was none.
   *
   * Needed because a cross-site form sends no session cookie. A thief who copied that cookie gains nothing
   * here.
   */
  readonly session: Digest | null
  readonly returnTo: string
  readonly demand: ProviderDemand
  /** How old the proof may be, in seconds, if a fresh one is demanded. */
  readonly maxAge: number
  /** The language of the page where the flow began. A cross-site form does not send the language cookie. */
  readonly language: Language
  readonly startedAt: number
}

export const callbackAddress = (portalOrigin: string, { id, kind }: FederatedProvider): string =>
  `${portalOrigin}/sign-in/${kind === 'oidc' ? 'callback' : 'ticket'}/${id}`

/** Finds an OpenID or ticket provider by id. Returns null for any other id. */
export function findFederated({ config }: Edge, id: string): FederatedProvider | null {
  const provider = findProvider(config.providers, id)
  return provider && isFederated(provider) ? provider : null
}

export interface BegunFlow {
  readonly id: string
  readonly cookie: string
  /** The URL to send the browser to. */
  readonly location: string
}

/** Begins a flow: returns the provider's URL, and a cookie that this browser must bring back. */
export async function beginProviderFlow(
  edge: Edge,
  provider: FederatedProvider,
  ask: Pick<ProviderFlow, 'purpose' | 'session' | 'returnTo' | 'demand' | 'maxAge' | 'language'>,
): Promise<Result<BegunFlow, ProviderRefusal>> {
  const { ring, now } = edge
  const flow: ProviderFlow = {
    ...ask,
    id: randomId(),
    nonce: randomToken(),
    codeVerifier: randomToken(),
    startedAt: now,
  }
  const location = await addressFor(edge, provider, flow)
  if (!location.ok) return location
  const plaintext = new TextEncoder().encode(JSON.stringify(flow))
  const cookie = await seal(ring, placeOf(flow.id, provider), plaintext, now)
  return ok({ id: flow.id, cookie, location: location.value })
}

async function addressFor(
  { config, now }: Edge,
  provider: FederatedProvider,
  flow: ProviderFlow,
): Promise<Result<string, ProviderRefusal>> {
  const back = callbackAddress(config.portalOrigin, provider)
  if (provider.kind === 'oidc') {
    // A first page must not load the library. It is loaded when somebody uses a provider.
    const { authorizationUrl } = await import('../../providers/oidc.ts')
    return authorizationUrl(provider, { ...flow, state: flow.id, redirectUri: back }, now)
  }
  const url = new URL(provider.loginUrl)
  url.searchParams.set('return_to', back)
  url.searchParams.set('nonce', flow.id)
  // Login services know only this value (docs/login-tickets.md).
  if (flow.demand !== 'sign-in') url.searchParams.set('prompt', 'login')
  return ok(url.href)
}

/** Opens a flow's cookie. Returns null if it is not for this flow and provider, or has expired. */
export async function openProviderFlow(
  { ring, now }: Edge,
  provider: FederatedProvider,
  id: string,
  cookie: string,
): Promise<ProviderFlow | null> {
  const plaintext = await open(ring, placeOf(id, provider), cookie)
  if (!plaintext) return null
  const flow = JSON.parse(new TextDecoder().decode(plaintext)) as ProviderFlow
  const age = now - flow.startedAt
  return age >= 0 && age < PROVIDER_FLOW_SECONDS ? flow : null
}

/** The digest under which a return is spent, by its name at this provider. */
export const returnDigest = ({ ring }: Edge, provider: FederatedProvider, name: string): Promise<Digest> =>
  digest(ring, 'spent-arrival', provider.id, name)

/** Spends a return. Returns true only the first time. Must be called before anything else is checked. */
export async function spendReturn(
  edge: Edge,
  provider: FederatedProvider,
  name: string,
  expiresAt: number,
): Promise<boolean> {
  return spendArrival(edge.db, await returnDigest(edge, provider, name), expiresAt)
}

const placeOf = (id: string, provider: FederatedProvider) =>
  ({ kind: 'provider-flow', id, providerId: provider.id }) as const
