// Peppered digests (HMAC-SHA-256) of what is only ever compared: cookies, codes, tokens. The label keeps a digest of
// one kind from standing for another; the pepper keeps a stolen database from being tried against guesses.

import { encodeBase64url } from '../core/base64url.ts'
import { normalisePassword } from '../core/typed-password.ts'
import type { KeyRing } from './key-ring.ts'

declare const digested: unique symbol
/** 43 letters of base64url. Only this file makes one. */
export type Digest = string & { readonly [digested]: true }

export type DigestLabel =
  | 'session'
  | 'login'
  | 'hand-off'
  | 'flow'
  | 'token'
  | 'recovery-code'
  | 'csrf'
  | 'password-budget'
  | 'address-budget'
  | 'callback-budget'
  | 'known-browser'
  | 'browser'
  | 'spent-arrival'

export async function digest(ring: KeyRing, label: DigestLabel, ...values: string[]): Promise<Digest> {
  return encodeBase64url(await pepper(ring, [label, ...values])) as Digest
}

/** The same as bytes, for the password hash to start from. */
export function pepperPassword(ring: KeyRing, password: string): Promise<Uint8Array> {
  return pepper(ring, ['password', normalisePassword(password)])
}

/** For comparing two values that an outsider may have chosen. */
export async function isSameSecret(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([sha256(a), sha256(b)])
  return crypto.subtle.timingSafeEqual(left, right)
}

/** A plain hash, base64url: binds a secret of full entropy without a key, as in `cnf`; or names what is public. */
export const sha256Base64url = async (value: string | Uint8Array): Promise<string> =>
  encodeBase64url(new Uint8Array(await sha256(value)))

const sha256 = (value: string | Uint8Array) =>
  crypto.subtle.digest('SHA-256', typeof value === 'string' ? new TextEncoder().encode(value) : value)

async function pepper(ring: KeyRing, parts: string[]): Promise<Uint8Array> {
  const message = parts.map((part) => `${part.length}:${part}`).join(' ')
  return new Uint8Array(await crypto.subtle.sign('HMAC', ring.pepper, new TextEncoder().encode(message)))
}
