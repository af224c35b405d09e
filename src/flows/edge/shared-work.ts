// What many requests of an isolate want at once, and one of them does: a page that wakes up asks for fifty things
// together. A request can't wait for a promise of another's, so the others look again for what the first one leaves.

import { keepAtMost } from '../../core/bounded.ts'
import type { KeylessEdge } from './edge.ts'

const LOOK_AGAIN_MS = 5
const MOST_LOOKS = 400 // no longer than somebody waits who has begun themselves
const MOST_UNDER_WAY = 2000

type End<T> = { readonly value: T } | { readonly error: unknown }

interface UnderWay<T> {
  ended: End<T> | null
}

export class SharedWork<T> {
  readonly #underWay = new Map<string, UnderWay<T>>()

  /** Whoever waits fails as the first one does; whoever comes later begins anew. `T` is plain values. */
  async do(key: string, { defer }: Pick<KeylessEdge, 'defer'>, work: () => Promise<T>): Promise<T> {
    const others = this.#underWay.get(key)
    if (others) await waitFor(others)
    if (others?.ended) return unwrap(others.ended)
    const own: UnderWay<T> = { ended: null }
    keepAtMost(MOST_UNDER_WAY, this.#underWay, key, own)
    const done = this.#settle(key, own, work)
    defer(done) // who asked first may hang up, and the others wait
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
