// A way to a provider and back. What must be known on the return travels in a cookie of the browser that went, sealed for
// this provider: another browser, another provider or another way finds nothing there. Each tab has a way of its own.

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
import { authorizationUrl } from '../../providers/oidc.ts'
import type { ProviderRefusal } from '../../providers/refusal.ts'
import { spendArrival } from '../../store/spent-arrivals.ts'
import type { Edge } from '../edge/edge.ts'

export const PROVIDER_FLOW_SECONDS = 600

export interface ProviderFlow {
  /** Names the way: `state` of OpenID Connect, `nonce` of a login ticket. 22 letters. */
  readonly id: string
  readonly nonce: string
  readonly codeVerifier: string
  /** To sign in, or to become another way in for whoever is in `session`. */
  readonly purpose: 'sign-in' | 'link'
  /**
   * The session that the browser had when it went, by its cookie's value of then: whoever copied that does nothing here
   * that they couldn't do with the copy. A form posted from elsewhere brings no cookie of a session.
   */
  readonly session: Digest | null
  readonly returnTo: string
  readonly demand: ProviderDemand
  /** Of the page that it began on: the cookie that says so doesn't come with a form posted from elsewhere. */
  readonly language: Language
  readonly startedAt: number
}

export const callbackAddress = (portalOrigin: string, { id, kind }: FederatedProvider): string =>
  `${portalOrigin}/sign-in/${kind === 'oidc' ? 'callback' : 'ticket'}/${id}`

/** A provider by its id; null where it is none that one goes to. */
export function findFederated({ config }: Edge, id: string): FederatedProvider | null {
  const provider = findProvider(config.providers, id)
  return provider && isFederated(provider) ? provider : null
}

export interface BegunFlow {
  readonly id: string
  readonly cookie: string
  /** Where the browser goes. */
  readonly location: string
}

export async function beginProviderFlow(
  edge: Edge,
  provider: FederatedProvider,
  ask: Pick<ProviderFlow, 'purpose' | 'session' | 'returnTo' | 'demand' | 'language'>,
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
    return authorizationUrl(provider, { ...flow, state: flow.id, redirectUri: back }, now)
  }
  const url = new URL(provider.loginUrl)
  url.searchParams.set('return_to', back)
  url.searchParams.set('nonce', flow.id)
  // The only value that login services know (docs/login-tickets.md).
  if (flow.demand !== 'sign-in') url.searchParams.set('prompt', 'login')
  return ok(url.href)
}

/** Null for a cookie that isn't of this way to this provider, or is too old. */
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

/** Under which a return is spent: its name, among those of this provider. */
export const returnDigest = ({ ring }: Edge, provider: FederatedProvider, name: string): Promise<Digest> =>
  digest(ring, 'spent-arrival', provider.id, name)

/** True for the first return by this name, of however many. Asked before anything else is. */
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
