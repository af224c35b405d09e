// Remembers decisions about the names of headers and cookies. Browsers send the same few dozen names again and again.

import { keepAtMost } from '../core/bounded.ts'

const MOST_NAMES = 500
const LONGEST_NAME = 64

/** Returns the same decision, which is computed once for a short name. It must depend on the name alone. */
export function decidedOnce(decide: (name: string) => boolean): (name: string) => boolean {
  const decided = new Map<string, boolean>()
  return (name) => {
    const known = decided.get(name)
    if (known !== undefined) return known
    const is = decide(name)
    if (name.length <= LONGEST_NAME) keepAtMost(MOST_NAMES, decided, name, is)
    return is
  }
}
