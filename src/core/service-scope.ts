// Decides whether a request is among the paths, methods and networks of a service token.

/** What a service token opens. A rule of the workspace must let services in there as well. */
export interface ServiceScope {
  /** Prefixes by segment: `/api` opens `/api` and `/api/x`, not `/apix`. Never empty. */
  readonly paths: readonly string[]
  /** In upper case. GET also opens HEAD. Never empty. */
  readonly methods: readonly string[]
  /** Addresses and CIDR networks of the client. Null: any. */
  readonly networks: readonly string[] | null
}

export interface AskedOfService {
  readonly method: string
  readonly pathname: string
  /** The client's IP address. */
  readonly ip: string
}

export type OutOfScope = 'path' | 'method' | 'network'

/** Returns what of the request is not in the token's scope, or null if all of it is. */
export function whyOutOfScope(
  { paths, methods, networks }: ServiceScope,
  { method, pathname, ip }: AskedOfService,
): OutOfScope | null {
  if (!paths.some((path) => isUnder(path, pathname))) return 'path'
  if (!methods.includes(method) && !(method === 'HEAD' && methods.includes('GET'))) return 'method'
  if (networks && !networks.includes(ip)) return 'network'
  return null
}

const isUnder = (path: string, pathname: string): boolean =>
  path === '/' || pathname === path || pathname.startsWith(`${path}/`)
