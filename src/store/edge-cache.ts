// Keeps copies in KV of a host's site and the sealed key ring, so that a new isolate need not ask D1. One
// bulk read returns both.
//
// A copy contains when its value was read from D1, and counts as missing once it is too old. Otherwise a
// delayed or lost write to KV could keep a removed right alive.

import { within } from '../core/within.ts'
import type { SealedKey } from '../crypto/key-ring.ts'
import { type Copy, parseRingCopy, parseSiteCopy } from './copies.ts'
import type { Site } from './sites.ts'

export const SITE_MAX_AGE_SECONDS = 60
const RING_MAX_AGE_SECONDS = 300 // the longest time that an isolate trusts a withdrawn key
const RING_KEY = 'ring'
const KV_DEADLINE_MS = 1000 // asking D1 is faster than waiting longer

const inTime = <T>(answer: Promise<T>): Promise<T> =>
  within(KV_DEADLINE_MS, answer, 'KV did not answer in time')

export interface EdgeCopies {
  readonly site: Copy<Site> | null
  readonly ring: Copy<readonly SealedKey[]> | null
}

/** Reads the copies that are wanted. Returns null for a copy that is missing, malformed or too old. */
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

/** Writes the copy of a site. `now` must be when the site was read from D1, in Unix seconds. */
export async function cacheSite(kv: KVNamespace, site: Site, now: number): Promise<void> {
  const entry: Copy<Site> = { readAt: now, value: site }
  await inTime(kv.put(keyOf(site.host), JSON.stringify(entry), { expirationTtl: SITE_MAX_AGE_SECONDS }))
}

/**
 * Deletes the copy of a site whose host no longer belongs to its workspace. Does not change copies in other
 * isolates. They are too old within `SITE_MAX_AGE_SECONDS`.
 */
export async function uncacheSite(kv: KVNamespace, host: string): Promise<void> {
  await inTime(kv.delete(keyOf(host)))
}

/** Writes the copy of the sealed ring. `now` must be when the ring was read from D1, in Unix seconds. */
export async function cacheRing(kv: KVNamespace, ring: readonly SealedKey[], now: number): Promise<void> {
  const entry: Copy<readonly SealedKey[]> = { readAt: now, value: ring }
  await inTime(kv.put(RING_KEY, JSON.stringify(entry), { expirationTtl: RING_MAX_AGE_SECONDS }))
}

const keyOf = (host: string) => `site:${host}`

function isYoung(copy: Copy<unknown> | null, maxAge: number, now: number): boolean {
  return copy !== null && copy.readAt <= now && now - copy.readAt <= maxAge
}
