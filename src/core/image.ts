// What a file of an image says of itself, from its bytes and not from what it is called: kind and size in pixels. Walks it once
// from end to end, decodes nothing, and is safe with anything. Pictures that move are refused: a logo that does would draw eyes
// from what is asked. What is let in costs a browser little: at most 1024 by 1024 pixels, once each in PNG and WebP (what is
// compressed in 16 KiB is 16 MiB at most: RFC 1951 packs a thousand to one), and in JPEG once for each scan.
//
// PNG: W3C PNG, third edition, section 5. JPEG: ITU-T T.81, annex B. WebP: RFC 9649.

import { err, ok, type Result } from './result.ts'

export const IMAGE_MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const
export type ImageMediaType = (typeof IMAGE_MEDIA_TYPES)[number]

export const MOST_IMAGE_BYTES = 16_384
export const MOST_IMAGE_PIXELS = 1024

export interface ImageFacts {
  readonly mediaType: ImageMediaType
  readonly width: number
  readonly height: number
}

/** `broken`: cut short, with something behind its end, in contradiction with itself, or in more scans than anybody needs. */
export type ImageProblem = 'too-many-bytes' | 'not-an-image' | 'broken' | 'animated' | 'too-many-pixels'

type Size = Pick<ImageFacts, 'width' | 'height'>

export function parseImage(bytes: Uint8Array): Result<ImageFacts, ImageProblem> {
  if (bytes.byteLength > MOST_IMAGE_BYTES) return err('too-many-bytes')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [mediaType, parse] = kindOf(view) ?? []
  if (!mediaType || !parse) return err('not-an-image')
  const size = parse(view)
  if (typeof size === 'string') return err(size)
  const { width, height } = size
  if (width < 1 || height < 1) return err('broken')
  return Math.max(width, height) > MOST_IMAGE_PIXELS ? err('too-many-pixels') : ok({ mediaType, ...size })
}

type Parser = (view: DataView) => Size | 'broken' | 'animated'

function kindOf(view: DataView): readonly [ImageMediaType, Parser] | null {
  if (textAt(view, 0, 8) === '\x89PNG\r\n\x1a\n') return ['image/png', parsePng]
  if (textAt(view, 0, 3) === '\xff\xd8\xff') return ['image/jpeg', parseJpeg]
  if (textAt(view, 0, 4) === 'RIFF' && textAt(view, 8, 4) === 'WEBP') return ['image/webp', parseWebp]
  return null
}

/** Chunks up to IEND, and nothing behind it. */
function parsePng(view: DataView): Size | 'broken' | 'animated' {
  let size: Size | null = null
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
    if (name === 'IEND') return size && next === view.byteLength ? size : 'broken'
    at = next
  }
  return 'broken'
}

/**
 * Segments and scans up to EOI, and nothing behind it; one frame header before the first scan. Each scan costs a decoder a
 * walk over the whole picture, and may be twelve bytes: a thousand of them would freeze the page that shows it.
 */
function parseJpeg(view: DataView): Size | 'broken' {
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
/** Encoders write ten of a progressive picture in colours, and eighteen only in CMYK, which is for printers. */
const MOST_SCANS = 16

// C0 to CF, but for three: tables, a reserved one, and conditions of coding.
const isFrameHeader = (marker: number) => marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** The next marker but restarts. In a scan's data, FF stands before 00. */
function endOfScan(view: DataView, start: number): number {
  for (let at = start; at + 2 <= view.byteLength; at++) {
    if (view.getUint8(at) !== 0xff) continue
    const next = view.getUint8(at + 1)
    if (next !== 0x00 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return view.byteLength
}

/** One picture, of the size of its canvas. */
function parseWebp(view: DataView): Size | 'broken' | 'animated' {
  if (view.byteLength < 30 || view.getUint32(4, true) !== view.byteLength - 8) return 'broken'
  let size: Size | null = null
  let isPainted = false
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
    size = found ?? size
    at = next
  }
  return size && isPainted ? size : 'broken'
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

/** As Latin-1; shorter where the bytes end before. */
function textAt(view: DataView, at: number, length: number): string {
  let text = ''
  for (let i = at; i < Math.min(at + length, view.byteLength); i++)
    text += String.fromCharCode(view.getUint8(i))
  return text
}
