import { gatherAtMost } from '../core/byte-chunks.ts'

export const MOST_BODY_BYTES = 65_536

/** The body, or null past `most` bytes: whatever the length that was announced, no more than that is read. */
export async function readAtMost(request: Request, most = MOST_BODY_BYTES): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return null
  return gatherAtMost((request.body ?? []) as unknown as AsyncIterable<Uint8Array>, most)
}

/** As the WHATWG's URL standard reads a form (section 5.1): what is no UTF-8 becomes U+FFFD there, encoded or not. */
export const parseForm = (body: Uint8Array): URLSearchParams =>
  new URLSearchParams(new TextDecoder().decode(body))

export const mediaTypeOf = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
