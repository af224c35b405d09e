// The key ring, from this isolate's memory; else from a copy in KV; else from D1.

import { ShortMemory } from '../../core/short-memory.ts'
import { type KeyRing, openKeyRing, type SealedKey } from '../../crypto/key-ring.ts'
import { importMasterKey, type MasterKey } from '../../crypto/master-key.ts'
import { cacheRing } from '../../store/edge-cache.ts'
import { listRingKeys } from '../../store/ring-keys.ts'
import type { KeylessEdge } from './edge.ts'
import { readCopies } from './edge-copies.ts'
import { makeMissingKeys } from './missing-keys.ts'

/** By the master key that opened it. A process of the tests has several. */
const rings = new ShortMemory<Uint8Array, KeyRing>({ seconds: 60, most: 1 })

interface OpenedRing {
  readonly ring: KeyRing
  readonly rows: readonly SealedKey[]
  readonly masterKey: Uint8Array
}

/** The last ring that was opened, with what it was opened from. It has no age: rows say whether it is still the one. */
let opened: OpenedRing | null = null

export const recallRing = ({ config, now }: KeylessEdge): KeyRing | undefined =>
  rings.recall(config.masterKeys[0], now)

/** Has the rows read again at the next request. The ring stays the same object if they have not changed. */
export function forgetRing(): void {
  if (opened) rings.forget(opened.masterKey)
}

export async function loadRing(keyless: KeylessEdge): Promise<KeyRing> {
  const ring = recallRing(keyless)
  if (ring) return ring
  const copies = await readCopies(keyless, { host: null, ring: true })
  return openRing(keyless, copies.ring?.value ?? null)
}

/** From a copy where that opens. One that does not, such as one sealed under another master key, is as good as none. */
export async function openRing(keyless: KeylessEdge, copy: readonly SealedKey[] | null): Promise<KeyRing> {
  const ring = copy && (await openRows(keyless, copy).catch(() => null))
  return ring ?? openFromStore(keyless)
}

async function openFromStore(keyless: KeylessEdge): Promise<KeyRing> {
  const [masterKey] = await importMasterKeys(keyless)
  const rows = await makeMissingKeys(keyless, await listRingKeys(keyless.db), masterKey)
  const ring = await openRows(keyless, rows)
  keyless.defer(cacheRing(keyless.kv, rows, keyless.now).catch(() => undefined))
  return ring
}

/**
 * Opens the ring, or keeps the one that was opened from the same rows: verified passes are remembered under the object.
 * A key that was added, withdrawn or sealed again makes a new object. Otherwise a pass signed by a withdrawn key would
 * go on being admitted from memory.
 */
async function openRows(keyless: KeylessEdge, rows: readonly SealedKey[]): Promise<KeyRing> {
  const [masterKey] = keyless.config.masterKeys
  const known = opened?.masterKey === masterKey && hasSameRows(opened.rows, rows) ? opened.ring : null
  const ring = known ?? (await openKeyRing(rows, await importMasterKeys(keyless)))
  opened = { ring, rows, masterKey }
  return rings.remember(masterKey, ring, keyless.now)
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
