// The two things a gate must know before it can decide: the site of a host, and the key ring. From this isolate's memory;
// else both in one KV read; else from D1.

import { ShortMemory } from '../../core/short-memory.ts'
import { parseHost } from '../../core/workspace.ts'
import type { KeyRing } from '../../crypto/key-ring.ts'
import { cacheSite } from '../../store/edge-cache.ts'
import { findSite, type Site } from '../../store/sites.ts'
import type { KeylessEdge } from './edge.ts'
import { readCopies } from './edge-copies.ts'
import { openRing, recallRing } from './ring.ts'
import { SharedWork } from './shared-work.ts'

export type { Site }

const sites = new ShortMemory<string, Site>({ seconds: 5, most: 2000 })
// A scanner of host names does not reach D1 again for a minute. Apart, so that its thousand names push out no site.
const unknownHosts = new ShortMemory<string, null>({ seconds: 60, most: 2000 })

interface EdgeFacts {
  readonly site: Site | null
  readonly ring: KeyRing
}

/** Both facts without waiting, or null if one of them isn't in memory: the warm gate's way. */
export function recallFacts(keyless: KeylessEdge, host: string): EdgeFacts | null {
  const site = sites.recall(host, keyless.now) ?? unknownHosts.recall(host, keyless.now)
  const ring = recallRing(keyless)
  return site !== undefined && ring ? { site, ring } : null
}

const loading = new SharedWork<EdgeFacts>()

export const loadFacts = (keyless: KeylessEdge, host: string): Promise<EdgeFacts> =>
  loading.do(host, keyless, () => readFacts(keyless, host))

async function readFacts(keyless: KeylessEdge, host: string): Promise<EdgeFacts> {
  const ring = recallRing(keyless)
  const copies = await readCopies(keyless, { host, ring: ring === undefined })
  return {
    ring: ring ?? (await openRing(keyless, copies.ring?.value ?? null)),
    site: copies.site ? remember(copies.site.value, host, keyless.now) : await siteFromStore(keyless, host),
  }
}

/** By a host as somebody wrote it, who may be anybody; null where no workspace has it. */
export async function findSiteNamed(keyless: KeylessEdge, text: string): Promise<Site | null> {
  const host = parseHost(text, keyless.config.scheme)
  if (!host) return null
  return (recallFacts(keyless, host) ?? (await loadFacts(keyless, host))).site
}

/** As they are after a change: this isolate knows at once, the others within the bound of their copies. */
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

/** While D1 can't be asked, what was known goes on for no longer than the passes that were issued by it. */
async function siteFromStore(keyless: KeylessEdge, host: string): Promise<Site | null> {
  const { db, now, config } = keyless
  let site: Site | null
  try {
    site = await findSite(db, host)
  } catch (error) {
    const known = sites.recallWithin(host, now, config.passSeconds)
    if (!known) throw error
    sites.prolong(host, now)
    return known
  }
  if (site) keyless.defer(keepCopy(keyless, site))
  return remember(site, host, now)
}

function remember(site: Site | null, host: string, now: number): Site | null {
  forgetSite(host)
  return site ? sites.remember(host, site, now) : unknownHosts.remember(host, null, now)
}

/** A copy that can't be written costs the next isolate a read of D1. */
const keepCopy = ({ kv, now }: KeylessEdge, site: Site) => cacheSite(kv, site, now).catch(() => undefined)
