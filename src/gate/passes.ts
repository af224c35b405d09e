// Per-isolate cache of verified passes.
//
// A pass is found by its secret, and then compared whole, because a short key takes less time and memory. Each key ring
// has its own cache, so withdrawing a key also drops every pass it signed. The oldest pass is dropped first.

import { keepAtMost } from '../core/bounded.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import { verifyPass } from '../crypto/pass.ts'
import type { Edge } from '../flows/edge/edge.ts'
import { holdsSecret, type IssuedPass } from '../flows/entry/issue-pass.ts'

const MOST_PASSES = 12_000 // about 3 KB each
const verified = new WeakMap<KeyRing, Map<string, VerifiedPass>>()

interface VerifiedPass {
  readonly pass: IssuedPass
  /** The whole cookie, `<JWT>~<secret>`. */
  readonly cookie: string
}

const SECRET_LENGTH = 43
const secretIn = (cookie: string): string => cookie.slice(-SECRET_LENGTH)

/** Returns a cached pass without waiting. It may have expired. */
export function recallPass(cookie: string, audience: string, { config, ring }: Edge): IssuedPass | null {
  const known = verified.get(ring)?.get(secretIn(cookie))
  if (known?.cookie !== cookie) return null
  const { aud, iss } = known.pass.claims
  return aud === audience && iss === config.portalOrigin ? known.pass : null
}

/** As `recallPass`. Drops an expired pass, which is needed once more for its renewal. */
export function takePass(cookie: string, audience: string, edge: Edge): IssuedPass | null {
  const pass = recallPass(cookie, audience, edge)
  if (pass && pass.claims.exp <= edge.now) verified.get(edge.ring)?.delete(pass.secret)
  return pass
}

/**
 * Verifies a cookie `<JWT>~<secret>`. Returns null if Sallyport did not sign the token for this audience, or
 * if the secret does not belong to it.
 */
export async function checkPass(cookie: string, audience: string, edge: Edge): Promise<IssuedPass | null> {
  const [token = '', secret = '', ...rest] = cookie.split('~')
  if (rest.length > 0 || secret.length !== SECRET_LENGTH) return null
  const claims = await verifyPass(edge.ring, token, { issuer: edge.config.portalOrigin, audience })
  if (!claims || !(await holdsSecret(claims, secret))) return null
  const known = detach({ token, claims, secret })
  if (claims.exp > edge.now) remember(known, edge)
  return known.pass
}

/** Caches a verified pass. It replaces the pass that it renews, which has the same secret. */
export const rememberPass = (pass: IssuedPass, edge: Edge): void => remember(detach(pass), edge)

function remember(known: VerifiedPass, { ring }: Edge): void {
  const passes = verified.get(ring) ?? new Map<string, VerifiedPass>()
  verified.set(ring, passes)
  keepAtMost(MOST_PASSES, passes, known.pass.secret, known)
}

/** Copies the strings. V8 keeps the whole Cookie header in memory for a part of it. */
function detach({ claims, ...parts }: IssuedPass): VerifiedPass {
  const cookie = [parts.token, parts.secret].join('~')
  const pass = { claims, token: cookie.slice(0, -SECRET_LENGTH - 1), secret: secretIn(cookie) }
  return { pass, cookie }
}
