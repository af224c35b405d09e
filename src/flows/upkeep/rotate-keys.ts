// Rotates the keys of the ring, by the cron trigger.
//
// Every ring has the next key of a purpose for a day before it is used. An old key stays until nothing needs
// it. Keys sealed under a previous MASTER_KEY are resealed under the current one.

import { DAY_SECONDS } from '../../core/time.ts'
import { type KeyPurpose, makeSealedKey, resealKey, type SealedKey } from '../../crypto/key-ring.ts'
import type { MasterKey } from '../../crypto/master-key.ts'
import { audited } from '../../store/audit.ts'
import { batch, type Steps } from '../../store/batch.ts'
import { cacheRing } from '../../store/edge-cache.ts'
import {
  addRingKey,
  deleteOlderRingKeys,
  deleteRingKey,
  listRingKeys,
  replaceSealed,
} from '../../store/ring-keys.ts'
import { ofPlatform } from '../edge/audit-entries.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { makeMissingKeys } from '../edge/missing-keys.ts'

const PUBLISHED_AHEAD_SECONDS = DAY_SECONDS
// How long a new key waits before it is used. By then every isolate has read it. Otherwise some could not open
// what it sealed.
const KNOWN_EVERYWHERE_SECONDS = 600

export type RotatedPurpose = Exclude<KeyPurpose, 'digest-pepper'>
/**
 * How long each key is used. The pepper never rotates, because digests can't be computed again without the
 * original values.
 */
const KEY_SECONDS: Record<RotatedPurpose, number> = {
  'pass-signing': 30 * DAY_SECONDS,
  'totp-sealing': 365 * DAY_SECONDS,
}
export const ROTATED_PURPOSES = Object.keys(KEY_SECONDS) as RotatedPurpose[]

/** Rotates the ring. Safe to run twice, and at the same time. */
export async function rotateKeys(
  keyless: KeylessEdge,
  masterKeys: readonly [MasterKey, ...MasterKey[]],
): Promise<void> {
  const rows = await makeMissingKeys(keyless, await listRingKeys(keyless.db), masterKeys[0])
  const added = await nextKeys(keyless, rows, masterKeys[0])
  const retired = retiredKeys(keyless, rows)
  const resealed = await resealedKeys(keyless, rows, masterKeys)
  if (added.length + retired.length + resealed.length === 0) return
  await changeRing(keyless, { added: named(added), retired: named(retired), resealed: named(resealed) })
}

type Change = readonly [key: SealedKey, statement: D1PreparedStatement]

const named = (changes: readonly Change[]) =>
  Object.fromEntries(changes.map(([{ id }, statement]) => [`key ${id}`, statement]))

/** Returns the next key of each purpose whose current key expires within a day. */
async function nextKeys(
  { db, now }: KeylessEdge,
  rows: readonly SealedKey[],
  masterKey: MasterKey,
): Promise<Change[]> {
  const ending = ROTATED_PURPOSES.flatMap((purpose) => {
    const newest = ofPurpose(rows, purpose).at(-1)
    const isEnding = newest && newest.activeFrom + KEY_SECONDS[purpose] - PUBLISHED_AHEAD_SECONDS <= now
    return isEnding ? [newest] : []
  })
  return Promise.all(
    ending.map(async ({ purpose, activeFrom }): Promise<Change> => {
      const next = await makeSealedKey(purpose, masterKey, now, now + PUBLISHED_AHEAD_SECONDS)
      return [next, addRingKey(db, next, activeFrom + 1)]
    }),
  )
}

/**
 * Returns signing keys that no pass can need. A pass can be renewed as long as its session lives, so its key
 * must be kept as long.
 */
function retiredKeys({ db, now, config }: KeylessEdge, rows: readonly SealedKey[]): Change[] {
  const neededSeconds = config.sessionSeconds + config.passSeconds
  const signing = ofPurpose(rows, 'pass-signing')
  return signing
    .filter((_, i) => (signing[i + 1]?.activeFrom ?? now) + neededSeconds < now)
    .map((key) => [key, deleteRingKey(db, key.id)])
}

/** Reseals keys from a previous MASTER_KEY under the current one. */
async function resealedKeys(
  { db }: KeylessEdge,
  rows: readonly SealedKey[],
  masterKeys: readonly [MasterKey, ...MasterKey[]],
): Promise<Change[]> {
  const each = await Promise.all(
    rows.map(async (row) => ({ row, resealed: await resealKey(row, masterKeys) })),
  )
  return each.flatMap(({ row, resealed }) => (resealed ? [[row, replaceSealed(db, row, resealed)]] : []))
}

/**
 * Rotates a key early, for the operator.
 *
 * A compromised signing key is replaced at once, and all older signing keys are deleted. Nothing they signed
 * is accepted any more, so everybody goes through the portal once.
 */
export async function rotateOutOfTurn(
  keyless: KeylessEdge,
  masterKey: MasterKey,
  purpose: RotatedPurpose,
  { isCompromised, by }: { isCompromised: boolean; by: string },
): Promise<void> {
  const { db, now } = keyless
  const hurry = purpose === 'pass-signing' ? 0 : KNOWN_EVERYWHERE_SECONDS
  const activeFrom = now + (isCompromised ? hurry : PUBLISHED_AHEAD_SECONDS)
  const next = await makeSealedKey(purpose, masterKey, now, activeFrom)
  const entry = ofPlatform({ by }, 'key.rotated', { purpose, id: next.id, is_compromised: isCompromised })
  const retires = isCompromised && purpose === 'pass-signing'
  await changeRing(keyless, {
    added: addRingKey(db, next, now + PUBLISHED_AHEAD_SECONDS + 1),
    retired: retires ? deleteOlderRingKeys(db, next) : null,
    recorded: audited(keyless, entry),
  })
}

const ofPurpose = (rows: readonly SealedKey[], purpose: RotatedPurpose) =>
  rows
    .filter((row): row is SealedKey & { purpose: RotatedPurpose } => row.purpose === purpose)
    .sort((a, b) => a.activeFrom - b.activeFrom)

async function changeRing({ db, kv, now }: KeylessEdge, changes: Steps): Promise<void> {
  await batch(db, changes)
  // A failure is harmless. The old copy in KV expires within minutes, and D1 has the truth.
  await cacheRing(kv, await listRingKeys(db), now).catch(() => undefined)
}
