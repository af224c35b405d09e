// Makes peppered digests (HMAC-SHA-256, RFC 2104) of values that Sallyport only compares: cookies, codes and
// tokens.
//
// The label separates the kinds. Otherwise a digest of one kind could be used in place of another. The pepper
// is a secret key. Otherwise an attacker who stole the database could test guesses against the digests.

import { encodeBase64url } from '../core/base64url.ts'
import { normalisePassword } from '../core/typed-password.ts'
import type { KeyRing } from './key-ring.ts'

declare const digested: unique symbol
/** A digest: 43 characters of base64url. Only this file creates one. */
export type Digest = string & { readonly [digested]: true }

export type DigestLabel =
  | 'session'
  | 'login'
  | 'hand-off'
  | 'flow'
  | 'token'
  | 'service-token'
  | 'recovery-code'
  | 'csrf'
  | 'password-budget'
  | 'address-budget'
  | 'callback-budget'
  | 'known-browser'
  | 'browser'
  | 'spent-arrival'
  | 'passkey-challenge'
  | 'passkey-user'
  | 'link-forgotten-password'
  | 'link-not-me'
  | 'link-invitation'
  | 'invited-address'
  | 'link-address'
  | 'mailed-address'
  | 'link-recovery'
  | 'link-stop-recovery'
  | 'recovery-app'

/**
 * Returns the peppered digest of the values, bound to the label. `pepper` prefixes each value with its
 * length, so that different lists of values never have the same digest.
 */
export async function digest(ring: KeyRing, label: DigestLabel, ...values: string[]): Promise<Digest> {
  return encodeBase64url(await pepper(ring, [label, ...values])) as Digest
}

/**
 * Returns the peppered bytes of a password, after NFKC normalisation. The password hash starts from these
 * bytes. Otherwise an attacker who stole the database could guess passwords without the ring.
 */
export function pepperPassword(ring: KeyRing, password: string): Promise<Uint8Array> {
  return pepper(ring, ['password', normalisePassword(password)])
}

/**
 * Compares two secrets in constant time. Otherwise response times would tell an attacker how much of a guess
 * is right. It compares their SHA-256 hashes, because the secrets may differ in length.
 */
export async function isSameSecret(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([sha256(a), sha256(b)])
  return crypto.subtle.timingSafeEqual(left, right)
}

/**
 * Returns the SHA-256 hash in base64url, without a key. Use it only for a secret of full entropy, such as the
 * `cnf` claim, or to name public content. A short secret could be guessed from this hash.
 */
export const sha256Base64url = async (value: string | Uint8Array): Promise<string> =>
  encodeBase64url(new Uint8Array(await sha256(value)))

const sha256 = (value: string | Uint8Array) =>
  crypto.subtle.digest('SHA-256', typeof value === 'string' ? new TextEncoder().encode(value) : value)

async function pepper(ring: KeyRing, parts: string[]): Promise<Uint8Array> {
  const message = parts.map((part) => `${part.length}:${part}`).join(' ')
  return new Uint8Array(await crypto.subtle.sign('HMAC', ring.pepper, new TextEncoder().encode(message)))
}
