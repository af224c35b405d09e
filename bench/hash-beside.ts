// Measures how five sign-ins a second slow down gated requests, because a password hash blocks its isolate.
// The sign-ins run in the same process, and then in another, as if the portal were deployed as its own
// Worker.

import { setTimeout as sleep } from 'node:timers/promises'
import { PlainBrowser } from '../test/support/node/plain-browser.ts'
import { type Edge, makePerson } from './edge.ts'
import type { Cannon, LoadRequest } from './load.ts'

export interface BesideHashes {
  readonly name: string
  readonly signIns: number
  /** Latencies of the gated requests, in milliseconds. */
  readonly p50: number
  readonly p99: number
}

const SIGN_INS_A_SECOND = 5
const GATED_A_SECOND = 200
const CONNECTIONS = 8

export async function measureBesideHashes(
  cannon: Cannon,
  edge: Edge,
  gate: Edge,
  requests: readonly LoadRequest[],
  seconds: number,
): Promise<BesideHashes[]> {
  const person = await makePerson(edge)
  const measure = async (name: string, port: number, isSigningIn: boolean): Promise<BesideHashes> => {
    const end = Date.now() + seconds * 1000
    const signIns = isSigningIn ? signInUntil(end, edge, person) : Promise.resolve(0)
    const shot = await cannon.fire({
      port,
      requests,
      connections: CONNECTIONS,
      seconds,
      rate: GATED_A_SECOND,
    })
    if (shot.failed > 0) throw new Error(`${name}: ${shot.failed} requests failed`)
    return { name, signIns: await signIns, p50: shot.p50, p99: shot.p99 }
  }
  return [
    await measure('no sign-ins', edge.port, false),
    await measure('five sign-ins a second in the same isolate', edge.port, true),
    await measure('five sign-ins a second in an isolate of their own', gate.port, true),
  ]
}

/** Signs in with the correct password and starts each sign-in on time, even if earlier ones still run. */
async function signInUntil(
  end: number,
  edge: Edge,
  person: { email: string; password: string },
): Promise<number> {
  const page = await new PlainBrowser(edge.portalOrigin).ask(`${edge.portalOrigin}/sign-in`)
  if (page.status !== 200) throw new Error(`the sign-in page answered ${page.status}`)
  const running: Promise<unknown>[] = []
  while (Date.now() < end) {
    running.push(new PlainBrowser(edge.portalOrigin).signIn(person))
    await sleep(1000 / SIGN_INS_A_SECOND)
  }
  await Promise.all(running)
  return running.length
}
