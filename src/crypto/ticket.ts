// Verifies the signature of a login ticket. A ticket is a JWT (RFC 7519) with its own `typ`, signed with the keys
// that its issuer publishes. core/login-ticket.ts checks the claims.

import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { decodeBase64url } from '../core/base64url.ts'
import { TICKET_SKEW_SECONDS, TICKET_TYPE } from '../core/login-ticket.ts'
import { err, ok, type Result } from '../core/result.ts'

// Pin the algorithms. Otherwise the ticket or the key set could choose a weak one (RFC 8725, section 3.1).
// `Ed25519` is the newer name of `EdDSA` (RFC 9864).
export const TICKET_ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519', 'RS256']

export type TicketSignatureProblem = 'malformed' | 'unknown-key' | 'signature' | 'expired' | 'type-or-issuer'

/**
 * Verifies a ticket and returns its claims, or the problem. `now` is in Unix seconds. Throws the errors of
 * `findKey` that are not about the ticket, such as a failed request for the key set.
 */
export async function verifyTicket(
  token: string,
  findKey: JWTVerifyGetKey,
  { issuer, now }: { readonly issuer: string; readonly now: number },
): Promise<Result<JWTPayload, TicketSignatureProblem>> {
  // Refuse white space and unused bits inside segments, which jose accepts. Otherwise one ticket could be
  // written in several ways.
  const segments = token.split('.')
  if (segments.length !== 3 || !segments.every((segment) => segment && decodeBase64url(segment))) {
    return err('malformed')
  }
  try {
    const { payload } = await jwtVerify(token, findKey, {
      algorithms: TICKET_ALGORITHMS,
      // Require the ticket's own type. Otherwise the issuer's other JWTs, such as ID tokens, could be used as
      // tickets (RFC 8725, section 3.11).
      typ: TICKET_TYPE,
      issuer,
      currentDate: new Date(now * 1000),
      clockTolerance: TICKET_SKEW_SECONDS,
    })
    return ok(payload)
  } catch (error) {
    return err(problemFrom(error))
  }
}

/**
 * Names the problem behind an error of jose. Does not pass jose's error on, because it contains the payload.
 * jose throws a TypeError for a key that is too weak. Throws every other error again.
 */
function problemFrom(error: unknown): TicketSignatureProblem {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature'
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return 'unknown-key'
  }
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) return 'type-or-issuer'
  if (error instanceof errors.JOSEError || error instanceof TypeError) return 'malformed'
  throw error
}
