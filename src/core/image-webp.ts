// WebP: RFC 9649.

import { type Parsed, type Size, textAt } from './image-bytes.ts'
import { countPrefixGroups } from './vp8l.ts'

/** One picture, of the size of its canvas. */
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
    // One at most (section 2.7.1.2). Otherwise thousands of small ones, each of which unpacks to a whole picture, would keep
    // the edge busy for minutes.
    if (name === 'ALPH') {
      if (hasAlpha) return 'broken'
      hasAlpha = true
    }
    size = found ?? size
    at = next
  }
  return size && isPainted ? size : 'broken'
}

/** libwebp writes no more than so many groups of prefix codes (`MAX_HUFF_IMAGE_SIZE`); each takes a decoder 0.05 ms. */
const MOST_PREFIX_GROUPS = 2600

/** Whether what is compressed without loss, the picture or its transparency, is well-formed and soon decoded. */
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

function losslessStart(view: DataView, name: string, at: number, length: number): number | null {
  if (name === 'VP8L') return at + 5
  const isLosslessAlpha = name === 'ALPH' && length > 0 && (view.getUint8(at) & 0x03) === 1
  return isLosslessAlpha ? at + 1 : null
}

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
