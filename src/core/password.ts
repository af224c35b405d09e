// Checks new passwords (NIST SP 800-63B-4, section 3.1.1.2). A password must have 15 to 256 characters of any
// script. There are no rules about kinds of characters.
//
// A password must not be among the most common ones. It must not be made from the owner's name or address, or
// from the platform's name. Otherwise an attacker would guess it among the first.

import { normalisePassword, PASSWORD_MAX_LENGTH } from './typed-password.ts'

export { PASSWORD_MAX_LENGTH }
export const PASSWORD_MIN_LENGTH = 15

/** Why a new password is refused, with the message of the API for each reason. */
export const PASSWORD_PROBLEMS = {
  'too-short': `Must have at least ${PASSWORD_MIN_LENGTH} characters`,
  'too-long': `Must have at most ${PASSWORD_MAX_LENGTH} characters`,
  common: 'Must not be one of the most common passwords',
  'about-owner': 'Must not consist mainly of the account’s name or address, or of the name of the platform',
} as const
export type PasswordProblem = keyof typeof PASSWORD_PROBLEMS

export interface PasswordOwner {
  readonly email: string
  readonly name: string
  /** The name of the platform on the pages where the owner signs in. */
  readonly platform: string
}

/** Loads the list of common passwords. No page shows it, so a first page must not load its 8 KiB. */
export const loadCommonPasswords = async (): Promise<ReadonlySet<string>> =>
  (await import('./common-passwords.ts')).COMMON_PASSWORDS

/**
 * Returns why a new password is refused, or null if it is acceptable. `common` is from `loadCommonPasswords`.
 * Without an owner, it skips the check for the owner's and the platform's names.
 */
export function findPasswordProblem(
  text: string,
  owner: PasswordOwner | null,
  common: ReadonlySet<string>,
): PasswordProblem | null {
  const password = normalisePassword(text)
  const length = lengthOf(password)
  if (length < PASSWORD_MIN_LENGTH) return 'too-short'
  if (length > PASSWORD_MAX_LENGTH) return 'too-long'
  const bare = bareOf(password)
  if (common.has(bare)) return 'common'
  return owner && isMadeFrom(bare, wordsOf(owner)) ? 'about-owner' : null
}

/** Counts code points. This is close to what people count, and JSON Schema counts them too. */
const lengthOf = (text: string) => [...text].length

/** Returns the text in lower case, without spaces and punctuation. */
const bareOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '')

// The fewest characters that must be added to known words. A date has eight, and many people add one to their
// name.
const LEAST_ADDED = 9

/**
 * Returns whether the password is one of the words or several of them, with fewer than `LEAST_ADDED` further
 * characters.
 */
function isMadeFrom(bare: string, words: readonly string[]): boolean {
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  const added = longestFirst.reduce((rest, word) => rest.replaceAll(word, ''), bare)
  return added !== bare && lengthOf(added) < LEAST_ADDED
}

/**
 * Returns the words that an attacker would try first. Skips words of one or two characters, because most
 * passwords contain them.
 */
function wordsOf({ email, name, platform }: PasswordOwner): string[] {
  const parts = [email, name, platform].flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))
  return ['sallyport', email, name, platform, ...email.split('@'), ...parts]
    .map(bareOf)
    .filter((word) => word.length > 2)
}
