// How a language writes times, lengths of time, lists and plurals. Each formatter is created once, on first use: creating
// one takes longer than rendering a page.

import type { Part } from './sentence.ts'

export type PluralForms = { readonly other: string } & {
  readonly [form in Exclude<Intl.LDMLPluralRule, 'other'>]?: string
}

export interface Writing {
  /** Writes a time in UTC, which is right for every reader. Takes seconds since 1970. */
  time(at: number): string
  /** Writes the day of a time, in UTC. */
  day(at: number): string
  /** Writes a length of time in the largest unit that it contains at least twice: `7 days`, `119 seconds`. */
  span(seconds: number): string
  /** Chooses the plural form for a count. The form is a whole text, and may contain the count. */
  plural(count: number, forms: PluralForms): string
  and(parts: readonly Part[]): Part[]
  or(parts: readonly Part[]): Part[]
}

export function writingIn(tag: string): Writing {
  const times = once(
    () => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
  )
  const days = once(() => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }))
  const spans = Object.fromEntries(
    UNITS.map(({ unit }) => [
      unit,
      once(() => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' })),
    ]),
  )
  const plurals = once(() => new Intl.PluralRules(tag))
  const conjunctions = once(() => new Intl.ListFormat(tag, { type: 'conjunction' }))
  const disjunctions = once(() => new Intl.ListFormat(tag, { type: 'disjunction' }))
  return {
    time: (at) => `${times().format(at * 1000)} UTC`,
    day: (at) => days().format(at * 1000),
    span(seconds) {
      const { unit, length } = UNITS.find(({ length }) => seconds >= 2 * length) ?? SECOND
      return spans[unit]?.().format(Math.max(1, Math.round(seconds / length))) ?? ''
    },
    plural: (count, forms) => forms[plurals().select(count)] ?? forms.other,
    and: (parts) => listed(conjunctions(), parts),
    or: (parts) => listed(disjunctions(), parts),
  }
}

const SECOND = { unit: 'second', length: 1 }
const UNITS = [
  { unit: 'day', length: 86_400 },
  { unit: 'hour', length: 3600 },
  { unit: 'minute', length: 60 },
  SECOND,
]

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

function listed(format: Intl.ListFormat, parts: readonly Part[]): Part[] {
  const places = format.formatToParts(parts.map((_, index) => String(index)))
  return places.map(({ type, value }) => (type === 'element' ? (parts[Number(value)] ?? '') : value))
}
