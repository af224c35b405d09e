// `sallyport/origin/express`: use `app.use(requireAssertion(verifyAssertion))`, then read `req.assertion`.
// With `{ services: true }` a request has either `req.assertion` or `req.service`.
//
// Works with Express, Connect and plain `node:http`. It declares the shapes it needs, so it depends on none
// of their types.

import { type Acceptance, requireValidDemand } from './demand.ts'
import { ASSERTION_HEADER, type Assertion, type ServiceAssertion, type VerifyAssertion } from './index.ts'
import { presentRefusal } from './refusal.ts'

declare global {
  namespace Express {
    interface Request {
      assertion?: Assertion
      service?: ServiceAssertion
    }
  }
}

interface IncomingRequest {
  headers: Record<string, string | string[] | undefined>
  assertion?: Assertion
  service?: ServiceAssertion
}

interface OutgoingResponse {
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body: string): unknown
}

type Next = (error?: unknown) => void

const HEADER = ASSERTION_HEADER.toLowerCase()

/**
 * Returns middleware that sets `req.assertion`, or `req.service` for an accepted service token, or answers with
 * a problem. Throws a TypeError for an invalid demand.
 *
 * A service is never in `req.assertion`. Otherwise code about people could take it for one.
 */
export function requireAssertion(verifyAssertion: VerifyAssertion, demand: Acceptance = {}) {
  requireValidDemand(demand)
  return function assertionMiddleware(req: IncomingRequest, res: OutgoingResponse, next: Next): void {
    // Node joins a repeated header with a comma, and no valid assertion contains one.
    verifyAssertion(String(req.headers[HEADER] ?? ''), demand).then((verification) => {
      if (!verification.ok) return send(res, presentRefusal(verification, demand))
      const { assertion } = verification
      if (assertion.kind === 'service') req.service = assertion
      else req.assertion = assertion
      next()
    }, next)
  }
}

function send(res: OutgoingResponse, { status, headers, body }: ReturnType<typeof presentRefusal>): void {
  res.statusCode = status
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.end(body)
}
