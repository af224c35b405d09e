// `/.sallyport/` on a workspace host is ours in every spelling in which some origin might read it: encoded once or many
// times, with backslashes, doubled slashes, dot segments, path parameters, other cases, overlong or wide dots, or a
// tail such as `%00`.

const RESERVED = 'sallyport'
const MOST_DECODINGS = 8 // a path still changing after these is refused as if it were reserved

export function isReservedPath(pathname: string): boolean {
  // The common case, in one scan: no dot-s in any case and nothing encoded.
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

function leadsToReserved(path: string): boolean {
  const segments: string[] = []
  for (const raw of path.toLowerCase().split(/[/\\]/)) {
    const segment = raw.split(';', 1)[0] ?? ''
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return isReservedSegment(segments[0] ?? '')
}

/** Whatever stands where the dot should, or between the letters, may be a dot, or nothing, to a lenient decoder. */
function isReservedSegment(segment: string): boolean {
  return /^[^a-z0-9]/.test(segment) && segment.replace(/[^a-z0-9]/g, '').startsWith(RESERVED)
}

/** Latin-1 decoding of each well-formed escape: enough to find ASCII, and it never throws. */
function decodeOnce(path: string): string {
  return path.replace(/%u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_, wide?: string, hex?: string) =>
    String.fromCharCode(Number.parseInt(wide ?? hex ?? '', 16)),
  )
}
