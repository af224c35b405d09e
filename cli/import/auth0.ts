// Reads users in the schema of Auth0's bulk imports, as a JSON array or one user a line. Auth0's support can export the
// secrets in it: each user has `mfa_factors: [{ totp: { secret } }]`.
//
// Auth0 has no other settings than SHA-1, six digits and 30 seconds.

import { err } from '../../src/core/result.ts'
import { Failure } from '../failure.ts'
import { parseSecretYaml } from '../files/yaml-file.ts'
import { appFrom, type Entry, fieldsOf, listOf, secretFromBase32, textOf } from './entry.ts'

export function readAuth0(text: string, file: string): readonly Entry[] {
  const users = /^\s*\[/.test(text) ? readArray(text, file) : readLines(text, file)
  return users.flatMap(({ user, line }): readonly Entry[] =>
    user === null
      ? [{ line, user: '', app: err('the line is not well-formed JSON') }]
      : entriesOf(fieldsOf(user), line),
  )
}

interface Placed {
  /** Null if it is malformed. */
  readonly user: unknown
  readonly line: number
}

function readArray(text: string, file: string): readonly Placed[] {
  const [document] = parseSecretYaml(file, text)
  return listOf(document?.value).map((user, index) => ({ user, line: document?.at([index], '').line ?? 1 }))
}

function readLines(text: string, file: string): readonly Placed[] {
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const users = rows.flatMap((row, index): Placed[] =>
    row.trim() === '' ? [] : [{ user: parseLine(row), line: index + 1 }],
  )
  if (!users.some(({ user }) => user !== null))
    throw new Failure(`${file} is neither a JSON array of users nor one user a line.`, {
      code: 'invalid_file',
    })
  return users
}

function parseLine(row: string): unknown {
  try {
    const user: unknown = JSON.parse(row)
    return typeof user === 'object' && !Array.isArray(user) ? user : null
  } catch {
    return null
  }
}

function entriesOf(user: Readonly<Record<string, unknown>>, line: number): readonly Entry[] {
  const whose = {
    line,
    user: textOf(user.username) || textOf(user.email) || textOf(user.user_id),
    email: textOf(user.email),
    isUnverified: String(user.email_verified) === 'false',
  }
  return listOf(user.mfa_factors).flatMap((factor): Entry[] => {
    const { totp } = fieldsOf(factor)
    if (totp === undefined) return []
    if (String(user.blocked) === 'true') return [{ ...whose, app: err('the user is blocked') }]
    const secret = secretFromBase32(textOf(fieldsOf(totp).secret))
    return [{ ...whose, app: appFrom({ secret, algorithm: 'SHA1', digits: '6', period: '30' }) }]
  })
}
