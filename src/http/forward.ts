// Forwards a request to the origin (forwarded-request.ts) and returns its answer (answer.ts). Bodies are
// streamed.

import { cleanAnswer } from './answer.ts'
import { type Forwarding, requestFor } from './forwarded-request.ts'
import { OriginFailed } from './origin-failed.ts'

/** Throws `OriginFailed` if the origin did not answer. Throws another error for a fault of Sallyport. */
export async function forward(request: Request, forwarding: Forwarding): Promise<Response> {
  return cleanAnswer(await ask(request, forwarding), forwarding)
}

function ask(request: Request, forwarding: Forwarding): Promise<Response> {
  return new Promise((resolve, reject) => {
    fetch(...requestFor(request, forwarding)).then(resolve, (error) => reject(failureFrom(error, request)))
    // The timer is left to run: clearing it costs more than setting it. The platform drops it with the request.
    setTimeout(() => reject(new OriginFailed('timeout')), forwarding.timeoutSeconds * 1000)
  })
}

function failureFrom(error: unknown, { body }: Request): unknown {
  // The platform throws a TypeError for a request that can't be sent. Network failures are other errors.
  if (error instanceof TypeError) return error
  return new OriginFailed(body === null ? 'unreachable' : 'interrupted')
}
