// Reads the head of a lossless WebP (RFC 9649, section 3), to count the groups of prefix codes that a decoder
// must build.
//
// The caller refuses a file with too many groups. Otherwise an attacker could send a file of 256 KiB with
// 50,000 groups, which takes Chromium seconds and hundreds of megabytes.

/**
 * Returns the number of groups of prefix codes, or null if the head is malformed. `start` is the position
 * after the five bytes of the header. `width` and `height` are in pixels.
 */
export function countPrefixGroups(
  view: DataView,
  start: number,
  end: number,
  { width, height }: { width: number; height: number },
): number | null {
  try {
    return readHead(new Bits(view, start, end), width, height)
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

class Malformed extends Error {}

/** Reads bits, starting with the lowest bit of each byte. */
class Bits {
  readonly #view: DataView
  readonly #end: number
  #at: number

  constructor(view: DataView, start: number, end: number) {
    this.#view = view
    this.#end = end
    this.#at = start * 8
  }

  read(count: number): number {
    let value = 0
    for (let i = 0; i < count; i++) value |= this.bit() << i
    return value
  }

  bit(): number {
    const byte = this.#at >> 3
    if (byte >= this.#end) throw new Malformed()
    const bit = (this.#view.getUint8(byte) >> (this.#at & 7)) & 1
    this.#at += 1
    return bit
  }
}

const PREDICTOR = 0
const COLOUR = 1
const PALETTE = 3

function readHead(bits: Bits, fullWidth: number, height: number): number {
  let width = fullWidth
  const seen = new Set<number>()
  while (bits.bit() === 1) {
    const transform = bits.read(2)
    if (seen.has(transform)) throw new Malformed()
    seen.add(transform)
    if (transform === PREDICTOR || transform === COLOUR) readBlocks(bits, width, height)
    if (transform === PALETTE) width = inBlocks(width, readPalette(bits))
  }
  readColourCacheBits(bits)
  if (bits.bit() === 0) return 1
  // The red and green of a pixel in this image name the group of a block.
  const groups = readBlocks(bits, width, height).map((pixel) => (pixel >>> 8) & 0xffff)
  return groups.reduce((most, group) => Math.max(most, group), 0) + 1
}

const inBlocks = (length: number, sizeBits: number) => Math.ceil(length / (1 << sizeBits))

function readBlocks(bits: Bits, width: number, height: number): Uint32Array {
  const sizeBits = bits.read(3) + 2
  return readImage(bits, inBlocks(width, sizeBits), inBlocks(height, sizeBits))
}

/** Reads a palette. Returns how many pixels share a byte, as a power of two. */
function readPalette(bits: Bits): number {
  const colours = bits.read(8) + 1
  readImage(bits, colours, 1)
  if (colours <= 2) return 3
  if (colours <= 4) return 2
  return colours <= 16 ? 1 : 0
}

function readColourCacheBits(bits: Bits): number {
  if (bits.bit() === 0) return 0
  const size = bits.read(4)
  if (size < 1 || size > 11) throw new Malformed()
  return size
}

const LITERALS = 256
const LENGTHS = 24
const DISTANCES = 40

/** Reads an image with one group of codes. Transforms and the map of groups are such images. */
function readImage(bits: Bits, width: number, height: number): Uint32Array {
  const cacheBits = readColourCacheBits(bits)
  const cache = new Uint32Array(cacheBits === 0 ? 0 : 1 << cacheBits)
  const [green, red, blue, alpha, distance] = [
    readCode(bits, LITERALS + LENGTHS + cache.length),
    readCode(bits, LITERALS),
    readCode(bits, LITERALS),
    readCode(bits, LITERALS),
    readCode(bits, DISTANCES),
  ]
  const pixels = new Uint32Array(width * height)
  let at = 0
  const add = (pixel: number) => {
    pixels[at++] = pixel
    if (cacheBits > 0) cache[Math.imul(0x1e35a7bd, pixel) >>> (32 - cacheBits)] = pixel
  }
  while (at < pixels.length) {
    const symbol = green(bits)
    if (symbol < LITERALS) {
      add((red(bits) << 16) | (symbol << 8) | blue(bits) | (alpha(bits) << 24))
    } else if (symbol < LITERALS + LENGTHS) {
      const length = readAmount(bits, symbol - LITERALS)
      const back = distanceOf(readAmount(bits, distance(bits)), width)
      if (back > at || length > pixels.length - at) throw new Malformed()
      for (let i = 0; i < length; i++) add(pixels[at - back] ?? 0)
    } else {
      add(cache[symbol - LITERALS - LENGTHS] ?? 0)
    }
  }
  return pixels
}

function readAmount(bits: Bits, prefix: number): number {
  if (prefix < 4) return prefix + 1
  const extra = (prefix - 2) >> 1
  return ((2 + (prefix & 1)) << extra) + bits.read(extra) + 1
}

/** The table of section 3.5.2.1. Each code has two hex digits: rows up, and columns to the left of 8. */
const NEAR =
  '1807171928062729161a262a38053739151b363a252b48044749141c353b464a242c58454b343c03' +
  '5759131d565a232d444c555b333d68026769121e666a222e545c434d656b323e78017779535d111f' +
  '646c424e767a212f757b313f636d525e00747c414f1020626e30737d515f40727e616f50717f6070'

function distanceOf(code: number, width: number): number {
  if (code > 120) return code - 120
  const near = Number.parseInt(NEAR.slice(2 * code - 2, 2 * code), 16)
  return Math.max(1, (near >> 4) * width + 8 - (near & 15))
}

type Code = (bits: Bits) => number

const LENGTH_ORDER = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]

function readCode(bits: Bits, alphabet: number): Code {
  const lengths = new Uint8Array(alphabet)
  if (bits.bit() === 1) readSimpleLengths(bits, lengths)
  else readLengths(bits, lengths)
  return codeFrom(lengths)
}

function readSimpleLengths(bits: Bits, lengths: Uint8Array): void {
  const hasTwo = bits.bit() === 1
  const first = bits.read(bits.bit() === 1 ? 8 : 1)
  const symbols = hasTwo ? [first, bits.read(8)] : [first]
  if (symbols.some((symbol) => symbol >= lengths.length)) throw new Malformed()
  for (const symbol of symbols) lengths[symbol] = 1
}

function readLengths(bits: Bits, lengths: Uint8Array): void {
  const ofLengths = new Uint8Array(LENGTH_ORDER.length)
  const given = 4 + bits.read(4)
  for (const symbol of LENGTH_ORDER.slice(0, given)) ofLengths[symbol] = bits.read(3)
  const code = codeFrom(ofLengths)
  let left = bits.bit() === 0 ? lengths.length : 2 + bits.read(2 + 2 * bits.read(3))
  if (left > lengths.length) throw new Malformed()
  let previous = 8
  for (let at = 0; at < lengths.length && left > 0; left--) {
    const symbol = code(bits)
    if (symbol < 16) {
      lengths[at++] = symbol
      if (symbol > 0) previous = symbol
      continue
    }
    const repeats = symbol === 16 ? 3 + bits.read(2) : symbol === 17 ? 3 + bits.read(3) : 11 + bits.read(7)
    if (at + repeats > lengths.length) throw new Malformed()
    lengths.fill(symbol === 16 ? previous : 0, at, at + repeats)
    at += repeats
  }
}

const LONGEST_CODE = 15

/**
 * Builds a canonical code. A single symbol takes no bits. With several symbols, every code must have a
 * meaning.
 */
function codeFrom(lengths: Uint8Array): Code {
  const symbols = [...lengths.keys()].filter((symbol) => lengths[symbol] !== 0)
  const [only] = symbols
  if (only === undefined) throw new Malformed()
  if (symbols.length === 1) return () => only
  symbols.sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b)
  const counts = new Uint16Array(LONGEST_CODE + 1)
  for (const symbol of symbols) counts[lengths[symbol] ?? 0] = (counts[lengths[symbol] ?? 0] ?? 0) + 1
  let open = 1
  for (let length = 1; length <= LONGEST_CODE; length++) {
    open = 2 * open - (counts[length] ?? 0)
    if (open < 0) throw new Malformed()
  }
  if (open !== 0) throw new Malformed()
  return (bits) => {
    let code = 0
    let first = 0
    let index = 0
    for (let length = 1; length <= LONGEST_CODE; length++) {
      code |= bits.bit()
      const count = counts[length] ?? 0
      if (code - first < count) return symbols[index + code - first] ?? 0
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw new Malformed()
  }
}
