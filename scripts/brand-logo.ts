// The file of BRAND_LOGO: read, checked, and put into the build in the place of two names (src/core/built-logo.ts). A variable
// of a Worker holds 5 KB, which few logos fit into.

import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Failure } from '../demo/failure.ts'
import { parseImage } from '../src/core/image.ts'

/** It is part of the Worker, and of each isolate's start. */
const MOST_BYTES = 65_536

/** For wrangler's `define`: expressions in JavaScript, by name. */
export type Defines = Readonly<Record<string, string>>

/** `name`: the variable's value, a file in `folder`. */
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
  if (!existsSync(path)) throw new Failure(`BRAND_LOGO: there is no file ${path}.`)
  const bytes = readFileSync(path)
  if (bytes.length > MOST_BYTES) {
    throw new Failure(`BRAND_LOGO: ${name} has ${bytes.length} bytes. ${MOST_BYTES} are the most.`)
  }
  return bytes
}

/** By its bytes, and not by its name: browsers are told to believe it. */
function mediaTypeOf(bytes: Buffer): string {
  if (/^\ufeff?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(bytes.toString('utf8'))) {
    return 'image/svg+xml'
  }
  const image = parseImage(bytes)
  if (image.ok) return image.value.mediaType
  throw new Failure(`BRAND_LOGO must be an SVG, PNG, JPEG or WebP that does not move (${image.error}).`)
}
