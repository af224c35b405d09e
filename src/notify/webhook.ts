// Sends notices to the operator's webhook (Standard Webhooks 1.0.0, standardwebhooks.com).
//
// The receiver may be down, slow, broken or hostile. It gets fifteen seconds, redirects are not followed, and
// only the status and `Retry-After` of its answer are read.

import { type Attempt, DELIVERED, failed } from '../core/delivery.ts'
import type { WebhookEndpoint } from '../core/notice-config.ts'

const TIMEOUT_MS = 15_000
const GONE = 410

export interface WebhookMessage {
  readonly id: string
  readonly body: string
  /** The name of the platform. */
  readonly sender: string
}

/**
 * Sends one message. Returns an `Attempt` for a failed request, and does not throw.
 *
 * `id` is the same at each attempt and contains no full stop, because the signed text separates its parts
 * with full stops. `now` is the time of this attempt in Unix seconds.
 */
export async function sendWebhook(
  { url, secrets }: WebhookEndpoint,
  { id, body, sender }: WebhookMessage,
  now: number,
): Promise<Attempt> {
  const signatures = await Promise.all(secrets.map((secret) => sign(secret, `${id}.${now}.${body}`)))
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const headers = {
    'content-type': 'application/json',
    'user-agent': productOf(sender),
    'webhook-id': id,
    'webhook-timestamp': String(now),
    'webhook-signature': signatures.join(' '),
  }
  try {
    // Do not follow redirects. Otherwise the receiver could have the event and its signature sent to a third
    // host.
    const init = { method: 'POST', headers, body, redirect: 'manual', cache: 'no-store', signal } as const
    const response = await fetch(url, init)
    await response.body?.cancel().catch(() => undefined)
    return judge(response)
  } catch {
    return failed(signal.aborted ? 'timeout' : 'unreachable')
  }
}

/**
 * Returns a name as a product token (RFC 9110, section 10.1.5), which has no spaces and only ASCII
 * characters.
 */
const productOf = (name: string): string =>
  encodeURIComponent(name.replaceAll(/\s+/g, '-')).replaceAll(/[()]/g, '')

/** Decides what an answer means. 410 (Gone) is final: the receiver wants no further attempts. */
function judge({ status, headers }: Response): Attempt {
  if (status >= 200 && status < 300) return DELIVERED
  const [retryAfter] = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '') ?? []
  return failed(`status ${status}`, { isFinal: status === GONE, retryAfterSeconds: Number(retryAfter ?? 0) })
}

/** Returns the signature of the content: HMAC-SHA-256 in base64, with the prefix `v1,`. */
async function sign(secret: Uint8Array<ArrayBuffer>, content: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(content))
  return `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`
}
