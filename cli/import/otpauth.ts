// Reads a list of Key URIs, one a line, as QR codes have them: otpauth://totp/Issuer:account?secret=…
//
// Empty lines, and lines that begin with #, are skipped.

import { err, type Result } from '../../src/core/result.ts'
import type { TotpKey } from '../../src/core/totp.ts'
import { appFrom, type Entry, secretFromBase32 } from './entry.ts'

export function readOtpauth(text: string): readonly Entry[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .flatMap((row, index): Entry[] => {
      const uri = row.trim()
      return uri === '' || uri.startsWith('#') ? [] : [entryFrom(uri, index + 1)]
    })
}

function entryFrom(uri: string, line: number): Entry {
  if (/^otpauth-migration:/i.test(uri))
    return refused(line, 'it is an export of Google Authenticator; convert it to otpauth://totp/… first')
  const [, type, label] = /^otpauth:\/\/([a-z]+)\/([^?#]*)/i.exec(uri) ?? []
  const account = label === undefined ? null : decoded(label)
  if (type === undefined || account === null) return refused(line, 'it is not an otpauth://totp/… address')
  // The label is `issuer:account`, or `account` alone.
  const user = account.slice(account.indexOf(':') + 1).trim()
  return { line, user, app: appOf(type.toLowerCase(), uri) }
}

function appOf(type: string, uri: string): Result<TotpKey, string> {
  if (type !== 'totp') return err(type === 'hotp' ? 'it is HOTP, which counts' : 'it is not TOTP')
  const query = new URLSearchParams(/\?([^#]*)/.exec(uri)?.[1] ?? '')
  return appFrom({
    secret: secretFromBase32(query.get('secret') ?? ''),
    algorithm: query.get('algorithm') ?? 'SHA1',
    digits: query.get('digits') ?? '6',
    period: query.get('period') ?? '30',
  })
}

const refused = (line: number, reason: string): Entry => ({ line, user: '', app: err(reason) })

function decoded(label: string): string | null {
  try {
    return decodeURIComponent(label)
  } catch {
    return null
  }
}
