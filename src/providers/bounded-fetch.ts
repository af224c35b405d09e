// Requests to providers. A provider may be down, slow, broken or hostile: nothing it answers takes longer than five
// seconds or more than 256 KiB, and it sends us nowhere else.

import { gatherAtMost } from '../core/byte-chunks.ts'

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
  const whole = await gatherAtMost((body ?? []) as AsyncIterable<Uint8Array>, MOST_BYTES)
  if (!whole) throw new ProviderUnavailable('too-large')
  return whole
}
