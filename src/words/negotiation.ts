// Which of our languages a visitor reads best.

import { isLanguage, type Language } from '../core/language.ts'

// What browsers send is far shorter. A longer header isn't read: cut off, its last range could lose its weight.
const MOST_LENGTH = 500

/**
 * Accept-Language (RFC 9110, 12.5.4) by lookup (RFC 4647, 3.4): the best of its ranges that we have, `de` for `de-AT`. As
 * all of ours have two letters, cutting a range down ends at its first subtag. English where nothing fits.
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
