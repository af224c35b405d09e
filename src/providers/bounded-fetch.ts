// Requests to providers. A provider may be down, slow, broken or hostile: nothing it answers takes longer than five
// seconds or more than 256 KiB, and it sends us nowhere else.

const TIMEOUT_MS = 5000
const MOST_BYTES = 262_144

export class ProviderUnavailable extends Error {
  override name = 'ProviderUnavailable'
}

/** Like `fetch`; a redirect is an answer like any other, which no caller takes for the one it wants. */
export async function fetchBounded(url: string, init: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', cache: 'no-store', signal })
    const { status, headers } = response
    const isBodiless = status === 204 || status === 205 || status === 304
    const body = isBodiless ? null : await Promise.race([readBounded(response), rejectOn(signal)])
    return new Response(body, { status, headers })
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw error
    throw new ProviderUnavailable(signal.aborted ? 'timeout' : 'unreachable')
  }
}

/** A body that drips goes on after its headers; the race ends the wait for it whatever the runtime does with it. */
function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new ProviderUnavailable('timeout')), { once: true })
  })
}

async function readBounded({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > MOST_BYTES) throw new ProviderUnavailable('too-large')
    chunks.push(chunk)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}
