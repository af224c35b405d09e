// HOTP (RFC 4226) and TOTP (RFC 6238): SHA-1, six digits, steps of 30 seconds from 1970.
// Says which step a code belongs to. That a step counts only once is the store's guarantee, not this file's.

import { encodeBase32 } from './base32.ts'

export const TOTP_DIGITS = 6
export const STEP_SECONDS = 30
export const SECRET_BYTES = 20 // RFC 4226, section 4, R6: 160 bits are recommended

// Each step accepted beside the present one is one more code that works for a guesser: with three of them the
// budget of core/lockout.ts leaves 3 in a million for each guess. Widen neither without the other.
const ACCEPTED_STEPS = [0, -1, 1]
const HINTED_STEPS = 20 // how far off a phone's clock may be for us to say by how much: ten minutes
/** The accepted ones first, then the nearer before the farther. */
const OFFSETS = [
  ...ACCEPTED_STEPS,
  ...Array.from({ length: HINTED_STEPS - 1 }, (_, i) => [-(i + 2), i + 2]).flat(),
]

export type TotpMatch =
  | { readonly kind: 'match'; readonly step: number }
  | { readonly kind: 'clock-off'; readonly step: number; readonly seconds: number }
  | { readonly kind: 'none' }

export const stepAt = (now: number): number => Math.floor(now / STEP_SECONDS)

/** RFC 4226, section 5.3. `counter` is a whole number below 2^53, sent as 64 bits. */
export async function hotp(secret: Uint8Array, counter: number, digits = TOTP_DIGITS): Promise<string> {
  return codeAt(await hmacKey(secret), counter, digits)
}

/**
 * Makes the code of every step that it knows, whichever matches. Otherwise a right code would be done sooner, and of many
 * guesses at once it would reach the database before the wrong ones are charged.
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

// In the URI: an address of Latin letters stands there whole; 250 letters of nine bytes each would fit into no QR code.
const ACCOUNT_MAX_LENGTH = 512

/** The Key URI that authenticator apps read from a QR code. Issuer and account stand in the label, the issuer in a parameter too. */
export function otpauthUri(secret: Uint8Array, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeShortened(account)}`
  const query = `secret=${encodeBase32(secret)}&issuer=${encodeURIComponent(issuer)}`
  return `otpauth://totp/${label}?${query}&algorithm=SHA1&digits=${TOTP_DIGITS}&period=${STEP_SECONDS}`
}

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
  // Before 1970 there is no step: a negative counter would wrap into a valid-looking one.
  if (counter < 0) return ''
  message.setBigUint64(0, BigInt(counter))
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, message))
  const offset = mac.getUint8(mac.byteLength - 1) & 0x0f
  const truncated = mac.getUint32(offset) & 0x7fffffff
  return String(truncated % 10 ** digits).padStart(digits, '0')
}

function sameDigits(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
