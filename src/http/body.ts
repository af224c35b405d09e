export const MOST_BODY_BYTES = 65_536

/** The body as text, or null past `most` bytes: whatever the length that was announced, no more than that is read. */
export async function readAtMost(request: Request, most = MOST_BODY_BYTES): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return null
  if (!request.body) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > most) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

export const mediaTypeOf = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
