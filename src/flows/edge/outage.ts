// How long a request waits for D1 where people may go on without it (`OUTAGE_SECONDS`).

import { TimedOut, within } from '../../core/within.ts'
import { StoreUnavailable } from '../../store/d1.ts'
import type { KeylessEdge } from './edge.ts'

/** Far longer than D1 takes when it works. Otherwise each page would wait for D1's deadline while D1 stalls. */
const PATIENCE_MS = 2000

/** Rejects with `TimedOut` if D1 has not answered soon. The question goes on. */
export const answeredSoon = <T>(asked: Promise<T>): Promise<T> => within(PATIENCE_MS, asked, 'D1 is slow')

/** Returns whether D1 could not be asked. A refusal by what D1 said is no such failure. */
export const isUnasked = (error: unknown): boolean =>
  error instanceof StoreUnavailable || error instanceof TimedOut

/**
 * Returns the answer of D1. If D1 can't be asked, keeps what is known for a while and returns it, or throws if nothing is
 * known. A late answer still counts: the work goes on.
 */
export async function askOrKeep<T>(
  { config, defer }: KeylessEdge,
  asked: Promise<T>,
  known: T | null,
  keep: (known: T) => void,
): Promise<T> {
  try {
    return await (known && config.outageSeconds > 0 ? answeredSoon(asked) : asked)
  } catch (error) {
    if (!known || !isUnasked(error)) throw error
    defer(asked.catch(() => undefined))
    keep(known)
    return known
  }
}
