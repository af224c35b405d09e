// Checks the secrets of a deployment. Refuses values with few different bytes or characters, because they are
// not random. Otherwise a secret such as `aaaa…` could be used, which an attacker can guess. A value that
// passes may still not be random.

import { decodeAnyBase64 } from './base64url.ts'

/**
 * Parses MASTER_KEY: 32 bytes in base64. Returns null for anything else, and for fewer than 16 different
 * bytes.
 */
export function parseMasterKey(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = decodeAnyBase64(text)
  return bytes?.length === 32 && new Set(bytes).size >= 16 ? bytes : null
}

/** Returns whether the text is long and varied enough for an operator token. */
export const isOperatorToken = (text: string): boolean => text.length >= 32 && new Set(text).size >= 12
