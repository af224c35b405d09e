// Parses the structure of a JPEG file (ITU-T T.81, annex B).

import type { Size } from './image-bytes.ts'

/**
 * Returns the size. Refuses bytes after the end marker, a second frame header, and a scan before the frame
 * header.
 *
 * Limits the number of scans. Otherwise an attacker could freeze a page with a file of a thousand scans. A
 * scan may have only twelve bytes, and a decoder walks over the whole picture for each.
 */
export function parseJpeg(view: DataView): Size | 'broken' {
  let size: Size | null = null
  let scans = 0
  for (let at = 2; at + 2 <= view.byteLength; ) {
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== 0xff) return 'broken'
    if (marker === 0xff) {
      at += 1 // fill bytes
      continue
    }
    if (marker === EOI) return size && scans > 0 && at + 2 === view.byteLength ? size : 'broken'
    if (marker < 0xc0 || (marker >= 0xd0 && marker < EOI) || at + 4 > view.byteLength) return 'broken'
    const length = view.getUint16(at + 2)
    const next = at + 2 + length
    if (length < 2 || next > view.byteLength) return 'broken'
    if (isFrameHeader(marker)) {
      if (size || length < 8) return 'broken'
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    if (marker === SOS) {
      scans += 1
      if (!size || scans > MOST_SCANS) return 'broken'
    }
    at = marker === SOS ? endOfScan(view, next) : next
  }
  return 'broken'
}

const SOS = 0xda
const EOI = 0xd9
/**
 * Encoders write ten scans for a progressive colour picture. Only CMYK pictures have more (18), and they are
 * for print.
 */
const MOST_SCANS = 16

// C0 to CF are frame headers, except C4 (tables), C8 (reserved) and CC (arithmetic coding conditions).
const isFrameHeader = (marker: number) => marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/**
 * Returns the position of the next marker that is not a restart marker. Inside a scan, data byte FF is
 * followed by 00.
 */
function endOfScan(view: DataView, start: number): number {
  for (let at = start; at + 2 <= view.byteLength; at++) {
    if (view.getUint8(at) !== 0xff) continue
    const next = view.getUint8(at + 1)
    if (next !== 0x00 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return view.byteLength
}
