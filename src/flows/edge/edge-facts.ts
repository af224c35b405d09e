// Finds the two facts that the gate needs: the site of a host, and the key ring.
//
// Looks in this isolate's memory first. Otherwise reads both from KV at once, and then from D1.

import { ShortMemory } from '../../core/short-memory.ts'
import { parseHost } from '../../core/workspace.ts'
import type { KeyRing } from '../../crypto/key-ring.ts'
import { cacheSite } from '../../store/edge-cache.ts'
import { findSite, type Site } from '../../store/sites.ts'
import type { KeylessEdge } from './edge.ts'
import { readCopies } from './edge-copies.ts'
import { askOrKeep } from './outage.ts'
import { openRing, recallRing } from './ring.ts'
import { SharedWork } from './shared-work.ts'

export type { Site }

const sites = new ShortMemory<string, Site>({ seconds: 5, most: 2000 })
// Unknown hosts, so that a scanner of host names reaches D1 once a minute for each. A separate memory, so
// that its names do not evict sites.
const unknownHosts = new ShortMemory<string, null>({ seconds: 60, most: 2000 })

interface EdgeFacts {
  readonly site: Site | null
  readonly ring: KeyRing
}

/** Returns both facts without waiting, or null if one is not in memory. */
export function recallFacts(keyless: KeylessEdge, host: string): EdgeFacts | null {
  const site = sites.recall(host, keyless.now) ?? unknownHosts.recall(host, keyless.now)
  const ring = recallRing(keyless)
  return site !== undefined && ring ? { site, ring } : null
}

const loading = new SharedWork<EdgeFacts>()

/** Reads both facts. Requests for the same host share one reading. */
export const loadFacts = (keyless: KeylessEdge, host: string): Promise<EdgeFacts> =>
  loading.do(host, keyless, () => readFacts(keyless, host))

async function readFacts(keyless: KeylessEdge, host: string): Promise<EdgeFacts> {
  const ring = recallRing(keyless)
  const copies = await readCopies(keyless, { host, ring: ring === undefined })
  return {
    ring: ring ?? (await openRing(keyless, copies.ring)),
    site: copies.site ? remember(copies.site.value, host, keyless.now) : await siteFromStore(keyless, host),
  }
}

/** Finds the site of a host from an untrusted text. Returns null if no workspace has that host. */
export async function findSiteNamed(keyless: KeylessEdge, text: string): Promise<Site | null> {
  const host = parseHost(text, keyless.config.scheme)
  if (!host) return null
  return (recallFacts(keyless, host) ?? (await loadFacts(keyless, host))).site
}

/**
 * Publishes sites after a change. This isolate sees it at once, and other isolates once their copies expire.
 */
export async function publishSites(keyless: KeylessEdge, changed: readonly Site[]): Promise<void> {
  for (const site of changed) {
    forgetSite(site.host)
    await keepCopy(keyless, site)
  }
}

export function forgetSite(host: string): void {
  sites.forget(host)
  unknownHosts.forget(host)
}

/**
 * Reads the site from D1. While D1 can't be reached, a known site is used for as long as a pass lives and people may then
 * go on without D1, and no longer.
 */
function siteFromStore(keyless: KeylessEdge, host: string): Promise<Site | null> {
  const { now, config } = keyless
  const known = sites.recallWithin(host, now, config.passSeconds + config.outageSeconds)
  return askOrKeep(keyless, findAndRemember(keyless, host), known ?? null, () => sites.prolong(host, now))
}

async function findAndRemember(keyless: KeylessEdge, host: string): Promise<Site | null> {
  const site = await findSite(keyless.db, host)
  if (site) keyless.defer(keepCopy(keyless, site))
  return remember(site, host, keyless.now)
}

function remember(site: Site | null, host: string, now: number): Site | null {
  forgetSite(host)
  return site ? sites.remember(host, site, now) : unknownHosts.remember(host, null, now)
}

/** Writes the site to KV. A failure only costs the next isolate a read of D1. */
const keepCopy = ({ kv, now }: KeylessEdge, site: Site) => cacheSite(kv, site, now).catch(() => undefined)
