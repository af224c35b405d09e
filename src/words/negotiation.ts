// Chooses the language that a visitor reads best.

import { isLanguage, type Language } from '../core/language.ts'

// Browsers send far less. Longer headers are ignored: if one were cut, its last range could lose its weight.
const MOST_LENGTH = 500

/**
 * Matches Accept-Language (RFC 9110, 12.5.4) by lookup (RFC 4647, 3.4): `de-AT` finds `de`. All our tags have two letters,
 * so only the first subtag of a range matters. Returns English if nothing matches.
 */
export function negotiateLanguage(header: string | null): Language {
  if (header === null || header.length > MOST_LENGTH) return 'en'
  let best: Language = 'en'
  let bestWeight = 0
  for (const range of header.split(',')) {
    const [, tag = '', weight = '1'] = RANGE.exec(range) ?? []
    const language = tag.toLowerCase()
    if (!isLanguage(language) || Number(weight) <= bestWeight) continue
    best = language
    bestWeight = Number(weight)
  }
  return best
}

const RANGE =
  /^[ \t]*([a-z]{2})(?:-[a-z0-9]{1,8}){0,8}[ \t]*(?:;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)[ \t]*)?$/i
