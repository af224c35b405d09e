// What every flow works with: one request's view of the edge. worker.ts reads the clock once for it.

import type { Config } from '../../config.ts'
import type { Client } from '../../core/client.ts'
import type { KeyRing } from '../../crypto/key-ring.ts'
import type { Lifetime } from '../../store/sessions.ts'

/** The edge before its key ring has been read. Cron works with it, and whatever reads the ring. */
export interface KeylessEdge {
  readonly config: Config
  readonly db: D1Database
  readonly kv: KVNamespace
  /** Sends mail; null where it isn't bound. */
  readonly email: SendEmail | null
  readonly now: number
  readonly client: Client
  /** Lets work go on after the answer. */
  readonly defer: (work: Promise<unknown>) => void
}

export interface Edge extends KeylessEdge {
  readonly ring: KeyRing
}

export const lifetimeOf = ({ config, now }: KeylessEdge): Lifetime => ({
  now,
  idleSeconds: config.sessionIdleSeconds,
  providers: config.providers,
})
