// Networks in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3), such as `192.0.2.0/24`. A single
// address is a network too. A network of IPv6 contains no IPv4 address, not even `::/0`.

import { type Address, isMapped, MAPPED_BITS, parseIpv4, parseIpv6 } from './ip-address.ts'
import { err, ok, type Result } from './result.ts'

export interface Network {
  readonly address: Address
  /** The length of the prefix: how many leading bits all addresses of the network share. */
  readonly length: number
}

export type NetworkProblem = 'not_a_network' | 'has_host_bits'

/**
 * Parses a network that a person wrote. Refuses an address that has bits set after the prefix. Otherwise
 * `10.1.2.3/8` would let in sixteen million addresses where one was meant.
 */
export function parseNetwork(text: string): Result<Network, NetworkProblem> {
  const [address = '', length, ...rest] = text.split('/')
  const network = rest.length === 0 ? parseParts(address.toLowerCase(), length) : null
  if (!network) return err('not_a_network')
  return hasHostBits(network) ? err('has_host_bits') : ok(network)
}

/** Returns whether the network contains the address. */
export const contains = ({ address, length }: Network, asked: Address): boolean =>
  asked.length === address.length &&
  address.every((group, index) => {
    const kept = maskOf(length, index)
    return (group & kept) === ((asked[index] ?? 0) & kept)
  })

function parseParts(text: string, length: string | undefined): Network | null {
  // Some programs read a leading zero as octal, so its meaning is unclear.
  const address = /(^|\.)0\d/.test(text) ? null : (parseIpv4(text) ?? parseIpv6(text))
  if (!address || (length !== undefined && !/^(0|[1-9]\d{0,2})$/.test(length))) return null
  const most = address.length * 16
  const bits = length === undefined ? most : Number(length)
  if (bits > most) return null
  const isIpv4 = isMapped(address) && bits >= MAPPED_BITS
  return isIpv4 ? { address: address.slice(6), length: bits - MAPPED_BITS } : { address, length: bits }
}

const hasHostBits = ({ address, length }: Network): boolean =>
  address.some((group, index) => (group & ~maskOf(length, index) & 0xffff) !== 0)

/** Returns the bits of the group at `index` that belong to a prefix of `length` bits. */
const maskOf = (length: number, index: number): number =>
  (0xffff << (16 - Math.min(16, Math.max(0, length - 16 * index)))) & 0xffff
