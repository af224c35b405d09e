// Parses the verified assertion of a service: a program that called with one of the workspace's service
// tokens. No person is behind it, so it has no account, no factors and no session.

import { type Claims, type Enforcement, isObject, isText, isTime, parseEnforcement } from './claims.ts'

/** Times are Unix seconds. */
export interface ServiceAssertion {
  readonly kind: 'service'
  /** The portal's web origin. */
  readonly issuer: string
  /** The web origin of the requested workspace host. */
  readonly audience: string
  /** The service token. A rotation keeps the id. Admins can change the name. */
  readonly service: { readonly id: string; readonly name: string }
  readonly workspace: { readonly id: string; readonly slug: string; readonly role: 'service' }
  readonly issuedAt: number
  readonly expiresAt: number
  readonly enforcement: Enforcement
}

/** Claims about a person. */
const PERSONAL = ['acr', 'auth_time', 'email', 'provider', 'mfa_time', 'mfa_method', 'cnf']

/**
 * Parses the claims. Returns null if a claim is missing or malformed, or says something about a person.
 * Otherwise one assertion could be read as a person's and as a service's.
 */
export function parseServiceAssertion(claims: Claims): ServiceAssertion | null {
  const { kind, iss, aud, sub, sid, iat, exp, name, amr } = claims
  const workspace = parseWorkspace(claims.workspace)
  const enforcement = parseEnforcement(claims.enforcement)
  if (kind !== 'service' || PERSONAL.some((claim) => claims[claim] !== undefined)) return null
  if (!isText(iss) || !isText(aud) || !isText(sid) || sub !== `service:${sid}` || !isText(name)) return null
  if (!isTime(iat) || !isTime(exp) || !Array.isArray(amr) || amr.length > 0) return null
  if (!workspace || !enforcement) return null
  return {
    kind,
    issuer: iss,
    audience: aud,
    service: { id: sid, name },
    workspace,
    issuedAt: iat,
    expiresAt: exp,
    enforcement,
  }
}

function parseWorkspace(claim: unknown): ServiceAssertion['workspace'] | null {
  if (!isObject(claim) || !isText(claim.id) || !isText(claim.slug)) return null
  return claim.role === 'service' ? { id: claim.id, slug: claim.slug, role: 'service' } : null
}
