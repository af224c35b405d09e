// Implements HOTP (RFC 4226) and TOTP (RFC 6238). The apps that people set up here use SHA-1, six digits and steps of
// 30 seconds. An imported app (decision 0058) may use another hash, eight digits and steps of another length.
//
// `matchTotp` says which step a code belongs to. The store makes sure that each step works only once.
// Otherwise an attacker who watched a code being typed could use it again (RFC 6238, section 5.2).

import { encodeBase32 } from './base32.ts'

export const SECRET_BYTES = 20 // 160 bits, as RFC 4226, section 4, R6 recommends
/** RFC 4226, section 4, R6 requires 128 bits. Shorter secrets are only imported. */
export const SAFE_SECRET_BYTES = 16

export const TOTP_ALGORITHMS = ['SHA1', 'SHA256', 'SHA512'] as const
export type TotpAlgorithm = (typeof TOTP_ALGORITHMS)[number]
export const TOTP_DIGITS = [6, 8] as const
export type TotpDigits = (typeof TOTP_DIGITS)[number]

/** How an authenticator app makes its codes. `period` is the length of a step, in seconds. */
export interface TotpSettings {
  readonly algorithm: TotpAlgorithm
  readonly digits: TotpDigits
  readonly period: number
}

/** The settings of each app that is set up here. All authenticator apps support them. */
export const OWN_TOTP: TotpSettings = { algorithm: 'SHA1', digits: 6, period: 30 }

/** A secret with the settings of its app. */
export interface TotpKey extends TotpSettings {
  readonly secret: Uint8Array
}

// The current step and one on each side, for slow typing and clocks that are slightly off.
//
// Each accepted step is one more code that works for an attacker. With three steps, a guess is right 3 times
// in a million. The budget in core/lockout.ts relies on it, so widen neither without the other.
const ACCEPTED_STEPS = [0, -1, 1]
const HINTED_SECONDS = 600 // a phone's clock that is at most this far off gets a hint
/**
 * Returns distances in steps from the current time, in the order in which a code is compared with them: accepted
 * steps first, then the others, nearest first.
 */
const offsetsFor = (period: number): number[] => [
  ...ACCEPTED_STEPS,
  ...Array.from({ length: Math.floor(HINTED_SECONDS / period) - 1 }, (_, i) => [-(i + 2), i + 2]).flat(),
]

export type TotpMatch =
  | { readonly kind: 'match'; readonly step: number }
  | { readonly kind: 'clock-off'; readonly step: number; readonly seconds: number }
  | { readonly kind: 'none' }

/** Returns the TOTP step at `now` (Unix seconds). */
export const stepAt = (now: number, { period }: Pick<TotpSettings, 'period'> = OWN_TOTP): number =>
  Math.floor(now / period)

/**
 * Returns an HOTP code (RFC 4226, section 5.3). `counter` is an integer below 2^53 and is encoded in 64 bits.
 */
export async function hotp(
  secret: Uint8Array,
  counter: number,
  { algorithm, digits }: Pick<TotpSettings, 'algorithm' | 'digits'> = OWN_TOTP,
): Promise<string> {
  return codeAt(await hmacKey(secret, algorithm), counter, digits)
}

/**
 * Finds the step that a code belongs to. `now` is in Unix seconds. `clock-off` must be refused: it only says
 * by how much the phone's clock is wrong.
 *
 * Computes the codes of all steps, even after a match. Otherwise a right code would be found sooner than a
 * wrong one. An attacker who sends many guesses at once could then have the right one accepted before the
 * wrong ones are charged.
 */
export async function matchTotp(app: TotpKey, code: string, now: number): Promise<TotpMatch> {
  const { secret, algorithm, digits, period } = app
  if (code.length !== digits) return { kind: 'none' }
  const key = await hmacKey(secret, algorithm)
  const present = stepAt(now, app)
  const offsets = offsetsFor(period)
  const codes = await Promise.all(offsets.map((offset) => codeAt(key, present + offset, digits)))
  const [offset] = offsets.filter((_, i) => sameDigits(codes[i] ?? '', code))
  if (offset === undefined) return { kind: 'none' }
  const step = present + offset
  if (ACCEPTED_STEPS.includes(offset)) return { kind: 'match', step }
  return { kind: 'clock-off', step, seconds: offset * period }
}

// The longest account name in the URI, in encoded characters. Latin addresses fit. 250 letters of nine
// characters each would not fit in a QR code.
const ACCOUNT_MAX_LENGTH = 512

/**
 * Returns the Key URI that authenticator apps read from a QR code. The label has the issuer and the account,
 * and a parameter repeats the issuer.
 */
export function otpauthUri(secret: Uint8Array, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeShortened(account)}`
  const query = `secret=${encodeBase32(secret)}&issuer=${encodeURIComponent(issuer)}`
  const { algorithm, digits, period } = OWN_TOTP
  return `otpauth://totp/${label}?${query}&algorithm=${algorithm}&digits=${digits}&period=${period}`
}

/** Encodes an account name. Cuts a long one at a whole letter and adds an ellipsis. */
function encodeShortened(account: string): string {
  let encoded = ''
  for (const letter of account) {
    const next = encodeURIComponent(letter)
    if (encoded.length + next.length > ACCOUNT_MAX_LENGTH) return encoded + encodeURIComponent('…')
    encoded += next
  }
  return encoded
}

const HASHES: Readonly<Record<TotpAlgorithm, string>> = {
  SHA1: 'SHA-1',
  SHA256: 'SHA-256',
  SHA512: 'SHA-512',
}

function hmacKey(secret: Uint8Array, algorithm: TotpAlgorithm): Promise<CryptoKey> {
  // Copies the secret, because its type does not say that no other thread can change it.
  return crypto.subtle.importKey(
    'raw',
    Uint8Array.from(secret),
    { name: 'HMAC', hash: HASHES[algorithm] },
    false,
    ['sign'],
  )
}

async function codeAt(key: CryptoKey, counter: number, digits: number): Promise<string> {
  const message = new DataView(new ArrayBuffer(8))
  // Refuse a step before 1970. Otherwise a negative counter would wrap to a large one that has a valid code.
  if (counter < 0) return ''
  message.setBigUint64(0, BigInt(counter))
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, message))
  const offset = mac.getUint8(mac.byteLength - 1) & 0x0f
  const truncated = mac.getUint32(offset) & 0x7fffffff
  return String(truncated % 10 ** digits).padStart(digits, '0')
}

/**
 * Compares two codes in constant time. Otherwise response times would tell an attacker which digits are
 * right.
 */
function sameDigits(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
