/**
 * Joins the chunks of a stream. Returns null as soon as there are more than `most` bytes, and reads no
 * further. Otherwise an endless body could fill the isolate's memory.
 */
export async function gatherAtMost(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const gathered: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > most) return null
    gathered.push(chunk)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of gathered) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}
