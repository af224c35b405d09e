/** All of them in one, or null past `most` bytes: no more than that is taken, whatever else would come. */
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
