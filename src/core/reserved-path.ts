// `/.sallyport/` on a workspace host is ours in every spelling in which some origin might read it: encoded once or many
// times, with backslashes, doubled slashes, dot segments, path parameters, other cases or a tail such as `%00`.

const RESERVED = '.sallyport'
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
    const segment = raw.split(';')[0] ?? ''
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments[0]?.startsWith(RESERVED) ?? false
}

/** Latin-1 decoding of each well-formed escape: enough to find ASCII, and it never throws. */
function decodeOnce(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
