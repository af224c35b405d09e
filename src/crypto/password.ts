// Hashes and verifies passwords with scrypt (RFC 7914), over the peppered and normalised password.
//
// Each hash contains its parameters, so raising them locks nobody out. A weaker hash is replaced at the
// owner's next sign-in.
//
// Cloudflare refuses scrypt in production if N·r·p is above 2^20. These parameters use 5·2^17. One hash
// occupies its isolate for about 185 ms.

import { scrypt } from 'node:crypto'
import { decodeBase64url, encodeBase64url } from '../core/base64url.ts'
import { pepperPassword } from './digest.ts'
import type { KeyRing } from './key-ring.ts'
import { randomBytes } from './random.ts'

/** The cost parameters of scrypt. N is 2^logN (RFC 7914, section 2). */
interface Parameters {
  readonly logN: number
  readonly r: number
  readonly p: number
}

/** The parameters of new hashes. OWASP lists N=2^14, r=8, p=5 among its recommended settings. */
export const PARAMETERS: Parameters = { logN: 14, r: 8, p: 5 }
const HASH_BYTES = 32
/** The most memory that one hash may use, in bytes. These parameters need 16 MiB. */
export const SCRYPT_MAXMEM = 64 * 1024 * 1024

declare const hashed: unique symbol
/** A stored hash with its parameters: `scrypt$ln=14,r=8,p=5$salt$hash`. */
export type PasswordHash = string & { readonly [hashed]: true }

/** Hashes a new password with a random 128-bit salt. */
export async function hashPassword(ring: KeyRing, password: string): Promise<PasswordHash> {
  const salt = randomBytes(16)
  const hash = await derive(await pepperPassword(ring, password), salt, PARAMETERS)
  const { logN, r, p } = PARAMETERS
  return `scrypt$ln=${logN},r=${r},p=${p}$${encodeBase64url(salt)}$${encodeBase64url(hash)}` as PasswordHash
}

/**
 * Verifies a password. `stored` is null if the address has no account; the answer is then false.
 *
 * Does the same work with and without a stored hash. Otherwise a faster response would tell an attacker that
 * an address has no account.
 *
 * A wrong password against a weaker hash costs extra work, rounded to whole blocks (N·r, a fifth of the
 * work). The rounding leaves a difference of at most 18 ms. A smaller N also uses less memory. An attacker
 * may use these two to tell an account with an old hash from no account.
 *
 * Throws if the stored hash is malformed.
 */
export async function verifyPassword(
  ring: KeyRing,
  password: string,
  stored: string | null,
): Promise<boolean> {
  const known = stored === null ? null : parseHash(stored)
  const peppered = await pepperPassword(ring, password)
  const derived = await derive(peppered, known?.salt ?? NO_SALT, known?.parameters ?? PARAMETERS)
  if (known === null) return false
  if (crypto.subtle.timingSafeEqual(derived, known.hash)) return true
  const { logN, r } = PARAMETERS
  const blocks = Math.round((workOf(PARAMETERS) - workOf(known.parameters)) / (2 ** logN * r))
  if (blocks > 0) await derive(peppered, NO_SALT, { logN, r, p: blocks })
  return false
}

/**
 * Returns whether a stored hash took less work than a new hash does. The caller then hashes the password
 * again.
 */
export function isWeakerHash(stored: string): boolean {
  return workOf(parseHash(stored).parameters) < workOf(PARAMETERS)
}

const NO_SALT = new Uint8Array(16)
const workOf = ({ logN, r, p }: Parameters): number => 2 ** logN * r * p

/** Parses a stored hash. Throws if it is malformed. */
function parseHash(stored: string) {
  const match = /^scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored)
  const [, logN = '', r = '', p = '', salt = '', hash = ''] = match ?? []
  const saltBytes = decodeBase64url(salt)
  const hashBytes = decodeBase64url(hash)
  if (!match || !saltBytes || hashBytes?.length !== HASH_BYTES)
    throw new Error('a stored password hash is malformed')
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
