// Reads the YAML of `authelia storage user totp export`. Its schema is exports.totp.json, published by Authelia.
//
// `secret` is base64 of what Authelia stores, and that is the secret's base32 text.

import { err, type Result } from '../../src/core/result.ts'
import { Failure } from '../failure.ts'
import { parseSecretYaml } from '../files/yaml-file.ts'
import { appFrom, type Entry, fieldsOf, secretFromBase32, textOf } from './entry.ts'

export function readAuthelia(text: string, file: string): readonly Entry[] {
  const [document] = parseSecretYaml(file, text)
  const list = fieldsOf(document?.value).totp_configurations
  if (!document || !Array.isArray(list))
    throw new Failure(`${file} has no list “totp_configurations”, so it is no export of Authelia.`, {
      code: 'invalid_file',
    })
  return list.map((each: unknown, index): Entry => {
    const fields = fieldsOf(each)
    const app = appFrom({
      secret: secretFrom(textOf(fields.secret)),
      algorithm: textOf(fields.algorithm) || 'SHA1',
      digits: textOf(fields.digits) || '6',
      period: textOf(fields.period) || '30',
    })
    return { line: document.at(['totp_configurations', index], '').line, user: textOf(fields.username), app }
  })
}

function secretFrom(text: string): Result<Uint8Array, string> {
  const isBase64 = text !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
  if (!isBase64) return err('its secret is not base64')
  return secretFromBase32(Buffer.from(text, 'base64').toString('latin1'))
}
