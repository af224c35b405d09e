// Encodes and decodes base32 without padding (RFC 4648, section 6). Authenticator keys and recovery codes use this
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

/**
 * Returns the bytes of unpadded base32 in capitals. Returns null for any other text. The bits that are left over
 * after the last byte must be zero, so that two texts never mean the same bytes (RFC 4648, section 3.5).
 */
export function decodeBase32(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let buffer = 0
  let bits = 0
  let length = 0
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) return null
    buffer = ((buffer << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = (buffer >>> bits) & 0xff
  }
  const isWhole = bits < 5 && (buffer & ((1 << bits) - 1)) === 0
  return isWhole ? bytes : null
}

/** Splits text into groups of four, such as `ABCD EFGH`, so that people can read a long key aloud. */
export function inGroupsOfFour(text: string, separator: string): string {
  return text.match(/.{1,4}/g)?.join(separator) ?? ''
}
