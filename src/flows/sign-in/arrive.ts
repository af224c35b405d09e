// Handles a browser's return from a provider.
//
// A return answers one request of this browser. It is spent before it is judged, so that nobody can use it
// twice. It signs the person in, or holds an identity until they confirm it as another sign-in method.

import { authTimeOf, isFreshAtProvider } from '../../core/assurance.ts'
import { readTicket, ticketName } from '../../core/login-ticket.ts'
import {
  type Arrival,
  asksForFreshness,
  type FederatedProvider,
  type OidcProvider,
  secondFactorAt,
  type TicketProvider,
} from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type Sealed, seal } from '../../crypto/seal.ts'
import { ProviderUnavailable } from '../../providers/bounded-fetch.ts'
import { remoteKeys } from '../../providers/key-sets.ts'
import { notCompleted, type ProviderRefusal } from '../../providers/refusal.ts'
import { audited } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { ofPlatform } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { findSession, findSessionByToken } from '../session/session.ts'
import { settleCharge, spendCharged } from './callback-budget.ts'
import { holdLink, type LinkRefusal } from './hold-link.ts'
import { type IdentityRefusal, identify } from './identify.ts'
import {
  openProviderFlow,
  PROVIDER_FLOW_SECONDS,
  type ProviderFlow,
  returnDigest,
  spendReturn,
} from './provider-flow.ts'
import { afterFirstFactor, type SignedIn } from './sign-in.ts'

export interface ArrivalRefusal {
  readonly code: ProviderRefusal['code'] | IdentityRefusal | LinkRefusal
  readonly detail: string
}

export type Arrived =
  | { readonly purpose: 'sign-in'; readonly signedIn: SignedIn; readonly returnTo: string }
  /**
   * `pending` is the cookie with the identity to confirm. Null if the identity is already linked to the
   * account.
   */
  | { readonly purpose: 'link'; readonly pending: Sealed | null; readonly returnTo: string }

/** The cookies that the browser sent. */
export interface ReturnCookies {
  /** Returns the cookie of the flow `id`, or null. */
  readonly flow: (id: string) => string | null
  /** The current session's cookie. */
  readonly session: string | null
}

/** The flow that ended, or null if this browser had none, and the result. */
export interface Return {
  readonly flow: ProviderFlow | null
  readonly result: Result<Arrived, ArrivalRefusal>
}

/**
 * Handles a return from an OpenID provider. `callback` is the requested URL with its query.
 *
 * The flow cookie must belong to this `state`. Otherwise an attacker could send a victim a callback with the
 * attacker's code (login CSRF).
 */
export async function returnFromOidc(
  edge: Edge,
  provider: OidcProvider,
  callback: URL,
  cookies: ReturnCookies,
): Promise<Return> {
  const states = callback.searchParams.getAll('state')
  const [state = ''] = states
  if (states.length !== 1 || !/^[\w-]{22}$/.test(state)) return unheard(null, notCompleted('state'))
  const cookie = cookies.flow(state)
  const flow = cookie === null ? null : await openProviderFlow(edge, provider, state, cookie)
  if (!flow) return unheard(null, notCompleted('no-flow'))
  const arrival = await returnDigest(edge, provider, state)
  const spent = await spendCharged(edge, arrival, flow.startedAt + PROVIDER_FLOW_SECONDS)
  if (spent === 'throttled') return unheard(flow, { code: 'throttled', detail: 'network-throttled' })
  if (spent === 'spent') return unheard(flow, notCompleted('state-spent'))
  const { redeemCode } = await import('../../providers/oidc.ts')
  const redeemed = await redeemCode(provider, callback, { ...flow, state }, edge.now)
  settleCharge(edge, redeemed.ok ? null : redeemed.error)
  if (!redeemed.ok) return unheard(flow, redeemed.error)
  const { idToken, missed } = redeemed.value
  return settle(edge, provider, flow, redeemed.value, { idToken, missed, sessionCookie: cookies.session })
}

/** Handles a posted login ticket. */
export async function returnWithTicket(
  edge: Edge,
  provider: TicketProvider,
  token: string,
  cookies: ReturnCookies,
): Promise<Return> {
  const { config, now } = edge
  const claims = await ticketClaims(edge, provider, token)
  if (!claims.ok) return unheard(null, claims.error)
  const name = ticketName(claims.value)
  if (!name) return unheard(null, notCompleted('jti'))
  // The ticket is spent now, even if it is refused below.
  const isFirst = await spendReturn(edge, provider, name.jti, name.expiresAt)
  if (!isFirst) return unheard(null, notCompleted('ticket-spent'))
  const ticket = readTicket(claims.value, config.portalOrigin, now)
  if (typeof ticket === 'string') return unheard(null, notCompleted(ticket))
  const cookie = cookies.flow(ticket.nonce)
  const flow = cookie === null ? null : await openProviderFlow(edge, provider, ticket.nonce, cookie)
  if (!flow) return unheard(null, notCompleted('no-flow'))
  // Allow one return per flow. Otherwise two tickets for one nonce could sign in two people.
  const isFirstOfFlow = await spendReturn(edge, provider, flow.id, flow.startedAt + PROVIDER_FLOW_SECONDS)
  if (!isFirstOfFlow) return refused(edge, provider, flow, notCompleted('nonce-spent'))
  return settle(edge, provider, flow, ticket, { idToken: null, missed: null, sessionCookie: cookies.session })
}

