// Per-isolate cache of verified passes.
//
// The key is the full cookie, so a token without its secret is never found. Each key ring has its own cache,
// so withdrawing a key also drops every pass it signed. The oldest pass is dropped first.

import { keepAtMost } from '../core/bounded.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import { verifyPass } from '../crypto/pass.ts'
import type { Edge } from '../flows/edge/edge.ts'
import { holdsSecret, type IssuedPass } from '../flows/entry/issue-pass.ts'

const MOST_PASSES = 12_000 // about 3 KB each
const verified = new WeakMap<KeyRing, Map<string, IssuedPass>>()

/** Returns a cached pass without waiting. It may have expired. */
export function recallPass(cookie: string, audience: string, { config, ring }: Edge): IssuedPass | null {
  const pass = verified.get(ring)?.get(cookie)
  return pass?.claims.aud === audience && pass.claims.iss === config.portalOrigin ? pass : null
}

/** As `recallPass`. Drops an expired pass, which is needed once more for its renewal. */
export function takePass(cookie: string, audience: string, edge: Edge): IssuedPass | null {
  const pass = recallPass(cookie, audience, edge)
  if (pass && pass.claims.exp <= edge.now) verified.get(edge.ring)?.delete(cookie)
  return pass
}

/**
 * Verifies a cookie `<JWT>~<secret>`. Returns null if Sallyport did not sign the token for this audience, or
 * if the secret does not belong to it.
 */
export async function checkPass(cookie: string, audience: string, edge: Edge): Promise<IssuedPass | null> {
  const [token = '', secret = '', ...rest] = cookie.split('~')
  if (rest.length > 0 || secret.length !== 43) return null
  const claims = await verifyPass(edge.ring, token, { issuer: edge.config.portalOrigin, audience })
  if (!claims || !(await holdsSecret(claims, secret))) return null
  const pass: IssuedPass = { token, claims, secret }
  if (claims.exp > edge.now) rememberPass(pass, edge)
  return pass
}

/** Caches a verified pass under its full cookie. */
export function rememberPass(pass: IssuedPass, { ring }: Edge): void {
  const known = verified.get(ring) ?? new Map<string, IssuedPass>()
  verified.set(ring, known)
  keepAtMost(MOST_PASSES, known, `${pass.token}~${pass.secret}`, pass)
}
