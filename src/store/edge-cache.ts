// KV: a copy of what may be a minute old, so that a cold isolate needs no D1. One bulk read brings both a host's site
// and the sealed ring. What is read carries the second at which it left D1, and past its age it is as good as absent:
// KV being late, or a write to it being lost, never makes it older than that.

import { within } from '../core/within.ts'
import type { SealedKey } from '../crypto/key-ring.ts'
import { type Copy, parseRingCopy, parseSiteCopy } from './copies.ts'
import type { Site } from './sites.ts'

export const SITE_MAX_AGE_SECONDS = 60
const RING_MAX_AGE_SECONDS = 300 // how long an isolate may go on trusting a key that was withdrawn
const RING_KEY = 'ring'
const KV_DEADLINE_MS = 1000 // by then D1 has answered

const inTime = <T>(answer: Promise<T>): Promise<T> => within(KV_DEADLINE_MS, answer, 'KV: no answer')

export interface EdgeCopies {
  readonly site: Copy<Site> | null
  readonly ring: Copy<readonly SealedKey[]> | null
}

export async function readEdgeCopies(
  kv: KVNamespace,
  wanted: { readonly host: string | null; readonly ring: boolean },
  now: number,
): Promise<EdgeCopies> {
  const { host } = wanted
  const keys = [...(host === null ? [] : [keyOf(host)]), ...(wanted.ring ? [RING_KEY] : [])]
  const found = await inTime(kv.get<unknown>(keys, 'json'))
  const site = host === null ? null : parseSiteCopy(found.get(keyOf(host)), host)
  const ring = parseRingCopy(found.get(RING_KEY))
  return {
    site: isYoung(site, SITE_MAX_AGE_SECONDS, now) ? site : null,
    ring: isYoung(ring, RING_MAX_AGE_SECONDS, now) ? ring : null,
  }
}

export async function cacheSite(kv: KVNamespace, site: Site, now: number): Promise<void> {
  const entry: Copy<Site> = { readAt: now, value: site }
  await inTime(kv.put(keyOf(site.host), JSON.stringify(entry), { expirationTtl: SITE_MAX_AGE_SECONDS }))
}

export async function uncacheSite(kv: KVNamespace, host: string): Promise<void> {
  await inTime(kv.delete(keyOf(host)))
}

export async function cacheRing(kv: KVNamespace, ring: readonly SealedKey[], now: number): Promise<void> {
  const entry: Copy<readonly SealedKey[]> = { readAt: now, value: ring }
  await inTime(kv.put(RING_KEY, JSON.stringify(entry), { expirationTtl: RING_MAX_AGE_SECONDS }))
}

const keyOf = (host: string) => `site:${host}`

function isYoung(copy: Copy<unknown> | null, maxAge: number, now: number): boolean {
  return copy !== null && copy.readAt <= now && now - copy.readAt <= maxAge
}
