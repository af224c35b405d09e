// Reads what `pi-tokenjanitor find … export` of privacyIDEA writes with `--format csv` or `--format yaml`.
//
// The CSV has no header: owner@realm, serial, otpkey, type, otplen, timeStep. It does not say the hash, so only rows
// with the usual settings are taken. The YAML has all settings. The key is hexadecimal, or base32 with `--b32`.

import { err, ok, type Result } from '../../src/core/result.ts'
import { Failure } from '../failure.ts'
import { parseSecretYaml } from '../files/yaml-file.ts'
import { parseCsv } from './csv.ts'
import { appFrom, type Entry, fieldsOf, secretFromBase32, textOf } from './entry.ts'

export function readPrivacyIdea(text: string, file: string): readonly Entry[] {
  if (/^\s*(?:-\s|\[)/.test(text)) return readYaml(text, file)
  const records = parseCsv(text)
  if (!records.some(({ cells }) => (cells?.length ?? 0) >= 5))
    throw new Failure(
      `${file} is neither the CSV nor the YAML that “pi-tokenjanitor find … export” writes.`,
      {
        code: 'invalid_file',
      },
    )
  return records.map(({ line, cells }) =>
    cells && cells.length >= 5 && cells.length <= 6
      ? fromCsv(line, cells)
      : { line, user: '', app: err('it is not a row of owner, serial, key, type, digits and period') },
  )
}

function fromCsv(line: number, cells: readonly string[]): Entry {
  const [owner = '', , key = '', type = '', digits = '', period = ''] = cells
  const whose = { line, ...ownerFrom(owner) }
  const trouble = troubleWith({ owner, type })
  if (trouble) return { ...whose, app: err(trouble) }
  if (digits !== '6' || period !== '30')
    return {
      ...whose,
      app: err(
        'the CSV does not say its hash; only rows of 6 digits and 30 seconds are taken. Export YAML instead',
      ),
    }
  return { ...whose, app: appFrom({ secret: secretFrom(key), algorithm: 'SHA1', digits, period }) }
}

function readYaml(text: string, file: string): readonly Entry[] {
  const [document] = parseSecretYaml(file, text)
  if (!document || !Array.isArray(document.value))
    throw new Failure(`${file} is no list of tokens.`, { code: 'invalid_file' })
  return document.value.map((each: unknown, index): Entry => {
    const token = fieldsOf(each)
    const info = fieldsOf(token.info_list)
    const owner = textOf(token.owner)
    const whose = { line: document.at([index], '').line, ...ownerFrom(owner) }
    const trouble =
      troubleWith({ owner, type: textOf(token.type) }) ?? (isInUse(token) ? null : 'it is disabled')
    if (trouble) return { ...whose, app: err(trouble) }
    const app = appFrom({
      secret: secretFrom(textOf(token.otpkey)),
      algorithm: textOf(info.hashlib) || 'SHA1',
      digits: textOf(token.otplen) || '6',
      period: textOf(info.timeStep) || '30',
    })
    return { ...whose, app }
  })
}

const isInUse = ({ active, locked, revoked, rollout_state: state }: Readonly<Record<string, unknown>>) =>
  textOf(active) !== 'false' &&
  textOf(locked) !== 'true' &&
  textOf(revoked) !== 'true' &&
  ['', 'enrolled'].includes(textOf(state))

function troubleWith({ owner, type }: { owner: string; type: string }): string | null {
  if (type.toLowerCase() === 'hotp') return 'it is HOTP, which counts'
  if (type.toLowerCase() !== 'totp') return 'it is not TOTP'
  return owner === '' || owner === 'n/a' ? 'it belongs to nobody' : null
}

/** The owner is `login@realm`, and a login may be an address itself. */
function ownerFrom(owner: string): { readonly user: string; readonly realm?: string } {
  const at = owner.lastIndexOf('@')
  return at < 0 ? { user: owner } : { user: owner.slice(0, at), realm: owner.slice(at + 1) }
}

/** Tells hexadecimal and base32 apart by their letters and digits. Refuses a key that could be both. */
function secretFrom(text: string): Result<Uint8Array, string> {
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(text)
  const isBase32 = /^[A-Z2-7]+=*$/.test(text)
  if (isHex && isBase32) return err('its key could be hexadecimal or base32')
  if (isHex) return ok(Buffer.from(text, 'hex'))
  return isBase32 ? secretFromBase32(text) : err('its key is neither hexadecimal nor base32')
}
