// Decides which entries of an export can be imported, before anything is asked of the portal.

import type { Email } from '../../src/core/email.ts'
import { err, ok, type Result } from '../../src/core/result.ts'
import type { TotpKey } from '../../src/core/totp.ts'
import { addressOf, type Usernames } from './addresses.ts'
import type { Entry } from './entry.ts'

export interface Candidate extends Pick<Entry, 'line' | 'user'> {
  readonly email: Email | null
  readonly isUnverified: boolean
  /** The app, or why it is not imported. */
  readonly app: Result<TotpKey, string>
}

/** Takes the first app of each account that can be taken. Names every other one. */
export function candidatesFrom(entries: readonly Entry[], usernames: Usernames): readonly Candidate[] {
  const lines = new Map<string, number>()
  return entries.map((entry): Candidate => {
    const { line, user } = entry
    const address = addressOf(entry, usernames)
    const found = address.ok ? address.value : { email: null, isUnverified: false }
    const common = { line, user, ...found }
    if (!entry.app.ok) return { ...common, app: entry.app }
    if (!address.ok) return { ...common, app: address }
    const { key } = address.value.email
    const before = lines.get(key)
    if (before !== undefined)
      return { ...common, app: err(`it is a second app of this account; line ${before} is the first`) }
    lines.set(key, line)
    return { ...common, app: ok(entry.app.value) }
  })
}
