const TWO_YEARS_SECONDS = 63_072_000

/**
 * Adds what every answer of the edge's own tells browsers: pages, problems, redirects, files. Not for an origin's
 * answers, which are the origin's to say. `scheme` is that of the request: over http the first header would be wrong
 * (RFC 6797, section 7.2).
 */
export function ownAnswer(response: Response, scheme: string): Response {
  const { headers } = response
  // The browser comes back by https only. Otherwise an attacker on the network could answer its next request.
  if (scheme === 'https:') headers.set('strict-transport-security', `max-age=${TWO_YEARS_SECONDS}`)
  // Shares no window with pages of other origins. Otherwise a page that opened this one could navigate it.
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('x-content-type-options', 'nosniff')
  return response
}
