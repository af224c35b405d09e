// An isolate's memory is bounded, and so is whatever is remembered in it.

/** Adds an entry to a map of at most so many; the one that was added first goes. */
export function keepAtMost<K, V>(most: number, map: Map<K, V>, key: K, value: V): void {
  if (map.size >= most) {
    const [oldest] = map.keys()
    if (oldest !== undefined) map.delete(oldest)
  }
  map.set(key, value)
}
