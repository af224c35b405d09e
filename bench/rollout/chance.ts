// Chance that a seed decides, so that a run can be repeated.

export interface Chance {
  /** Returns true with this probability. */
  readonly happens: (probability: number) => boolean
  /** Returns a whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number
  readonly pick: <T>(from: readonly [T, ...T[]]) => T
}

/** Uses mulberry32. It is not random enough for secrets. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    happens: (probability) => next() < probability,
    between,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
  }
}
