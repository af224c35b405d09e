// Creates the local secrets in the file that wrangler reads. Keeps the secrets that the file already has.

import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** The contents of `.dev.vars`, including other variables. */
export interface Secrets extends NodeJS.Dict<string> {
  readonly MASTER_KEY: string
  readonly OPERATOR_TOKEN: string
}

export const newSecrets = () => ({
  MASTER_KEY: randomBytes(32).toString('base64'),
  OPERATOR_TOKEN: `spo_${randomBytes(32).toString('base64url')}`,
})

export function ensureSecrets(file: string): Secrets {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const present = parseEnv(text)
  const fresh = newSecrets()
  const secrets = {
    MASTER_KEY: present.MASTER_KEY || fresh.MASTER_KEY,
    OPERATOR_TOKEN: present.OPERATOR_TOKEN || fresh.OPERATOR_TOKEN,
  }
  const missing = Object.entries(secrets).filter(([name]) => !present[name])
  if (missing.length > 0) {
    const before = text === '' || text.endsWith('\n') ? text : `${text}\n`
    const lines = missing.map(([name, value]) => `${name}="${value}"\n`)
    writeFileSync(file, before + lines.join(''), { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  return { ...present, ...secrets }
}
