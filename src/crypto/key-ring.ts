// The key ring holds every key that Sallyport uses. Each key is a row, sealed under MASTER_KEY with
// AES-256-GCM.
//
// A sealed key begins with the id of its master key. The row's id and purpose are additional data. Otherwise
// an attacker who can write the database could swap two rows.

import { decodeBase64url, encodeBase64url } from '../core/base64url.ts'
import type { MasterKey } from './master-key.ts'
import { randomBytes, randomId } from './random.ts'

export type KeyPurpose = 'pass-signing' | 'totp-sealing' | 'digest-pepper'
export const KEY_PURPOSES: readonly KeyPurpose[] = ['pass-signing', 'totp-sealing', 'digest-pepper']

/**
 * A row of the ring. `sealed` is `masterKeyId.base64url(iv | ciphertext | tag)`. Times are in Unix seconds.
 */
export interface SealedKey {
  readonly id: string
  readonly purpose: KeyPurpose
  readonly sealed: string
  readonly createdAt: number
  readonly activeFrom: number
}

export interface SigningKey {
  readonly kid: string
  readonly activeFrom: number
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  readonly publicJwk: JsonWebKey
}

export interface SealingKey {
  readonly id: string
  readonly activeFrom: number
  readonly key: CryptoKey
}

export interface KeyRing {
  readonly pepper: CryptoKey
  /** The keys that seal secrets, oldest first. The last one may be the next key. Each opens what it sealed. */
  readonly sealing: readonly SealingKey[]
  /** The keys that sign passes, oldest first. The last one may be the next key, which is not used yet. */
  readonly signing: readonly SigningKey[]
}

/** Thrown if a row is sealed under a master key that the deployment does not have. */
export class UnknownMasterKey extends Error {
  override name = 'UnknownMasterKey'
}

/** Thrown if a stored value needs a key that is no longer in the ring. */
export class MissingKey extends Error {
  override name = 'MissingKey'
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** Creates a new key and seals it under the master key. `now` and `activeFrom` are in Unix seconds. */
export async function makeSealedKey(
  purpose: KeyPurpose,
  masterKey: MasterKey,
  now: number,
  activeFrom: number,
): Promise<SealedKey> {
  const row = { id: randomId(), purpose, createdAt: now, activeFrom }
  return { ...row, sealed: await sealKey(row, await makeKeyMaterial(purpose), masterKey) }
}

/**
 * Seals a row's key again under the first master key. Returns null if the row is already sealed under it.
 * Throws `UnknownMasterKey` if none of the master keys opens the row.
 */
export async function resealKey(
  row: SealedKey,
  masterKeys: readonly [MasterKey, ...MasterKey[]],
): Promise<SealedKey | null> {
  const [current] = masterKeys
  if (row.sealed.startsWith(`${current.id}.`)) return null
  return { ...row, sealed: await sealKey(row, await openKey(row, masterKeys), current) }
}

/**
 * Opens all rows of the ring and imports their keys as non-extractable. Throws `UnknownMasterKey` if a row
 * needs another master key. Also throws if a row was changed or if the pepper is missing.
 */
export async function openKeyRing(
  rows: readonly SealedKey[],
  masterKeys: readonly [MasterKey, ...MasterKey[]],
): Promise<KeyRing> {
  const byAge = [...rows].sort((a, b) => a.activeFrom - b.activeFrom)
  const opened = await Promise.all(
    byAge.map(async (row) => ({ row, material: await openKey(row, masterKeys) })),
  )
  const of = (purpose: KeyPurpose) => opened.filter(({ row }) => row.purpose === purpose)
  const [pepper] = of('digest-pepper')
  if (!pepper) throw new Error('the key ring has no pepper: no row has the purpose digest-pepper')
  return {
    pepper: await crypto.subtle.importKey('raw', pepper.material, { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ]),
    sealing: await Promise.all(
      of('totp-sealing').map(async ({ row, material }) => ({
        id: row.id,
        activeFrom: row.activeFrom,
        key: await crypto.subtle.importKey('raw', material, 'HKDF', false, ['deriveKey']),
      })),
    ),
    signing: await Promise.all(
      of('pass-signing').map(({ row, material }) => importSigningKey(row, material)),
    ),
  }
}

/**
 * Imports an ES256 key. `publicJwk` lists its members by name. Otherwise the private member `d` could be
 * published.
 */
async function importSigningKey(row: SealedKey, material: Uint8Array): Promise<SigningKey> {
  const { kty, crv, x, y, d } = JSON.parse(new TextDecoder().decode(material)) as JsonWebKey
  if (!kty || !crv || !x || !y || !d)
    throw new Error(`signing key ${row.id} is incomplete: it must have kty, crv, x, y and d`)
  return {
    kid: row.id,
    activeFrom: row.activeFrom,
    privateKey: await crypto.subtle.importKey('jwk', { kty, crv, x, y, d }, ES256, false, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', { kty, crv, x, y }, ES256, false, ['verify']),
    publicJwk: { kty, crv, x, y },
  }
}

async function makeKeyMaterial(purpose: KeyPurpose): Promise<Uint8Array> {
  if (purpose !== 'pass-signing') return randomBytes(32)
  const pair = (await crypto.subtle.generateKey(ES256, true, ['sign', 'verify'])) as CryptoKeyPair
  return new TextEncoder().encode(JSON.stringify(await crypto.subtle.exportKey('jwk', pair.privateKey)))
}

type RowName = Pick<SealedKey, 'id' | 'purpose'>

/** Returns the additional data that binds a sealed key to its row. */
const boundTo = (row: RowName) => new TextEncoder().encode(`ring-key:${row.purpose}:${row.id}`)

async function sealKey(row: RowName, material: Uint8Array, masterKey: MasterKey): Promise<string> {
  const iv = randomBytes(12)
  const algorithm = { name: 'AES-GCM', iv, additionalData: boundTo(row) }
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(algorithm, masterKey.key, material))
  const whole = new Uint8Array(iv.length + ciphertext.length)
  whole.set(iv)
  whole.set(ciphertext, iv.length)
  return `${masterKey.id}.${encodeBase64url(whole)}`
}

async function openKey(row: SealedKey, masterKeys: readonly MasterKey[]): Promise<Uint8Array> {
  const [id, body = ''] = row.sealed.split('.')
  const masterKey = masterKeys.find((candidate) => candidate.id === id)
  // Name the missing master key, so that the operator can restore it.
  if (!masterKey)
    throw new UnknownMasterKey(`ring key ${row.id} needs master key ${id}, which this deployment lacks`)
  const whole = decodeBase64url(body)
  if (!whole || whole.length < 28)
    throw new Error(`ring key ${row.id} is malformed: expected an IV, ciphertext and tag`)
  const algorithm = { name: 'AES-GCM', iv: whole.subarray(0, 12), additionalData: boundTo(row) }
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, masterKey.key, whole.subarray(12)))
}
