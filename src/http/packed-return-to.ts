// Compresses a long return address.
//
// Each URL that contains it escapes its escapes again. On the way through the portal, 8 KiB of escapes would
// become 40 KiB, and Cloudflare refuses URLs over 16 KiB.

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { decodeBase64url, encodeBase64url } from '../core/base64url.ts'
import { RETURN_TO_MAX_LENGTH } from '../core/return-to.ts'

/** Addresses from this length on are packed, in characters. Shorter ones stay readable. */
const PACKED_FROM = 1024
const MARK = 'z.'

/** Packs a long path into characters that a URL does not escape. */
export const packReturnTo = (path: string): string =>
  path.length < PACKED_FROM ? path : MARK + encodeBase64url(deflateRawSync(path))

/**
 * Unpacks a path. Returns null if it is malformed, or longer than `RETURN_TO_MAX_LENGTH` when unpacked.
 * Otherwise a small address could unpack to gigabytes (a compression bomb).
 */
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
