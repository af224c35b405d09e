// Presents a failed verification as problem+json (RFC 9457). The response has the challenge of RFC 9470 if a
// second factor is missing, too weak or too old.

import type { Demand } from './demand.ts'
import type { VerificationCode } from './index.ts'

export interface Refusal {
  readonly status: 401 | 403 | 503
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function presentRefusal(
  failure: { code: VerificationCode; message: string },
  demand: Demand,
): Refusal {
  const { code, message } = failure
  const { status, title, more } = answerFor(code, demand)
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...more },
    body: JSON.stringify({ type: 'about:blank', title, status, detail: message, code }),
  }
}

function answerFor(code: VerificationCode, demand: Demand) {
  switch (code) {
    case 'keys_unavailable':
      return { status: 503, title: 'Service Unavailable', more: { 'retry-after': '5' } } as const
    // No challenge: another token of a service would be refused, too.
    case 'service_not_accepted':
      return { status: 403, title: 'Forbidden', more: {} } as const
    default: {
      const more = { 'www-authenticate': challenge(code, demand) }
      return { status: 401, title: 'Unauthorized', more } as const
    }
  }
}

/** The edge acts on a `max_age` of whole seconds, up to a day. */
const MAX_AGE_SECONDS = 86_400

function challenge(code: VerificationCode, { maxAge, methods }: Demand): string {
  if (!code.startsWith('second_factor_')) return 'Bearer'
  // `phr` is a proof that can't be phished (OpenID Connect EAP ACR Values 1.0).
  const acr = methods ? 'phr' : 'aal2'
  const age = maxAge === undefined ? '' : `, max_age="${Math.min(Math.ceil(maxAge), MAX_AGE_SECONDS)}"`
  return `Bearer error="insufficient_user_authentication", acr_values="${acr}"${age}`
}
