// Finds the service token in a request: in `Sallyport-Token`, or in `Authorization` as Bearer (RFC 6750) or as
// the password of Basic (RFC 7617).
//
// It only finds the token and does not judge it. A header that mentions a token in any other form is unusable.
// Otherwise a mistyped header could reach the origin with the token in it.

import { isServiceToken, SERVICE_TOKEN_PREFIX } from '../core/service-token.ts'

/** In lower case, as the platform gives names. */
export const TOKEN_HEADER = 'sallyport-token'

export interface ServiceCredentials {
  /** The token. Null if the headers mention a token but do not name exactly one. */
  readonly token: string | null
  /** True if `Authorization` carried it. The gate must then not forward that header. */
  readonly isInAuthorization: boolean
}

/** Returns the service token in the headers. Returns null if they carry none. */
export function readServiceCredentials(headers: Headers): ServiceCredentials | null {
  const own = headers.get(TOKEN_HEADER)
  const authorization = headers.get('authorization')
  const carried = authorization === null ? undefined : tokenIn(authorization)
  if (own === null && carried === undefined) return null
  const isInAuthorization = carried !== undefined
  if (own === null) return { token: carried ?? null, isInAuthorization }
  // Two different tokens are unusable. Otherwise the origin's log could name one service, and ours another.
  const isOne = carried === undefined || carried === own
  return { token: isOne ? own : null, isInAuthorization }
}

/**
 * Returns the token in an `Authorization` value. Returns null if it mentions one in any other form, and undefined
 * if the value is the origin's own.
 */
function tokenIn(authorization: string): string | null | undefined {
  const bearer = /^Bearer +(sps_\S*)$/i.exec(authorization)?.[1]
  // The platform joins several headers with a comma.
  if (bearer !== undefined) return bearer.includes(',') ? null : bearer
  if (mentionsToken(authorization)) return null
  if (!/basic/i.test(authorization)) return undefined
  const [user, password] = basicIn(authorization) ?? []
  if (user !== undefined && password?.startsWith(SERVICE_TOKEN_PREFIX)) {
    // The user name is free, unless it is another token.
    return user === password || !mentionsToken(user) ? password : null
  }
  return decodedParts(authorization).some(mentionsToken) ? null : undefined
}

/** Returns user name and password of `Basic`, or null. Each character of them stands for a byte. */
function basicIn(authorization: string): [user: string, password: string] | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1]
  const pair = encoded === undefined ? null : decodeLoosely(encoded)
  const colon = pair?.indexOf(':') ?? -1
  return pair === null || colon < 0 ? null : [pair.slice(0, colon), pair.slice(colon + 1)]
}

/**
 * Decodes every part that may be base64, because the platform joins several headers into one value. Also decodes
 * all parts as one, because lenient servers ignore spaces between them.
 */
const decodedParts = (authorization: string): string[] =>
  [...authorization.split(/[\s,]+/), authorization.replace(/^\s*basic/i, '')].map(
    (part) => decodeLoosely(part) ?? '',
  )

/** Decodes as the most lenient server does: either alphabet, and all other characters are ignored. */
function decodeLoosely(text: string): string | null {
  const letters = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^A-Za-z0-9+/]/g, '')
  // A single letter at the end holds no whole byte.
  return atob(letters.length % 4 === 1 ? letters.slice(0, -1) : letters)
}

/**
 * Returns true if the text names a token: a word that begins with `sps_`, or a whole token anywhere.
 *
 * `sps_` inside a longer word is not enough. Four letters appear by chance in one of 20,000 JWTs, and an origin's
 * own tokens must pass on.
 */
const mentionsToken = (text: string): boolean => /(?:^|[^\w-])sps_/i.test(text) || hasWholeToken(text)

const TOKEN_LENGTH = SERVICE_TOKEN_PREFIX.length + 43 + 6

function hasWholeToken(text: string): boolean {
  const next = (from: number) => text.indexOf(SERVICE_TOKEN_PREFIX, from)
  for (let at = next(0); at >= 0; at = next(at + 1))
    if (isServiceToken(text.slice(at, at + TOKEN_LENGTH))) return true
  return false
}
