// Checks the claims of a login ticket. A login service signs a ticket to say that a person has just proved
// their first factor. A ticket is for one browser and works once.

import { nameFromClaims } from './clean-name.ts'
import { type Arrival, isSubject } from './provider.ts'

export const TICKET_TYPE = 'login-ticket+jwt'
const TICKET_MAX_SECONDS = 60 // a browser brings a ticket at once
export const TICKET_SKEW_SECONDS = 5 // how far a login service's clock may differ from the edge's
const ID_MAX_LENGTH = 255

/**
 * Returns the id under which a ticket is recorded as spent, and until when the record is needed (Unix
 * seconds). Returns null if `jti` or `exp` is missing or malformed. Otherwise such a ticket could be used
 * more than once.
 */
export function ticketName(
  claims: Readonly<Record<string, unknown>>,
): { readonly jti: string; readonly expiresAt: number } | null {
  const { jti, exp } = claims
  if (!isId(jti) || typeof exp !== 'number' || !Number.isFinite(exp)) return null
  return { jti, expiresAt: Math.ceil(exp) + TICKET_SKEW_SECONDS }
}

export type TicketProblem = 'aud' | 'iat' | 'lifetime' | 'sub' | 'nonce' | 'auth_time'

export interface LoginTicket extends Arrival {
  /** The id of the sign-in request that the ticket answers. */
  readonly nonce: string
}

/**
 * Checks the claims of a ticket whose signature is valid. Returns the ticket, or the first claim that is
 * wrong. `audience` is the portal's web origin. Times are in Unix seconds.
 *
 * The caller must spend the ticket and compare `nonce` with the browser's request.
 */
export function readTicket(
  claims: Readonly<Record<string, unknown>>,
  audience: string,
  now: number,
): LoginTicket | TicketProblem {
  const { aud, iat, exp, sub, nonce, email, amr, auth_time: authTime } = claims
  const latest = now + TICKET_SKEW_SECONDS
  // The portal must be the only audience. Otherwise a ticket for another service could be used here.
  if (aud !== audience && !(Array.isArray(aud) && aud.length === 1 && aud[0] === audience)) return 'aud'
  if (typeof iat !== 'number' || !(iat <= latest)) return 'iat'
  // Refuse a ticket with a long lifetime. Otherwise one from a log or a browser's history could be used
  // later.
  if (typeof exp !== 'number' || !(exp > iat && exp - iat <= TICKET_MAX_SECONDS)) return 'lifetime'
  if (!isSubject(sub)) return 'sub'
  // The nonce binds the ticket to one browser. Otherwise an attacker could sign another person in to the
  // attacker's account.
  if (typeof nonce !== 'string' || !/^[\w-]{22}$/.test(nonce)) return 'nonce'
  // Refuse a time in the future. Otherwise the first factor would look fresh for too long.
  if (authTime !== undefined && !(typeof authTime === 'number' && authTime >= 0 && authTime <= latest)) {
    return 'auth_time'
  }
  return {
    nonce,
    subject: sub,
    email: typeof email === 'string' ? email : null,
    isEmailVerified: claims.email_verified === true,
    name: nameFromClaims(claims),
    amr: Array.isArray(amr) && amr.every((each) => typeof each === 'string') ? amr : [],
    acr: null,
    authTime: authTime === undefined ? null : Math.floor(authTime),
  }
}

/** Returns whether a value is a usable `jti`: 1 to 255 printable ASCII characters without spaces. */
const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= ID_MAX_LENGTH && /^[\x21-\x7e]+$/.test(value)
