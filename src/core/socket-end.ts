// Says with which code and reason a supervised WebSocket ends.

export interface SocketEnd {
  /** From the IANA registry of WebSocket close codes: 3000 Unauthorized, 3003 Forbidden, 1013 Try Again Later. */
  readonly code: 3000 | 3003 | 1013
  readonly reason: string
}

const ENDED = { code: 3000, reason: 'session_ended' } as const

/** Refusals that end a socket with their own name, as Forbidden. */
const FORBIDDEN: readonly string[] = [
  ...['not-a-member', 'provider-not-allowed', 'enrollment-required', 'stronger-factor-required'],
  ...['role-required', 'service-not-allowed'],
]

/**
 * Returns how a socket ends if the gate would now refuse a request for this reason. A reason that is not named
 * here means that the session, the pass or the service token is no longer valid.
 */
export function socketEndFor(refusal: string): SocketEnd {
  if (FORBIDDEN.includes(refusal)) return { code: 3003, reason: refusal.replaceAll('-', '_') }
  if (refusal === 'second-factor-required') return { code: 3003, reason: 'enrollment_required' }
  if (refusal === 'second-factor-needed') return { code: 3000, reason: 'second_factor_required' }
  return refusal === 'passkey-needed' ? { code: 3000, reason: 'second_factor_too_weak' } : ENDED
}

/** For a session that cannot be checked now, because D1 does not answer. */
export const UNKNOWN_NOW: SocketEnd = { code: 1013, reason: 'try_again_later' }
