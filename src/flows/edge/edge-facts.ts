// The two things a gate must know before it can decide: the site of a host, and the key ring. From this isolate's memory;
// else both in one KV read; else from D1. Memory holds plain values for seconds, within fixed bounds.

import { keepAtMost } from '../../core/bounded.ts'
import { parseHost } from '../../core/workspace.ts'
import { type KeyRing, openKeyRing, type SealedKey } from '../../crypto/key-ring.ts'
import { importMasterKey, type MasterKey } from '../../crypto/master-key.ts'
import { cacheRing, cacheSite, type EdgeCopies, readEdgeCopies } from '../../store/edge-cache.ts'
import { listRingKeys } from '../../store/ring-keys.ts'
import { findSite, listSitesOfWorkspace, type Site } from '../../store/sites.ts'
import { makeMissingKeys } from '../upkeep/rotate-keys.ts'
import type { KeylessEdge } from './edge.ts'
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
let remembered: OpenedRing | null = null

interface OpenedRing extends Remembered<KeyRing> {
  readonly rows: readonly SealedKey[]
  readonly masterKey: Uint8Array
}

export interface EdgeFacts {
  readonly site: Site | null
  readonly ring: KeyRing
}

/** Both facts without waiting, or null if one of them isn't in memory: the warm gate's way. */
export function recallFacts({ config, now }: KeylessEdge, host: string): EdgeFacts | null {
  const site = sites.get(host) ?? unknownHosts.get(host)
  const ring = recallRing(config.masterKeys[0], now)
  return site && ring && isCurrent(site, now) ? { site: site.value, ring } : null
}

const loading = new SharedWork<EdgeFacts>()

export const loadFacts = (keyless: KeylessEdge, host: string): Promise<EdgeFacts> =>
  loading.do(host, keyless, () => readFacts(keyless, host))

async function readFacts(keyless: KeylessEdge, host: string): Promise<EdgeFacts> {
  const ring = recallRing(keyless.config.masterKeys[0], keyless.now)
  const copies = await readCopies(keyless, { host, ring: ring === null })
  return {
    ring: ring ?? (await ringFrom(keyless, copies.ring?.value ?? null)),
    site: copies.site ? remember(copies.site.value, host, keyless.now) : await siteFromStore(keyless, host),
  }
}

/** By a host as somebody wrote it, who may be anybody; null where no workspace has it. */
export async function findSiteNamed(keyless: KeylessEdge, text: string): Promise<Site | null> {
  const host = parseHost(text, keyless.config.scheme)
  if (!host) return null
  return (recallFacts(keyless, host) ?? (await loadFacts(keyless, host))).site
}

export async function loadRing(keyless: KeylessEdge): Promise<KeyRing> {
  const ring = recallRing(keyless.config.masterKeys[0], keyless.now)
  if (ring) return ring
  const copies = await readCopies(keyless, { host: null, ring: true })
  return ringFrom(keyless, copies.ring?.value ?? null)
}

/** After a change: this isolate knows at once, the others within the bound of their copies. */
export async function republishSites(keyless: KeylessEdge, workspaceId: string): Promise<void> {
  for (const site of await listSitesOfWorkspace(keyless.db, workspaceId)) {
    forgetSite(site.host)
    await ignoringFailure(cacheSite(keyless.kv, site, keyless.now))
  }
}

export function forgetSite(host: string): void {
  sites.delete(host)
  unknownHosts.delete(host)
}

/** Has the rows read again at the next request. The ring stays the same object if they have not changed. */
export function forgetRing(): void {
  if (remembered) remembered = { ...remembered, until: 0 }
}

/** KV being out of order costs a D1 read, no more: it holds copies only. */
async function readCopies(
  { kv, now }: KeylessEdge,
  wanted: { host: string | null; ring: boolean },
): Promise<EdgeCopies> {
  try {
    return await readEdgeCopies(kv, wanted, now)
  } catch {
    return { site: null, ring: null }
  }
}

/** While D1 can't be asked, what was known goes on for no longer than the passes that were issued by it. */
async function siteFromStore(keyless: KeylessEdge, host: string): Promise<Site | null> {
  const { db, now, config } = keyless
  const known = sites.get(host)
  let site: Site | null
  try {
    site = await findSite(db, host)
  } catch (error) {
    if (!known || now < known.from || now - known.from >= config.passSeconds) throw error
    sites.set(host, { ...known, until: now + SITE_SECONDS })
    return known.value
  }
  if (site) keyless.defer(ignoringFailure(cacheSite(keyless.kv, site, keyless.now)))
  return remember(site, host, keyless.now)
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

async function ringFrom(keyless: KeylessEdge, copy: readonly SealedKey[] | null): Promise<KeyRing> {
  const ring = (copy && (await openCopy(keyless, copy))) ?? (await openFromStore(keyless))
  return ring.value
}

async function openFromStore(keyless: KeylessEdge): Promise<OpenedRing> {
  const [masterKey] = await importMasterKeys(keyless)
  const rows = await makeMissingKeys(keyless, await listRingKeys(keyless.db), masterKey)
  const opened = await openRows(keyless, rows)
  keyless.defer(ignoringFailure(cacheRing(keyless.kv, rows, keyless.now)))
  return opened
}

/** A copy that does not open, such as one sealed under another master key, is as good as none. */
async function openCopy(keyless: KeylessEdge, copy: readonly SealedKey[]): Promise<OpenedRing | null> {
  try {
    return await openRows(keyless, copy)
  } catch {
    return null
  }
}

/**
 * Opens the ring, or keeps the one that was opened from the same rows: verified passes are remembered under the object.
 * A key that was added, withdrawn or sealed again makes a new object. Otherwise a pass signed by a withdrawn key would
 * go on being admitted from memory.
 */
async function openRows(keyless: KeylessEdge, rows: readonly SealedKey[]): Promise<OpenedRing> {
  const { config, now } = keyless
  const [masterKey] = config.masterKeys
  const known = remembered?.masterKey === masterKey && hasSameRows(remembered.rows, rows) ? remembered : null
  const value = known?.value ?? (await openKeyRing(rows, await importMasterKeys(keyless)))
  remembered = { value, rows, masterKey, from: now, until: now + RING_SECONDS }
  return remembered
}

/** Whether both hold the same keys. D1 gives rows in no particular order. */
function hasSameRows(some: readonly SealedKey[], others: readonly SealedKey[]): boolean {
  const byId = new Map(others.map((row) => [row.id, row]))
  return some.length === others.length && some.every((row) => isSameRow(row, byId.get(row.id)))
}

const isSameRow = (row: SealedKey, other: SealedKey | undefined): boolean =>
  row.sealed === other?.sealed && row.purpose === other.purpose && row.activeFrom === other.activeFrom

export async function importMasterKeys({ config }: KeylessEdge): Promise<[MasterKey, ...MasterKey[]]> {
  const [present, ...previous] = config.masterKeys
  return [await importMasterKey(present), ...(await Promise.all(previous.map(importMasterKey)))]
}

const ignoringFailure = (write: Promise<void>) => write.catch(() => undefined)
