// A long return address, packed so that it stays short. Each address around it escapes its escapes again: on the way
// through the portal, 8 KiB of escapes would become 40 KiB, and Cloudflare refuses addresses over 16 KiB.

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { decodeBase64url, encodeBase64url } from '../core/base64url.ts'
import { RETURN_TO_MAX_LENGTH } from '../core/return-to.ts'

/** Shorter ones stay readable. */
const PACKED_FROM = 1024
const MARK = 'z.'

/** Packs a long path into characters that no address escapes. */
export const packReturnTo = (path: string): string =>
  path.length < PACKED_FROM ? path : MARK + encodeBase64url(deflateRawSync(path))

/** The path as it was before it was packed. Null for a broken one, and for one that unpacks to more than we carry. */
export function unpackReturnTo(text: string): string | null {
  if (!text.startsWith(MARK)) return text
  const packed = decodeBase64url(text.slice(MARK.length))
  if (!packed) return null
  try {
    return new TextDecoder().decode(inflateRawSync(packed, { maxOutputLength: RETURN_TO_MAX_LENGTH }))
  } catch {
    return null
  }
}
