// Reads addresses that a URL parser would leave as they are, without a URL parser, which would take longer.

export interface PlainAddress {
  /** With the port, if the address names one. */
  readonly host: string
  readonly pathname: string
  /** Everything behind the host. */
  readonly pathAndQuery: string
}

// Characters that the URL standard keeps in a path, and no dot after a slash, so that there are no dot segments. Then
// characters that it keeps in a query.
const PATH_AND_QUERY = /^((?:\/(?!\.)[\w!$&()*+,.:=@~-]*)+)(?:\?[\w!$%&()*+,./:;=?@~-]*)?$/

/**
 * Returns the parts of an `http` or `https` address. Returns null if a URL parser would change anything in it, or might.
 *
 * The host is not checked. The caller must know it: a host that was parsed once is left as it is the next time.
 */
export function readPlainAddress(address: string, scheme: 'https:' | 'http:'): PlainAddress | null {
  const from = scheme.length + 2
  if (!address.startsWith(`${scheme}//`)) return null
  const to = address.indexOf('/', from)
  if (to < 0) return null
  const pathAndQuery = address.slice(to)
  const pathname = PATH_AND_QUERY.exec(pathAndQuery)?.[1]
  return pathname === undefined ? null : { host: address.slice(from, to), pathname, pathAndQuery }
}
