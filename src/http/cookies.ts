// Our cookies, and what becomes of cookies on their way to an origin and back. `__Host-` keeps sibling hosts and plain
// http from setting them; what a request brings twice is taken for nothing at all.

export const SESSION_COOKIE = '__Host-sallyport-session'
export const LOGIN_COOKIE = '__Host-sallyport-login'
export const PASS_COOKIE = '__Host-sallyport-pass'
export const CSRF_COOKIE = '__Host-sallyport-csrf'
export const SHOWN_CODES_COOKIE = '__Host-sallyport-codes'
/** What the next page tells once. */
export const DONE_COOKIE = '__Host-sallyport-done'
export const LANGUAGE_COOKIE = '__Host-sallyport-language'
export const KNOWN_BROWSER_COOKIE = '__Host-sallyport-known'
export const FLOW_COOKIE_PREFIX = '__Host-sallyport-flow-'
export const FLOW_SECONDS = 600
const MOST_FLOWS = 30
/** One for each way to a provider and back. They are large, so that a few tabs' worth must do. */
export const PROVIDER_FLOW_COOKIE_PREFIX = '__Host-sallyport-provider-'
const MOST_PROVIDER_FLOWS = 6
export const PENDING_LINK_COOKIE = '__Host-sallyport-linking'
export const SIGNED_OUT_COOKIE = '__Host-sallyport-signed-out'

/**
 * Returns null where it is absent, empty, or there is more than one. The platform joins several Cookie lines with commas:
 * a pair behind a comma is never the cookie itself, and is a duplicate if it has the same value. With another value it
 * belongs to somebody else's cookie. Otherwise any page of a sibling host could set a cookie such as
 * `a=b,__Host-sallyport-session=c` for the whole domain, and nobody could sign in any more.
 */
export function readCookie(headers: Headers, name: string): string | null {
  const header = headers.get('cookie')
  if (!header?.includes(name)) return null
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

export function setCookie(name: string, value: string, maxAgeSeconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Lax`
}

/** For what a login service's form must bring, which is posted from elsewhere. Never for a cookie that opens anything. */
export const setCrossSiteCookie = (name: string, value: string, maxAgeSeconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=None`

export const clearCookie = (name: string): string => setCookie(name, '', 0)

/** Of the flows that pile up in a browser with many tabs, the oldest, beyond thirty. */
export const surplusFlows = (headers: Headers): string[] =>
  oldestBeyond(headers, FLOW_COOKIE_PREFIX, MOST_FLOWS)

export const surplusProviderFlows = (headers: Headers): string[] =>
  oldestBeyond(headers, PROVIDER_FLOW_COOKIE_PREFIX, MOST_PROVIDER_FLOWS)

/** Names of those that must go for one more to come. Browsers send the oldest first. */
function oldestBeyond(headers: Headers, prefix: string, most: number): string[] {
  const names = (headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => splitPair(pair)[0])
    .filter((name) => name.startsWith(prefix))
  return names.slice(0, Math.max(0, names.length - most + 1))
}

/**
 * Returns the Cookie header without ours, null where nothing is left. Ours in any case, with any of `-`, `_`, `.` and
 * white space between, and behind a comma: servers differ in what they take for the same name, and for the next cookie.
 */
export function withoutReserved(cookieHeader: string): string | null {
  const header = cookieHeader.split(';').flatMap(partsOfOthers).join(';').trim()
  return header === '' ? null : header
}

/** Text behind a comma without a `=` belongs to the value before it. */
function partsOfOthers(pair: string): string | [] {
  if (!pair.includes(',')) return isReservedName(nameOf(pair)) ? [] : pair
  let isOurs = false
  const kept = pair.split(',').filter((part, i) => {
    if (i === 0 || part.includes('=')) isOurs = isReservedName(nameOf(part))
    return !isOurs
  })
  return kept.length === 0 ? [] : kept.join(',')
}

const pairsBehindCommas = (pair: string): string[] =>
  pair.split(',').filter((part, i) => i > 0 && part.includes('='))

export const setsReserved = (setCookieHeader: string): boolean =>
  isReservedName(nameOf(setCookieHeader.split(';', 1)[0] ?? ''))

// W3C Clear Site Data, section 3.1, and what browsers have added: all but "cookies", which clears those of the whole
// registrable domain, and so of the portal and of every workspace beside.
const CLEARED_FOR_THE_HOST_ALONE = [
  '"cache"',
  '"clientHints"',
  '"executionContexts"',
  '"prefetchCache"',
  '"prerenderCache"',
  '"storage"',
]

/** Clear-Site-Data without the cookies, null where nothing is left. */
export function clearingNoCookies(header: string): string | null {
  const asked = header.split(',').map(trim)
  const isAll = asked.includes('"*"')
  return CLEARED_FOR_THE_HOST_ALONE.filter((type) => isAll || asked.includes(type)).join(', ') || null
}

export function isReservedName(name: string): boolean {
  return /^(host|secure)?sallyport/.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''))
}

/** Some browsers send back what was set without a name as if its value were the pair. */
const nameOf = (pair: string): string => splitPair(pair.replace(/^[\s=]+/, ''))[0]

function splitPair(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=')
  return at < 0 ? [trim(pair), ''] : [trim(pair.slice(0, at)), trim(pair.slice(at + 1))]
}

/**
 * Spaces and tabs (RFC 6265, 5.2), and nothing else that `String.trim` takes for white space: to a browser, a no-break space
 * before `__Host-` is part of a name without that prefix, which a sibling host may set for all of its domain. By hand: a
 * regular expression would walk through each run of spaces again from each of them.
 */
function trim(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && isBlank(text[from])) from++
  while (from < to && isBlank(text[to - 1])) to--
  return text.slice(from, to)
}

const isBlank = (letter: string | undefined): boolean => letter === ' ' || letter === '\t'
