// What an isolate remembers for some seconds. Its memory is bounded, and so is whatever is remembered in it.

import { keepAtMost } from './bounded.ts'

interface Remembered<Value> {
  readonly value: Value
  readonly from: number
  readonly until: number
}

interface MemoryBounds {
  readonly seconds: number
  /** Past so many values, the one that was added first goes. */
  readonly most: number
}

/** Plain values: one request may not wait for what another fetches. */
export class ShortMemory<Key, Value> {
  readonly #remembered = new Map<Key, Remembered<Value>>()
  readonly #seconds: number
  readonly #most: number

  constructor({ seconds, most }: MemoryBounds) {
    this.#seconds = seconds
    this.#most = most
  }

  /** Undefined once the time of the value is over. A clock that went back ends it, too. */
  recall(key: Key, now: number): Value | undefined {
    const known = this.#remembered.get(key)
    return known && known.from <= now && now < known.until ? known.value : undefined
  }

  /** Undefined unless the value was remembered within the last `seconds`, whether its time is over or not. */
  recallWithin(key: Key, now: number, seconds: number): Value | undefined {
    const known = this.#remembered.get(key)
    return known && known.from <= now && now < known.from + seconds ? known.value : undefined
  }

  /** As new: `key` is now the one that was added last. */
  remember(key: Key, value: Value, now: number): Value {
    this.#remembered.delete(key)
    keepAtMost(this.#most, this.#remembered, key, { value, from: now, until: now + this.#seconds })
    return value
  }

  /** Keeps the value for its time once more. It gets no younger by that. */
  prolong(key: Key, now: number): void {
    const known = this.#remembered.get(key)
    if (known) this.#remembered.set(key, { ...known, until: now + this.#seconds })
  }

  forget(key: Key): void {
    this.#remembered.delete(key)
  }
}
