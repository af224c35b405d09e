// Parses the claims of a person's verified assertion.
//
// Nothing here checks a signature. Only `createVerifier` calls this, after it has checked signature, issuer,
// audience and lifetime.

import { type Claims, type Enforcement, isObject, isText, isTime, parseEnforcement } from './claims.ts'

/** What the portal says about a person and their request. Times are Unix seconds. */
export interface Assertion {
  /** Absent for a person. `service` for a `ServiceAssertion`. */
  readonly kind?: undefined
  /** The portal's web origin. */
  readonly issuer: string
  /** The web origin of the requested workspace host. */
  readonly audience: string
  readonly account: { readonly id: string; readonly email: string; readonly name: string }
  /**
   * Store your data by `id`, not by `slug`. After a workspace is deleted, its slug can be given to another
   * one.
   */
  readonly workspace: {
    readonly id: string
    readonly slug: string
    readonly role: 'owner' | 'admin' | 'member'
  }
  /** A public id of the session, for logs. It grants no access. */
  readonly sessionId: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** When the first factor was proved. */
  readonly authTime: number
  /**
   * How the first factor was proved: `password` for a password at the portal, otherwise the provider's id.
   */
  readonly provider: string
  /** RFC 8176 values: `pwd` or `fed`, then `otp`, `mfa` and others. */
  readonly amr: readonly string[]
  readonly acr: 'aal1' | 'aal2'
  /**
   * Null if and only if `acr` is `aal1`. `method` is `totp`, `recovery_code`, `passkey` or `provider`. More
   * methods may be added.
   */
  readonly secondFactor: { readonly method: string; readonly at: number } | null
  readonly enforcement: Enforcement
  /**
   * True if the portal's database could not be asked about this person. A sign-out, a removal or a new role may
   * not have reached this assertion.
   */
  readonly isStale: boolean
}

/**
 * Parses the claims. Returns null if a claim is missing or malformed. The caller must then refuse the
 * assertion.
 */
export function parseAssertion(claims: Claims): Assertion | null {
  const { kind, iss, aud, sub, sid, iat, exp, auth_time, provider, amr, acr, email, name, stale } = claims
  const workspace = parseWorkspace(claims.workspace)
  const enforcement = parseEnforcement(claims.enforcement)
  const secondFactor = parseSecondFactor(claims)
  // Refuse every other kind. Otherwise something that is not a person could be treated as one.
  if (kind !== undefined || (isText(sub) && sub.startsWith('service:'))) return null
  if (!isText(iss) || !isText(aud) || !isText(sub) || !isText(sid) || !isText(email)) return null
  if (!isTime(iat) || !isTime(exp) || !isTime(auth_time) || !isText(provider)) return null
  if (stale !== undefined && stale !== true) return null
  if (typeof name !== 'string' || !Array.isArray(amr) || !amr.every(isText)) return null
  if (!workspace || !enforcement || secondFactor === undefined) return null
  // Refuse an `acr` that contradicts the second factor. Otherwise `aal2` could be claimed without a proof.
  const provedAcr = secondFactor ? 'aal2' : 'aal1'
  if (acr !== provedAcr) return null
  return {
    issuer: iss,
    audience: aud,
    account: { id: sub, email, name },
    workspace,
    sessionId: sid,
    issuedAt: iat,
    expiresAt: exp,
    authTime: auth_time,
    provider,
    amr,
    acr: provedAcr,
    secondFactor,
    enforcement,
    isStale: stale === true,
  }
}

/** Refuses an unknown role. Never treats it as the lowest known role. */
function parseWorkspace(claim: unknown): Assertion['workspace'] | null {
  if (!isObject(claim) || !isText(claim.id) || !isText(claim.slug)) return null
  const { id, slug, role } = claim
  return role === 'owner' || role === 'admin' || role === 'member' ? { id, slug, role } : null
}

/** Returns null if no second factor was proved, and undefined if the proof is incomplete. */
function parseSecondFactor({
  mfa_time: at,
  mfa_method: method,
}: Claims): Assertion['secondFactor'] | undefined {
  if (at === undefined && method === undefined) return null
  return isTime(at) && isText(method) ? { method, at } : undefined
}
