// Parses IP addresses. An IPv4-mapped address (RFC 4291, section 2.5.5.2) counts as IPv4. Otherwise a client
// could avoid a rule or a limit for its IPv4 address by writing that address in another way.

/** Groups of 16 bits: two of an IPv4 address, eight of an IPv6 address. */
export type Address = readonly number[]

/** The length of the prefix of an IPv4-mapped IPv6 address, `::ffff:0:0/96`. */
export const MAPPED_BITS = 96

/** Returns the address, or null if the text is not one. Ignores brackets, a zone such as `%eth0`, and case. */
export function parseAddress(text: string): Address | null {
  const plain = text.trim().toLowerCase()
  const ipv4 = parseIpv4(plain)
  if (ipv4) return ipv4
  const groups = parseIpv6(plain.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, ''))
  return groups && (isMapped(groups) ? groups.slice(6) : groups)
}

/** Returns eight groups of 16 bits, or null if the text is not an IPv6 address. Keeps a mapped address whole. */
export function parseIpv6(text: string): Address | null {
  if (/\..*:/.test(text)) return null // an IPv4 address may only be at the end
  const halves = text.split('::').map(parseGroups)
  const [head, tail] = halves
  if (!head || halves.length > 2) return null
  if (halves.length === 1) return head.length === 8 ? head : null
  if (!tail || head.length + tail.length > 7) return null
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

/** Returns two groups of 16 bits, or null if the text is not an IPv4 address. */
export function parseIpv4(text: string): Address | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number)
  return [a * 256 + b, c * 256 + d]
}

export const isMapped = (groups: Address): boolean =>
  groups.length === 8 && groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff

/** Parses groups of hex digits. The last two groups may be written as an IPv4 address. */
function parseGroups(text: string): readonly number[] | null {
  if (text === '') return []
  const parts = text.split(':')
  const dotted = parseIpv4(parts.at(-1) ?? '')
  const hex = dotted ? parts.slice(0, -1) : parts
  if (!hex.every((part) => /^[0-9a-f]{1,4}$/.test(part))) return null
  return [...hex.map((part) => Number.parseInt(part, 16)), ...(dotted ?? [])]
}
