import { type EdgeCopies, readEdgeCopies } from '../../store/edge-cache.ts'
import type { KeylessEdge } from './edge.ts'

/** KV being out of order costs a D1 read, no more: it holds copies only. */
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
