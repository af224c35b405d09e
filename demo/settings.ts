// Reads the settings of the local edge from `.dev.vars` and from the environment of `npm start`.

import { writeFileSync } from 'node:fs'
import { Failure } from './failure.ts'

export type Settings = Readonly<Record<string, string>>

// Must not take MASTER_KEY or OPERATOR_TOKEN from the environment. Otherwise a deployment's key, exported in
// the same shell, would replace the key that opens the local database.
const FROM_ENVIRONMENT =
  /^(PROVIDERS|BRAND_[A-Z]+|CLIENT_SECRET_[A-Z0-9_]+|NOTICE_[A-Z_]+|PASS_SECONDS|OUTAGE_SECONDS|SESSION_HOURS|SESSION_IDLE_HOURS|ORIGIN_TIMEOUT_SECONDS|PUBLIC_PATHS)$/

/** Returns all settings. The environment overrides `.dev.vars`. */
export function settingsFrom(devVars: NodeJS.Dict<string>, environment: NodeJS.Dict<string>): Settings {
  const isSet = ([, value]: [string, string | undefined]) => value !== undefined && value !== ''
  const chosen = Object.entries(environment).filter(([name]) => FROM_ENVIRONMENT.test(name))
  return Object.fromEntries([...Object.entries(devVars), ...chosen].filter(isSet)) as Settings
}

/**
 * Writes a file for wrangler's `--env-file`, readable only by this user. Every user can read a process's
 * arguments.
 */
export function writeSettings(file: string, settings: Settings): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quote(name, value)}\n`)
  writeFileSync(file, lines.join(''), { mode: 0o600 })
}

function quote(name: string, value: string): string {
  const mark = ["'", '`'].find((each) => !value.includes(each))
  if (!mark) throw new Failure(`${name} must not contain both ' and \`.`)
  return mark + value + mark
}
