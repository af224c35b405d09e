// Returns the network that counts as one client in limits per address.
//
// An IPv4 client is one address. An IPv6 client is a network of 64 bits, the smallest that providers assign.
// Otherwise one machine could avoid a limit by changing its address: it may use any address in its network
// (RFC 4291, section 2.5.1; RFC 8981).

/**
 * Returns `192.0.2.1` or `2001:db8:0:1::/64`, in one spelling each. All malformed addresses count as one
 * client, `unknown`. Otherwise a malformed address would have no limit.
 */
export function clientNetworkOf(ip: string): string {
  const text = ip.trim().toLowerCase()
  const ipv4 = parseIpv4(text)
  if (ipv4) return ipv4.join('.')
  const groups = parseIpv6(text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, ''))
  if (!groups) return 'unknown'
  const [high = 0, low = 0] = groups.slice(6)
  // Treat an IPv4-mapped address (RFC 4291, section 2.5.5.2) as IPv4. Otherwise all of them would be one
  // client, because they share one 64-bit network.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  }
  const network = groups.slice(0, 4).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}

function parseIpv4(text: string): number[] | null {
  const parts = text.split('.')
  const isDotted = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)
  return isDotted ? parts.map(Number) : null
}

/** Returns eight groups of 16 bits, or null if the text is not an IPv6 address. */
function parseIpv6(text: string): number[] | null {
  if (/\..*:/.test(text)) return null // an IPv4 address may only be at the end
  const halves = text.split('::').map(parseGroups)
  const [head, tail] = halves
  if (!head || halves.length > 2) return null
  if (halves.length === 1) return head.length === 8 ? head : null
  if (!tail || head.length + tail.length > 7) return null
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

/** Parses groups of hex digits. The last two groups may be written as an IPv4 address. */
function parseGroups(text: string): number[] | null {
  if (text === '') return []
  const parts = text.split(':')
  const dotted = parseIpv4(parts.at(-1) ?? '')
  const hex = dotted ? parts.slice(0, -1) : parts
  if (!hex.every((part) => /^[0-9a-f]{1,4}$/.test(part))) return null
  const groups = hex.map((part) => Number.parseInt(part, 16))
  const [a = 0, b = 0, c = 0, d = 0] = dotted ?? []
  return dotted ? [...groups, a * 256 + b, c * 256 + d] : groups
}
