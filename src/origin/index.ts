// `sallyport/origin`: an origin's side of the assertion. Runs on Node, Workers, Deno and Bun; needs only jose.
//
// Says who is in front of the origin and how they proved it, if and only if the portal signed exactly that, for this
// host, a short while ago. It does not say that the request came through the edge: see docs/origins.md for that.

import { errors, type FetchImplementation, type JWTPayload, jwtVerify } from 'jose'
import { type Assertion, parseAssertion } from './assertion.ts'
import { type Demand, type DemandFailure, decideDemand, requireValidDemand } from './demand.ts'
import { KeysUnavailable, remoteKeySet } from './key-set.ts'

export type { Assertion, Enforcement } from './assertion.ts'
export type { Demand } from './demand.ts'

export const ASSERTION_HEADER = 'Sallyport-Assertion'

export interface VerifierOptions {
  /** The portal's web origin, such as `https://auth.example.com`. Its keys are at `/.well-known/jwks.json`. */
  readonly issuer: string
  /** The web origin, or origins, of the workspace's hosts, such as `https://acme.example.com`. */
  readonly audience: string | readonly string[]
  /** Fetches the keys in place of the global `fetch`: a proxy, a service binding. Must not follow redirects. */
  readonly fetch?: FetchImplementation
  /** Called with each `keys_unavailable`; the error's `cause` says why. For the log: visitors are told only that. */
  readonly onKeysUnavailable?: (error: Error) => void
}

export type VerificationCode =
  | 'missing'
  | 'malformed'
  | 'expired'
  | 'wrong_issuer'
  | 'wrong_audience'
  | 'unknown_key'
  | 'bad_signature'
  | 'keys_unavailable'
  | DemandFailure

export type Verification =
  | { readonly ok: true; readonly assertion: Assertion }
  | { readonly ok: false; readonly code: VerificationCode; readonly message: string }

/** Takes the value of the `Sallyport-Assertion` header. Throws only for a demand that makes no sense. */
export type VerifyAssertion = (token: string | null | undefined, demand?: Demand) => Promise<Verification>

const MESSAGES: Record<VerificationCode, string> = {
  missing: 'The request has no Sallyport-Assertion header.',
  malformed: 'The assertion is not a JWT of the kind that the portal signs.',
  expired: 'The assertion has expired.',
  wrong_issuer: 'The assertion is from another issuer.',
  wrong_audience: 'The assertion is for another host.',
  unknown_key: 'The assertion is signed with a key that the portal does not publish.',
  bad_signature: 'The signature of the assertion is wrong.',
  keys_unavailable: 'The keys of the portal could not be fetched.',
  second_factor_required: 'A second factor is required.',
  second_factor_too_old: 'The second factor was proved too long ago.',
}

const REQUIRED_CLAIMS = ['iss', 'aud', 'sub', 'sid', 'iat', 'exp', 'auth_time', 'amr', 'acr']
const CLOCK_TOLERANCE_SECONDS = 5

// jose takes white space and other endings inside a segment: one assertion would then have many spellings.
const COMPACT_FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Make one for each origin and keep it: it holds the portal's keys. Throws where an option is no web origin. */
export function createVerifier(options: VerifierOptions): VerifyAssertion {
  const issuer = requireIssuer(options.issuer)
  const audience = [options.audience].flat().map(requireWebOrigin)
  if (audience.length === 0) throw new TypeError('audience: at least one web origin')
  const findKey = remoteKeySet(issuer, options.fetch)

  return async function verifyAssertion(token, demand = {}) {
    requireValidDemand(demand)
    if (!token) return refuse('missing')
    if (!COMPACT_FORM.test(token)) return refuse('malformed')
    const currentDate = new Date()
    let claims: JWTPayload
    try {
      const verified = await jwtVerify(token, findKey, {
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
    const assertion = parseAssertion(claims)
    if (!assertion) return refuse('malformed')
    const failure = decideDemand(assertion, demand, currentDate.getTime() / 1000)
    return failure ? refuse(failure) : { ok: true, assertion }
  }
}

const refuse = (code: VerificationCode): Verification => ({ ok: false, code, message: MESSAGES[code] })

/** jose's errors carry the payload, so that they end here. What is no verdict on the assertion is a bug, and thrown. */
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

/** Keys that came over plain http may be anybody's, except from this very machine. */
function requireIssuer(text: string): string {
  const { protocol, hostname } = new URL(requireWebOrigin(text))
  const isLocal = /^(.+\.)?localhost$/.test(hostname) || hostname === '127.0.0.1'
  if (protocol !== 'https:' && !isLocal) throw new TypeError(`issuer: must be https, not ${text}`)
  return text
}

function requireWebOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text
  throw new TypeError(`Not a web origin (scheme, host and port, without a slash at the end): ${text}`)
}
