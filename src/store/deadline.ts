// Every call of D1 ends in time, in an answer or in `StoreUnavailable`.

import { within } from '../core/within.ts'
import { withAround } from './around.ts'

/** Far above D1's slowest answer of a good day, and below what a person waits for. */
const D1_DEADLINE_MS = 10_000

/**
 * D1 did not answer, or answered with an error. By then the statements may have been carried out, as after a lost
 * connection: the caller must rely on neither. The reason is in `message`; D1's messages have no stable form.
 */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'D1 failed without an error', { cause })
  }
}

const bounded = new WeakMap<D1Database, D1Database>()

/** The same database, with a deadline for each call. Whatever a call throws becomes `StoreUnavailable`. */
export function withDeadline(db: D1Database): D1Database {
  const known = bounded.get(db)
  if (known) return known
  const made = withAround(db, async (ask) => {
    try {
      return await within(D1_DEADLINE_MS, ask(), 'D1 did not answer in time')
    } catch (error) {
      throw new StoreUnavailable(error)
    }
  })
  bounded.set(db, made)
  return made
}
