// Turns errors of openid-client into refusals. They carry tokens and the provider's own text, so they end here.

import * as client from 'openid-client'
import { ProviderUnavailable } from './bounded-fetch.ts'
import { notCompleted, type ProviderRefusal } from './refusal.ts'

/** Neither a token nor a refusal: an error page, a redirect, a proxy's words. */
const IS_NO_ANSWER = /^oauth_response_is_not_(conform|json)$/

export function refusalFrom(error: unknown): ProviderRefusal {
  if (error instanceof client.AuthorizationResponseError) {
    if (error.error === 'access_denied') return { code: 'cancelled', detail: 'access_denied' }
    return notCompleted('authorization-error')
  }
  // A 401 that says how to ask is an error apart, and what RFC 6749 (section 5.2) has a provider answer to a wrong secret.
  const isTokenError =
    error instanceof client.ResponseBodyError || error instanceof client.WWWAuthenticateChallengeError
  if (isTokenError) return notCompleted('token-error')
  const unavailable = unavailableIn(error)
  if (unavailable) return { code: 'unavailable', detail: unavailable }
  if (!(error instanceof client.ClientError) && !(error instanceof TypeError)) throw error
  const { code, cause } = error as { code?: unknown; cause?: { cause?: { claim?: unknown } } }
  const claim = cause?.cause?.claim
  const word = typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code.toLowerCase() : 'refused'
  if (IS_NO_ANSWER.test(word)) return { code: 'unavailable', detail: word }
  return notCompleted(typeof claim === 'string' && /^[a-z_]{1,20}$/.test(claim) ? `${word} ${claim}` : word)
}

function unavailableIn(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    if (at instanceof ProviderUnavailable) return at.message
  }
  return null
}
