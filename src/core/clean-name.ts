// Names that a provider or a login service sends. They are cleaned rather than refused: the person can't change them there.

import { FREE_MARKS, parseName, SHAPING, UNWRITTEN } from './name.ts'

const MOST = 100
const UNWRITTEN_ANYWHERE = new RegExp(UNWRITTEN, 'gu')
const SHAPING_OR_UNWRITTEN = new RegExp(`(${SHAPING.source})|${UNWRITTEN.source}`, 'gu')
const SURPLUS_MARKS = new RegExp(`(?<=${FREE_MARKS}{2})${FREE_MARKS}+|(?<=\\p{M}{4})\\p{M}+`, 'gu')

/** Reads `name`, or else `given_name` and `family_name` (OpenID Connect Core 1.0, section 5.1). */
export function nameFromClaims(claims: Readonly<Record<string, unknown>>): string | null {
  const whole = typeof claims.name === 'string' ? cleanName(claims.name) : null
  if (whole !== null) return whole
  const parts = [claims.given_name, claims.family_name].filter((part) => typeof part === 'string')
  return cleanName(parts.join(' '))
}

/**
 * Turns line breaks into spaces, drops characters that only hide or direct text, and shortens the name to whole characters.
 * Null where no name is left.
 */
export function cleanName(text: string): string | null {
  const outer = text.trim()
  // Never look at more. Otherwise a long row of marks takes time that grows with its square (core/composed.ts).
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

// Graphemes: a reader takes a letter with its marks, or an emoji of several parts, for one character.
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
