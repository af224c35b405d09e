// Reads Cache-Control of an origin's answers, and keeps answers out of shared caches (RFC 9111).

export const PERSONAL = 'private, no-store'

const isForSharedCaches = /^(?:public|private|s-maxage|proxy-revalidate)$/
// RFC 9213, and older names for it that content delivery networks use.
const CDN_FIELD =
  /^(?:.+-)?cdn-cache-control$|^surrogate-control$|^edge-control$|^akamai-cache-control$|^x-accel-expires$/

/**
 * Returns true if no header says how long a cache may keep the answer. Ignores the headers named in `gone`.
 */
export const saysNothing = (headers: Headers, gone: readonly string[]): boolean =>
  ['cache-control', 'expires'].every((name) => headers.get(name) === null || gone.includes(name))

/**
 * Keeps an answer out of shared caches. A browser may still keep it as long as the origin allows.
 *
 * Must be called for an answer that gets a cookie from the edge. Otherwise a shared cache would give the
 * cookie to the next visitor.
 */
export function makePrivate(headers: Headers, isNotModified: boolean): void {
  const asked = headers.get('cache-control')
  const kept = directivesOf(asked ?? '').filter(isForBrowsers)
  // A 304's header replaces the stored one. `private` alone would remove a stored `no-cache`.
  if (asked === null && isNotModified) kept.push('no-cache')
  headers.set('cache-control', ['private', ...kept].join(', '))
  for (const name of [...headers.keys()]) if (CDN_FIELD.test(name)) headers.delete(name)
}

/** Splits at commas, except between quotation marks: `no-cache="set-cookie, etag"` is one directive. */
const directivesOf = (header: string): string[] =>
  (header.match(/(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g) ?? []).map((each) => each.trim()).filter(Boolean)

const isForBrowsers = (directive: string): boolean =>
  !isForSharedCaches.test((directive.split('=', 1)[0] ?? '').trim().toLowerCase())
