// Recognises the reserved path `/.sallyport/` on workspace hosts, in every spelling that an origin might
// accept.
//
// The spellings include repeated percent-encoding, backslashes, double slashes, dot segments, path
// parameters, other cases, overlong or wide dots, and a tail such as `%00`. The gate forwards none of them.
// Otherwise a request could reach a path of the origin that is reserved for Sallyport.

import { decodeOnce } from './path-spelling.ts'

const RESERVED = 'sallyport'
const MOST_DECODINGS = 8 // a path that still changes after these counts as reserved

/**
 * Returns whether a path leads to `/.sallyport/` in any spelling. Treats a path that it can't fully decode as
 * reserved.
 */
export function isReservedPath(pathname: string): boolean {
  // Answer the common case in one scan: nothing is encoded, and the name does not appear.
  if (!pathname.includes('%') && !/\.sallyport/i.test(pathname)) return false
  let path = pathname
  for (let round = 0; round < MOST_DECODINGS; round++) {
    if (leadsToReserved(path)) return true
    const decoded = decodeOnce(path)
    if (decoded === path) return false
    path = decoded
  }
  return true
}

/**
 * Resolves dot segments, as an origin may, and checks the first segment that remains. Behind `//` checks the
 * second one as well, because a URL parser takes the first for a host.
 */
function leadsToReserved(path: string): boolean {
  const afterHost = /^[/\\]{2,}[^/\\]*(.*)$/s.exec(path)?.[1]
  return startsReserved(path) || (afterHost !== undefined && startsReserved(afterHost))
}

function startsReserved(path: string): boolean {
  const segments = path
    .toLowerCase()
    .split(/[/\\]/)
    .map((segment) => segment.split(';', 1)[0] ?? '')
  // Then the name may be the first segment wherever it is.
  if (segments.some(mayBeDots)) return segments.some(isReservedSegment)
  const kept: string[] = []
  for (const segment of segments) {
    if (segment === '..') kept.pop()
    else if (segment !== '' && segment !== '.') kept.push(segment)
  }
  return isReservedSegment(kept[0] ?? '')
}

/** Returns whether a lenient server may read dots in a segment: with spaces (Windows), overlong or wide. */
const mayBeDots = (segment: string): boolean => !/[a-z0-9]/.test(segment) && /[^!-~]/.test(segment)

/**
 * Returns whether a segment may read as `.sallyport`. A lenient decoder may take any other character for a
 * dot, or drop it. So any character is accepted in place of the dot, and any character between the letters is
 * ignored.
 */
function isReservedSegment(segment: string): boolean {
  return /^[^a-z0-9]/.test(segment) && segment.replace(/[^a-z0-9]/g, '').startsWith(RESERVED)
}
