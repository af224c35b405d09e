import { type EdgeCopies, readEdgeCopies } from '../../store/edge-cache.ts'
import type { KeylessEdge } from './edge.ts'

/** Reads copies from KV. Returns none if KV fails, because D1 has the originals. */
export async function readCopies(
  { kv, now }: KeylessEdge,
  wanted: { host: string | null; ring: boolean },
): Promise<EdgeCopies> {
  try {
    return await readEdgeCopies(kv, wanted, now)
  } catch {
    return { site: null, ring: null }
  }
}
