const TWO_YEARS_SECONDS = 63_072_000

/**
 * Adds the security headers of Sallyport's own answers: pages, problems, redirects and files.
 *
 * Not for an origin's answers, which set their own. `scheme` is the request's. HSTS must not be sent over
 * http (RFC 6797, section 7.2).
 */
export function ownAnswer(response: Response, scheme: string): Response {
  const { headers } = response
  // HSTS: the browser uses only https from now on. Otherwise an attacker on the network could answer its next
  // request.
  if (scheme === 'https:') headers.set('strict-transport-security', `max-age=${TWO_YEARS_SECONDS}`)
  // Isolate the window from pages of other origins. Otherwise a page that opened this one could navigate it.
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('x-content-type-options', 'nosniff')
  return response
}
