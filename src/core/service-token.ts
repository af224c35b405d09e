// Makes and recognises service tokens: `sps_`, 43 characters of base64url (256 bits) and a checksum.
//
// The checksum lets the gate, and a secret scanner, tell a typing error or a random text from a token without
// asking the database. It is no protection: anybody can compute it. Six base62 digits hold any CRC-32, as in
// GitHub's tokens.

/** Lets secret scanners recognise a service token. */
export const SERVICE_TOKEN_PREFIX = 'sps_'

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const CHECKSUM_DIGITS = 6
const FORM = /^(sps_[\w-]{43})([0-9A-Za-z]{6})$/

/** Returns the token of a secret: 256 bits in 43 characters of base64url. */
export const makeServiceToken = (secret: string): string => {
  const body = SERVICE_TOKEN_PREFIX + secret
  return body + checksumOf(body)
}

/** Returns whether a text has the form of a service token and the right checksum. */
export function isServiceToken(text: string): boolean {
  const [, body, checksum] = FORM.exec(text) ?? []
  return body !== undefined && checksumOf(body) === checksum
}

/** Returns the CRC-32 of an ASCII text in base62, with leading zeros. */
function checksumOf(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let i = 0; i < CHECKSUM_DIGITS; i++) {
    digits = BASE62.charAt(rest % 62) + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}

// The reversed polynomial of CRC-32 (ISO 3309; also RFC 1952, section 8).
const POLYNOMIAL = 0xedb88320

/** Returns the CRC-32 of an ASCII text as an unsigned number of 32 bits (RFC 1952, section 8). */
function crc32(text: string): number {
  let crc = 0xffffffff
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i)
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
