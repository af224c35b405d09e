// What is answered before any guard: a path that is not UTF-8, OPTIONS, and a method that the path does not take. Which
// methods a path takes is public (/openapi.json), and a guard's answer to another method would mislead.

interface Route {
  readonly method: string
  /** With `:parameters`. */
  readonly path: string
}

/** The methods that a path takes; none where no route has it. */
export type MethodTable = (path: string) => readonly string[]

/** Built from the routes that an application lists. Leaves out its guards (`ALL`, `*`). */
export function listMethods(routes: readonly Route[]): MethodTable {
  const table = routes
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => ({ method, pattern: patternOf(path) }))
  return (path) => [...new Set(table.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))]
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)

type Answer = Response | Promise<Response>
/** With the methods that the address takes, for `Allow`. */
type EarlyRefusal = 'malformed-path' | { readonly reason: 'wrong-method'; readonly allow: string }
export type Refuse = (refusal: EarlyRefusal) => Answer

/** Returns null if the request may go on. */
export function answerEarly(
  { method, url, path }: { method: string; url: string; path: string },
  methodsAt: MethodTable,
  refuse: Refuse,
): Answer | null {
  // Otherwise a name that is no text would be read as the letters of its escapes: an account `%ff@…`.
  if (!isUtf8(new URL(url).pathname)) return refuse('malformed-path')
  return answerMethod(method, methodsAt(path), refuse)
}

/**
 * HEAD goes where GET goes. OPTIONS names the methods, and no more: there is no header of CORS, so that no other site's
 * page may call.
 */
export function answerMethod(method: string, taken: readonly string[], refuse: Refuse): Answer | null {
  if (taken.length === 0) return null
  const allowed = [...taken, ...(taken.includes('GET') ? ['HEAD'] : [])]
  if (allowed.includes(method)) return null
  const allow = [...allowed, 'OPTIONS'].join(', ')
  if (method !== 'OPTIONS') return refuse({ reason: 'wrong-method', allow })
  return new Response(null, { status: 204, headers: { allow, 'cache-control': 'no-store' } })
}

/** GET and HEAD: nothing is to be changed. */
export const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

function isUtf8(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}
