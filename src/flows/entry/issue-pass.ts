// Issues passes. A pass says what a session has proved to one workspace host, for a short time.

import { acrOf, amrOf, type Proof } from '../../core/assurance.ts'
import { type Enforcement, versionsOf } from '../../core/policy.ts'
import type { Role } from '../../core/roles.ts'
import { isSameSecret, sha256Base64url } from '../../crypto/digest.ts'
import { type EnforcementClaim, mintPass, type PassClaims } from '../../crypto/pass.ts'
import type { Entrant } from '../../store/entrants.ts'
import type { Edge } from '../edge/edge.ts'

export interface IssuedPass {
  readonly token: string
  readonly claims: PassClaims
  /** The cookie contains it next to the token. The token contains only its hash. */
  readonly secret: string
}

export interface Admitted {
  readonly entrant: Entrant
  readonly role: Role
  readonly proof: Proof
  readonly enforcement: Enforcement
  readonly passkeyEnforcement: Enforcement
}

/** Issues a pass that expires after `config.passSeconds`. It never carries more than `proof`. */
export async function issuePass(
  { config, ring, now }: Edge,
  { entrant, role, proof, enforcement, passkeyEnforcement }: Admitted,
  secret: string,
): Promise<IssuedPass> {
  const { host, workspaceId, slug } = entrant.site
  const claims: PassClaims = {
    iss: config.portalOrigin,
    aud: `${config.scheme}//${host}`,
    sub: entrant.accountId,
    sid: entrant.sessionId,
    iat: now,
    exp: now + config.passSeconds,
    auth_time: proof.authTime,
    amr: amrOf(proof),
    acr: acrOf(proof),
    provider: proof.provider,
    ...(proof.secondFactor ? { mfa_time: proof.secondFactor.at, mfa_method: proof.secondFactor.method } : {}),
    email: entrant.email,
    name: entrant.name,
    workspace: { id: workspaceId, slug, role },
    enforcement: {
      ...enforcementClaim(enforcement),
      ...(passkeyEnforcement.state === 'in_effect' ? { requires: ['passkey'] } : {}),
      ...extensionClaim(entrant, now),
    },
    cnf: { 'secret#S256': await sha256Base64url(secret) },
  }
  return { token: await mintPass(ring, claims), claims, secret }
}

export const enforcementClaim = (enforcement: Enforcement): EnforcementClaim =>
  enforcement.state === 'off'
    ? { state: 'off' }
    : { state: enforcement.state, effective_at: enforcement.effectiveAt }

/** Names the versions of both policies, because a new version ends the extension. */
const extensionClaim = (
  { extendedUntil, site }: Entrant,
  now: number,
): Pick<EnforcementClaim, 'extension'> =>
  extendedUntil === null || extendedUntil <= now
    ? {}
    : { extension: { until: extendedUntil, policies: versionsOf(site.policies) } }

/** Returns true if the pass is bound to this secret (RFC 7800). Compares in constant time. */
export const holdsSecret = async (claims: PassClaims, secret: string): Promise<boolean> =>
  isSameSecret(claims.cnf['secret#S256'], await sha256Base64url(secret))
