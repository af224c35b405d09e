// Answers other web origins (Fetch Standard, section 3.2) where a rule allows it: preflights, and the gate's
// own refusals. The origin's answers are its own.

import type { Cors } from './rules.ts'

export const ANY_ORIGIN = '*'

/**
 * Returns the headers of the answer to a preflight. For an origin that is not listed, none of them allows
 * anything.
 *
 * `origin` is the request's `Origin`. The lists do not depend on what the request asks for, so the answer
 * says the same to everybody of that origin.
 */
export function preflightHeaders(cors: Cors, origin: string): Record<string, string> {
  const allowed = allowedOrigin(cors, origin)
  if (allowed === null) return { vary: 'Origin' }
  const { methods, headers, maxAge } = cors
  return {
    ...allowed,
    ...(methods.length > 0 ? { 'access-control-allow-methods': methods.join(', ') } : {}),
    ...(headers.length > 0 ? { 'access-control-allow-headers': headers.join(', ') } : {}),
    ...(maxAge === null ? {} : { 'access-control-max-age': String(maxAge) }),
  }
}

/**
 * Returns the headers that let a page of an allowed origin read the gate's own refusal, and which proof it
 * asks for. Returns none for another origin, or for null.
 */
export function refusalHeaders(cors: Cors, origin: string | null): Record<string, string> {
  const allowed = origin === null ? null : allowedOrigin(cors, origin)
  return allowed === null ? {} : { ...allowed, 'access-control-expose-headers': 'WWW-Authenticate' }
}

/** Returns whether a page of this origin may read answers. `origin` is the request's `Origin`, or null. */
export const isAllowedOrigin = (cors: Cors, origin: string | null): boolean =>
  origin !== null && allowedOrigin(cors, origin) !== null

function allowedOrigin({ origins, credentials }: Cors, origin: string): Record<string, string> | null {
  const isAny = origins.includes(ANY_ORIGIN)
  if (!isAny && !origins.includes(origin)) return null
  return {
    'access-control-allow-origin': isAny ? ANY_ORIGIN : origin,
    ...(credentials && !isAny ? { 'access-control-allow-credentials': 'true' } : {}),
    vary: 'Origin',
  }
}
