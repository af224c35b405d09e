// Bounds what an isolate remembers. Otherwise an attacker could fill its memory with many different keys.

/** Sets an entry of a map of at most `most` entries. Deletes the oldest entry if a new one would not fit. */
export function keepAtMost<K, V>(most: number, map: Map<K, V>, key: K, value: V): void {
  if (map.size >= most && !map.has(key)) {
    const [oldest] = map.keys()
    if (oldest !== undefined) map.delete(oldest)
  }
  map.set(key, value)
}
