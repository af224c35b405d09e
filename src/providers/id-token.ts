// The id token of a sign-in, once openid-client has checked its issuer, audience, times and nonce: its signature, and the
// claims that the library lets pass.

import { compactVerify, errors } from 'jose'
import type * as client from 'openid-client'
import { decodeBase64url } from '../core/base64url.ts'
import { nameFromClaims } from '../core/clean-name.ts'
import { type Arrival, isSubject, type OidcProvider } from '../core/provider.ts'
import { remoteKeys } from './key-sets.ts'

const MOST_SKEW_SECONDS = 60 // between a provider's clock and ours
const MOST_AGE_SECONDS = 600 // of a token that is answered with just now

// None by a shared secret. Which of them a provider may use is for its discovery document to say: openid-client has checked
// that.
const ALGORITHMS = ['RS', 'PS', 'ES'].flatMap((kind) => ['256', '384', '512'].map((size) => kind + size))
const SIGNATURE_ALGORITHMS = [...ALGORITHMS, 'EdDSA', 'Ed25519']

/**
 * Names the fault in a signature, or null. Throws `ProviderUnavailable` where the keys can't be had. The keys are ours
 * (key-sets.ts): openid-client would not look for a new key for a whole minute.
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

/** A key that is too short is a TypeError in jose. */
function signatureFault(error: unknown): string {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return 'unknown-key'
  }
  if (error instanceof errors.JOSEError || error instanceof TypeError) return 'signature'
  throw error
}

/** Names the claim that is wrong, or null. */
export function wrongClaim(
  { clientId }: OidcProvider,
  idToken: string,
  claims: client.IDToken,
  now: number,
): string | null {
  // Refuse another type. Otherwise a login ticket or a pass, perhaps signed by the same keys, could stand for an id token.
  const { typ } = headerOf(idToken)
  if (typ !== undefined && !(typeof typ === 'string' && /^(application\/)?jwt$/i.test(typ))) return 'typ'
  if (!isSubject(claims.sub)) return 'sub'
  if (claims.azp !== undefined && claims.azp !== clientId) return 'azp'
  if (claims.iat > now + MOST_SKEW_SECONDS || claims.iat < now - MOST_AGE_SECONDS) return 'iat'
  if (claims.auth_time !== undefined && claims.auth_time > now + MOST_SKEW_SECONDS) return 'auth_time'
  return null
}

function headerOf(token: string): Readonly<Record<string, unknown>> {
  const bytes = decodeBase64url(token.split('.', 1)[0] ?? '')
  return JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()))
}

/** `told` has what the token says of the person, or the token and user info together. */
export function arrivalFrom(claims: client.IDToken, told: Readonly<Record<string, unknown>>): Arrival {
  const { amr, acr } = claims as { amr?: unknown; acr?: unknown }
  return {
    subject: claims.sub,
    email: typeof told.email === 'string' ? told.email : null,
    isEmailVerified: told.email_verified === true,
    name: nameFromClaims(told),
    amr: isListOfTexts(amr) ? amr : [],
    acr: typeof acr === 'string' ? acr : null,
    // A NumericDate may have a fraction (RFC 7519, section 2); our times are whole seconds.
    authTime: claims.auth_time === undefined ? null : Math.floor(claims.auth_time),
  }
}

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
