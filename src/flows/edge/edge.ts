// Every flow gets this with a request: the configuration, the database, the client and the key ring.
// worker.ts reads the clock once for each request, as `now`.

import type { Config } from '../../config.ts'
import type { Client } from '../../core/client.ts'
import type { KeyRing } from '../../crypto/key-ring.ts'
import type { Lifetime } from '../../store/sessions.ts'

/**
 * The part of the edge that is known before the key ring is read. The cron trigger uses it, and the code that reads the
 * ring.
 */
export interface KeylessEdge {
  readonly config: Config
  readonly db: D1Database
  readonly kv: KVNamespace
  /** Sends mail. Null if the binding is missing. */
  readonly email: SendEmail | null
  readonly now: number
  /** Reads the clock again. Only for work that lasts much longer than a request, such as a WebSocket. */
  readonly clock: () => number
  readonly client: Client
  /** Lets work continue after the response. */
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
