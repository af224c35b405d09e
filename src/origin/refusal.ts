// Presents a failed verification as problem+json (RFC 9457). The response has the challenge of RFC 9470 if a
// second factor is missing or too old.

import type { Demand } from './demand.ts'
import type { VerificationCode } from './index.ts'

export interface Refusal {
  readonly status: 401 | 503
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function presentRefusal(
  failure: { code: VerificationCode; message: string },
  demand: Demand,
): Refusal {
  const { code, message } = failure
  const status = code === 'keys_unavailable' ? 503 : 401
  const title = status === 503 ? 'Service Unavailable' : 'Unauthorized'
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 503 ? { 'retry-after': '5' } : { 'www-authenticate': challenge(code, demand) }),
    },
    body: JSON.stringify({ type: 'about:blank', title, status, detail: message, code }),
  }
}

function challenge(code: VerificationCode, { maxAge }: Demand): string {
  if (code !== 'second_factor_required' && code !== 'second_factor_too_old') return 'Bearer'
  const age = maxAge === undefined ? '' : `, max_age="${maxAge}"`
  return `Bearer error="insufficient_user_authentication", acr_values="aal2"${age}`
}
