// Rewrites redirects in which an origin names its own address.

export interface Route {
  /** The address at which the origin was requested. */
  readonly target: string
  /** The workspace host and scheme that the browser asked for. */
  readonly host: string
  readonly proto: 'https' | 'http'
}

// A scheme and `//`, or `//` alone. Browsers read `\` as `/` here.
const NAMES_A_HOST = /^(?:https?:)?[/\\]{2}/i

/**
 * Returns the value of a `Location` header for the workspace host.
 *
 * A web server that does not know about the edge names its own web origin, as nginx does when it redirects
 * `/dir` to `/dir/`. Otherwise the browser would follow it past the gate.
 *
 * Returns any other value unchanged: a relative address, or another host, port or scheme.
 */
export function atTheEdge(location: string, { target, host, proto }: Route): string {
  if (!NAMES_A_HOST.test(location)) return location
  const { origin } = new URL(target)
  if (!URL.canParse(location, origin)) return location
  const url = new URL(location, origin)
  if (url.origin !== origin) return location
  url.username = ''
  url.password = ''
  return `${proto}://${host}${url.href.slice(origin.length)}`
}
