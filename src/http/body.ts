import { gatherAtMost } from '../core/byte-chunks.ts'
import { MOST_IMAGE_BYTES } from '../core/image.ts'

export const MOST_BODY_BYTES = 65_536
/** Of a form that brings an image: the image, and what is around it. */
export const MOST_UPLOAD_BYTES = MOST_IMAGE_BYTES + MOST_BODY_BYTES

/** The client closed the connection in the middle of the body, or sent chunks that are none. */
export class BodyBrokenOff extends Error {
  override name = 'BodyBrokenOff'
}

/**
 * Returns the body, or null past `most` bytes: whatever the length that was announced, no more than that is read. Throws
 * `BodyBrokenOff`.
 */
export async function readAtMost(
  request: Request,
  most = MOST_BODY_BYTES,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return null
  const chunks = (request.body ?? []) as unknown as AsyncIterable<Uint8Array>
  return gatherAtMost(chunks, most).catch(() => {
    throw new BodyBrokenOff()
  })
}

/** As the WHATWG's URL standard reads a form (section 5.1): what is no UTF-8 becomes U+FFFD there, encoded or not. */
export const parseForm = (body: Uint8Array): URLSearchParams =>
  new URLSearchParams(new TextDecoder().decode(body))

/** A file that came in a form; or that it was too much to be read, and then nothing of its form was. */
export type Upload = Uint8Array<ArrayBuffer> | 'too-large'

interface FormInParts {
  readonly fields: URLSearchParams
  readonly file: Uint8Array<ArrayBuffer> | null
}

/** multipart/form-data (RFC 7578) with one file at most that counts, the first; null where it isn't well-formed. */
export async function parseFormInParts(body: Uint8Array, contentType: string): Promise<FormInParts | null> {
  let parts: FormData
  try {
    parts = await new Response(body, { headers: { 'content-type': contentType } }).formData()
  } catch {
    return null
  }
  const fields = new URLSearchParams()
  let file: File | null = null
  for (const [name, part] of parts) {
    if (typeof part === 'string') fields.append(name, part)
    else file ??= part
  }
  return { fields, file: file && new Uint8Array(await file.arrayBuffer()) }
}

export const mediaTypeOf = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
