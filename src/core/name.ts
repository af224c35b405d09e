// Checks names that people write.

import { composed } from './composed.ts'

/**
 * Parses a name: one line, trimmed, 1 to `most` UTF-16 units. Returns null if it is not a usable name.
 *
 * A name must have a visible character. It must not contain characters that only hide or redirect text.
 * Otherwise an attacker could imitate another name. Its marks must not pile up over the text next to it.
 */
export function parseName(text: string, most = 100): string | null {
  const name = composed(text.trim(), most)
  if (name === null || !VISIBLE.test(name) || PILED_UP.test(name)) return null
  return UNWRITTEN.test(name.replaceAll(SHAPING, '')) ? null : name
}

/**
 * Parses the name that admins give their workspace. Refuses a web address. Otherwise people could take it for
 * the address of the page that shows it.
 */
export function parseDisplayName(text: string): string | null {
  const name = parseName(text)
  return name !== null && /[:：][/／]{2}/.test(name) ? null : name
}

/** Letters, digits and symbols, except the few that are blank. */
const VISIBLE = /(?![\u2800\ufffc\u{13441}\u{13442}\u{1d159}])[\p{L}\p{N}\p{S}]/u

/**
 * Real names have at most four marks on one letter: in Burmese, in Hindi with a dot below, and in Arabic and
 * Hebrew with all vowels. Tibetan has three. Of the marks that go with any letter, names have at most two,
 * because NFC combines the others with the letter.
 */
export const FREE_MARKS = '[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]'
const PILED_UP = new RegExp(`${FREE_MARKS}{3}|\\p{M}{5}`, 'u')

/**
 * Characters that are not written text. Includes tags and the characters that change the direction of text
 * (U+200E, U+202A to U+202E, U+2066 to U+2069 and others).
 */
export const UNWRITTEN = /\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|[\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/u

/**
 * Invisible characters that real names need. Joiners: in Persian and in Indian scripts, and between emoji.
 * One variation selector: after an emoji, an ideograph or a Mongolian letter.
 */
export const SHAPING = new RegExp(
  [
    '(?<=\\p{L})[\\u200c\\u200d](?=[\\p{L}\\p{M}])',
    '(?<=\\p{M})[\\u200c\\u200d](?!\\p{M})',
    '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}])\\u200d(?=\\p{Extended_Pictographic})',
    '(?<=[\\p{Emoji}\\p{Ideographic}\\p{Script=Mongolian}])\\p{Variation_Selector}',
  ].join('|'),
  'gu',
)
