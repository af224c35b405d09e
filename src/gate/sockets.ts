// Supervises WebSockets where a workspace wants it: ends them when the session or the service token ends.
//
// When the pass runs out, it is renewed as for a request. All sockets with the same cookie share the renewal
// (renewal.ts). A demand for a newer second factor is made only when a socket opens.

import { type SocketEnd, socketEndFor, UNKNOWN_NOW } from '../core/socket-end.ts'
import { loadFacts, recallFacts } from '../flows/edge/edge-facts.ts'
import { readServiceCredentials } from '../http/service-credentials.ts'
import { type RelayedSocket, relaySocket } from '../http/socket-relay.ts'
import { log } from '../log.ts'
import { renewPerson } from './people.ts'
import { matchOf } from './rules.ts'
import { decideService } from './services.ts'
import type { Admission, AdmittedPerson, AdmittedService, Decision, Visit } from './visit.ts'

/** The person or service that opened the socket, as the last check found them. */
type Supervised = Pick<AdmittedPerson, 'as' | 'pass'> | Pick<AdmittedService, 'as' | 'until'>

/**
 * How long to wait at most before looking at the clock again, and before asking D1 again after a failure. The
 * timer of a closed socket ends after this time at the latest.
 */
const LOOK_AGAIN_SECONDS = 5

/**
 * Relays a WebSocket that the origin opened, and ends it when its session or token ends. Returns a WebSocket
 * on a public path unchanged.
 */
export function superviseSocket(visit: Visit, admission: Admission, opened: Response): Response {
  const { webSocket } = opened
  if (!webSocket || admission.as === 'anybody') return opened
  const socket = relaySocket(opened, webSocket)
  // Not awaited. The open socket keeps this run of the Worker alive.
  watch(visit, admission, socket)
  return socket.response
}

async function watch(visit: Visit, admitted: Supervised, socket: RelayedSocket): Promise<void> {
  let current = admitted
  while (await isDue(visit, endOf(current), socket)) {
    const next = await decideAgain(visit, current, socket)
    if (next === null) return
    if ('code' in next) return endSocket(visit, socket, next)
    current = next
  }
}

/** Waits until the time. Returns false if the socket was closed before. */
async function isDue({ edge }: Visit, at: number, socket: RelayedSocket): Promise<boolean> {
  while (!socket.isOver()) {
    const left = at - edge.clock()
    if (left <= 0) return true
    await pause(Math.min(left, LOOK_AGAIN_SECONDS))
  }
  return false
}

const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000))

const endOf = (admitted: Supervised): number =>
  admitted.as === 'person' ? admitted.pass.claims.exp : admitted.until

/**
 * Asks whether a request would be admitted now. Asks again while D1 doesn't answer, for as long as a pass lives, or until
 * a stale pass ends. Returns null if the socket was closed meanwhile.
 */
async function decideAgain(
  visit: Visit,
  admitted: Supervised,
  socket: RelayedSocket,
): Promise<Supervised | SocketEnd | null> {
  const { clock, config } = visit.edge
  const isStale = admitted.as === 'person' && admitted.pass.claims.stale === true
  const until = endOf(admitted) + (isStale ? 0 : config.passSeconds)
  while (!socket.isOver()) {
    try {
      return outcomeOf(await decideNow(visit, admitted))
    } catch (error) {
      if (clock() >= until) return giveUp(visit, error)
      await pause(LOOK_AGAIN_SECONDS)
    }
  }
  return null
}

function giveUp({ site }: Visit, error: unknown): SocketEnd {
  const said = error instanceof Error ? error.message : 'unknown'
  log('error', { event: 'socket.not_renewed', host: site.host, error: said })
  return UNKNOWN_NOW
}

/** Decides again, with the current workspace, rules and keys. */
async function decideNow(visit: Visit, admitted: Supervised): Promise<Decision> {
  const { request, url, edge } = visit
  const keyless = { ...edge, now: edge.clock() }
  const { site, ring } = recallFacts(keyless, url.host) ?? (await loadFacts(keyless, url.host))
  if (!site) return 'other-workspace'
  const asked = { request, url, edge: { ...keyless, ring }, site }
  const now: Visit = { ...asked, match: matchOf(asked, url.pathname) }
  if (admitted.as === 'person') {
    const { pass } = admitted
    return renewPerson(now, `${pass.token}~${pass.secret}`, pass)
  }
  const credentials = readServiceCredentials(request.headers)
  return credentials ? decideService(now, credentials) : 'invalid-service-token'
}

function outcomeOf(decision: Decision): Supervised | SocketEnd {
  if (typeof decision === 'string') return socketEndFor(decision)
  if ('as' in decision) return decision.as === 'anybody' ? socketEndFor('session-ended') : decision
  // A second factor that is too old for a rule now was new enough when the socket opened.
  const isAboutFactor = 'pass' in decision && decision.refused !== 'role-required'
  if (!isAboutFactor) return socketEndFor(decision.refused)
  return { as: 'person', pass: decision.pass }
}

function endSocket({ site }: Visit, socket: RelayedSocket, { code, reason }: SocketEnd): void {
  log('info', { event: 'socket.ended', reason, host: site.host })
  socket.end(code, reason)
}
