// Decides whether a request is among the paths, methods and networks of a service token.

import { parseAddress } from './ip-address.ts'
import { contains, parseNetwork } from './network.ts'
import { isOddSpelling, withPlainSlashes } from './path-spelling.ts'
import { type Asked, admitsMethod, pathTest } from './rules.ts'

/**
 * The paths, methods and networks that a service token opens. A rule of the workspace must let services in there
 * as well.
 */
export interface ServiceScope {
  /**
   * The path prefixes that it opens, in whole segments: `/api` opens `/api` and `/api/x`, not `/apix`. Never
   * empty.
   */
  readonly paths: readonly string[]
  /** The methods that it opens, in upper case. GET also opens HEAD. Never empty. */
  readonly methods: readonly string[]
  /** The addresses and CIDR networks that the client may have. Null allows any. */
  readonly networks: readonly string[] | null
}

export type OutOfScope = 'path' | 'method' | 'network'

/** Returns what of the request is not in the token's scope, or null if all of it is. */
export function whyOutOfScope(
  { paths, methods, networks }: ServiceScope,
  { method, pathname, ip }: Asked,
): OutOfScope | null {
  if (!paths.some((path) => isUnder(path, pathname))) return 'path'
  if (!admitsMethod(methods, method)) return 'method'
  return networks === null || isInOneOf(networks, ip) ? null : 'network'
}

/**
 * Returns whether the path is under the prefix, compared letter by letter. Refuses a path that is spelled
 * oddly. The one exception is a path with encoded slashes that is under the prefix both as it is and decoded.
 * Otherwise an origin could read a path in it that the token does not open.
 */
function isUnder(prefix: string, pathname: string): boolean {
  const isMatch = pathTest('prefix', prefix)
  if (!isOddSpelling(pathname)) return isMatch(pathname)
  const plain = withPlainSlashes(pathname)
  return plain !== null && isMatch(pathname) && isMatch(plain)
}

/** Returns false for an address or a network that can't be read. */
function isInOneOf(networks: readonly string[], ip: string): boolean {
  const address = parseAddress(ip)
  return (
    address !== null &&
    networks.map(parseNetwork).some((network) => network.ok && contains(network.value, address))
  )
}
