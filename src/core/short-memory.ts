// Remembers a limited number of values in an isolate, for a number of seconds.

import { keepAtMost } from './bounded.ts'

interface Remembered<Value> {
  readonly value: Value
  readonly from: number
  readonly until: number
}

interface MemoryBounds {
  readonly seconds: number
  /** The most values. When it is full, the value that was added first is dropped. */
  readonly most: number
}

/**
 * Must hold plain values and no promises: in Workers, one request must not wait for another request's I/O.
 */
export class ShortMemory<Key, Value> {
  readonly #remembered = new Map<Key, Remembered<Value>>()
  readonly #seconds: number
  readonly #most: number

  constructor({ seconds, most }: MemoryBounds) {
    this.#seconds = seconds
    this.#most = most
  }

  /** Returns the value, or undefined if it has expired. Also returns undefined if the clock went back. */
  recall(key: Key, now: number): Value | undefined {
    const known = this.#remembered.get(key)
    return known && known.from <= now && now < known.until ? known.value : undefined
  }

  /** Returns the value if it was remembered within the last `seconds`, whether it has expired or not. */
  recallWithin(key: Key, now: number, seconds: number): Value | undefined {
    const known = this.#remembered.get(key)
    return known && known.from <= now && now < known.from + seconds ? known.value : undefined
  }

  /** Remembers a value for `seconds` from `now`. It becomes the newest value. */
  remember(key: Key, value: Value, now: number): Value {
    this.#remembered.delete(key)
    keepAtMost(this.#most, this.#remembered, key, { value, from: now, until: now + this.#seconds })
    return value
  }

  /** Keeps the value for another `seconds`. Its age for `recallWithin` does not change. */
  prolong(key: Key, now: number): void {
    const known = this.#remembered.get(key)
    if (known) this.#remembered.set(key, { ...known, until: now + this.#seconds })
  }

  forget(key: Key): void {
    this.#remembered.delete(key)
  }
}
