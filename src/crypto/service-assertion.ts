// Mints the assertion of a service: an ES256 JWT that tells an origin which service token was used.
//
// It is signed with the keys of the passes, so that origins verify it with the same key set. It is never a
// pass: `verifyPass` refuses it, because a service proves no factor and is bound to no cookie.

import { signJwt } from './jwt.ts'
import type { KeyRing } from './key-ring.ts'
import { type EnforcementClaim, signingKeyAt } from './pass.ts'

/** Times are in Unix seconds. */
export interface ServiceClaims {
  readonly iss: string
  readonly aud: string
  readonly kind: 'service'
  /** `service:`, followed by the token's id. */
  readonly sub: string
  /** The token's id. */
  readonly sid: string
  readonly iat: number
  readonly exp: number
  /** Always empty, because a service proves no factor (RFC 8176). */
  readonly amr: readonly []
  /** The token's name. */
  readonly name: string
  readonly workspace: { readonly id: string; readonly slug: string; readonly role: 'service' }
  readonly enforcement: EnforcementClaim
}

/** Signs the claims with the signing key that is active at `claims.iat`. Throws if no key is active yet. */
export async function mintServiceAssertion(ring: KeyRing, claims: ServiceClaims): Promise<string> {
  return signJwt(signingKeyAt(ring, claims.iat), claims)
}
