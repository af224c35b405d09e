// Answers some requests before any guard: a path that is not UTF-8, OPTIONS, and a method that the path does
// not support.
//
// The methods of a path are public (/openapi.json), and a guard's answer to a wrong method would be
// misleading.

interface Route {
  readonly method: string
  /** The pattern of the route, such as `/members/:email`. */
  readonly path: string
}

/** Returns the methods that a path supports, or none if no route matches. */
export type MethodTable = (path: string) => readonly string[]

/** Builds the table from an application's routes. Leaves out guards (`ALL`, `*`). */
export function listMethods(routes: readonly Route[]): MethodTable {
  const table = routes
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => ({ method, pattern: patternOf(path) }))
  return (path) => [...new Set(table.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))]
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)

type Answer = Response | Promise<Response>
/** `allow` is the value of the Allow header. */
type EarlyRefusal = 'malformed-path' | { readonly reason: 'wrong-method'; readonly allow: string }
export type Refuse = (refusal: EarlyRefusal) => Answer

/** Answers the request, or returns null if it may go on to the guards. */
export function answerEarly(
  { method, url, path }: { method: string; url: string; path: string },
  methodsAt: MethodTable,
  refuse: Refuse,
): Answer | null {
  // Refuse a path that is not UTF-8. Otherwise an account could be named by its escapes, as in `%ff@…`.
  if (!isUtf8(new URL(url).pathname)) return refuse('malformed-path')
  return answerMethod(method, methodsAt(path), refuse)
}

/**
 * Refuses a method that the path does not support. HEAD is supported where GET is.
 *
 * OPTIONS is answered with the methods only. The answer has no CORS headers, so pages of other sites can't
 * call the API.
 */
export function answerMethod(method: string, taken: readonly string[], refuse: Refuse): Answer | null {
  if (taken.length === 0) return null
  const allowed = [...taken, ...(taken.includes('GET') ? ['HEAD'] : [])]
  if (allowed.includes(method)) return null
  const allow = [...allowed, 'OPTIONS'].join(', ')
  if (method !== 'OPTIONS') return refuse({ reason: 'wrong-method', allow })
  return new Response(null, { status: 204, headers: { allow, 'cache-control': 'no-store' } })
}

/** Returns true for GET and HEAD, which change nothing. */
export const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

function isUtf8(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}
