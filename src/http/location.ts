// Redirects of an origin that names itself.

export interface Route {
  /** The address that the origin was asked at. */
  readonly target: string
  /** The workspace host and its scheme, as the browser asked. */
  readonly host: string
  readonly proto: 'https' | 'http'
}

// A scheme and `//`, or `//` alone. Browsers read `\` as `/` there.
const NAMES_A_HOST = /^(?:https?:)?[/\\]{2}/i

/**
 * The value of a `Location` as it must read on the workspace host. A web server that does not know of the edge names its
 * own web origin there. Otherwise the browser would follow it past the gate, as nginx's redirect from `/dir` to `/dir/`
 * does. Everything else stays byte for byte: a relative address, another host, port or scheme.
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
