// Says with which code and reason a supervised WebSocket ends.

export interface SocketEnd {
  /** From the IANA registry of WebSocket close codes: 3000 Unauthorized, 3003 Forbidden, 1013 Try Again Later. */
  readonly code: 3000 | 3003 | 1013
  readonly reason: string
}

const ENDED = { code: 3000, reason: 'session_ended' } as const

/** The key is the reason for which the gate would refuse a request now. */
const ENDS: ReadonlyMap<string, SocketEnd> = new Map([
  ['not-a-member', { code: 3003, reason: 'not_a_member' }],
  ['provider-not-allowed', { code: 3003, reason: 'provider_not_allowed' }],
  ['enrollment-required', { code: 3003, reason: 'enrollment_required' }],
  ['second-factor-required', { code: 3003, reason: 'enrollment_required' }],
  ['stronger-factor-required', { code: 3003, reason: 'stronger_factor_required' }],
  ['passkey-needed', { code: 3000, reason: 'second_factor_too_weak' }],
  ['second-factor-needed', { code: 3000, reason: 'second_factor_required' }],
  ['role-required', { code: 3003, reason: 'role_required' }],
  ['service-not-allowed', { code: 3003, reason: 'service_not_allowed' }],
])

/** Every other refusal means that the session, the pass or the service token is no longer valid. */
export const socketEndFor = (refusal: string): SocketEnd => ENDS.get(refusal) ?? ENDED

/** For a session that cannot be checked now, because D1 does not answer. */
export const UNKNOWN_NOW: SocketEnd = { code: 1013, reason: 'try_again_later' }
