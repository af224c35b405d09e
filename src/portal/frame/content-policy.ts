// The Content-Security-Policy of the portal's pages.

/**
 * Returns the policy of a page. Must allow no inline script or style, no frame, and no other target for
 * forms. Otherwise markup in a stored name could run a script or send a password to another site.
 */
export function contentPolicy(moreFormTargets: string): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action 'self' ${moreFormTargets}`.trim(),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
