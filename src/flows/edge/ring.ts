// Finds the key ring: in this isolate's memory, then in KV, then in D1.

import { ShortMemory } from '../../core/short-memory.ts'
import { type KeyRing, openKeyRing, type SealedKey } from '../../crypto/key-ring.ts'
import { importMasterKey, type MasterKey } from '../../crypto/master-key.ts'
import type { Copy } from '../../store/copies.ts'
import { cacheRing } from '../../store/edge-cache.ts'
import { listRingKeys } from '../../store/ring-keys.ts'
import type { KeylessEdge } from './edge.ts'
import { readCopies } from './edge-copies.ts'
import { makeMissingKeys } from './missing-keys.ts'
import { askOrKeep } from './outage.ts'

/** The key is the master key that opened the ring. Tests use several in one process. */
const rings = new ShortMemory<Uint8Array, KeyRing>({ seconds: 60, most: 1 })

interface OpenedRing {
  readonly ring: KeyRing
  readonly rows: readonly SealedKey[]
  readonly masterKey: Uint8Array
  /** When D1 was last asked for the rows, or null if they may have changed since. */
  readonly readAt: number | null
}

/**
 * The last ring that was opened, and the rows it was opened from. It never expires, because the rows show
 * whether it is current.
 */
let opened: OpenedRing | null = null

export const recallRing = ({ config, now }: KeylessEdge): KeyRing | undefined =>
  rings.recall(config.masterKeys[0], now)

/**
 * Makes the next request read the rows again. The ring stays the same object if they have not changed. No outage brings
 * it back, because a key may have been withdrawn.
 */
export function forgetRing(): void {
  if (!opened) return
  rings.forget(opened.masterKey)
  opened = { ...opened, readAt: null }
}

export async function loadRing(keyless: KeylessEdge): Promise<KeyRing> {
  const ring = recallRing(keyless)
  if (ring) return ring
  const copies = await readCopies(keyless, { host: null, ring: true })
  return openRing(keyless, copies.ring)
}

/**
 * Opens the ring from a KV copy. Reads D1 if the copy does not open, such as a copy sealed under another
 * master key.
 */
export async function openRing(
  keyless: KeylessEdge,
  copy: Copy<readonly SealedKey[]> | null,
): Promise<KeyRing> {
  const ring = copy && (await openRows(keyless, copy).catch(() => null))
  return ring ?? openFromStore(keyless)
}

/** Returns the last ring while people may go on without D1: after their pass, which lives for `passSeconds`. */
function ringForOutage({ config, now }: KeylessEdge): KeyRing | null {
  if (config.outageSeconds === 0 || opened?.masterKey !== config.masterKeys[0]) return null
  const { ring, readAt } = opened
  if (readAt === null) return null
  return readAt <= now && now < readAt + config.passSeconds + config.outageSeconds ? ring : null
}

/** Reads D1. While D1 can't be reached, the last ring is used for as long as people may go on without it. */
function openFromStore(keyless: KeylessEdge): Promise<KeyRing> {
  return askOrKeep(keyless, readAndOpen(keyless), ringForOutage(keyless), (ring) => {
    rings.remember(keyless.config.masterKeys[0], ring, keyless.now)
  })
}

async function readAndOpen(keyless: KeylessEdge): Promise<KeyRing> {
  const stored = await listRingKeys(keyless.db)
  const [masterKey] = await importMasterKeys(keyless)
  const rows = await makeMissingKeys(keyless, stored, masterKey)
  const ring = await openRows(keyless, { value: rows, readAt: keyless.now })
  keyless.defer(cacheRing(keyless.kv, rows, keyless.now).catch(() => undefined))
  return ring
}

/**
 * Opens the ring, or returns the ring that was opened from the same rows, because verified passes are cached
 * per ring object.
 *
 * A key that was added, withdrawn or resealed makes a new object. Otherwise a pass signed by a withdrawn key
 * would still be admitted from the cache.
 */
async function openRows(
  keyless: KeylessEdge,
  { value: rows, readAt }: Copy<readonly SealedKey[]>,
): Promise<KeyRing> {
  const [masterKey] = keyless.config.masterKeys
  const known = opened?.masterKey === masterKey && hasSameRows(opened.rows, rows) ? opened.ring : null
  const ring = known ?? (await openKeyRing(rows, await importMasterKeys(keyless)))
  opened = { ring, rows, masterKey, readAt }
  return rings.remember(masterKey, ring, keyless.now)
}

/** Returns true if both lists have the same keys. D1 returns rows in no particular order. */
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
