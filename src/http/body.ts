import { gatherAtMost } from '../core/byte-chunks.ts'
import { MOST_IMAGE_BYTES } from '../core/image.ts'

// Limits on request bodies, in bytes.
export const MOST_BODY_BYTES = 65_536
/** The limit for a form with an image, in bytes: the image and the other fields. */
export const MOST_UPLOAD_BYTES = MOST_IMAGE_BYTES + MOST_BODY_BYTES

/** Thrown if the client closed the connection in the middle of the body, or sent malformed chunks. */
export class BodyBrokenOff extends Error {
  override name = 'BodyBrokenOff'
}

/**
 * Reads the body. Returns null if it has more than `most` bytes. Throws `BodyBrokenOff`.
 *
 * Stops reading at the limit, whatever `Content-Length` says. Otherwise a false length could fill the
 * isolate's memory.
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

/**
 * Parses a form as the URL standard does (section 5.1). Bytes that are not UTF-8 become U+FFFD,
 * percent-encoded or not.
 */
export const parseForm = (body: Uint8Array): URLSearchParams =>
  new URLSearchParams(new TextDecoder().decode(body))

/** A file from a form. `too-large` means that the body was not read, so the form has no fields either. */
export type Upload = Uint8Array<ArrayBuffer> | 'too-large'

interface FormInParts {
  readonly fields: URLSearchParams
  readonly file: Uint8Array<ArrayBuffer> | null
}

/**
 * Parses multipart/form-data (RFC 7578). Only the first file is kept. Returns null if the body is malformed.
 */
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
