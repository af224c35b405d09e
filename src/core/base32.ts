// Encodes base32 without padding (RFC 4648, section 6). Authenticator keys and recovery codes use this
// alphabet.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Returns the bytes in base32. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET.charAt((buffer >>> bits) & 31)
    }
    buffer &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET.charAt((buffer << (5 - bits)) & 31) : text
}

/** Splits text into groups of four, such as `ABCD EFGH`, so that people can read a long key aloud. */
export function inGroupsOfFour(text: string, separator: string): string {
  return text.match(/.{1,4}/g)?.join(separator) ?? ''
}
