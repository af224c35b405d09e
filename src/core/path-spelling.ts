// Tells ordinary spellings of a path from odd ones, and returns what an origin may read in an odd one.
//
// Servers disagree about odd spellings. One decodes `%2e%2e`, another cuts `;x` off, a third merges slashes.
// So the gate can't know which path an origin will serve. It therefore treats an odd spelling as all the paths
// that it may mean, and gives it the least of what those paths get.
//
// Paths here come from the URL parser. It has already resolved plain dot segments and turned `\` into `/`.

// Escapes of printable ASCII that no server takes for a part of the path's structure, such as `%20` and `%40`.
const ESCAPE = '%(?:2[0-2]|24|2[6-9a-cA-C]|3[ac-eAC-E]|40|5[bdeBDE]|60|7[b-dB-D])'
// Printable ASCII without `#`, `%`, `/`, `;`, `?` and `\`.
const CHARACTER = '[!"$&-.0-:<->@-[\\]-~]'
// One or two dots. Some servers ignore spaces around them.
const DOTS = '(?:%20)*\\.(?:%20)*(?:\\.(?:%20)*)?(?:/|$)'
const ORDINARY = new RegExp(`^(?:/(?!/|${DOTS})(?:${CHARACTER}|${ESCAPE})*)+$`)
const ENCODED_SLASH = /%2f/gi

/**
 * Returns whether servers may disagree about what the path means. Odd are encoded letters, digits, `-`, `.`,
 * `_`, `~` and slashes, double encoding, malformed escapes, `\`, `;`, `//`, dot segments, control characters
 * and everything outside ASCII.
 */
export const isOddSpelling = (pathname: string): boolean => !ORDINARY.test(pathname)

/** Returns the path with its encoded slashes decoded if nothing else about it is odd. Otherwise returns null. */
export function withPlainSlashes(pathname: string): string | null {
  if (!pathname.includes('%2')) return null
  const decoded = pathname.replace(ENCODED_SLASH, '/')
  return decoded === pathname || isOddSpelling(decoded) ? null : decoded
}

/**
 * Returns the path in the part of a URL that follows the host, as the platform's URL parser reads it. Returns
 * null for a text that does not begin with a slash.
 */
export function parsePathname(text: string): string | null {
  const address = `https://host.invalid${text}`
  return text.startsWith('/') && URL.canParse(address) ? new URL(address).pathname : null
}

/** Decodes each well-formed escape once as Latin-1. This is enough to find ASCII, and it never throws. */
export const decodeOnce = (path: string): string =>
  path.replace(/%u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_, wide?: string, hex?: string) =>
    String.fromCharCode(Number.parseInt(wide ?? hex ?? '', 16)),
  )

/**
 * Returns the path in lower case, without slashes at its end. Its segments are without spaces at their start and
 * without spaces and dots at their end. A segment also loses what Windows takes for the stream of a file
 * (`admin::$DATA`). A segment such as `(S(id))` is left out, as ASP.NET does with it. Some servers ignore case,
 * slashes or spaces. Windows ignores the others.
 */
export function loosened(path: string): string {
  const lower = path.toLowerCase()
  const trimmed = TO_TRIM.test(lower) ? trimSegments(lower) : lower
  let end = trimmed.length
  while (end > 1 && trimmed[end - 1] === '/') end--
  return trimmed.slice(0, end)
}

const STREAM = '(?::|%3a)(?::|%3a|\\$|%24)'
const SESSION_START = '(?:\\(|%28)[a-z](?:\\(|%28)'
const SESSION = new RegExp(`^${SESSION_START}.*(?:\\)|%29){2}$`, 's')
const TO_TRIM = new RegExp(`/(?:%20| )|(?:%20|[. ])(?:/|$)|${STREAM}|/${SESSION_START}`)
const STARTING_SPACES_OR_STREAM = new RegExp(`^(?:%20| )+|${STREAM}.*$`, 'gs')

const trimSegments = (path: string): string =>
  path
    .split('/')
    .map(trimSegment)
    .join('/')
    .replace(/\/{2,}/g, '/')

