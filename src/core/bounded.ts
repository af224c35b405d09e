// Bounds what an isolate remembers. Otherwise an attacker could fill its memory with many different keys.

/** Adds an entry to a map of at most `most` entries. Deletes the oldest entry if the map is full. */
export function keepAtMost<K, V>(most: number, map: Map<K, V>, key: K, value: V): void {
  if (map.size >= most) {
    const [oldest] = map.keys()
    if (oldest !== undefined) map.delete(oldest)
  }
  map.set(key, value)
}
