// The gate on workspace hosts: host → site → pass → decide → forward. Warm, it touches neither D1 nor KV. The last line
// of each decision denies; only `admit` forwards.

import { decidePass, type PassDecision } from './core/access.ts'
import { keepAtMost } from './core/bounded.ts'
import { enforcementAt } from './core/policy.ts'
import { isReservedPath } from './core/reserved-path.ts'
import type { KeyRing } from './crypto/key-ring.ts'
import { verifyPass } from './crypto/pass.ts'
import type { Bindings, Edge } from './flows/edge.ts'
import { loadFacts, recallFacts } from './flows/edge-facts.ts'
import { holdsSecret, type IssuedPass, type RenewalRefusal, renewPass } from './flows/passes.ts'
import { enterHere, passCookie, startHere } from './gate-entrance.ts'
import {
  misdirected,
  notFound,
  originFailed,
  refuseForeignUpgrade,
  refuseWithoutPass,
} from './gate-refusals.ts'
import { PASS_COOKIE, readCookie } from './http/cookies.ts'
import { forward, OriginTimeout, withCookie } from './http/forward.ts'
import { isWebSocketUpgrade } from './http/navigation.ts'
import type { Site } from './store/sites.ts'

export async function gate(request: Request, url: URL, bindings: Bindings): Promise<Response> {
  const { site, ring } = recallFacts(bindings, url.host) ?? (await loadFacts(bindings, url.host))
  const edge: Edge = { ...bindings, ring }
  if (!site) return misdirected()
  if (url.pathname === '/.sallyport/enter') return enterHere(request, url, edge, site)
  if (url.pathname === '/.sallyport/start') return startHere(request, url, edge)
  if (isReservedPath(url.pathname)) return notFound(request, edge)
  if (isWebSocketUpgrade(request) && request.headers.get('origin') !== url.origin)
    return refuseForeignUpgrade()

  const admission = await admit(request, url, edge, site)
  if (!admission.ok) return refuseWithoutPass(request, url, edge, site, admission.reason)
  try {
    const response = await forward(request, {
      url,
      origin: site.origin,
      assertion: admission.pass.token,
      clientIp: edge.client.ip,
      timeoutSeconds: edge.config.originTimeoutSeconds,
    })
    return admission.isNew ? withCookie(response, passCookie(edge, admission.pass)) : response
  } catch (error) {
    return originFailed(request, edge, site, error instanceof OriginTimeout)
  }
}

type Admission =
  | { readonly ok: true; readonly pass: IssuedPass; readonly isNew: boolean }
  | { readonly ok: false; readonly reason: 'no-pass' | RenewalRefusal }

async function admit(request: Request, url: URL, edge: Edge, site: Site): Promise<Admission> {
  const cookie = readCookie(request.headers, PASS_COOKIE)
  const held = cookie && (recallPass(cookie, url.origin, edge) ?? (await checkPass(cookie, url.origin, edge)))
  if (!held) return { ok: false, reason: 'no-pass' }
  if (isOf(held, site) && decide(held, site, edge) === 'admit') return { ok: true, pass: held, isNew: false }

  // Whether its time is over, or the session may have changed what it is refused for: once from the truth, in place.
  const renewed = await renewPass(edge, site, held.claims, held.secret)
  if (!renewed.ok) return { ok: false, reason: renewed.error }
  const { pass } = renewed.value
  if (!isOf(pass, site) || decide(pass, renewed.value, edge) !== 'admit') {
    return { ok: false, reason: 'enrollment-required' }
  }
  rememberPass(pass, edge)
  return { ok: true, pass, isNew: true }
}

/** A host may have been given to another workspace since. */
const isOf = (pass: IssuedPass, site: Site): boolean => pass.claims.workspace.slug === site.slug

function decide(
  pass: IssuedPass,
  { policy, allowedProviders }: Pick<Site, 'policy' | 'allowedProviders'>,
  { now }: Edge,
): PassDecision {
  return decidePass(pass.claims, { enforcement: enforcementAt(policy, now), allowedProviders }, now)
}

// Passes verified in this isolate: by the whole cookie, so that one is found only by whoever holds its secret too;
// under the ring that verified them, so that they end with a key that was withdrawn; oldest out first.
const MOST_PASSES = 10_000
const verified = new WeakMap<KeyRing, Map<string, IssuedPass>>()

function recallPass(cookie: string, audience: string, { config, ring, now }: Edge): IssuedPass | null {
  const known = verified.get(ring)
  const pass = known?.get(cookie)
  const isOurs = pass?.claims.aud === audience && pass.claims.iss === config.portalOrigin
  if (pass && pass.claims.exp <= now) known?.delete(cookie)
  return pass && isOurs ? pass : null
}

async function checkPass(cookie: string, audience: string, edge: Edge): Promise<IssuedPass | null> {
  const [token = '', secret = '', ...rest] = cookie.split('~')
  if (rest.length > 0 || secret.length !== 43) return null
  const claims = await verifyPass(edge.ring, token, { issuer: edge.config.portalOrigin, audience })
  if (!claims || !(await holdsSecret(claims, secret))) return null
  const pass: IssuedPass = { token, claims, secret }
  if (claims.exp > edge.now) rememberPass(pass, edge)
  return pass
}

function rememberPass(pass: IssuedPass, { ring }: Edge): void {
  const known = verified.get(ring) ?? new Map<string, IssuedPass>()
  verified.set(ring, known)
  keepAtMost(MOST_PASSES, known, `${pass.token}~${pass.secret}`, pass)
}