function trimSegment(segment: string): string {
  if (SESSION.test(segment)) return ''
  const name = segment.replace(STARTING_SPACES_OR_STREAM, '')
  let end = name.length
  for (;;) {
    if (name.endsWith('%20', end)) end -= 3
    else if (end > 0 && '. '.includes(name.charAt(end - 1))) end--
    else return name.slice(0, end)
  }
}

// Each step is one thing that some servers do and others do not. A step must not do two such things.
// Otherwise the reading of a server that does only one of them would be missed. For example, a server that
// does not decode `%u002f` counts one segment less than a server that does.
const STEPS: readonly ((path: string) => string)[] = [
  (path) => path.replace(/%[0-9a-f]{2}/gi, decodeEscape),
  // As `decodeURI`, which leaves what separates the parts of a URL.
  (path) => path.replace(/%(?!2[346bcf]|3[abdf]|40)[0-9a-f]{2}/gi, decodeEscape),
  (path) => path.replace(/%u([0-9a-f]{4})/gi, decodeWide),
  decodeOverlong,
  readUtf8,
  (path) => path.normalize('NFKC').toUpperCase().toLowerCase(), // `／`, and letters such as `ſ` and `K`
  (path) => path.replaceAll('\\', '/'),
  (path) => path.replace(/\/{2,}/g, '/'),
  (path) => path.replace(/^\/{2,}[^/]*/, '') || '/', // `//host/path`: a URL parser takes the first segment for a host
  resolveDots,
  (path) => path.replace(/;[^/]*/g, ''), // the parameters of each segment
  (path) => path.replace(/[;?#\p{Cc}].*$/su, ''), // what some servers take for the end of the path
  (path) => path.replace(/[^!-~]/g, ''), // characters that some servers drop
]
// The most readings and characters of a path that are examined. They bound the work that a hostile path can
// cause, to about two milliseconds.
const MOST_READINGS = 100
const MOST_CHARACTERS = 32_768

/**
 * Returns everything that an origin may read in a path: the results of these steps in any order and any number
 * of times, each in lower case and without slashes at its end. Returns null if there are too many, so that the
 * path may be any path.
 */
export function readingsOf(pathname: string): readonly string[] | null {
  const found = new Set([pathname])
  let left = MOST_CHARACTERS
  for (const path of found) {
    left -= path.length
    if (left < 0 || found.size > MOST_READINGS) return null
    for (const step of STEPS) found.add(step(path))
  }
  return [...new Set([...found].map(loosened))]
}

function decodeEscape(written: string): string {
  return String.fromCharCode(Number.parseInt(written.slice(1), 16))
}

function decodeWide(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}

/** Resolves dot segments (RFC 3986, section 5.2.4), encoded ones as well, as a URL parser does. */
function resolveDots(path: string): string {
  if (!/\.|%2e/i.test(path)) return path
  const kept: string[] = []
  for (const segment of path.split('/').slice(1)) {
    const plain = segment.replace(/%2e/gi, '.')
    if (plain === '..') kept.pop()
    else if (plain !== '.') kept.push(segment)
  }
  return `/${kept.join('/')}`
}

const isLatin1 = (path: string): boolean => /[\x80-\xff]/.test(path) && !/[^\p{ASCII}\x80-\xff]/u.test(path)

/** Decodes the overlong forms of ASCII that UTF-8 forbids: `%c0%af` is `/`. */
function decodeOverlong(path: string): string {
  return path.replace(/(?:\xe0[\x80-\x81]|[\xc0\xc1])[\x80-\xbf]/g, (bytes) => {
    const [before = 0, last = 0] = [...bytes].slice(-2).map((byte) => byte.charCodeAt(0))
    return String.fromCharCode(((before & 1) << 6) | (last & 0x3f))
  })
}

/** Reads Latin-1 as UTF-8. */
function readUtf8(path: string): string {
  if (!isLatin1(path)) return path
  return new TextDecoder().decode(Uint8Array.from(path, (character) => character.charCodeAt(0)))
}
