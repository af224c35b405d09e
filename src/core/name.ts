import { composed } from './composed.ts'

/**
 * Names as people write them: one line, trimmed, 1 to `most` characters. One at least can be seen, none only hides or turns text
 * around, and marks don't pile up over what stands beside the name. Null if it isn't one.
 */
export function parseName(text: string, most = 100): string | null {
  const name = composed(text.trim(), most)
  if (name === null || !VISIBLE.test(name) || PILED_UP.test(name)) return null
  return UNWRITTEN.test(name.replaceAll(SHAPING, '')) ? null : name
}

/** What a workspace's admins call it, which stands at its door: no address, which would be read as that of the door. */
export function parseDisplayName(text: string): string | null {
  const name = parseName(text)
  return name !== null && /[:：][/／]{2}/.test(name) ? null : name
}

/** Letters, digits and symbols, but for the few whose picture is blank. */
const VISIBLE = /(?![\u2800\ufffc\u{13441}\u{13442}\u{1d159}])[\p{L}\p{N}\p{S}]/u

/**
 * Four marks on one letter are what real names have at most (Burmese; three in Tibetan, in Hindi with a dot below, and in
 * Arabic and Hebrew with all vowels); of the marks that go with any letter, two, since NFC has made letters of the others.
 */
export const FREE_MARKS = '[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]'
const PILED_UP = new RegExp(`${FREE_MARKS}{3}|\\p{M}{5}`, 'u')

/** Also all that directs text (U+200E, U+202A to U+202E, U+2066 to U+2069 and others), and tags. */
export const UNWRITTEN = /\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|[\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/u

/**
 * What is unseen and yet shapes what is: joiners where Persian and the scripts of India have them, between emoji, and one
 * variation selector after an emoji, an ideograph or a Mongolian letter.
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
