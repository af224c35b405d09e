// What a new password must be: 15 to 256 characters, in any script and without rules of composition, but neither one of
// the most common, nor made from next to nothing, nor from what anybody knows of its owner (NIST SP 800-63B-4, 3.1.1.2).

import { COMMON_PASSWORDS, COMMON_WORDS } from './common-passwords.ts'
import { normalisePassword, PASSWORD_MAX_LENGTH } from './typed-password.ts'

export { PASSWORD_MAX_LENGTH }
export const PASSWORD_MIN_LENGTH = 15

export const PASSWORD_PROBLEMS = {
  'too-short': `Must have at least ${PASSWORD_MIN_LENGTH} characters`,
  'too-long': `Must have at most ${PASSWORD_MAX_LENGTH} characters`,
  common: 'Must not be one of the most common passwords',
  predictable: 'Must not be a repetition, a row of keys, or a very common word with little added to it',
  'about-owner': 'Must not be the account’s name or address, or “Sallyport”, with little added to it',
} as const
export type PasswordProblem = keyof typeof PASSWORD_PROBLEMS

export interface PasswordOwner {
  readonly email: string
  readonly name: string
}

/** Null if it will do. Without an owner all is judged but what has to do with them. */
export function findPasswordProblem(text: string, owner: PasswordOwner | null): PasswordProblem | null {
  const password = normalisePassword(text)
  const length = [...password].length // code points: what people count, near enough, and what JSON Schema does
  if (length < PASSWORD_MIN_LENGTH) return 'too-short'
  if (length > PASSWORD_MAX_LENGTH) return 'too-long'
  const folded = fold(password)
  if (COMMON_PASSWORDS.has(folded.replace(/[\s\p{P}]/gu, ''))) return 'common'
  if (isRepetition(folded) || isThin(folded) || isThin(without(folded, COMMON_WORDS))) return 'predictable'
  const known = owner ? [...COMMON_WORDS, ...wordsOf(owner)] : []
  return owner && isThin(without(folded, known)) ? 'about-owner' : null
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase()

/** One unit, shorter than a password must be, over and over; the last one may be cut short. */
function isRepetition(text: string): boolean {
  const longestUnit = Math.min(PASSWORD_MIN_LENGTH - 1, Math.floor(text.length / 2))
  for (let unit = 1; unit <= longestUnit; unit++) {
    if (text.slice(unit) === text.slice(0, -unit)) return true
  }
  return false
}

// What is left of a password without repetitions and runs. What somebody adds to a name to make it long, such as a date,
// has fewer. So have, of passphrases drawn from the 7,776 words of diceware, three words 3 in 10,000 times, when one of
// them is a very common one; four words never, of 300,000.
const LEAST_SUBSTANCE = 8

const isThin = (text: string): boolean =>
  substanceOf(text.replace(/(.{2,14}?)\1+/gsu, '$1')) < LEAST_SUBSTANCE

/** Characters that don't follow from the one before. */
function substanceOf(text: string): number {
  let count = 0
  let before = ''
  for (const character of text) {
    if (character !== before && !NEIGHBOURS.has(before + character)) count++
    before = character
  }
  return count
}

// Along the alphabet, the digits, and keyboards of several countries: in rows, down the columns, and to and fro.
const ROWS =
  "abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop[] asdfghjkl;' zxcvbnm,./ qwertzuiopü yxcvbnm azertyuiop qsdfghjklm " +
  'wxcvbn 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p 1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 a1s2d3f4g5h6j7k8l9 !@#$%^&*()_+ !"§$%&/()= 7894561230 ' +
  'абвгдежзийклмнопрстуфхцчшщъыьэюя йцукенгшщзхъ фывапролджэ ячсмитьбю'
const NEIGHBOURS: ReadonlySet<string> = new Set(
  ROWS.split(' ').flatMap((row) =>
    Array.from(row.slice(1), (key, i) => [`${row[i]}${key}`, `${key}${row[i]}`]).flat(),
  ),
)

function wordsOf({ email, name }: PasswordOwner): string[] {
  const [local = '', domain = ''] = fold(email).split('@')
  const parts = [local, domain, fold(name)].flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))
  return [fold(email), domain, local, fold(name), 'sallyport', ...parts].filter((word) => word.length > 2)
}

/** Each of the words leaves a gap, and gaps beside each other are one. */
function without(text: string, words: readonly string[]): string {
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  return longestFirst.reduce((rest, word) => rest.replaceAll(word, ' '), text)
}
