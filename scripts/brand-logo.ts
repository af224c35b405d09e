// Reads and checks the file that BRAND_LOGO names, and puts it into the build (src/core/built-logo.ts). A
// Worker's variable holds at most 5 KB, and few logos fit into that.

import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Failure } from '../demo/failure.ts'
import { parseImage } from '../src/core/parse-image.ts'

/** The logo is part of the Worker, so its size slows down the start of each isolate. */
const MOST_BYTES = 65_536

/** JavaScript expressions by name, for wrangler's `define`. */
export type Defines = Readonly<Record<string, string>>

/**
 * Returns the defines for the logo; none if `name` is not set. `name` is the value of BRAND_LOGO, a file in
 * `folder`.
 */
export function logoDefines(folder: string, name: unknown): Defines {
  if (name === undefined || name === '') return {}
  const bytes = readLogo(folder, name)
  return {
    BRAND_LOGO_TYPE: JSON.stringify(mediaTypeOf(bytes)),
    BRAND_LOGO_BASE64: JSON.stringify(bytes.toString('base64')),
  }
}

function readLogo(folder: string, name: unknown): Buffer {
  if (typeof name !== 'string' || basename(name) !== name) {
    throw new Failure(
      'BRAND_LOGO must be the name of a file beside wrangler.production.toml, such as "logo.svg".',
    )
  }
  const path = join(folder, name)
  if (!existsSync(path)) throw new Failure(`BRAND_LOGO: ${path} does not exist.`)
  const bytes = readFileSync(path)
  if (bytes.length > MOST_BYTES) {
    throw new Failure(`BRAND_LOGO: ${name} has ${bytes.length} bytes. The limit is ${MOST_BYTES}.`)
  }
  return bytes
}

/** Returns the media type from the bytes and ignores the file name: browsers are told to trust this type. */
function mediaTypeOf(bytes: Buffer): string {
  if (/^\ufeff?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(bytes.toString('utf8'))) {
    return 'image/svg+xml'
  }
  const image = parseImage(bytes)
  if (image.ok) return image.value.mediaType
  throw new Failure(`BRAND_LOGO must be an SVG, or a PNG, JPEG or WebP without animation (${image.error}).`)
}
