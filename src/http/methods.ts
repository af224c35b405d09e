// What is answered before any guard: a path that is not UTF-8, OPTIONS, and a method that the path does not take. Which
// methods a path takes is public (/openapi.json), and a guard's answer to another method would mislead.

import { type Problem, problemResponse } from './problems.ts'

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
export type Refuse = (problem: Problem, headers: Record<string, string>) => Answer

/** Returns null if the request may go on. */
export function answerEarly(
  { method, url, path }: { method: string; url: string; path: string },
  methodsAt: MethodTable,
  refuse: Refuse,
): Answer | null {
  return isUtf8(new URL(url).pathname) ? answerMethod(method, methodsAt(path), refuse) : refuse(NOT_UTF8, {})
}

/**
 * HEAD goes where GET goes. OPTIONS names the methods, and no more: there is no header of CORS, so that no other site's
 * page may call.
 */
export function answerMethod(
  method: string,
  taken: readonly string[],
  refuse: Refuse = problemResponse,
): Answer | null {
  if (taken.length === 0) return null
  const allowed = [...taken, ...(taken.includes('GET') ? ['HEAD'] : [])]
  if (allowed.includes(method)) return null
  const headers = { allow: [...allowed, 'OPTIONS'].join(', '), 'cache-control': 'no-store' }
  return method === 'OPTIONS' ? new Response(null, { status: 204, headers }) : refuse(NOT_TAKEN, headers)
}

/** GET and HEAD: nothing is to be changed. */
export const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

const NOT_TAKEN = {
  status: 405,
  code: 'method_not_allowed',
  title: 'This address does not take this method',
} as const

/** Otherwise a name that is no text would be read as the letters of its escapes: an account `%ff@…`. */
const NOT_UTF8 = {
  status: 400,
  code: 'malformed_path',
  title: 'The path is not percent-encoded UTF-8',
} as const

function isUtf8(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}
