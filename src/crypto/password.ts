// Passwords: scrypt (RFC 7914) over the peppered, NFKC-normalised password. The parameters stand in the hash, so that
// they can rise without locking anybody out.
//
// N·r·p may not pass 2^20 in production; these come to 5·2^17. One hash holds its isolate for about 185 ms.

import { scrypt } from 'node:crypto'
import { decodeBase64url, encodeBase64url } from '../core/base64url.ts'
import { pepperPassword } from './digest.ts'
import type { KeyRing } from './key-ring.ts'
import { randomBytes } from './random.ts'

export const PASSWORD_MIN_LENGTH = 15
export const PASSWORD_MAX_LENGTH = 256

interface Parameters {
  readonly logN: number
  readonly r: number
  readonly p: number
}

export const PARAMETERS: Parameters = { logN: 14, r: 8, p: 5 }
const HASH_BYTES = 32
const SCRYPT_MAXMEM = 64 * 1024 * 1024

declare const hashed: unique symbol
/** `scrypt$ln=14,r=8,p=5$salt$hash`. */
export type PasswordHash = string & { readonly [hashed]: true }

export async function hashPassword(ring: KeyRing, password: string): Promise<PasswordHash> {
  const salt = randomBytes(16)
  const hash = await derive(await pepperPassword(ring, password), salt, PARAMETERS)
  const { logN, r, p } = PARAMETERS
  return `scrypt$ln=${logN},r=${r},p=${p}$${encodeBase64url(salt)}$${encodeBase64url(hash)}` as PasswordHash
}

/** The same work whether there is a hash or not: an address without an account answers no sooner. */
export async function verifyPassword(
  ring: KeyRing,
  password: string,
  stored: string | null,
): Promise<boolean> {
  const known = stored === null ? null : parseHash(stored)
  const peppered = await pepperPassword(ring, password.slice(0, PASSWORD_MAX_LENGTH + 1))
  const derived = await derive(peppered, known?.salt ?? new Uint8Array(16), known?.parameters ?? PARAMETERS)
  return known !== null && crypto.subtle.timingSafeEqual(derived, known.hash)
}

function parseHash(stored: string) {
  const match = /^scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored)
  const [, logN = '', r = '', p = '', salt = '', hash = ''] = match ?? []
  const saltBytes = decodeBase64url(salt)
  const hashBytes = decodeBase64url(hash)
  if (!match || !saltBytes || hashBytes?.length !== HASH_BYTES)
    throw new Error('a password hash is malformed')
  const parameters = { logN: Number(logN), r: Number(r), p: Number(p) }
  return { parameters, salt: saltBytes, hash: hashBytes }
}

function derive(secret: Uint8Array, salt: Uint8Array, { logN, r, p }: Parameters): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, HASH_BYTES, { N: 2 ** logN, r, p, maxmem: SCRYPT_MAXMEM }, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    )
  })
}
