// Settings of the local edge, from `.dev.vars` and from the environment of `npm start`.

import { writeFileSync } from 'node:fs'
import { Failure } from './failure.ts'

export type Settings = Readonly<Record<string, string>>

// Never MASTER_KEY or OPERATOR_TOKEN from the environment. Otherwise those of a deployment, exported in the same shell, would
// lock the local database.
const FROM_ENVIRONMENT =
  /^(PROVIDERS|BRAND_[A-Z]+|CLIENT_SECRET_[A-Z0-9_]+|NOTICE_[A-Z_]+|PASS_SECONDS|SESSION_HOURS|SESSION_IDLE_HOURS|ORIGIN_TIMEOUT_SECONDS)$/

/** The environment wins over `.dev.vars`. */
export function settingsFrom(devVars: NodeJS.Dict<string>, environment: NodeJS.Dict<string>): Settings {
  const isSet = ([, value]: [string, string | undefined]) => value !== undefined && value !== ''
  const chosen = Object.entries(environment).filter(([name]) => FROM_ENVIRONMENT.test(name))
  return Object.fromEntries([...Object.entries(devVars), ...chosen].filter(isSet)) as Settings
}

/** For wrangler's `--env-file`, readable by nobody else: arguments of a process are seen by everybody on the machine. */
export function writeSettings(file: string, settings: Settings): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quote(name, value)}\n`)
  writeFileSync(file, lines.join(''), { mode: 0o600 })
}

function quote(name: string, value: string): string {
  const mark = ["'", '`'].find((each) => !value.includes(each))
  if (!mark) throw new Failure(`${name} can’t have both ' and \` in it.`)
  return mark + value + mark
}
