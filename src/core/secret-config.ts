// What the secrets of a deployment must be to be usable; whether they were made at random can't be told, only whether they
// surely weren't.

import { decodeAnyBase64 } from './base64url.ts'

/** Null for anything but 32 bytes in base64. */
export function parseMasterKey(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = decodeAnyBase64(text)
  return bytes?.length === 32 && new Set(bytes).size >= 16 ? bytes : null
}

export const isOperatorToken = (text: string): boolean => text.length >= 32 && new Set(text).size >= 12
