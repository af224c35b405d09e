// Finds the account that each entry belongs to: by the map of usernames, by the address in the export, or by a username
// that is an address itself.

import { type Email, parseEmail } from '../../src/core/email.ts'
import { err, ok, type Result } from '../../src/core/result.ts'
import { Failure } from '../failure.ts'
import { invalidFile } from '../files/yaml-file.ts'
import { parseCsv } from './csv.ts'
import type { Entry } from './entry.ts'

/** The address of each username, in lower case. */
export type Usernames = ReadonlyMap<string, Email>

export const NO_USERNAMES: Usernames = new Map()

/** Reads a CSV of usernames and addresses. Refuses a name with two addresses: nobody knows which one is right. */
export function readUsernames(file: string, text: string): Usernames {
  const names = new Map<string, Email>()
  for (const { line, name, email } of pairsIn(file, text, 'username')) {
    const parsed = parseEmail(email)
    if (name === '' || !parsed) throw invalidFile(file, [{ line, message: 'Not a username and an address' }])
    const key = name.toLowerCase()
    if ((names.get(key)?.key ?? parsed.key) !== parsed.key)
      throw invalidFile(file, [{ line, message: `“${name}” has two addresses` }])
    names.set(key, parsed)
  }
  return names
}

/** Reads a CSV of addresses and codes. */
export function readSamples(
  file: string,
  text: string,
): readonly { readonly line: number; readonly email: Email; readonly code: string }[] {
  const samples = pairsIn(file, text, 'email').map(({ line, name, email: typed }) => {
    const email = parseEmail(name)
    const code = typed.replace(/[\s-]/g, '')
    if (!email || !/^\d{6}$|^\d{8}$/.test(code))
      throw invalidFile(file, [{ line, message: 'Not an address and a code of 6 or 8 digits' }])
    return { line, email, code }
  })
  if (samples.length === 0) throw new Failure(`${file} has no codes.`, { code: 'invalid_file' })
  return samples
}

/** Returns the rows of two cells, without a first row that names the columns. */
function pairsIn(file: string, text: string, heading: 'username' | 'email') {
  return parseCsv(text).flatMap(({ line, cells }, index) => {
    if (cells?.length !== 2) throw invalidFile(file, [{ line, message: 'Not two cells' }])
    const [name = '', email = ''] = cells
    return index === 0 && name.toLowerCase() === heading ? [] : [{ line, name, email }]
  })
}

export interface FoundAddress {
  readonly email: Email
  /** True if the other product says that nobody verified it, and no map vouches for it. */
  readonly isUnverified: boolean
}

/** Returns the address of the account that an entry is for, or why it has none. */
export function addressOf(
  { user, realm, email = '', isUnverified = false }: Entry,
  usernames: Usernames,
): Result<FoundAddress, string> {
  const mapped =
    (realm === undefined ? undefined : usernames.get(`${user}@${realm}`.toLowerCase())) ??
    usernames.get(user.toLowerCase())
  if (mapped) return ok({ email: mapped, isUnverified: false })
  const exported = parseEmail(email)
  if (exported) return ok({ email: exported, isUnverified })
  const named = parseEmail(user)
  return named ? ok({ email: named, isUnverified: false }) : err('its address is not known; name it in --map')
}
