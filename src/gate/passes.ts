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

/** Returns a cached pass without waiting. Returns an expired pass once more, for renewal, and drops it. */
export function recallPass(cookie: string, audience: string, { config, ring, now }: Edge): IssuedPass | null {
  const known = verified.get(ring)
  const pass = known?.get(cookie)
  if (!pass) return null
  const { aud, iss, exp } = pass.claims
  if (exp <= now) known?.delete(cookie)
  return aud === audience && iss === config.portalOrigin ? pass : null
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
