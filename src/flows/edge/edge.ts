// What every flow works with: one request's view of the edge. The clock was read once, in worker.ts.

import type { Config } from '../../config.ts'
import type { Client } from '../../core/client.ts'
import type { KeyRing } from '../../crypto/key-ring.ts'
import type { Lifetime } from '../../store/sessions.ts'

export interface Bindings {
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

export interface Edge extends Bindings {
  readonly ring: KeyRing
}

export const lifetimeOf = ({ config, now }: Bindings): Lifetime => ({
  now,
  idleSeconds: config.sessionIdleSeconds,
  providers: config.providers,
})
