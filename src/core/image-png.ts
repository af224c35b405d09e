// Parses the structure of a PNG file (W3C PNG, third edition, section 5).

import { type Parsed, type Size, textAt } from './image-bytes.ts'

/**
 * The most bytes of compressed colour profile and text. Otherwise an attacker could fill a decoder's memory:
 * RFC 1951 packs a thousand bytes into one, and some decoders unpack all of them. A real profile takes about
 * 3 KiB.
 */
const MOST_COMPRESSED_EXTRAS = 16_384

/** Returns the size. Refuses bytes after the last chunk (IEND), and a header that is not first. */
export function parsePng(view: DataView): Parsed {
  let size: Size | null = null
  let extras = 0
  for (let at = 8; at + 12 <= view.byteLength; ) {
    const length = view.getUint32(at)
    const name = textAt(view, at + 4, 4)
    const next = at + 12 + length
    if (next > view.byteLength || (name === 'IHDR') !== (at === 8)) return 'broken'
    if (name === 'IHDR') {
      if (length !== 13) return 'broken'
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    }
    if (name === 'acTL') return 'animated'
    if (COMPRESSED_EXTRAS.includes(name)) extras += length
    if (extras > MOST_COMPRESSED_EXTRAS) return 'broken'
    if (name === 'IEND') return size && next === view.byteLength ? size : 'broken'
    at = next
  }
  return 'broken'
}

// iTXt may be uncompressed. Most of it is an XML description of a few KiB.
const COMPRESSED_EXTRAS: readonly string[] = ['iCCP', 'zTXt', 'iTXt']
