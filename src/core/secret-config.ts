// Checks the secrets of a deployment. It can't tell whether a secret is random, but it refuses those that
// surely aren't: values with few different bytes or characters. Otherwise an attacker could guess a secret
// such as `aaaa…`.

import { decodeAnyBase64 } from './base64url.ts'

/** Parses MASTER_KEY. Returns 32 bytes, or null if the text is anything but 32 bytes in base64. */
export function parseMasterKey(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = decodeAnyBase64(text)
  return bytes?.length === 32 && new Set(bytes).size >= 16 ? bytes : null
}

/** Returns whether the text is long and varied enough for an operator token. */
export const isOperatorToken = (text: string): boolean => text.length >= 32 && new Set(text).size >= 12
