import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_IMAGE_BYTES, MOST_IMAGE_PIXELS } from '../../src/core/image.ts'
import { parseImage } from '../../src/core/parse-image.ts'
import { countPrefixGroups } from '../../src/core/vp8l.ts'
import { bytesOf, imageOf, joined, patched, pngChunk, type RealImage } from '../vectors/images.ts'
import { THREE_GROUPS, withGroups } from '../vectors/vp8l.ts'

const KINDS = [
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
  ['progressive jpeg', 'image/jpeg'],
  ['lossy webp', 'image/webp'],
  ['lossless webp', 'image/webp'],
  ['extended webp', 'image/webp'],
] as const satisfies (readonly [RealImage, string])[]

const PNG_IHDR_END = 33
const at = (image: Uint8Array, text: string) => {
  const found = String.fromCharCode(...image).indexOf(text)
  if (found < 0) throw new Error(`no ${text}`)
  return found
}
const problemOf = (bytes: Uint8Array) => {
  const parsed = parseImage(bytes)
  return parsed.ok ? parsed.value : parsed.error
}
const big = (value: number) => [value >> 24, value >> 16, value >> 8, value].map((byte) => byte & 0xff)

describe.each(KINDS)('a %s', (kind, mediaType) => {
  const image = imageOf(kind)

  it('is recognised by its bytes, with its size', () => {
    expect(parseImage(image)).toEqual({ ok: true, value: { mediaType, width: 12, height: 8 } })
  })

  it('is refused if it is cut short anywhere', () => {
    for (let length = 0; length < image.byteLength; length++) {
      expect(['not-an-image', 'broken'], `${length} bytes`).toContain(problemOf(image.slice(0, length)))
    }
  })

  it('is refused with a page after its end', () => {
    expect(problemOf(joined(image, bytesOf('<script>alert(1)</script>')))).toBe('broken')
  })

  it('is recognised in the middle of a larger buffer', () => {
    const around = joined(new Uint8Array(7), image, new Uint8Array(5))
    expect(parseImage(around.subarray(7, 7 + image.byteLength)).ok).toBe(true)
  })
})

describe('sizes', () => {
  const png = (width: number, height: number) => patched(imageOf('png'), 16, ...big(width), ...big(height))
  const jpeg = (width: number, height: number) => {
    const image = imageOf('jpeg')
    return patched(image, at(image, '\xff\xc0') + 5, ...big(height).slice(2), ...big(width).slice(2))
  }
  const lossy = (width: number, height: number) => {
    const little = (value: number) => big(value).reverse().slice(0, 2)
    return patched(imageOf('lossy webp'), 26, ...little(width), ...little(height))
  }
  const lossless = (width: number, height: number) =>
    patched(imageOf('lossless webp'), 21, ...big((width - 1) | ((height - 1) << 14)).reverse())

  it.each([
    ['PNG', png],
    ['JPEG', jpeg],
    ['lossy WebP', lossy],
    ['lossless WebP', lossless],
  ])('of a %s are read to the last bit, and 1024 is the limit in both directions', (_, make) => {
    expect(problemOf(make(1024, 1))).toMatchObject({ width: 1024, height: 1 })
    expect(problemOf(make(3, 1024))).toMatchObject({ width: 3, height: 1024 })
    expect(problemOf(make(1025, 1))).toBe('too-many-pixels')
    expect(problemOf(make(1, 1025))).toBe('too-many-pixels')
    expect(problemOf(make(16_000, 16_000))).toBe('too-many-pixels')
    expect(MOST_IMAGE_PIXELS).toBe(1024)
  })

  it('of a decompression bomb are refused: four thousand million pixels a side', () => {
    expect(problemOf(png(0xffffffff, 0xffffffff))).toBe('too-many-pixels')
    expect(problemOf(jpeg(65_535, 65_535))).toBe('too-many-pixels')
  })

  it('of zero are refused', () => {
    for (const image of [png(0, 8), png(12, 0), jpeg(0, 8), jpeg(12, 0), lossy(0, 8), lossy(12, 0)]) {
      expect(problemOf(image)).toBe('broken')
    }
  })

  it('that contradict each other are refused: a small canvas with a large picture', () => {
    const image = imageOf('extended webp')
    expect(problemOf(patched(image, at(image, 'VP8 ') + 14, 0xff, 0x3f))).toBe('broken')
    expect(problemOf(patched(image, at(image, 'VP8X') + 12, 1))).toBe('broken')
  })

  it('that are stated twice are refused', () => {
    const image = imageOf('jpeg')
    const frame = at(image, '\xff\xc0')
    const header = image.slice(frame, frame + 19)
    expect(problemOf(joined(image.slice(0, frame), header, image.slice(frame)))).toBe('broken')
    const twice = imageOf('png')
    const ihdr = twice.slice(8, PNG_IHDR_END)
    expect(problemOf(joined(twice.slice(0, PNG_IHDR_END), ihdr, twice.slice(PNG_IHDR_END)))).toBe('broken')
    const webp = imageOf('lossy webp')
    const painted = joined(webp, webp.slice(12))
    expect(problemOf(patched(painted, 4, ...big(painted.byteLength - 8).reverse()))).toBe('broken')
  })
})

