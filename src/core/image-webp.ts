// Parses the structure of a WebP file (RFC 9649).

import { type Parsed, type Size, textAt } from './image-bytes.ts'
import { countPrefixGroups } from './vp8l.ts'

/**
 * Returns the size. Refuses a file with more than one picture, or with a picture that does not have the
 * canvas's size.
 */
export function parseWebp(view: DataView): Parsed {
  if (view.byteLength < 30 || view.getUint32(4, true) !== view.byteLength - 8) return 'broken'
  let size: Size | null = null
  let isPainted = false
  let hasAlpha = false
  for (let at = 12; at < view.byteLength; ) {
    if (at + 8 > view.byteLength) return 'broken'
    const name = textAt(view, at, 4)
    const length = view.getUint32(at + 4, true)
    const next = at + 8 + length + (length % 2)
    if (next > view.byteLength) return 'broken'
    if (name === 'ANIM' || name === 'ANMF') return 'animated'
    const found = webpSize(view, name, at + 8, length)
    if (found === 'broken' || found === 'animated') return found
    if (found && size && (found.width !== size.width || found.height !== size.height)) return 'broken'
    if (found && name !== 'VP8X') {
      if (isPainted) return 'broken'
      isPainted = true
    }
    // Refuse a second alpha chunk (section 2.7.1.2). Otherwise a file with thousands of small ones could keep
    // the edge busy for minutes, because each of them unpacks to a whole picture.
    if (name === 'ALPH') {
      if (hasAlpha) return 'broken'
      hasAlpha = true
    }
    size = found ?? size
    at = next
  }
  return size && isPainted ? size : 'broken'
}

/**
 * The most groups of prefix codes that libwebp writes (`MAX_HUFF_IMAGE_SIZE`). A decoder takes 0.05 ms for
 * each group.
 */
const MOST_PREFIX_GROUPS = 2600

/**
 * Returns whether the lossless parts, the picture or its alpha channel, are well-formed and fast to decode.
 */
export function isLightWebp(view: DataView, size: Size): boolean {
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const name = textAt(view, at, 4)
    const length = view.getUint32(at + 4, true)
    const start = losslessStart(view, name, at + 8, length)
    const groups = start === null ? 0 : countPrefixGroups(view, start, at + 8 + length, size)
    if (groups === null || groups > MOST_PREFIX_GROUPS) return false
    at += 8 + length + (length % 2)
  }
  return true
}

/** Returns where lossless data starts in a chunk. Returns null for a chunk without lossless data. */
function losslessStart(view: DataView, name: string, at: number, length: number): number | null {
  if (name === 'VP8L') return at + 5
  const isLosslessAlpha = name === 'ALPH' && length > 0 && (view.getUint8(at) & 0x03) === 1
  return isLosslessAlpha ? at + 1 : null
}

/** Reads the size from a chunk. Returns null for a chunk that has no size. */
function webpSize(view: DataView, name: string, at: number, length: number) {
  if (name === 'VP8X') {
    if (length < 10) return 'broken'
    if (view.getUint8(at) & 0x02) return 'animated'
    return {
      width: (view.getUint32(at + 3, true) >>> 8) + 1,
      height: (view.getUint32(at + 6, true) >>> 8) + 1,
    }
  }
  if (name === 'VP8L') {
    if (length < 5 || view.getUint8(at) !== 0x2f) return 'broken'
    const bits = view.getUint32(at + 1, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (name !== 'VP8 ') return null
  if (length < 10 || textAt(view, at + 3, 3) !== '\x9d\x01\x2a') return 'broken'
  return { width: view.getUint16(at + 6, true) & 0x3fff, height: view.getUint16(at + 8, true) & 0x3fff }
}
