// Derives the key that seals the ring from MASTER_KEY, with HKDF-SHA-256 (RFC 5869). MASTER_KEY has no other
// use.

import { encodeBase64url } from '../core/base64url.ts'

export interface MasterKey {
  /**
   * Identifies the master key. It is 64 bits derived under a separate label, so it reveals nothing about the
   * key.
   */
  readonly id: string
  readonly key: CryptoKey
}

/** Imports a master key from 32 uniformly random bytes. The imported keys are not extractable. */
export async function importMasterKey(bytes: Uint8Array<ArrayBuffer>): Promise<MasterKey> {
  const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey', 'deriveBits'])
  const named = (label: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: new TextEncoder().encode(label),
  })
  const id = new Uint8Array(await crypto.subtle.deriveBits(named('sallyport master key id'), base, 64))
  const key = await crypto.subtle.deriveKey(
    named('sallyport master key: seal the ring'),
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
  return { id: encodeBase64url(id), key }
}
