// `sallyport/origin/hono`: use `app.use(requireAssertion(verifyAssertion))`, then read `c.var.assertion`.

import type { MiddlewareHandler } from 'hono'
import { type Demand, requireValidDemand } from './demand.ts'
import { ASSERTION_HEADER, type Assertion, type VerifyAssertion } from './index.ts'
import { presentRefusal } from './refusal.ts'

export interface AssertionEnv {
  Variables: { assertion: Assertion }
}

/**
 * Returns middleware that sets `c.var.assertion`, or answers with a problem. Throws a TypeError for an
 * invalid demand.
 */
export function requireAssertion(
  verifyAssertion: VerifyAssertion,
  demand: Demand = {},
): MiddlewareHandler<AssertionEnv> {
  requireValidDemand(demand)
  return async function assertionMiddleware(c, next) {
    const verification = await verifyAssertion(c.req.header(ASSERTION_HEADER), demand)
    if (!verification.ok) {
      const { status, headers, body } = presentRefusal(verification, demand)
      return new Response(body, { status, headers })
    }
    c.set('assertion', verification.assertion)
    await next()
  }
}
