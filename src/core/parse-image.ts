// Finds the type and the pixel size of an image from its bytes, not from its name.
//
// The parser walks the file once, decodes no picture, and is safe with any bytes. It refuses animated images,
// because a moving logo would distract people from the question on the page.
//
// A page with an accepted image stays fast, even if an attacker made the file. The limits are:
// - 1024 by 1024 pixels
// - 16 scans in a JPEG
// - 16 KiB of compressed extras in a PNG
// - 2600 groups of prefix codes in a WebP

import {
  type ImageFacts,
  type ImageMediaType,
  type ImageProblem,
  MOST_IMAGE_BYTES,
  MOST_IMAGE_PIXELS,
} from './image.ts'
import { type Parsed, textAt } from './image-bytes.ts'
import { parseJpeg } from './image-jpeg.ts'
import { parsePng } from './image-png.ts'
import { isLightWebp, parseWebp } from './image-webp.ts'
import { err, ok, type Result } from './result.ts'

/** Returns the type and the size in pixels, or why the image is refused. */
export function parseImage(bytes: Uint8Array): Result<ImageFacts, ImageProblem> {
  if (bytes.byteLength > MOST_IMAGE_BYTES) return err('too-many-bytes')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [mediaType, parse] = kindOf(view) ?? []
  if (!mediaType || !parse) return err('not-an-image')
  const size = parse(view)
  if (typeof size === 'string') return err(size)
  const { width, height } = size
  if (width < 1 || height < 1) return err('broken')
  if (Math.max(width, height) > MOST_IMAGE_PIXELS) return err('too-many-pixels')
  if (mediaType === 'image/webp' && !isLightWebp(view, size)) return err('broken')
  return ok({ mediaType, ...size })
}

type Parser = (view: DataView) => Parsed

function kindOf(view: DataView): readonly [ImageMediaType, Parser] | null {
  if (textAt(view, 0, 8) === '\x89PNG\r\n\x1a\n') return ['image/png', parsePng]
  if (textAt(view, 0, 3) === '\xff\xd8\xff') return ['image/jpeg', parseJpeg]
  if (textAt(view, 0, 4) === 'RIFF' && textAt(view, 8, 4) === 'WEBP') return ['image/webp', parseWebp]
  return null
}
