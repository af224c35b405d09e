// The two things a gate must know before it can decide: the site of a host, and the key ring. From this isolate's memory;
// else both in one KV read; else from D1. Memory holds plain values for seconds, within fixed bounds.

import { keepAtMost } from '../core/bounded.ts'
import { parseHost } from '../core/workspace.ts'
import { type KeyRing, openKeyRing, type SealedKey } from '../crypto/key-ring.ts'
import { importMasterKey, type MasterKey } from '../crypto/master-key.ts'
import { cacheRing, cacheSite, type EdgeCopies, readEdgeCopies } from '../store/edge-cache.ts'
import { listRingKeys } from '../store/ring-keys.ts'
import { findSite, listSitesOfWorkspace, type Site } from '../store/sites.ts'
import type { Bindings } from './edge.ts'
import { makeMissingKeys } from './rotate-keys.ts'
import { SharedWork } from './shared-work.ts'

const SITE_SECONDS = 5
const UNKNOWN_HOST_SECONDS = 60 // so long a scanner of host names doesn't reach D1 again
const MOST_SITES = 2000
const RING_SECONDS = 60

interface Remembered<T> {
  readonly value: T
  readonly from: number
  readonly until: number
}

const sites = new Map<string, Remembered<Site>>()
// Apart, so that a scanner's thousand names push out none that there is.
const unknownHosts = new Map<string, Remembered<null>>()
let remembered: (Remembered<KeyRing> & { readonly masterKey: Uint8Array }) | null = null

export interface EdgeFacts {
  readonly site: Site | null
  readonly ring: KeyRing
}

/** Both facts without waiting, or null if one of them isn't in memory: the warm gate's way. */
export function recallFacts({ config, now }: Bindings, host: string): EdgeFacts | null {
  const site = sites.get(host) ?? unknownHosts.get(host)
  const ring = recallRing(config.masterKeys[0], now)
  return site && ring && isCurrent(site, now) ? { site: site.value, ring } : null
}

const loading = new SharedWork<EdgeFacts>()

export const loadFacts = (bindings: Bindings, host: string): Promise<EdgeFacts> =>
  loading.do(host, bindings, () => readFacts(bindings, host))

async function readFacts(bindings: Bindings, host: string): Promise<EdgeFacts> {
  const ring = recallRing(bindings.config.masterKeys[0], bindings.now)
  const copies = await readCopies(bindings, { host, ring: ring === null })
  return {
    ring: ring ?? (await ringFrom(bindings, copies.ring?.value ?? null)),
    site: copies.site ? remember(copies.site.value, host, bindings.now) : await siteFromStore(bindings, host),
  }
}

/** By a host as somebody wrote it, who may be anybody; null where no workspace has it. */
export async function findSiteNamed(bindings: Bindings, text: string): Promise<Site | null> {
  const host = parseHost(text, bindings.config.scheme)
  if (!host) return null
  return (recallFacts(bindings, host) ?? (await loadFacts(bindings, host))).site
}

export async function loadRing(bindings: Bindings): Promise<KeyRing> {
  const ring = recallRing(bindings.config.masterKeys[0], bindings.now)
  if (ring) return ring
  const copies = await readCopies(bindings, { host: null, ring: true })
  return ringFrom(bindings, copies.ring?.value ?? null)
}

/** After a change: this isolate knows at once, the others within the bound of their copies. */
export async function republishSites(bindings: Bindings, workspaceId: string): Promise<void> {
  for (const site of await listSitesOfWorkspace(bindings.db, workspaceId)) {
    forgetSite(site.host)
    await ignoringFailure(cacheSite(bindings.kv, site, bindings.now))
  }
}

export function forgetSite(host: string): void {
  sites.delete(host)
  unknownHosts.delete(host)
}

export function forgetRing(): void {
  remembered = null
}

/** KV being out of order costs a D1 read, no more: it holds copies only. */
async function readCopies(
  { kv, now }: Bindings,
  wanted: { host: string | null; ring: boolean },
): Promise<EdgeCopies> {
  try {
    return await readEdgeCopies(kv, wanted, now)
  } catch {
    return { site: null, ring: null }
  }
}

/** While D1 can't be asked, what was known goes on for no longer than the passes that were issued by it. */
async function siteFromStore(bindings: Bindings, host: string): Promise<Site | null> {
  const { db, now, config } = bindings
  const known = sites.get(host)
  let site: Site | null
  try {
    site = await findSite(db, host)
  } catch (error) {
    if (!known || now < known.from || now - known.from >= config.passSeconds) throw error
    sites.set(host, { ...known, until: now + SITE_SECONDS })
    return known.value
  }
  if (site) bindings.defer(ignoringFailure(cacheSite(bindings.kv, site, bindings.now)))
  return remember(site, host, bindings.now)
}

function remember(site: Site | null, host: string, now: number): Site | null {
  forgetSite(host)
  if (site) keepAtMost(MOST_SITES, sites, host, { value: site, from: now, until: now + SITE_SECONDS })
  else
    keepAtMost(MOST_SITES, unknownHosts, host, { value: null, from: now, until: now + UNKNOWN_HOST_SECONDS })
  return site
}

function recallRing(masterKey: Uint8Array, now: number): KeyRing | null {
  return remembered && remembered.masterKey === masterKey && isCurrent(remembered, now)
    ? remembered.value
    : null
}

// A clock that went back counts as over, too.
const isCurrent = (entry: Remembered<unknown>, now: number) => entry.from <= now && now < entry.until

async function ringFrom(bindings: Bindings, copy: readonly SealedKey[] | null): Promise<KeyRing> {
  const masterKeys = await importMasterKeys(bindings)
  const opened = copy ? await openCopy(copy, masterKeys) : null
  const ring = opened ?? (await ringFromStore(bindings, masterKeys))
  const [masterKey] = bindings.config.masterKeys
  remembered = { value: ring, masterKey, from: bindings.now, until: bindings.now + RING_SECONDS }
  return ring
}

async function ringFromStore(
  bindings: Bindings,
  masterKeys: readonly [MasterKey, ...MasterKey[]],
): Promise<KeyRing> {
  const rows = await makeMissingKeys(bindings, await listRingKeys(bindings.db), masterKeys[0])
  const ring = await openKeyRing(rows, masterKeys)
  bindings.defer(ignoringFailure(cacheRing(bindings.kv, rows, bindings.now)))
  return ring
}

/** A copy sealed under a master key that is no longer ours, or spoilt, is as good as none. */
async function openCopy(
  copy: readonly SealedKey[],
  masterKeys: readonly [MasterKey, ...MasterKey[]],
): Promise<KeyRing | null> {
  try {
    return await openKeyRing(copy, masterKeys)
  } catch {
    return null
  }
}

export async function importMasterKeys({ config }: Bindings): Promise<[MasterKey, ...MasterKey[]]> {
  const [present, ...previous] = config.masterKeys
  return [await importMasterKey(present), ...(await Promise.all(previous.map(importMasterKey)))]
}

const ignoringFailure = (write: Promise<void>) => write.catch(() => undefined)
