// Forwards a request to the origin (forwarded-request.ts) and returns its answer (answer.ts). Bodies are
// streamed.

import { TimedOut, within } from '../core/within.ts'
import { cleanAnswer } from './answer.ts'
import { type Forwarding, requestFor } from './forwarded-request.ts'
import { OriginFailed } from './origin-failed.ts'

/** Throws `OriginFailed` if the origin did not answer. Throws another error for a fault of Sallyport. */
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
  // The platform throws a TypeError for a request that can't be sent. Network failures are other errors.
  if (error instanceof TypeError) return error
  return new OriginFailed(body === null ? 'unreachable' : 'interrupted')
}
