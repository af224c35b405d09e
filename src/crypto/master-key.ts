// MASTER_KEY as the key that seals the ring, and nothing else.

import { encodeBase64url } from '../core/base64url.ts'

export interface MasterKey {
  /** Names the key without telling anything about it: the start of a hash under its own label. */
  readonly id: string
  readonly key: CryptoKey
}

/** `bytes`: 32, uniformly random. */
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
