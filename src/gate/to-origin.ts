// Forwards an admitted request to the origin. Answers with an error page or problem if the origin does not
// answer.

import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import { withCookie } from '../http/answer.ts'
import { forward } from '../http/forward.ts'
import { LengthRequired } from '../http/forwarded-request.ts'
import { OriginFailed, type OriginTrouble } from '../http/origin-failed.ts'
import { ownAnswer } from '../http/own-answer.ts'
import { type ReceivedHeaders, receiveHeaders } from '../http/received-headers.ts'
import { log } from '../log.ts'
import { answer } from '../refusals/answer.ts'
import { letRead, letReadStepUp } from './cors.ts'
import { framedBy } from './frames.ts'
import { superviseSocket } from './sockets.ts'
import { answerChallenge } from './step-up.ts'
import type { Admission, Visit } from './visit.ts'

/** What the origin gets of the request. */
interface Sent {
  readonly pathAndQuery: string
  readonly received: ReceivedHeaders
}

export async function toOrigin(
  visit: Visit,
  admission: Admission,
  { pathAndQuery, received }: Sent = readWhole(visit),
): Promise<Response> {
  const { request, edge, site } = visit
  const { config, client } = edge
  try {
    const response = await forward(request, {
      target: site.origin + pathAndQuery,
      host: site.host,
      proto: config.scheme === 'https:' ? 'https' : 'http',
      assertion: assertionOf(admission),
      withheld: admission.withheld,
      clientIp: client.ip,
      timeoutSeconds: config.originTimeoutSeconds,
      received,
    })
    if (site.supervisesSockets && response.webSocket) return superviseSocket(visit, admission, response)
    // Only a person has a second factor and a cookie.
    if (admission.as !== 'person') return response
    const { pass, newCookie } = admission
    const answered = response.status === 401 ? await answerRefused(visit, pass, response) : response
    return newCookie === null ? answered : withCookie(answered, newCookie)
  } catch (error) {
    return letRead(visit, ownAnswer(await answerFailure(visit, error), config.scheme))
  }
}

/** From the parsed URL, with an empty query's `?`, which `search` leaves out. */
const readWhole = ({ request, url: { href, origin } }: Visit): Sent => ({
  pathAndQuery: href.slice(origin.length),
  received: receiveHeaders(request.headers),
})

/** Answers the 401 of an origin, which may ask for a newer second factor. */
async function answerRefused(visit: Visit, pass: IssuedPass, response: Response): Promise<Response> {
  const answered = await answerChallenge(visit, pass, response)
  return answered === response ? response : letReadStepUp(visit, answered)
}

function assertionOf(admission: Admission): string | null {
  switch (admission.as) {
    case 'person':
      return admission.pass.token
    case 'service':
      return admission.assertion
    case 'anybody':
      return null
  }
}

const TROUBLES = {
  timeout: { reason: 'origin-timeout', level: 'error', event: 'origin.failed' },
  unreachable: { reason: 'origin-unreachable', level: 'error', event: 'origin.failed' },
  interrupted: { reason: 'connection-lost', level: 'warn', event: 'request.interrupted' },
} as const satisfies Record<OriginTrouble, object>

/** Answers a failure of the origin or the connection. Throws any other error again. */
async function answerFailure({ request, edge, site }: Visit, error: unknown): Promise<Response> {
  if (error instanceof LengthRequired) return answer(request, 'length-required', edge.config)
  if (!(error instanceof OriginFailed)) throw error
  const { reason, level, event } = TROUBLES[error.trouble]
  log(level, { event, reason: error.trouble, host: site.host })
  const { portalOrigin, brand } = edge.config
  const refusal = { reason, workspace: site.name }
  return answer(request, refusal, { portalOrigin, brand, ...framedBy(request, edge, site) })
}
