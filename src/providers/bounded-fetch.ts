// Sends requests to providers, with limits. A provider may be down, slow, broken or hostile.
//
// A request takes at most five seconds and reads at most 256 KiB. Redirects are not followed.

import { gatherAtMost } from '../core/byte-chunks.ts'

const TIMEOUT_MS = 5000
const MOST_BYTES = 262_144

export class ProviderUnavailable extends Error {
  override name = 'ProviderUnavailable'
}

/**
 * Like `fetch`, but throws `ProviderUnavailable` past a limit. A redirect is returned as a response, and
 * every caller refuses it. Otherwise a provider could send the edge to another address (SSRF).
 */
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

/**
 * Returns a promise that rejects once the time is up. The runtime may not abort a body that arrives very
 * slowly.
 */
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
