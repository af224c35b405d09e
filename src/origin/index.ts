// `sallyport/origin`: verifies assertions in an origin. Runs on Node, Workers, Deno and Bun. Depends only on
// jose.
//
// A valid assertion says who sent the request and how they proved it. The portal signed it for this host a
// short time ago.
//
// It does not prove that the request came through the edge. docs/origins.md explains how to ensure that.

import { errors, type FetchImplementation, type JWTPayload, jwtVerify } from 'jose'
import { type Assertion, parseAssertion } from './assertion.ts'
import {
  type Acceptance,
  type Demand,
  type DemandFailure,
  decideDemand,
  requireValidDemand,
} from './demand.ts'
import { KeysUnavailable, remoteKeySet } from './key-set.ts'
import { parseServiceAssertion, type ServiceAssertion } from './service-assertion.ts'

export type { Assertion } from './assertion.ts'
export type { Enforcement } from './claims.ts'
export type { Acceptance, Demand } from './demand.ts'
export type { ServiceAssertion } from './service-assertion.ts'

export const ASSERTION_HEADER = 'Sallyport-Assertion'

export interface VerifierOptions {
  /**
   * The portal's web origin, such as `https://auth.example.com`. Its keys are at `/.well-known/jwks.json`.
   */
  readonly issuer: string
  /** The web origins of the workspace's hosts, such as `https://acme.example.com`. */
  readonly audience: string | readonly string[]
  /**
   * Replaces the global `fetch` for the keys, such as with a proxy or service binding. Must not follow
   * redirects.
   */
  readonly fetch?: FetchImplementation
  /**
   * Called for each `keys_unavailable`. The error's `cause` has the reason, for your log. Visitors do not see
   * it.
   */
  readonly onKeysUnavailable?: (error: Error) => void
}

/**
 * Why an assertion is refused. Answer `keys_unavailable` with 503, `service_not_accepted` with 403 and every
 * other code with 401.
 */
export type VerificationCode =
  | 'missing'
  | 'malformed'
  | 'expired'
  | 'wrong_issuer'
  | 'wrong_audience'
  | 'unknown_key'
  | 'bad_signature'
  | 'keys_unavailable'
  | 'service_not_accepted'
  | DemandFailure

export type Verification<Accepted = Assertion> =
  | { readonly ok: true; readonly assertion: Accepted }
  | { readonly ok: false; readonly code: VerificationCode; readonly message: string }

type Token = string | null | undefined

/**
 * Verifies the value of the `Sallyport-Assertion` header. Refuses a service's assertion, unless `services` is
 * true. Throws only for an invalid demand.
 */
export interface VerifyAssertion {
  (token: Token, demand?: Demand & { readonly services?: false }): Promise<Verification>
  (token: Token, demand: Acceptance): Promise<Verification<Assertion | ServiceAssertion>>
}

const MESSAGES: Record<VerificationCode, string> = {
  missing: 'The request has no Sallyport-Assertion header.',
  malformed: 'The assertion is not a JWT of the kind that the portal signs.',
  expired: 'The assertion has expired.',
  wrong_issuer: 'The assertion is from another issuer.',
  wrong_audience: 'The assertion is for another host.',
  unknown_key: 'The assertion is signed with a key that the portal does not publish.',
  bad_signature: 'The signature of the assertion is wrong.',
  keys_unavailable: 'The keys of the portal could not be fetched.',
  service_not_accepted: 'Service tokens are not accepted here.',
  second_factor_required: 'A second factor is required.',
  second_factor_too_weak: 'A passkey is required as the second factor.',
  second_factor_too_old: 'The second factor was proved too long ago.',
}

const REQUIRED_CLAIMS = ['iss', 'aud', 'sub', 'sid', 'iat', 'exp', 'amr']
const CLOCK_TOLERANCE_SECONDS = 5

// Refuse white space inside segments, which jose accepts. Otherwise one assertion could be written in several
// ways.
const COMPACT_FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/

/**
 * Creates a verifier. Create one per origin and keep it, because it caches the portal's keys. Throws a
 * TypeError if an option is not a web origin.
 */
export function createVerifier(options: VerifierOptions): VerifyAssertion {
  const issuer = requireIssuer(options.issuer)
  const audience = [options.audience].flat().map(requireWebOrigin)
  if (audience.length === 0) throw new TypeError('audience: must have at least one web origin')
  const findKey = remoteKeySet(issuer, options.fetch)

  async function verifyAssertion(
    token: Token,
    demand: Acceptance = {},
  ): Promise<Verification<Assertion | ServiceAssertion>> {
    requireValidDemand(demand)
    if (!token) return refuse('missing')
    if (!COMPACT_FORM.test(token)) return refuse('malformed')
    const currentDate = new Date()
    let claims: JWTPayload
    try {
      const verified = await jwtVerify(token, findKey, {
        // Pin the algorithm and the type. Otherwise a token could choose its own algorithm (RFC 8725, section
        // 3.1).
        algorithms: ['ES256'],
        typ: 'JWT',
        issuer,
        audience,
        requiredClaims: REQUIRED_CLAIMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate,
      })
      claims = verified.payload
    } catch (error) {
      if (error instanceof KeysUnavailable) options.onKeysUnavailable?.(error)
      return refuse(codeOf(error))
    }
    const assertion = claims.kind === undefined ? parseAssertion(claims) : parseServiceAssertion(claims)
    if (!assertion) return refuse('malformed')
    if (assertion.kind === 'service')
      return demand.services ? { ok: true, assertion } : refuse('service_not_accepted')
    // Whole seconds, as at the edge. Otherwise the two could disagree about the same proof.
    const failure = decideDemand(assertion, demand, Math.floor(currentDate.getTime() / 1000))
    return failure ? refuse(failure) : { ok: true, assertion }
  }
  // The types of `VerifyAssertion` promise a person's assertion if `services` is not true, and so does the code.
  return verifyAssertion as VerifyAssertion
}

const refuse = (code: VerificationCode): Verification<never> => ({ ok: false, code, message: MESSAGES[code] })

/**
 * Maps jose's errors to codes. Those errors contain the payload, so they are not passed on. An error that is
 * not about the assertion is a bug and is thrown.
 */
function codeOf(error: unknown): VerificationCode {
  if (error instanceof KeysUnavailable) return 'keys_unavailable'
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) return codeOfClaim(error)
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad_signature'
  if (error instanceof errors.JWKSNoMatchingKey) return 'unknown_key'
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'unknown_key'
  if (error instanceof errors.JOSEError) return 'malformed'
  throw error
}

function codeOfClaim({ claim, reason }: errors.JWTClaimValidationFailed): VerificationCode {
  if (reason === 'check_failed' && claim === 'iss') return 'wrong_issuer'
  if (reason === 'check_failed' && claim === 'aud') return 'wrong_audience'
  return 'malformed'
}

/**
 * Requires https, except for an issuer on this machine. Otherwise an attacker on the network could replace
 * the keys.
 */
function requireIssuer(text: string): string {
  const { protocol, hostname } = new URL(requireWebOrigin(text))
  const isLocal = /^(.+\.)?localhost$/.test(hostname) || hostname === '127.0.0.1'
  if (protocol !== 'https:' && !isLocal) throw new TypeError(`issuer: must be https, not ${text}`)
  return text
}

function requireWebOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text
  throw new TypeError(`must be a web origin without a trailing slash, not ${text}`)
}
