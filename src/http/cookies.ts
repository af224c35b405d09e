// Sallyport's cookies, and the rules for other cookies on the way to an origin and back.
//
// The `__Host-` prefix keeps sibling hosts and plain http from setting Sallyport's cookies. A cookie that a
// request sends twice is ignored.

import { decidedOnce } from './known-names.ts'

export const SESSION_COOKIE = '__Host-sallyport-session'
export const LOGIN_COOKIE = '__Host-sallyport-login'
export const PASS_COOKIE = '__Host-sallyport-pass'
export const CSRF_COOKIE = '__Host-sallyport-csrf'
export const SHOWN_CODES_COOKIE = '__Host-sallyport-codes'
/** The message that the next page shows once. */
export const DONE_COOKIE = '__Host-sallyport-done'
export const LANGUAGE_COOKIE = '__Host-sallyport-language'
export const KNOWN_BROWSER_COOKIE = '__Host-sallyport-known'
export const FLOW_COOKIE_PREFIX = '__Host-sallyport-flow-'
export const FLOW_SECONDS = 600
const MOST_FLOWS = 30
/** When the gate last sent this browser to the portal for a newer second factor, and with which pass. */
export const STEP_UP_COOKIE = '__Host-sallyport-step-up'
/** One cookie for each sign-in at a provider that is under way. They are large, so only a few are kept. */
export const PROVIDER_FLOW_COOKIE_PREFIX = '__Host-sallyport-provider-'
const MOST_PROVIDER_FLOWS = 6
export const PENDING_LINK_COOKIE = '__Host-sallyport-linking'
export const SIGNED_OUT_COOKIE = '__Host-sallyport-signed-out'

/**
 * Returns a cookie's value. Returns null if it is absent, empty, or sent more than once.
 *
 * The platform joins several Cookie lines with commas. A pair after a comma is never the cookie itself. It is
 * a duplicate if it has the same value, and part of another cookie if not. Otherwise a sibling host could set
 * `a=b,__Host-sallyport-session=c` for the whole domain, and nobody could sign in.
 */
export const readCookie = (headers: Headers, name: string): string | null =>
  cookieIn(headers.get('cookie') ?? '', name)

/** As `readCookie`, for the value of a Cookie header. */
export function cookieIn(header: string, name: string): string | null {
  if (!header.includes(name)) return null
  const pairs = header.split(';')
  const [only, ...more] = valuesOf(name, pairs)
  if (!only || more.length > 0) return null
  if (!header.includes(',')) return only
  return only.includes(',') || valuesOf(name, pairs.flatMap(pairsBehindCommas)).includes(only) ? null : only
}

function valuesOf(name: string, pairs: readonly string[]): string[] {
  const values: string[] = []
  for (const pair of pairs) {
    const [key, value] = splitPair(pair)
    if (key === name) values.push(value)
  }
  return values
}

/**
 * Returns a Set-Cookie value. `__Host-` requires `Secure` and `Path=/`, and no `Domain`. With `HttpOnly`,
 * scripts can't read the cookie. With `SameSite=Lax`, forms of other sites don't send it.
 */
