// The one field for a second factor: six digits are a TOTP code, 24 letters of base32 a recovery code. Spaces and
// dashes are forgiven wherever people and phones put them, as are the invisible marks that mail and chat leave
// behind; digits of other scripts and widths are digits. On paper, letters pass for digits.

import { inGroupsOfFour } from './base32.ts'
import { TOTP_DIGITS } from './totp.ts'

// The zeros of the scripts that phones have number keys for; each is followed by its other nine digits.
const ZEROS = ['\u0660', '\u06f0', '\u0966', '\u09e6', '\u0e50'].map((zero) => zero.charCodeAt(0))

export type SecondFactorInput =
  | { readonly method: 'totp'; readonly code: string }
  | { readonly method: 'recovery_code'; readonly code: string }

/** Null where it can be neither: a slip of the hand, which costs no guess. */
export function parseSecondFactorInput(text: string): SecondFactorInput | null {
  if (text.length > 200) return null
  const bare = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}\u2212._]/gu, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .toUpperCase()
  if (new RegExp(`^[0-9]{${TOTP_DIGITS}}$`).test(bare)) return { method: 'totp', code: bare }
  const letters = bare.replace(/[018]/g, (digit) => READ_AS[digit] ?? digit)
  if (/^[A-Z2-7]{24}$/.test(letters)) return { method: 'recovery_code', code: inGroupsOfFour(letters, '-') }
  return null
}

/** Base32 has none of these digits: each can only be the letter that it looks like. */
const READ_AS: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '8': 'B' }

function asciiDigit(digit: string): string {
  const value = ZEROS.map((zero) => digit.charCodeAt(0) - zero).find((offset) => offset >= 0 && offset < 10)
  return value === undefined ? digit : String(value)
}
