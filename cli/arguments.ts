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

function parseAddress(text: string): string {
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
