// A request on its way to the origin (forwarded-request.ts), and the answer back (answer.ts). Bodies stream.

import { TimedOut, within } from '../core/within.ts'
import { cleanAnswer } from './answer.ts'
import { type Forwarding, requestFor } from './forwarded-request.ts'
import { OriginFailed } from './origin-failed.ts'

/** Throws `OriginFailed` where no answer came, and any other error for our own fault. */
export async function forward(request: Request, forwarding: Forwarding): Promise<Response> {
  const answer = fetch(...requestFor(request, forwarding))
  let response: Response
  try {
    response = await within(forwarding.timeoutSeconds * 1000, answer, 'the origin did not answer')
  } catch (error) {
    throw failureFrom(error, request)
  }
  return cleanAnswer(response, forwarding)
}

function failureFrom(error: unknown, { body }: Request): unknown {
  if (error instanceof TimedOut) return new OriginFailed('timeout')
  // The platform's word for a request that can't be sent. It calls no failure of the network so.
  if (error instanceof TypeError) return error
  return new OriginFailed(body === null ? 'unreachable' : 'interrupted')
}
