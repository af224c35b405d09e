// The subjects of the comparison: bare Workers, Sallyport's gate with several kinds of requests, and other gates.
//
// Each kind has a separate gate process, so that its memory is counted alone.

import { type Edge, startGate } from './edge.ts'
import type { Store } from './store.ts'
import {
  asInProduction,
  passRequests,
  requestWith,
  type Subject,
  serviceRequest,
  startBetterAuth,
  startHonoGate,
  startPassThrough,
} from './subjects.ts'
import { addWorkspaceWithRules } from './with-rules.ts'
import { freePort, type Running } from './workerd.ts'

export const BARE = 'Pass-through Worker'
const BARE_22 = 'Pass-through Worker, 22 headers'

interface Place {
  /** A gate that runs already. */
  readonly gate: Edge
  readonly gateSource: string
  readonly store: Store
  readonly originPort: number
  /** Registers what must be stopped in the end. */
  readonly started: <T extends Running>(running: T) => T
}

export async function startSubjects({
  gate,
  gateSource,
  store,
  originPort,
  started,
}: Place): Promise<Subject[]> {
  const withRules = await addWorkspaceWithRules(gate, store, originPort)
  // A gate looks at the Host header alone, so that each process answers for the same hosts.
  const another = async () => started(await startGate(gate, gateSource, await freePort()))
  const passThrough = async () => started(await startPassThrough(originPort))
  const [one] = await passRequests(gate, 1)
  if (!one) throw new Error('no request')
  const baseline = BARE
  const session = (one.headers.cookie ?? '').replace(/^[^=]+=([^~]+)~.*/, 'session=$1')
  const betterAuth = started(await startBetterAuth(originPort))
  return [
    { name: BARE, worker: await passThrough(), requests: [one] },
    { name: 'Pass-through Worker, again', baseline, worker: await passThrough(), requests: [one] },
    { name: BARE_22, worker: await passThrough(), requests: [asInProduction(one)] },
    { name: 'Sallyport, one pass', baseline, worker: await another(), requests: [one] },
    {
      name: 'Sallyport, 100 passes',
      baseline,
      worker: await another(),
      requests: await passRequests(gate, 100),
    },
    {
      name: 'Sallyport, 10,000 passes',
      ...{ baseline, worker: await another(), requests: await passRequests(gate, 10_000) },
    },
    {
      name: 'Sallyport, 22 headers',
      baseline: BARE_22,
      worker: await another(),
      requests: [asInProduction(one)],
    },
    {
      name: 'Sallyport, 50 rules',
      ...{ baseline, worker: await another(), requests: await passRequests(withRules, 1) },
    },
    {
      name: 'Sallyport, a service token',
      ...{ baseline, worker: await another() },
      requests: [serviceRequest(withRules.host, withRules.serviceToken)],
    },
    {
      name: 'Hono, hono/jwk, hono/proxy',
      ...{ baseline, worker: started(await startHonoGate(gate, originPort)) },
      requests: [requestWith(gate.host, session)],
    },
    {
      name: 'better-auth in Node',
      ...{ baseline, worker: betterAuth },
      requests: [requestWith(gate.host, betterAuth.cookie)],
    },
  ]
}
