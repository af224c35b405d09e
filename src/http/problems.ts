// Builds application/problem+json responses (RFC 9457), with the challenges of RFC 6750 and RFC 9470.

import type { Requirement } from '../core/rules.ts'
import { PHISHING_RESISTANT_ACR } from '../core/step-up-challenge.ts'

export interface Problem {
  readonly status: number
  readonly code: string
  readonly title: string
  /** One sentence for this case, if the title does not say everything. */
  readonly detail?: string
  readonly [member: string]: unknown
}

export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  const { status, code, title, ...members } = problem
  return new Response(JSON.stringify({ type: 'about:blank', title, status, code, ...members }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  })
}

export const BEARER = { 'www-authenticate': 'Bearer' }
const insufficient = (acr: string) => `Bearer error="insufficient_user_authentication", acr_values="${acr}"`
export const BEARER_AAL2 = { 'www-authenticate': insufficient('aal2') }
export const BEARER_PHR = { 'www-authenticate': insufficient(PHISHING_RESISTANT_ACR) }

/** Demands a second factor that is at most so many seconds old, or a passkey (RFC 9470, section 3). */
export const stepUpChallenge = ({ maxAge, methods }: Requirement) => ({
  'www-authenticate': `${insufficient(methods ? PHISHING_RESISTANT_ACR : 'aal2')}, max_age="${maxAge}"`,
})
