// Lossless WebP images with several groups of prefix codes, written by libwebp (Pillow 12) and as an attacker
// would.

import { bytesOf, joined } from './images.ts'

/** 64 by 40 pixels with three groups. */
export const THREE_GROUPS: Uint8Array<ArrayBuffer> = Uint8Array.from(
  atob(
    'UklGRnAAAABXRUJQVlA4TGQAAAAvP8AJAM1lRP9joZBtBOj8aQ/iN4iB7v8EMOgfQ0HaBsw2/7avg4hIGF8pbduACWr/v3thAklbvO0XkCT5/3OE2rQNGHtKuQRAkf//RURUIggkbfG2PyMghgurPY///7B/6X93',
  ),
  (char) => char.charCodeAt(0),
)

class BitWriter {
  readonly bytes: number[] = []
  #filled = 8

  put(value: number, count: number): void {
    for (let i = 0; i < count; i++) {
      if (this.#filled === 8) {
        this.bytes.push(0)
        this.#filled = 0
      }
      this.bytes.push((this.bytes.pop() ?? 0) | (((value >> i) & 1) << this.#filled))
      this.#filled += 1
    }
  }
}

/**
 * Returns a square of one colour. Its blocks of four by four pixels use the groups of prefix codes in turn.
 */
export function withGroups(groups: number): Uint8Array<ArrayBuffer> {
  const blocks = Math.ceil(Math.sqrt(groups))
  const bits = new BitWriter()
  bits.put(0x2f, 8)
  bits.put(4 * blocks - 1, 14)
  bits.put(4 * blocks - 1, 14)
  bits.put(0, 4)
  bits.put(0b100, 3) // no transform, no colour cache, but a map of groups
  bits.put(0, 4) // in blocks of four, without a colour cache
  for (const alphabet of [280, 256]) putEightBitCode(bits, alphabet)
  for (let code = 0; code < 3; code++) putCodeOfZero(bits)
  for (let block = 0; block < blocks * blocks; block++) {
    for (const byte of [(block % groups) & 0xff, (block % groups) >> 8]) bits.put(reversed(byte), 8)
  }
  for (let code = 0; code < 5 * groups; code++) putCodeOfZero(bits)
  const data = Uint8Array.from(bits.bytes.length % 2 ? [...bits.bytes, 0] : bits.bytes)
  return joined(
    bytesOf('RIFF'),
    little(data.length + 12),
    bytesOf('WEBPVP8L'),
    little(bits.bytes.length),
    data,
  )
}

/** Writes a code in which the first 256 symbols have eight bits each. */
function putEightBitCode(bits: BitWriter, alphabet: number): void {
  bits.put(0, 1)
  bits.put(8, 4)
  for (const symbol of [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8])
    bits.put(symbol === 8 || symbol === 18 ? 1 : 0, 3)
  bits.put(0, 1)
  for (let symbol = 0; symbol < 256; symbol++) bits.put(0, 1)
  if (alphabet === 256) return
  bits.put(1, 1)
  bits.put(alphabet - 256 - 11, 7)
}

/** Writes a code with one symbol, 0, which takes no bits. */
const putCodeOfZero = (bits: BitWriter) => bits.put(0b0001, 4)

const reversed = (byte: number) =>
  Number.parseInt(byte.toString(2).padStart(8, '0').split('').reverse().join(''), 2)

function little(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, true)
  return bytes
}
