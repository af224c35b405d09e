// What a new password must be: 15 to 256 characters, in any script and without rules of composition. It must be neither
// one of the most common nor made from what everybody knows of its owner (NIST SP 800-63B-4, 3.1.1.2).

import { COMMON_PASSWORDS } from './common-passwords.ts'
import { normalisePassword, PASSWORD_MAX_LENGTH } from './typed-password.ts'

export { PASSWORD_MAX_LENGTH }
export const PASSWORD_MIN_LENGTH = 15

export const PASSWORD_PROBLEMS = {
  'too-short': `Must have at least ${PASSWORD_MIN_LENGTH} characters`,
  'too-long': `Must have at most ${PASSWORD_MAX_LENGTH} characters`,
  common: 'Must not be one of the most common passwords',
  'about-owner': 'Must not be the account’s name or address, or “Sallyport”, with little added to it',
} as const
export type PasswordProblem = keyof typeof PASSWORD_PROBLEMS

export interface PasswordOwner {
  readonly email: string
  readonly name: string
}

/** Returns null for a password that will do. Without an owner, everything is checked that does not depend on them. */
export function findPasswordProblem(text: string, owner: PasswordOwner | null): PasswordProblem | null {
  const password = normalisePassword(text)
  const length = lengthOf(password)
  if (length < PASSWORD_MIN_LENGTH) return 'too-short'
  if (length > PASSWORD_MAX_LENGTH) return 'too-long'
  const bare = bareOf(password)
  if (COMMON_PASSWORDS.has(bare)) return 'common'
  return owner && isMadeFrom(bare, wordsOf(owner)) ? 'about-owner' : null
}

/** Counts code points: close to what people count, and what JSON Schema counts. */
const lengthOf = (text: string) => [...text].length

/** In lower case, without spaces and punctuation. */
const bareOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '')

// More than a date, which has eight: what somebody adds to a name to make it long.
const LEAST_ADDED = 9

function isMadeFrom(bare: string, words: readonly string[]): boolean {
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  const added = longestFirst.reduce((rest, word) => rest.replaceAll(word, ''), bare)
  return added !== bare && lengthOf(added) < LEAST_ADDED
}

/** A word of one or two letters is in most passwords. */
function wordsOf({ email, name }: PasswordOwner): string[] {
  const parts = [email, name].flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))
  return ['sallyport', email, name, ...email.split('@'), ...parts]
    .map(bareOf)
    .filter((word) => word.length > 2)
}
