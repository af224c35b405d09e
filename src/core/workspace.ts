// Parses the parts of a workspace that people write: slug, hosts and origin.

import { err, ok, type Result } from './result.ts'

/** A slug is 1 to 63 characters of a-z, 0-9 and "-", and neither starts nor ends with "-". */
export const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
export const isSlug = (text: string): boolean => SLUG.test(text)

/**
 * Returns a host as browsers send it: lower case ASCII, with a port unless it is the scheme's default.
 * Returns null if the text is not a DNS name.
 */
export function parseHost(text: string, scheme: string): string | null {
  if (!/^[^\s/?#@\\%]{1,260}$/.test(text) || !URL.canParse(`${scheme}//${text}`)) return null
  const url = new URL(`${scheme}//${text}`)
  const isWhole = url.pathname === '/' && !url.search && !url.hash && !url.username
  return isWhole && isDnsName(url.hostname) ? url.host : null
}

export interface OriginRules {
  /** Allows plain http and loopback addresses. Only true if the portal itself is on localhost. */
  readonly allowsLoopback: boolean
  /** Hosts that are served by the edge. Forwarding to one would loop. */
  readonly ownHosts: readonly string[]
}

export type OriginProblem =
  | 'not_a_web_origin'
  | 'must_be_https'
  | 'must_not_be_an_address'
  | 'leads_back_here'

/**
 * Parses a web origin: scheme, host and port only. Returns the origin, or why it is refused.
 *
 * Requires https and a DNS name. Otherwise traffic could be read on the network, or an admin could point the
 * edge at an internal address.
 */
export function parseOrigin(text: string, rules: OriginRules): Result<string, OriginProblem> {
  if (!URL.canParse(text)) return err('not_a_web_origin')
  const url = new URL(text)
  const isBare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  if (!isBare || !/^https?:$/.test(url.protocol)) return err('not_a_web_origin')
  // Refuse the edge's own hosts. Otherwise a request would be forwarded to the edge again and again.
  if (rules.ownHosts.includes(url.host)) return err('leads_back_here')
  if (rules.allowsLoopback) return ok(url.origin)
  if (url.protocol !== 'https:') return err('must_be_https')
  if (!isPublicName(url.hostname)) return err('must_not_be_an_address')
  // The edge answers on several ports, so compare the host names only.
  if (rules.ownHosts.some((own) => own.split(':')[0] === url.hostname)) return err('leads_back_here')
  return ok(url.origin)
}

/**
 * Returns whether a host is a DNS name, not an IP address in any notation. An address could be this machine,
 * a private network or a cloud's metadata service. Does not check what the name resolves to.
 */
export const isPublicName = (hostname: string): boolean => isDnsName(hostname) && !isLoopbackName(hostname)

/** Returns whether a host name always means this machine (RFC 6761, section 6.3). */
export const isLoopbackName = (hostname: string): boolean => /(^|\.)localhost$/.test(hostname)

/** Returns whether a host is this machine, by name or by address. */
export const isLoopbackHost = (hostname: string): boolean =>
  isLoopbackName(hostname) || hostname === '127.0.0.1' || hostname === '[::1]'

/**
 * Returns whether a host name consists of DNS labels. Refuses a last label of digits, because URLs read it as
 * an IPv4 address (WHATWG URL, "ends in a number checker").
 */
function isDnsName(hostname: string): boolean {
  return /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/.test(hostname) && !/(^|\.)[0-9]+$/.test(hostname)
}
