// Parses the field for a second factor. Six or eight digits are a TOTP code, and 24 base32 letters are a
// recovery code.
//
// People and phones add spaces and dashes, and mail and chat add invisible marks. All of them are ignored.
// Digits of other scripts and widths are accepted. On paper, some letters look like digits, so `READ_AS`
// translates them back.

import { inGroupsOfFour } from './base32.ts'
import { TOTP_DIGITS } from './totp.ts'

// The zeros of the scripts that have number keys on phones. The other nine digits follow each zero.
const ZEROS = ['\u0660', '\u06f0', '\u0966', '\u09e6', '\u0e50'].map((zero) => zero.charCodeAt(0))

export type SecondFactorInput =
  | { readonly method: 'totp'; readonly code: string }
  | { readonly method: 'recovery_code'; readonly code: string }

const TOTP_CODE = new RegExp(`^(${TOTP_DIGITS.map((digits) => `[0-9]{${digits}}`).join('|')})$`)

/** Returns null if the text can be neither. The caller does not charge a guess for it. */
export function parseSecondFactorInput(text: string): SecondFactorInput | null {
  if (text.length > 200) return null
  const bare = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}\u2212._]/gu, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .toUpperCase()
  if (TOTP_CODE.test(bare)) return { method: 'totp', code: bare }
  const letters = bare.replace(/[018]/g, (digit) => READ_AS[digit] ?? digit)
  if (/^[A-Z2-7]{24}$/.test(letters)) return { method: 'recovery_code', code: inGroupsOfFour(letters, '-') }
  return null
}

/** Base32 does not have these digits. Each can only be the letter that it looks like. */
const READ_AS: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '8': 'B' }

/** Returns the ASCII digit for a digit of another script, or the digit itself if the script is unknown. */
function asciiDigit(digit: string): string {
  const value = ZEROS.map((zero) => digit.charCodeAt(0) - zero).find((offset) => offset >= 0 && offset < 10)
  return value === undefined ? digit : String(value)
}
