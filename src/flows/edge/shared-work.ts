// Lets requests of an isolate share the same work. A page that wakes up may send fifty requests at once.
//
// A Worker's request can't wait for another request's promise. So the others check for the result at short
// intervals.

import { keepAtMost } from '../../core/bounded.ts'
import type { KeylessEdge } from './edge.ts'

const LOOK_AGAIN_MS = 5
const MOST_LOOKS = 400 // at 5 ms each: wait two seconds, then do the work here
const MOST_UNDER_WAY = 2000

type End<T> = { readonly value: T } | { readonly error: unknown }

interface UnderWay<T> {
  ended: End<T> | null
}

export class SharedWork<T> {
  readonly #underWay = new Map<string, UnderWay<T>>()

  /**
   * Does the work, or waits for the same work of another request. A failure also fails every waiting request.
   * Later requests start again.
   *
   * `T` must be plain data, because a Worker can't use another request's I/O objects.
   */
  async do(key: string, { defer }: Pick<KeylessEdge, 'defer'>, work: () => Promise<T>): Promise<T> {
    const others = this.#underWay.get(key)
    if (others) await waitFor(others)
    if (others?.ended) return unwrap(others.ended)
    const own: UnderWay<T> = { ended: null }
    keepAtMost(MOST_UNDER_WAY, this.#underWay, key, own)
    const done = this.#settle(key, own, work)
    defer(done) // the first client may disconnect while others wait
    return unwrap(await done)
  }

  async #settle(key: string, own: UnderWay<T>, work: () => Promise<T>): Promise<End<T>> {
    const ended = await endOf(work)
    own.ended = ended
    if (this.#underWay.get(key) === own) this.#underWay.delete(key)
    return ended
  }
}

async function endOf<T>(work: () => Promise<T>): Promise<End<T>> {
  try {
    return { value: await work() }
  } catch (error) {
    return { error }
  }
}

function unwrap<T>(ended: End<T>): T {
  if ('error' in ended) throw ended.error
  return ended.value
}

async function waitFor(others: UnderWay<unknown>): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS && !others.ended; looks++) await scheduler.wait(LOOK_AGAIN_MS)
}
