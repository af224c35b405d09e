// What a route expects of the form that is posted to it, where that is not what all others expect. The route declares it, and
// `readForm`, which is mounted once before all of them, asks for it: a route that declares nothing is guarded like the most.

import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { CsrfScope } from './csrf.ts'

export interface FormNeeds {
  /** Otherwise it is urlencoded, and brings no file. */
  readonly form?: 'multipart'
  /** Otherwise a token of the session, if there is one. */
  readonly csrf?: CsrfScope
  /** The page for whoever has no session any more, where their form wants nothing else. */
  readonly withoutSession?: string
}

const declared = new WeakMap<object, FormNeeds>()

/** Stands before the handler of a POST. */
export function takes(needs: FormNeeds): MiddlewareHandler {
  const mark: MiddlewareHandler = (_, next) => next()
  declared.set(mark, needs)
  return mark
}

export const needsOf = (c: Context): FormNeeds =>
  matchedRoutes(c)
    .map(({ handler }) => declared.get(handler))
    .find((needs) => needs !== undefined) ?? {}
