// Passes verified in this isolate: by the whole cookie, so that one is found only by whoever holds its secret too; under
// the ring that verified them, so that they end with a key that was withdrawn; oldest out first.

import { keepAtMost } from '../core/bounded.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import { verifyPass } from '../crypto/pass.ts'
import type { Edge } from '../flows/edge/edge.ts'
import { holdsSecret, type IssuedPass } from '../flows/entry/issue-pass.ts'

const MOST_PASSES = 12_000 // some 3 KB each
const verified = new WeakMap<KeyRing, Map<string, IssuedPass>>()

/** Without waiting. An expired one is forgotten, and found for this once. */
export function recallPass(cookie: string, audience: string, { config, ring, now }: Edge): IssuedPass | null {
  const known = verified.get(ring)
  const pass = known?.get(cookie)
  if (!pass) return null
  const { aud, iss, exp } = pass.claims
  if (exp <= now) known?.delete(cookie)
  return aud === audience && iss === config.portalOrigin ? pass : null
}

/** `<JWT>~<secret>`; null for anything that we didn't sign for this audience and whoever holds this secret. */
export async function checkPass(cookie: string, audience: string, edge: Edge): Promise<IssuedPass | null> {
  const [token = '', secret = '', ...rest] = cookie.split('~')
  if (rest.length > 0 || secret.length !== 43) return null
  const claims = await verifyPass(edge.ring, token, { issuer: edge.config.portalOrigin, audience })
  if (!claims || !(await holdsSecret(claims, secret))) return null
  const pass: IssuedPass = { token, claims, secret }
  if (claims.exp > edge.now) rememberPass(pass, edge)
  return pass
}

export function rememberPass(pass: IssuedPass, { ring }: Edge): void {
  const known = verified.get(ring) ?? new Map<string, IssuedPass>()
  verified.set(ring, known)
  keepAtMost(MOST_PASSES, known, `${pass.token}~${pass.secret}`, pass)
}
