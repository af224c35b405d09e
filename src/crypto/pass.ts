// Mints and verifies passes. A pass is an ES256 JWT (RFC 7519, RFC 7515) that admits one session to one
// workspace host.
//
// `verifyPass` checks the signature, the audience and the claims, but not the expiry. The gate decides about
// the expiry (core/access.ts), because it renews expired passes.

import { PASS_MAX_SECONDS } from '../core/access.ts'
import type { Acr } from '../core/assurance.ts'
import { ROLES, type Role } from '../core/roles.ts'
import { signJwt, verifyJwt } from './jwt.ts'
import type { KeyRing, SigningKey } from './key-ring.ts'

/**
 * The state of the policy for this member. Times are in Unix seconds. `effective_at` is absent if the state is
 * `off`.
 */
export interface EnforcementClaim {
  readonly state: 'off' | 'scheduled' | 'in_effect'
  readonly effective_at?: number
  /** The factors that are required of this member. Absent if any second factor is enough. */
  readonly requires?: readonly string[]
  /** The member may enter without the required factor until then. `policies` names the versions that it is for. */
  readonly extension?: { readonly until: number; readonly policies: string }
}

export interface PassClaims {
  readonly iss: string
  readonly aud: string
  readonly sub: string
  readonly sid: string
  readonly iat: number
  /** Unix seconds, like all times in a pass. */
  readonly exp: number
  readonly auth_time: number
  readonly amr: readonly string[]
  readonly acr: Acr
  readonly mfa_time?: number
  readonly mfa_method?: string
  /**
   * The id of the first factor's provider. It also provided the second factor if `mfa_method` is `provider`.
   */
  readonly provider: string
  readonly email: string
  readonly name: string
  readonly workspace: {
    readonly id: string
    readonly slug: string
    readonly role: Role
  }
  readonly enforcement: EnforcementClaim
  /** The database could not be asked when this pass was issued. Absent otherwise. */
  readonly stale?: true
  /** In a stale pass: when the last pass ended that the database had confirmed. */
  readonly stale_since?: number
  /**
   * The SHA-256 hash of the cookie's secret, in base64url (RFC 7800). It binds the pass to its cookie.
   * Otherwise anyone who sees the pass, such as an origin, could use it as a cookie.
   */
  readonly cnf: { readonly 'secret#S256': string }
}

/**
 * Signs a pass with the signing key that is active at `claims.iat`. Throws if no signing key is active yet.
 */
export async function mintPass(ring: KeyRing, claims: PassClaims): Promise<string> {
  return signJwt(signingKeyAt(ring, claims.iat), claims)
}

/**
 * Verifies a pass and returns its claims. Returns null if this ring did not sign it for this issuer and
 * audience. Does not check the expiry, and does not say why a pass is invalid. The caller must check `cnf`
 * and `exp`.
 */
export async function verifyPass(
  ring: KeyRing,
  token: string,
  expected: { readonly issuer: string; readonly audience: string },
): Promise<PassClaims | null> {
  const claims = await verifyJwt(ring, token)
  if (!isPassClaims(claims)) return null
  return claims.iss === expected.issuer && claims.aud === expected.audience ? claims : null
}

/** Returns the newest signing key that is active at `now` (Unix seconds). Throws if no key is active yet. */
export function signingKeyAt(ring: KeyRing, now: number): SigningKey {
  const key = ring.signing.findLast((candidate) => candidate.activeFrom <= now)
  if (!key) throw new Error('the key ring has no signing key yet')
  return key
}

/**
 * Returns the public keys as a JWK Set (RFC 7517). It includes the next key, so that origins know it before
 * it signs.
 */
export function publicKeySet(ring: KeyRing) {
  return {
    keys: ring.signing.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, use: 'sig', alg: 'ES256' })),
  }
}

/**
 * Checks the types of the claims that the gate relies on.
 *
 * Refuses an assertion of a service, which names its kind. Otherwise an origin could use one as a pass.
 *
 * Refuses a pass that is valid only later (`nbf`), which Sallyport never issues.
 *
 * Refuses a pass that lives longer than Sallyport ever issues one. Otherwise a stolen signing key could mint
 * a pass that is valid for years.
 */
function isPassClaims(payload: unknown): payload is PassClaims {
  if (typeof payload !== 'object' || payload === null) return false
  const claims: Partial<PassClaims> = payload
  return (
    !('kind' in claims) &&
    !('nbf' in claims) &&
    typeof claims.sub === 'string' &&
    typeof claims.sid === 'string' &&
    typeof claims.provider === 'string' &&
    typeof claims.aud === 'string' &&
    typeof claims.exp === 'number' &&
    typeof claims.iat === 'number' &&
    claims.exp - claims.iat <= PASS_MAX_SECONDS &&
    (claims.acr === 'aal1' || claims.acr === 'aal2') &&
    typeof claims.workspace?.id === 'string' &&
    ROLES.some((role) => role === claims.workspace?.role) &&
    typeof claims.cnf?.['secret#S256'] === 'string'
  )
}
