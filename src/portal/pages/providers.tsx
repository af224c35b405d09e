// The way to a provider and back. /sign-in/with/{id} leads there. The provider returns to
// /sign-in/callback/{id} or /sign-in/ticket/{id}. None of these shows a page: a refusal is explained on the
// page where the way began.

import { Hono } from 'hono'
import { FRESH_PROOF_SECONDS } from '../../core/assurance.ts'
import { DEMANDS, type FederatedProvider, type TicketProvider } from '../../core/provider.ts'
import { parseMaxAge } from '../../core/step-up-challenge.ts'
import {
  type ArrivalRefusal,
  type Arrived,
  type Return,
  type ReturnCookies,
  returnFromOidc,
  returnWithTicket,
} from '../../flows/sign-in/arrive.ts'
import { PENDING_LINK_SECONDS } from '../../flows/sign-in/hold-link.ts'
import {
  beginProviderFlow,
  callbackAddress,
  findFederated,
  PROVIDER_FLOW_SECONDS,
  type ProviderFlow,
} from '../../flows/sign-in/provider-flow.ts'
import { LOGIN_SECONDS } from '../../flows/sign-in/sign-in.ts'
import { mediaTypeOf, parseForm, readAtMost } from '../../http/body.ts'
import {
  clearCookie,
  LOGIN_COOKIE,
  PENDING_LINK_COOKIE,
  PROVIDER_FLOW_COOKIE_PREFIX,
  readCookie,
  SESSION_COOKIE,
  setCookie,
  setCrossSiteCookie,
  surplusProviderFlows,
} from '../../http/cookies.ts'
import { isNavigation, isOutOfSight } from '../../http/navigation.ts'
import { log } from '../../log.ts'
import { keepSession, type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { seeDone } from '../frame/done.ts'
import { seeProof } from '../frame/missing-proof.ts'
import { AFTER_SIGN_IN, askedReturnTo, returnToForCookie } from '../frame/return.ts'
import { goOnSignedIn } from '../frame/way-in.ts'
import { type ProviderWay, providerPath } from '../parts/provider-path.ts'
import { CHECK_APP } from './account/authenticator-path.ts'
import { problemPage } from './problem.tsx'

/** The page where a person confirms the identity to be linked. */
export const CONFIRM_LINK = '/account/security/identities/confirm'

/** Mounted after the session is read. */
export const providerStarts = new Hono<PortalEnv>()

providerStarts.get('/sign-in/with/:provider', (c) => {
  const provider = findFederated(c.var.edge, c.req.param('provider'))
  if (!provider) return problemPage(c, 'not-found')
  // Each start sets a cookie and drops the oldest one. Must be a visible navigation. Otherwise images on
  // another site could push out a sign-in that is under way.
  if (!isNavigation(c.req.raw) || isOutOfSight(c.req.raw)) return problemPage(c, 'framed')
  return leadTo(c, provider, {
    purpose: 'sign-in',
    returnTo: askedReturnTo(c) ?? AFTER_SIGN_IN,
    demand: DEMANDS.find((demand) => demand === c.req.query('demand')) ?? 'sign-in',
    maxAge: parseMaxAge(c.req.query('max_age')) ?? FRESH_PROOF_SECONDS,
  })
})

export const wayTo = (c: PortalContext, provider: FederatedProvider, way: ProviderWay): string =>
  portalUrl(c, providerPath(provider, way))

export async function leadTo(
  c: PortalContext,
  provider: FederatedProvider,
  ask: Pick<ProviderFlow, 'purpose' | 'returnTo' | 'demand' | 'maxAge'>,
) {
  const begun = await beginProviderFlow(c.var.edge, provider, {
    ...ask,
    returnTo: await returnToForCookie(c, ask.returnTo),
    session: c.var.session?.token ?? null,
    language: c.var.words.code,
  })
  if (!begun.ok) return refuse(c, provider, begun.error, ask)
  const { id, cookie, location } = begun.value
  // A login service returns with a cross-site POST, and browsers send no Lax cookie with that.
  const set = provider.kind === 'ticket' ? setCrossSiteCookie : setCookie
  const line = set(PROVIDER_FLOW_COOKIE_PREFIX + id, cookie, PROVIDER_FLOW_SECONDS)
  c.header('set-cookie', line, { append: true })
  for (const name of surplusProviderFlows(c.req.raw.headers)) {
    c.header('set-cookie', clearCookie(name), { append: true })
  }
  // The address must end with an empty fragment. Otherwise browsers would pass the fragment of the
  // workspace's page on to the provider's page.
  return seeOther(c, `${location}#`)
}

/**
 * Mounted before the guards that read the session or require a CSRF token. The flow's cookie binds the
 * response to this browser, and a posted ticket brings no other cookie.
 */
export const providerReturns = new Hono<PortalEnv>()

providerReturns.get('/sign-in/callback/:provider', async (c, next) => {
  const { edge } = c.var
  const provider = findFederated(edge, c.req.param('provider'))
  if (provider?.kind !== 'oidc') return next()
  const callback = new URL(callbackAddress(edge.config.portalOrigin, provider))
  callback.search = new URL(c.req.url).search
  return answer(c, provider, await returnFromOidc(edge, provider, callback, cookiesOf(c)))
})

providerReturns.post('/sign-in/ticket/:provider', async (c, next) => {
  const { edge } = c.var
  const provider = findFederated(edge, c.req.param('provider'))
  if (provider?.kind !== 'ticket') return next()
  if (c.req.query('ticket') !== undefined) return refuseFromAddress(c, provider)
  if (isFromElsewhere(c, provider)) {
    return refuse(c, provider, { code: 'not-completed', detail: 'foreign-origin' }, null)
  }
  const isForm = mediaTypeOf(c.req.raw) === 'application/x-www-form-urlencoded'
  const body = isForm ? await readAtMost(c.req.raw) : null
  const tickets = body ? parseForm(body).getAll('ticket') : []
  const [ticket] = tickets
  if (ticket === undefined || tickets.length !== 1) {
    return refuse(c, provider, { code: 'not-completed', detail: 'no-ticket' }, null)
  }
  return answer(c, provider, await returnWithTicket(edge, provider, ticket, cookiesOf(c)))
})

providerReturns.get('/sign-in/ticket/:provider', (c, next) => {
  const provider = findFederated(c.var.edge, c.req.param('provider'))
  if (provider?.kind !== 'ticket') return next()
  return refuseFromAddress(c, provider)
})

/**
 * Only a page of the login service may post a ticket. Otherwise an attacker who has learned the nonce could
 * post their own ticket from another site, and the visitor would be signed in as the attacker. `null` is
 * refused too, because any page can hide its origin. If a browser sends no Origin at all, only the nonce
 * protects the visitor.
 */
function isFromElsewhere(c: PortalContext, { loginUrl }: TicketProvider): boolean {
  const origin = c.req.header('origin')
  return origin !== undefined && origin !== new URL(loginUrl).origin
}

/** Refuses a ticket in an address without reading it: browser histories and logs already contain it. */
const refuseFromAddress = (c: PortalContext, provider: FederatedProvider) =>
  refuse(c, provider, { code: 'not-completed', detail: 'in-address' }, null)

const cookiesOf = (c: PortalContext): ReturnCookies => ({
  flow: (id) => readCookie(c.req.raw.headers, PROVIDER_FLOW_COOKIE_PREFIX + id),
  session: readCookie(c.req.raw.headers, SESSION_COOKIE),
})

function answer(c: PortalContext, provider: FederatedProvider, { flow, result }: Return) {
  // A response that was throttled is not spent. The browser may send it again.
  const mayComeAgain = !result.ok && result.error.code === 'throttled'
  if (flow && !mayComeAgain)
    c.header('set-cookie', clearCookie(PROVIDER_FLOW_COOKIE_PREFIX + flow.id), { append: true })
  return result.ok ? goOn(c, provider, result.value) : refuse(c, provider, result.error, flow)
}

function goOn(c: PortalContext, provider: FederatedProvider, arrived: Arrived) {
  if (arrived.purpose === 'link') return goOnToConfirm(c, provider, arrived)
  const { signedIn, returnTo } = arrived
  if (signedIn.next === 'session') {
    keepSession(c, signedIn)
    if (signedIn.isAppToCheck) return seeOther(c, portalUrl(c, CHECK_APP, { return_to: returnTo }))
    return goOnSignedIn(c, returnTo, signedIn)
  }
  c.header('set-cookie', setCookie(LOGIN_COOKIE, signedIn.cookie, LOGIN_SECONDS), { append: true })
  return seeProof(c, 'second-factor', returnTo)
}

function goOnToConfirm(
  c: PortalContext,
  { id }: FederatedProvider,
  { pending, returnTo }: Extract<Arrived, { purpose: 'link' }>,
) {
  if (pending === null) return seeDone(c, returnTo, 'linked')
  c.header('set-cookie', setCookie(PENDING_LINK_COOKIE, pending, PENDING_LINK_SECONDS), { append: true })
  return seeOther(c, portalUrl(c, CONFIRM_LINK, { provider: id }))
}

function refuse(
  c: PortalContext,
  provider: FederatedProvider,
  { code, detail }: ArrivalRefusal,
  flow: Pick<ProviderFlow, 'purpose' | 'returnTo' | 'demand'> | null,
) {
  log('info', { event: 'provider.refused', provider: provider.id, reason: detail })
  const refused = { refused: code, provider: provider.id }
  if (flow?.purpose === 'link') return seeOther(c, portalUrl(c, '/account/security', refused))
  const why = flow?.demand === 'fresh-sign-in' ? { why: 'fresh' } : {}
  return seeOther(
    c,
    portalUrl(c, '/sign-in', { ...refused, ...why, return_to: flow?.returnTo ?? AFTER_SIGN_IN }),
  )
}
