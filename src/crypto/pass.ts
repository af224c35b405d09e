// The pass: an ES256 JWT (RFC 7519, RFC 7515) that admits one session to one workspace host. Verifying says that we
// signed it for this host and that it is whole; whether its time is over is a decision of the gate's (core/access.ts),
// which renews an expired one.

import { jwtVerify, SignJWT } from 'jose'
import { PASS_MAX_SECONDS } from '../core/access.ts'
import type { Acr } from '../core/assurance.ts'
import { decodeBase64url } from '../core/base64url.ts'
import { ROLES, type Role } from '../core/roles.ts'
import type { KeyRing, SigningKey } from './key-ring.ts'

export interface PassClaims {
  readonly iss: string
  readonly aud: string
  readonly sub: string
  readonly sid: string
  readonly iat: number
  readonly exp: number
  readonly auth_time: number
  readonly amr: readonly string[]
  readonly acr: Acr
  readonly mfa_time?: number
  readonly mfa_method?: string
  /** The id of the provider of the first factor, and of the second where `mfa_method` is `provider`. */
  readonly provider: string
  readonly email: string
  readonly name: string
  readonly workspace: {
    readonly id: string
    readonly slug: string
    readonly role: Role
  }
  readonly enforcement: { readonly state: 'off' | 'scheduled' | 'in_effect'; readonly effective_at?: number }
  /** RFC 7800: the holder of the cookie knows the secret with this SHA-256, in base64url. */
  readonly cnf: { readonly 'secret#S256': string }
}

export async function mintPass(ring: KeyRing, claims: PassClaims): Promise<string> {
  const key = signingKeyAt(ring, claims.iat)
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key.kid })
    .sign(key.privateKey)
}

/** Null for anything that this ring did not sign for this audience, whatever is wrong with it. */
export async function verifyPass(
  ring: KeyRing,
  token: string,
  expected: { readonly issuer: string; readonly audience: string },
): Promise<PassClaims | null> {
  // jose would accept white space and loose endings inside segments: two spellings of one pass.
  const segments = token.split('.')
  if (segments.length !== 3 || !segments.every((segment) => segment && decodeBase64url(segment))) return null
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => publicKey(ring, kid), {
      ...expected,
      algorithms: ['ES256'],
      typ: 'JWT',
      requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat'],
      currentDate: new Date(0),
    })
    return isPassClaims(payload) ? payload : null
  } catch {
    return null
  }
}

/** The youngest key that has begun to sign. */
export function signingKeyAt(ring: KeyRing, now: number): SigningKey {
  const key = ring.signing.findLast((candidate) => candidate.activeFrom <= now)
  if (!key) throw new Error('the key ring has no signing key yet')
  return key
}

/** RFC 7517: the public halves, the next key included. */
export function publicKeySet(ring: KeyRing) {
  return {
    keys: ring.signing.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, use: 'sig', alg: 'ES256' })),
  }
}

function publicKey(ring: KeyRing, kid: string | undefined): CryptoKey {
  const key = ring.signing.find((candidate) => candidate.kid === kid)
  if (!key) throw new Error('unknown kid')
  return key.publicKey
}

function isPassClaims(payload: object): payload is PassClaims {
  const claims = payload as Partial<PassClaims>
  return (
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
