// Encodes and decodes base64url without padding (RFC 4648, section 5).

/** Returns the bytes in base64url without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * Decodes canonical base64url. Returns null for padding, white space, other characters, and unused bits that
 * are not zero. Otherwise an attacker could write one token in several ways, and use it more than once.
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
  return encodeBase64url(bytes) === text ? bytes : null
}

/**
 * Decodes base64 or base64url, with or without padding at the end. Operators may set keys in any of these
 * forms. Returns null for anything else.
 */
export const decodeAnyBase64 = (text: string): Uint8Array<ArrayBuffer> | null =>
  decodeBase64url(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))
