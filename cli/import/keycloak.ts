// Reads the users of a Keycloak realm, as `kc.sh export` writes them: in the realm's file, or in files of their own.
//
// `credentialData` and `secretData` are JSON inside strings. The key is the UTF-8 bytes of the secret's `value`, unless
// `secretEncoding` says that it is base32.

import { err, ok, type Result } from '../../src/core/result.ts'
import type { TotpKey } from '../../src/core/totp.ts'
import { Failure } from '../failure.ts'
import { parseSecretYaml, type YamlDocument } from '../files/yaml-file.ts'
import { appFrom, type Entry, fieldsOf, listOf, secretFromBase32, textOf } from './entry.ts'

export function readKeycloak(text: string, file: string): readonly Entry[] {
  const [document] = parseSecretYaml(file, text)
  // A file of several realms is a list of them.
  const realms = Array.isArray(document?.value)
    ? document.value.map((realm: unknown, index) => ({ realm, path: [index] as PropertyKey[] }))
    : [{ realm: document?.value, path: [] as PropertyKey[] }]
  const known = realms.filter(({ realm }) => Array.isArray(fieldsOf(realm).users))
  if (!document || known.length === 0)
    throw new Failure(
      `${file} has no list “users”. Export the realm with its users, such as with “--users realm_file”.`,
      { code: 'invalid_file' },
    )
  return known.flatMap(({ realm, path }) =>
    listOf(fieldsOf(realm).users).flatMap((user, index) =>
      entriesOf(document, fieldsOf(user), [...path, 'users', index]),
    ),
  )
}

function entriesOf(
  document: YamlDocument,
  user: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
): readonly Entry[] {
  return listOf(user.credentials).flatMap((each, index): Entry[] => {
    const credential = fieldsOf(each)
    const type = textOf(credential.type)
    if (type !== 'otp' && type !== 'totp' && type !== 'hotp') return []
    const isEnabled = textOf(user.enabled) !== 'false'
    return [
      {
        line: document.at([...path, 'credentials', index], '').line,
        user: textOf(user.username),
        email: textOf(user.email),
        isUnverified: textOf(user.emailVerified) === 'false',
        app: isEnabled ? appOf(credential) : err('the user is disabled'),
      },
    ]
  })
}

function appOf(credential: Readonly<Record<string, unknown>>): Result<TotpKey, string> {
  const data = fieldsOf(parseJson(textOf(credential.credentialData)))
  const { value } = fieldsOf(parseJson(textOf(credential.secretData)))
  if (data.subType === 'hotp') return err('it is HOTP, which counts')
  if (data.subType !== 'totp' || typeof value !== 'string')
    return err('its “credentialData” or “secretData” is damaged')
  return appFrom({
    secret: secretFrom(value, data.secretEncoding),
    algorithm: String(data.algorithm ?? ''),
    digits: String(data.digits ?? ''),
    period: String(data.period ?? ''),
  })
}

function secretFrom(value: string, encoding: unknown): Result<Uint8Array, string> {
  if (encoding === undefined || encoding === null) return ok(new TextEncoder().encode(value))
  if (String(encoding).toUpperCase() === 'BASE32') return secretFromBase32(value)
  return err('its “secretEncoding” is unknown')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
