// Verifying a login ticket: a JWT (RFC 7519) of its own type, by the keys that its issuer publishes. Says who signed it;
// what its claims are worth is core/login-ticket.ts's to say.

import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { decodeBase64url } from '../core/base64url.ts'
import { TICKET_SKEW_SECONDS, TICKET_TYPE } from '../core/login-ticket.ts'
import { err, ok, type Result } from '../core/result.ts'

// Pinned: neither the ticket nor the key set chooses. `Ed25519` is the newer name of `EdDSA` (RFC 9864).
export const TICKET_ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519', 'RS256']

export type TicketSignatureProblem = 'malformed' | 'unknown-key' | 'signature' | 'expired' | 'type-or-issuer'

/** `findKey` throws what it can't answer for; that is thrown on. */
export async function verifyTicket(
  token: string,
  findKey: JWTVerifyGetKey,
  { issuer, now }: { readonly issuer: string; readonly now: number },
): Promise<Result<JWTPayload, TicketSignatureProblem>> {
  // jose would accept white space and loose endings inside segments: many spellings of one ticket.
  const segments = token.split('.')
  if (segments.length !== 3 || !segments.every((segment) => segment && decodeBase64url(segment))) {
    return err('malformed')
  }
  try {
    const { payload } = await jwtVerify(token, findKey, {
      algorithms: TICKET_ALGORITHMS,
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

/** jose's errors carry the payload: they end here. A key that is too weak is a TypeError there. */
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
