// Reads the arguments that several commands take.

import { InvalidArgumentError } from 'commander'
import { parseEmail } from '../src/core/email.ts'
import { isSlug } from '../src/core/workspace.ts'

export const SLUG = ['<slug>', 'short name of the workspace', parseSlug] as const
export const EMAIL = ['<email>', 'address of the account', parseAddress] as const

function parseSlug(text: string): string {
  if (isSlug(text)) return text
  throw new InvalidArgumentError('A short name is 1 to 63 of a-z, 0-9 and inner dashes.')
}

export function parseAddress(text: string): string {
  const email = parseEmail(text)
  if (email) return email.address
  throw new InvalidArgumentError('This is not an e-mail address.')
}

/** Reads a whole number. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }

/**
 * Reads a day, which counts whole, or a time (RFC 3339). Returns the time in UTC. Days are in UTC, too.
 */
export function parseEnd(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const isTime = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/.test(text)
  const at = isDay || isTime ? Date.parse(text.toUpperCase()) : Number.NaN
  // JavaScript takes February 30 for a day in March.
  if (Number.isNaN(at) || !isRealDay(text.slice(0, 10)))
    throw new InvalidArgumentError(
      'It must be a day such as 2026-12-14, or a time such as 2026-12-14T17:00:00Z.',
    )
  const end = isDay ? at + 24 * 3600 * 1000 : at
  return new Date(end).toISOString().replace(/\.\d+Z$/, 'Z')
}

const isRealDay = (day: string): boolean =>
  !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)