async function ticketClaims({ now }: Edge, provider: TicketProvider, token: string) {
  const { issuer, jwksUri } = provider
  const { verifyTicket } = await import('../../crypto/ticket.ts')
  try {
    const verified = await verifyTicket(token, remoteKeys(jwksUri, now), { issuer, now })
    return verified.ok ? verified : err(notCompleted(verified.error))
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error
    return err<ProviderRefusal>({ code: 'unavailable', detail: error.message })
  }
}

interface Beside {
  readonly idToken: string | null
  /** Why user info was needed but could not be fetched. Null otherwise. */
  readonly missed: ProviderRefusal | null
  readonly sessionCookie: string | null
}

async function settle(
  edge: Edge,
  provider: FederatedProvider,
  flow: ProviderFlow,
  arrival: Arrival,
  { idToken, missed, sessionCookie }: Beside,
): Promise<Return> {
  const { returnTo, language } = flow
  // A link does not require a fresh sign-in at the provider. The session has the fresh proof, and some
  // providers don't report the sign-in time.
  if (flow.purpose === 'link') {
    const held = await holdLink(edge, provider, arrival, { begunIn: flow.session, sessionCookie })
    return held.ok
      ? { flow, result: ok({ purpose: 'link', pending: held.value, returnTo }) }
      : refused(edge, provider, flow, { code: held.error, detail: held.error })
  }
  const authTime = authTimeOf(arrival.authTime, provider.reportsAuthTime, edge.now)
  if (asksForFreshness(flow.demand) && !isFreshAtProvider(authTime, flow, edge.now)) {
    return refused(edge, provider, flow, { code: 'not-fresh', detail: 'auth_time' })
  }
  const identified = await identify(edge, provider, arrival)
  if (!identified.ok) {
    // User info failed, so the address is unknown. It may be usable, so report that failure instead.
    if (identified.error === 'address-unusable' && missed) return refused(edge, provider, flow, missed)
    return refused(edge, provider, flow, { code: identified.error, detail: identified.error })
  }
  const { account, linkEmail } = identified.value
  const factor = {
    kind: 'fed',
    provider: provider.id,
    authTime,
    providerAmr: secondFactorAt(provider, arrival),
    sealedIdToken: idToken === null ? null : await sealIdToken(edge, provider, account.id, idToken),
    passwordHash: null,
    subject: arrival.subject,
    linkEmail,
  } as const
  // Use the browser's current session if the request has its cookie. Another tab may have signed in since the
  // flow began.
  const previous = sessionCookie
    ? await findSession(edge, sessionCookie)
    : flow.session && (await findSessionByToken(edge, flow.session))
  const signedIn = await afterFirstFactor(edge, account, factor, {
    previousId: previous?.id ?? null,
    language,
  })
  if (!signedIn) return refused(edge, provider, flow, notCompleted('unlinked'))
  return { flow, result: ok({ purpose: 'sign-in', signedIn, returnTo }) }
}

function sealIdToken(
  { ring, now }: Edge,
  provider: FederatedProvider,
  accountId: string,
  idToken: string,
): Promise<Sealed> {
  const place = { kind: 'id-token', id: provider.id, accountId } as const
  return seal(ring, place, new TextEncoder().encode(idToken), now)
}

/**
 * Refuses a return that no provider vouched for, or that no browser asked for. Records nothing. Otherwise
 * anyone could fill the audit log.
 */
const unheard = (flow: ProviderFlow | null, refusal: ArrivalRefusal): Return => ({
  flow,
  result: err(refusal),
})

/** Refuses a return of this browser's flow after the provider vouched for a person. Records the refusal. */
async function refused(
  edge: Edge,
  provider: FederatedProvider,
  flow: ProviderFlow,
  refusal: ArrivalRefusal,
): Promise<Return> {
  const detail = { factor: 'provider', provider: provider.id, reason: refusal.detail }
  const entry = ofPlatform({ by: 'a visitor' }, 'sign_in.refused', detail)
  await batch(edge.db, { recorded: audited(edge, entry) })
  return { flow, result: err(refusal) }
}
