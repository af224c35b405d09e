// Turns errors of openid-client into refusals. Those errors contain tokens and text from the provider.
// Otherwise a log or a page could show them.

import * as client from 'openid-client'
import { ProviderUnavailable } from './bounded-fetch.ts'
import { notCompleted, type ProviderRefusal } from './refusal.ts'

/** The response was neither a token nor an OAuth error, such as an error page or a redirect. */
const IS_NO_ANSWER = /^oauth_response_is_not_(conform|json)$/

export function refusalFrom(error: unknown): ProviderRefusal {
  if (error instanceof client.AuthorizationResponseError) {
    if (error.error === 'access_denied') return { code: 'cancelled', detail: 'access_denied' }
    return notCompleted('authorization-error')
  }
  // openid-client has a separate error for a 401 with a challenge. RFC 6749, section 5.2, has a provider
  // answer a wrong client secret that way.
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