export function setCookie(name: string, value: string, maxAgeSeconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Lax`
}

/**
 * Returns a Set-Cookie value that browsers also send with forms of other sites. A login service's form needs
 * it. Never use it for a cookie that grants access.
 */
export const setCrossSiteCookie = (name: string, value: string, maxAgeSeconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=None`

export const clearCookie = (name: string): string => setCookie(name, '', 0)

/** Returns the oldest flow cookies that must be cleared to make room for a new one. */
export const surplusFlows = (headers: Headers): string[] =>
  oldestBeyond(headers, FLOW_COOKIE_PREFIX, MOST_FLOWS)

export const surplusProviderFlows = (headers: Headers): string[] =>
  oldestBeyond(headers, PROVIDER_FLOW_COOKIE_PREFIX, MOST_PROVIDER_FLOWS)

/**
 * Returns the names of the oldest cookies with this prefix, so that `most` remain after one more. Browsers
 * send the oldest first.
 */
function oldestBeyond(headers: Headers, prefix: string, most: number): string[] {
  const names = (headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => splitPair(pair)[0])
    .filter((name) => name.startsWith(prefix))
  return names.slice(0, Math.max(0, names.length - most + 1))
}

/**
 * Removes Sallyport's cookies from a Cookie header. Returns null if no cookie is left.
 *
 * Ignores case and punctuation in names, and also removes a cookie after a comma. Otherwise a server that
 * reads names or separators more loosely than the gate could receive a session or pass.
 */
export function withoutReserved(cookieHeader: string): string | null {
  const header = cookieHeader.split(';').flatMap(partsOfOthers).join(';').trim()
  return header === '' ? null : header
}

/**
 * Removes Sallyport's cookies from one pair. Text after a comma without `=` belongs to the value before it.
 */
function partsOfOthers(pair: string): string | [] {
  if (!pair.includes(',')) return isOurs(pair) ? [] : pair
  let isOfOurs = false
  const kept = pair.split(',').filter((part, i) => {
    if (i === 0 || part.includes('=')) isOfOurs = isOurs(part)
    return !isOfOurs
  })
  return kept.length === 0 ? [] : kept.join(',')
}

const pairsBehindCommas = (pair: string): string[] =>
  pair.split(',').filter((part, i) => i > 0 && part.includes('='))

/** Returns true if a Set-Cookie header sets a cookie with one of Sallyport's names. */
export const setsReserved = (setCookieHeader: string): boolean =>
  isOurs(setCookieHeader.split(';', 1)[0] ?? '')

// Every type of W3C Clear Site Data, section 3.1, and of browsers' extensions, except "cookies". That type
// clears the cookies of the whole registrable domain, including the portal's and other workspaces'.
const CLEARED_FOR_THE_HOST_ALONE = [
  '"cache"',
  '"clientHints"',
  '"executionContexts"',
  '"prefetchCache"',
  '"prerenderCache"',
  '"storage"',
]

/**
 * Removes "cookies" from a Clear-Site-Data header. Returns null if no type is left. Otherwise one origin
 * could sign people out of the portal and of every workspace.
 */
export function clearingNoCookies(header: string): string | null {
  const asked = header.split(',').map(trim)
  const isAll = asked.includes('"*"')
  return CLEARED_FOR_THE_HOST_ALONE.filter((type) => isAll || asked.includes(type)).join(', ') || null
}

/** Returns true for the names of Sallyport's cookies, ignoring case and punctuation. */
export const isReservedName = decidedOnce((name) =>
  /^(host|secure)?sallyport/.test(name.toLowerCase().replace(/[^a-z0-9]/g, '')),
)

/** Returns true for a pair in a Cookie header that is one of Sallyport's cookies. */
const isOurs = (pair: string): boolean => isReservedName(nameOf(pair))

/**
 * Returns the name of a pair in a Cookie header. Some browsers send a cookie without a name as `=name=value`
 * or as `name=value`, so leading `=` are ignored.
 */
function nameOf(pair: string): string {
  const at = pair.search(/[^\s=]/)
  const end = pair.indexOf('=', at)
  return trim(at < 0 ? '' : pair.slice(at, end < 0 ? pair.length : end))
}

function splitPair(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=')
  return at < 0 ? [trim(pair), ''] : [trim(pair.slice(0, at)), trim(pair.slice(at + 1))]
}

/**
 * Removes spaces and tabs at both ends (RFC 6265, section 5.2).
 *
 * `String.trim` removes more. A browser takes a no-break space before `__Host-` as part of the name. That
 * name has no `__Host-` prefix, so a sibling host may set it for its domain.
 *
 * Not a regular expression, because one would scan a run of spaces once from each space.
 */
function trim(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && isBlank(text[from])) from++
  while (from < to && isBlank(text[to - 1])) to--
  return text.slice(from, to)
}

const isBlank = (letter: string | undefined): boolean => letter === ' ' || letter === '\t'