describe('the scans of a JPEG', () => {
  const frame = (marker: number) =>
    bytesOf(`\xff${String.fromCharCode(marker)}\x00\x0b\x08\x04\x00\x04\x00\x01\x01\x11\x00`)
  const scan = (data = '') => bytesOf(`\xff\xda\x00\x08\x01\x01\x00\x00\x00\x00${data}`)
  const jpeg = (...parts: readonly Uint8Array[]) => joined(bytesOf('\xff\xd8'), ...parts, bytesOf('\xff\xd9'))
  const scans = (count: number) => Array.from({ length: count }, () => scan('\x12\xff\x00\xff\xd0\x34'))
  const taken = { mediaType: 'image/jpeg', width: 1024, height: 1024 }

  it.each([
    ['baseline', 0xc0],
    ['progressive', 0xc2],
  ])('are limited to sixteen in a %s file: a thousand would freeze the page that shows it', (_, marker) => {
    expect(problemOf(jpeg(frame(marker), ...scans(16)))).toEqual(taken)
    expect(problemOf(jpeg(frame(marker), ...scans(17)))).toBe('broken')
    expect(problemOf(jpeg(frame(marker), ...Array(1354).fill(scan())))).toBe('broken')
  })

  it('are found after restarts, fill bytes and bytes that only look like a marker', () => {
    const noisy = scan('\xff\x00\xda\xff\xd7\xff\xff\xd0\x01\xff\xff')
    expect(problemOf(jpeg(frame(0xc2), ...Array(16).fill(noisy)))).toEqual(taken)
    expect(problemOf(jpeg(frame(0xc2), ...Array(17).fill(noisy)))).toBe('broken')
  })

  it('belong to one frame, which comes before them', () => {
    expect(problemOf(jpeg(scan(), frame(0xc0)))).toBe('broken')
    expect(problemOf(jpeg(scan()))).toBe('broken')
    expect(problemOf(jpeg(frame(0xc0)))).toBe('broken')
    expect(problemOf(jpeg(frame(0xc2), scan(), frame(0xc2), scan()))).toBe('broken')
  })

  it('end with the file: no second picture follows', () => {
    const one = jpeg(frame(0xc0), scan('\x12'))
    expect(problemOf(one)).toEqual(taken)
    expect(problemOf(joined(one, one))).toBe('broken')
    expect(problemOf(joined(one, bytesOf('<script>\xff\xd9')))).toBe('broken')
    expect(problemOf(jpeg(frame(0xc0), scan('\x12\xff\x01')))).toBe('broken')
  })

  it('in any number and order get an answer, and more than sixteen are refused', () => {
    const part = fc.oneof(
      fc.constantFrom(
        frame(0xc0),
        frame(0xc2),
        scan(),
        scan('\xff\xd3'),
        bytesOf('\xff'),
        bytesOf('\xff\xd9'),
      ),
      fc.uint8Array({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const file = jpeg(frame(0xc2), ...parts)
        const scansIn = String.fromCharCode(...file).split('\xff\xda').length - 1
        if (parseImage(file).ok) expect(scansIn).toBeLessThanOrEqual(16)
      }),
    )
  })
})

describe('compressed data in a PNG beside its picture', () => {
  const image = imageOf('png')
  const withExtras = (...extras: readonly (readonly [name: string, length: number])[]) =>
    joined(
      image.slice(0, PNG_IHDR_END),
      ...extras.map(([name, length]) => pngChunk(name, new Uint8Array(length))),
      image.slice(PNG_IHDR_END),
    )

  it.each(['iCCP', 'zTXt', 'iTXt'])(
    'is limited to 16 KiB: %s unpacks to a thousand times its size',
    (name) => {
      expect(parseImage(withExtras([name, 16_384])).ok).toBe(true)
      expect(problemOf(withExtras([name, 16_385]))).toBe('broken')
      expect(problemOf(withExtras(['iCCP', 6000], ['zTXt', 6000], [name, 6000]))).toBe('broken')
    },
  )
})

