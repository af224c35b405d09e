// `sallyport/origin/express`: `app.use(requireAssertion(verifyAssertion))`, then `req.assertion`. For Express, Connect
// and plain `node:http`; typed by shape, so that it needs neither's types.

import { type Demand, requireValidDemand } from './demand.ts'
import { ASSERTION_HEADER, type Assertion, type VerifyAssertion } from './index.ts'
import { presentRefusal } from './refusal.ts'

declare global {
  namespace Express {
    interface Request {
      assertion?: Assertion
    }
  }
}

interface IncomingRequest {
  headers: Record<string, string | string[] | undefined>
  assertion?: Assertion
}

interface OutgoingResponse {
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body: string): unknown
}

type Next = (error?: unknown) => void

const HEADER = ASSERTION_HEADER.toLowerCase()

export function requireAssertion(verifyAssertion: VerifyAssertion, demand: Demand = {}) {
  requireValidDemand(demand)
  return function assertionMiddleware(req: IncomingRequest, res: OutgoingResponse, next: Next): void {
    // Node joins a header that comes twice with a comma, which no assertion contains.
    verifyAssertion(String(req.headers[HEADER] ?? ''), demand).then((verification) => {
      if (!verification.ok) return send(res, presentRefusal(verification, demand))
      req.assertion = verification.assertion
      next()
    }, next)
  }
}

function send(res: OutgoingResponse, { status, headers, body }: ReturnType<typeof presentRefusal>): void {
  res.statusCode = status
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.end(body)
}
