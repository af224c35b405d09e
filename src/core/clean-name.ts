// Cleans a name that a provider or a login service sends. It does not refuse the name, because the person may
// not be able to change it there.

import { FREE_MARKS, parseName, SHAPING, UNWRITTEN } from './name.ts'

const MOST = 100
const UNWRITTEN_ANYWHERE = new RegExp(UNWRITTEN, 'gu')
const SHAPING_OR_UNWRITTEN = new RegExp(`(${SHAPING.source})|${UNWRITTEN.source}`, 'gu')
const SURPLUS_MARKS = new RegExp(`(?<=${FREE_MARKS}{2})${FREE_MARKS}+|(?<=\\p{M}{4})\\p{M}+`, 'gu')

/**
 * Returns the cleaned `name` claim. Falls back to `given_name` and `family_name` (OpenID Connect Core 1.0,
 * section 5.1). Returns null if no name is left.
 */
export function nameFromClaims(claims: Readonly<Record<string, unknown>>): string | null {
  const whole = typeof claims.name === 'string' ? cleanName(claims.name) : null
  if (whole !== null) return whole
  const parts = [claims.given_name, claims.family_name].filter((part) => typeof part === 'string')
  return cleanName(parts.join(' '))
}

/**
 * Replaces line breaks with spaces, and removes characters that only hide or redirect text. Shortens the name
 * to at most 100 UTF-16 units, at a whole character. Returns null if no name is left.
 */
export function cleanName(text: string): string | null {
  const outer = text.trim()
  // Never normalise more than this. Otherwise a long row of marks takes time that grows with its square
  // (core/composed.ts).
  const start = outer.slice(0, 4 * MOST)
  const clean = withoutSurplus(start.normalize('NFC'))
  const whole = start.length < outer.length ? withoutLastCharacter(clean) : clean
  return parseName(shortened(whole)) ?? parseName(shortened(whole.replaceAll(UNWRITTEN_ANYWHERE, '')))
}

const withoutSurplus = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(SHAPING_OR_UNWRITTEN, (found, shaping) => (shaping === undefined ? '' : found))
    .replaceAll(SURPLUS_MARKS, '')
    .replaceAll(/\s+/g, ' ')

// Counts graphemes. To a reader, a letter with its marks is one character, and so is an emoji of several
// parts.
const CHARACTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function shortened(text: string): string {
  let length = 0
  for (const { segment } of CHARACTERS.segment(text)) {
    if (length + segment.length > MOST) break
    length += segment.length
  }
  return text.slice(0, length)
}

const withoutLastCharacter = (text: string): string =>
  text.slice(0, [...CHARACTERS.segment(text)].at(-1)?.index ?? 0)
