// Checks an ID token after openid-client has checked its issuer, audience, times and nonce. Verifies the
// signature and the claims that the library does not check.

import { compactVerify, errors } from 'jose'
import type * as client from 'openid-client'
import { decodeBase64url } from '../core/base64url.ts'
import { nameFromClaims } from '../core/clean-name.ts'
import { type Arrival, isSubject, type OidcProvider } from '../core/provider.ts'
import { remoteKeys } from './key-sets.ts'

const MOST_SKEW_SECONDS = 60 // between a provider's clock and the edge's
const MOST_AGE_SECONDS = 600 // of a token in a fresh response

// Asymmetric algorithms only. Otherwise someone who knows the client secret could sign tokens. openid-client
// has checked that the discovery document allows the token's algorithm.
const ALGORITHMS = ['RS', 'PS', 'ES'].flatMap((kind) => ['256', '384', '512'].map((size) => kind + size))
const SIGNATURE_ALGORITHMS = [...ALGORITHMS, 'EdDSA', 'Ed25519']

/**
 * Returns the name of the fault in the signature, or null if it is valid. Throws `ProviderUnavailable` if the
 * keys can't be fetched.
 *
 * Uses its own key cache (key-sets.ts), because openid-client looks for a new key at most once a minute.
 */
export async function wrongSignature(
  idToken: string,
  metadata: client.ServerMetadata,
  now: number,
): Promise<string | null> {
  const findKey = remoteKeys(metadata.jwks_uri ?? '', now)
  try {
    await compactVerify(idToken, findKey, { algorithms: SIGNATURE_ALGORITHMS })
    return null
  } catch (error) {
    return signatureFault(error)
  }
}

/** jose throws a TypeError for a key that is too short. */
function signatureFault(error: unknown): string {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return 'unknown-key'
  }
  if (error instanceof errors.JOSEError || error instanceof TypeError) return 'signature'
  throw error
}

/** Returns the name of the first wrong claim, or null. */
export function wrongClaim(
  { clientId }: OidcProvider,
  idToken: string,
  claims: client.IDToken,
  now: number,
): string | null {
  // Refuse another type. Otherwise a login ticket or a pass that is signed with the same keys could be used
  // as an ID token (RFC 8725, section 3.11).
  const { typ } = headerOf(idToken)
  if (typ !== undefined && !(typeof typ === 'string' && /^(application\/)?jwt$/i.test(typ))) return 'typ'
  if (!isSubject(claims.sub)) return 'sub'
  // Refuse a token for another client, or with a time in the future (OpenID Connect Core 1.0, section
  // 3.1.3.7). Otherwise a sign-in with a future time would count as fresh for longer.
  if (claims.azp !== undefined && claims.azp !== clientId) return 'azp'
  if (claims.iat > now + MOST_SKEW_SECONDS || claims.iat < now - MOST_AGE_SECONDS) return 'iat'
  if (claims.auth_time !== undefined && claims.auth_time > now + MOST_SKEW_SECONDS) return 'auth_time'
  return null
}

function headerOf(token: string): Readonly<Record<string, unknown>> {
  const bytes = decodeBase64url(token.split('.', 1)[0] ?? '')
  return JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()))
}

/**
 * Builds the arrival. `told` has the claims about the person: those of the ID token, and of user info if it
 * was asked.
 */
export function arrivalFrom(claims: client.IDToken, told: Readonly<Record<string, unknown>>): Arrival {
  const { amr, acr } = claims as { amr?: unknown; acr?: unknown }
  return {
    subject: claims.sub,
    email: typeof told.email === 'string' ? told.email : null,
    isEmailVerified: told.email_verified === true,
    name: nameFromClaims(told),
    amr: isListOfTexts(amr) ? amr : [],
    acr: typeof acr === 'string' ? acr : null,
    // A NumericDate may have a fraction (RFC 7519, section 2). Sallyport uses whole seconds.
    authTime: claims.auth_time === undefined ? null : Math.floor(claims.auth_time),
  }
}

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
