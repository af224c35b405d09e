// Key rings as the edge makes them, under any master key.

import {
  KEY_PURPOSES,
  type KeyRing,
  makeSealedKey,
  openKeyRing,
  type SealedKey,
} from '../../src/crypto/key-ring.ts'
import { importMasterKey, type MasterKey } from '../../src/crypto/master-key.ts'

/** Returns the same key for the same words. */
export async function masterKeyOf(words: string): Promise<MasterKey> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(words))
  return importMasterKey(new Uint8Array(bytes))
}

/** Makes one new key for each purpose. */
export function makeRingRows(masterKey: MasterKey, now: number): Promise<SealedKey[]> {
  return Promise.all(KEY_PURPOSES.map((purpose) => makeSealedKey(purpose, masterKey, now, now)))
}

export async function makeRing(now = 0): Promise<KeyRing> {
  const masterKey = await masterKeyOf('a master key')
  return openKeyRing(await makeRingRows(masterKey, now), [masterKey])
}