describe('the groups of prefix codes of a lossless WebP', () => {
  it('are counted', () => {
    const groupsOf = (image: Uint8Array, size: { width: number; height: number }) =>
      countPrefixGroups(new DataView(image.buffer), 25, image.byteLength, size)
    expect(groupsOf(imageOf('lossless webp'), { width: 12, height: 8 })).toBe(1)
    expect(groupsOf(THREE_GROUPS, { width: 64, height: 40 })).toBe(3)
    expect(groupsOf(withGroups(700), { width: 108, height: 108 })).toBe(700)
  })

  it('are limited to 2600: fifty thousand would keep a browser busy for seconds', () => {
    expect(problemOf(THREE_GROUPS)).toMatchObject({ mediaType: 'image/webp' })
    expect(problemOf(withGroups(2600))).toEqual({ mediaType: 'image/webp', width: 204, height: 204 })
    expect(problemOf(withGroups(2601))).toBe('broken')
    expect(problemOf(withGroups(50_000))).toBe('broken')
  })

  it('are also counted in its transparency', () => {
    const image = imageOf('extended webp')
    const alpha = at(image, 'ALPH')
    const many = withGroups(4).slice(25) // for a canvas of 12 by 8, which has six blocks
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, many.byteLength + 1, true)
    const next = alpha + 8 + 10
    const parts = [image.slice(0, alpha + 4), length, Uint8Array.of(1), many]
    const pad = new Uint8Array((many.byteLength + 1) % 2)
    const whole = joined(...parts, pad, image.slice(next))
    new DataView(whole.buffer).setUint32(4, whole.byteLength - 8, true)
    expect(problemOf(whole)).toBe('broken')
  })
})

it('a WebP has one transparency at most, because a browser unpacks each one', () => {
  const image = imageOf('extended webp')
  const [start, end] = [at(image, 'ALPH'), at(image, 'VP8 ')]
  const twice = joined(image.slice(0, end), image.slice(start))
  expect(problemOf(patched(twice, 4, ...big(twice.byteLength - 8).reverse()))).toBe('broken')
})

describe('an animation is refused', () => {
  it('as an animated PNG', () => {
    const image = imageOf('png')
    const control = pngChunk('acTL', new Uint8Array(8))
    expect(problemOf(joined(image.slice(0, PNG_IHDR_END), control, image.slice(PNG_IHDR_END)))).toBe(
      'animated',
    )
  })

  it('as an animated WebP, even with its flag hidden', () => {
    const image = imageOf('animated webp')
    expect(problemOf(image)).toBe('animated')
    expect(problemOf(patched(image, at(image, 'VP8X') + 8, 0))).toBe('animated')
  })
})

describe('another kind of file is refused', () => {
  it.each([
    ['nothing', ''],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['SVG after a byte order mark', '\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a GIF', 'GIF89a\x01\x00\x01\x00\x00\x00\x00;'],
    ['an icon', '\x00\x00\x01\x00\x01\x00'],
    ['a bitmap', 'BM\x00\x00\x00\x00'],
    ['a PDF', '%PDF-1.7'],
    ['an AVIF', '\x00\x00\x00\x1cftypavif'],
    ['sound in RIFF', 'RIFF\x04\x00\x00\x00WAVE'],
    ['a PNG in text mode', '\x89PNG\n\x1a\n'],
    ['a PNG after a blank', ' \x89PNG\r\n\x1a\n'],
  ])('%s', (_, text) => expect(problemOf(bytesOf(text))).toBe('not-an-image'))
})

describe('image bytes', () => {
  const padded = (length: number) => {
    const image = imageOf('png')
    const filler = pngChunk('tEXt', new Uint8Array(length - image.byteLength - 12))
    return joined(image.slice(0, PNG_IHDR_END), filler, image.slice(PNG_IHDR_END))
  }

  it('are limited to 256 KiB', () => {
    expect(MOST_IMAGE_BYTES).toBe(262_144)
    expect(parseImage(padded(262_144)).ok).toBe(true)
    expect(problemOf(padded(262_145))).toBe('too-many-bytes')
  })

  it('of any kind get an answer, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...KINDS), (noise, [kind]) => {
        const image = imageOf(kind)
        parseImage(noise)
        parseImage(joined(image.slice(0, 12), noise))
        for (const [i, byte] of noise.entries()) image[(byte * 7 + i * 13) % image.byteLength] = byte
        const parsed = parseImage(image)
        if (parsed.ok) {
          expect(Math.max(parsed.value.width, parsed.value.height)).toBeLessThanOrEqual(1024)
          expect(Math.min(parsed.value.width, parsed.value.height)).toBeGreaterThanOrEqual(1)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('with one bit changed get an answer, too', () => {
    for (const [kind] of KINDS) {
      const image = imageOf(kind)
      for (let bit = 0; bit < image.byteLength * 8; bit++) {
        parseImage(patched(image, bit >> 3, (image[bit >> 3] ?? 0) ^ (1 << (bit & 7))))
      }
    }
  })
})
