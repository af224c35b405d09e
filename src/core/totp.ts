// Implements HOTP (RFC 4226) and TOTP (RFC 6238) with SHA-1, six digits and steps of 30 seconds since 1970.
//
// `matchTotp` says which step a code belongs to. The store makes sure that each step works only once.
// Otherwise an attacker who watched a code being typed could use it again (RFC 6238, section 5.2).

import { encodeBase32 } from './base32.ts'

export const TOTP_DIGITS = 6
export const STEP_SECONDS = 30
export const SECRET_BYTES = 20 // 160 bits, as RFC 4226, section 4, R6 recommends

// The current step and one on each side, for slow typing and clocks that are slightly off.
//
// Each accepted step is one more code that works for an attacker. With three steps, a guess is right 3 times
// in a million. The budget in core/lockout.ts relies on it, so widen neither without the other.
const ACCEPTED_STEPS = [0, -1, 1]
const HINTED_STEPS = 20 // ten minutes: a phone's clock that is at most this far off gets a hint
/**
 * Distances in steps from the current time, in the order in which a code is compared with them: accepted steps
 * first, then the others, nearest first.
 */
const OFFSETS = [
  ...ACCEPTED_STEPS,
  ...Array.from({ length: HINTED_STEPS - 1 }, (_, i) => [-(i + 2), i + 2]).flat(),
]

export type TotpMatch =
  | { readonly kind: 'match'; readonly step: number }
  | { readonly kind: 'clock-off'; readonly step: number; readonly seconds: number }
  | { readonly kind: 'none' }

/** Returns the TOTP step at `now` (Unix seconds). */
export const stepAt = (now: number): number => Math.floor(now / STEP_SECONDS)

/**
 * Returns an HOTP code (RFC 4226, section 5.3). `counter` is an integer below 2^53 and is encoded in 64 bits.
 */
export async function hotp(secret: Uint8Array, counter: number, digits = TOTP_DIGITS): Promise<string> {
  return codeAt(await hmacKey(secret), counter, digits)
}

/**
 * Finds the step that a code belongs to. `now` is in Unix seconds. `clock-off` must be refused: it only says
 * by how much the phone's clock is wrong.
 *
 * Computes the codes of all steps, even after a match. Otherwise a right code would be found sooner than a
 * wrong one. An attacker who sends many guesses at once could then have the right one accepted before the
 * wrong ones are charged.
 */
export async function matchTotp(secret: Uint8Array, code: string, now: number): Promise<TotpMatch> {
  if (code.length !== TOTP_DIGITS) return { kind: 'none' }
  const key = await hmacKey(secret)
  const present = stepAt(now)
  const codes = await Promise.all(OFFSETS.map((offset) => codeAt(key, present + offset, TOTP_DIGITS)))
  const matching = OFFSETS.filter((_, i) => sameDigits(codes[i] ?? '', code))
  const [offset] = matching
  if (offset === undefined) return { kind: 'none' }
  const step = present + offset
  if (ACCEPTED_STEPS.includes(offset)) return { kind: 'match', step }
  return { kind: 'clock-off', step, seconds: offset * STEP_SECONDS }
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
  return `otpauth://totp/${label}?${query}&algorithm=SHA1&digits=${TOTP_DIGITS}&period=${STEP_SECONDS}`
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

function hmacKey(secret: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
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
