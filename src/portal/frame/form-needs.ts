// Lets a route declare what its form needs beyond the default. `readForm` is mounted once before all routes
// and reads the declaration, so a route without one gets the default checks.

import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { CsrfScope } from './csrf.ts'

export interface FormNeeds {
  /** Expects a multipart form, which may hold a file. The default is a urlencoded form. */
  readonly form?: 'multipart'
  /** The token that the form must carry, by default the session's. */
  readonly csrf?: CsrfScope
  /** Says that a script sends the form and reads the answer, so that refusals are problems instead of pages. */
  readonly by?: 'script'
  /** The page to redirect to if the token is wrong and the session has ended. */
  readonly withoutSession?: string
}

const declared = new WeakMap<object, FormNeeds>()

/** Declares what a route's form needs. Mounted before the handler of a POST. */
export function takes(needs: FormNeeds): MiddlewareHandler {
  const mark: MiddlewareHandler = (_, next) => next()
  declared.set(mark, needs)
  return mark
}

export const needsOf = (c: Context): FormNeeds =>
  matchedRoutes(c)
    .map(({ handler }) => declared.get(handler))
    .find((needs) => needs !== undefined) ?? {}
