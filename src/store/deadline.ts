// A store that does not answer is a store that is down: nobody waits for it longer than this. What was asked may still
// be done, as after a lost connection; so whoever asked must not count on either.

import { within } from '../core/within.ts'
import { withAround } from './around.ts'

/** Far above D1's slowest answer of a good day, and below what a person waits for. */
const D1_DEADLINE_MS = 10_000

const bounded = new WeakMap<D1Database, D1Database>()

/** The same database, whose every answer comes in time or is an error `D1_TIMEOUT`. */
export function withDeadline(db: D1Database): D1Database {
  const known = bounded.get(db)
  if (known) return known
  const made = withAround(db, (ask) => within(D1_DEADLINE_MS, ask(), 'D1_TIMEOUT: no answer'))
  bounded.set(db, made)
  return made
}
