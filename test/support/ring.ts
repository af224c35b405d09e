// Key rings as the edge makes them, under master keys of one's choosing.

import {
  KEY_PURPOSES,
  type KeyRing,
  makeSealedKey,
  openKeyRing,
  type SealedKey,
} from '../../src/crypto/key-ring.ts'
import { importMasterKey, type MasterKey } from '../../src/crypto/master-key.ts'

/** The same words, the same key. */
export async function masterKeyOf(words: string): Promise<MasterKey> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(words))
  return importMasterKey(new Uint8Array(bytes))
}

/** One key of each purpose, fresh ones each time. */
export function makeRingRows(masterKey: MasterKey, now: number): Promise<SealedKey[]> {
  return Promise.all(KEY_PURPOSES.map((purpose) => makeSealedKey(purpose, masterKey, now, now)))
}

export async function makeRing(now = 0): Promise<KeyRing> {
  const masterKey = await masterKeyOf('a master key')
  return openKeyRing(await makeRingRows(masterKey, now), [masterKey])
}
