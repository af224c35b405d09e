// `sallyport/origin/hono`: use `app.use(requireAssertion(verifyAssertion))`, then read `c.var.assertion`.
// With `{ services: true }` a request has either `c.var.assertion` or `c.var.service`.

import type { MiddlewareHandler } from 'hono'
import { type Acceptance, type Demand, requireValidDemand } from './demand.ts'
import { ASSERTION_HEADER, type Assertion, type ServiceAssertion, type VerifyAssertion } from './index.ts'
import { presentRefusal } from './refusal.ts'

export interface AssertionEnv {
  Variables: { assertion: Assertion }
}

export interface ServicesEnv {
  Variables: { assertion?: Assertion; service?: ServiceAssertion }
}

/**
 * Returns middleware that sets `c.var.assertion`, or `c.var.service` for an accepted service token, or answers
 * with a problem. Throws a TypeError for an invalid demand.
 *
 * A service is never in `c.var.assertion`. Otherwise code about people could take it for one.
 */
export function requireAssertion(
  verifyAssertion: VerifyAssertion,
  demand?: Demand & { readonly services?: false },
): MiddlewareHandler<AssertionEnv>
export function requireAssertion(
  verifyAssertion: VerifyAssertion,
  demand: Acceptance,
): MiddlewareHandler<ServicesEnv>
export function requireAssertion(
  verifyAssertion: VerifyAssertion,
  demand: Acceptance = {},
): MiddlewareHandler {
  requireValidDemand(demand)
  return async function assertionMiddleware(c, next) {
    const verification = await verifyAssertion(c.req.header(ASSERTION_HEADER), demand)
    if (!verification.ok) {
      const { status, headers, body } = presentRefusal(verification, demand)
      return new Response(body, { status, headers })
    }
    const { assertion } = verification
    if (assertion.kind === 'service') c.set('service', assertion)
    else c.set('assertion', assertion)
    await next()
  }
}
