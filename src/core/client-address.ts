// Returns the network that counts as one client in limits per address.
//
// An IPv4 client is one address. An IPv6 client is a network of 64 bits, the smallest that providers assign.
// Otherwise one machine could avoid a limit by changing its address: it may use any address in its network
// (RFC 4291, section 2.5.1; RFC 8981).

import { parseAddress } from './ip-address.ts'

/**
 * Returns `192.0.2.1` or `2001:db8:0:1::/64`, in one spelling each. All malformed addresses count as one
 * client, `unknown`. Otherwise a malformed address would have no limit.
 */
export function clientNetworkOf(ip: string): string {
  const address = parseAddress(ip)
  if (!address) return 'unknown'
  if (address.length === 2) return address.flatMap((group) => [group >> 8, group & 255]).join('.')
  const network = address.slice(0, 4).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}
