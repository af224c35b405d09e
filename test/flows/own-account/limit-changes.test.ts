// Limits how often a person may change their own factors, password and sign-in methods. Past the limit no
// change happens and nothing is recorded.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { PASSWORD } from '../../../src/core/provider.ts'
import type { Result } from '../../../src/core/result.ts'
import { hashPassword } from '../../../src/crypto/password.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { addPasskey } from '../../../src/flows/own-account/add-passkey.ts'
import { changePassword } from '../../../src/flows/own-account/change-password.ts'
import { disableSecondFactor } from '../../../src/flows/own-account/disable.ts'
import { confirmEnrolment } from '../../../src/flows/own-account/enrol.ts'
import { MOST_CHANGES, TOO_MANY } from '../../../src/flows/own-account/limit-changes.ts'
import { unlinkOwnIdentity } from '../../../src/flows/own-account/link-identity.ts'
import { removeApp, removePasskey, renamePasskey } from '../../../src/flows/own-account/passkeys.ts'
import { askToLink, confirmLink } from '../../../src/flows/own-account/pending-link.ts'
import { confirmRecoveryCodes, generateRecoveryCodes } from '../../../src/flows/own-account/recover.ts'
import { findSessionByToken, type Session } from '../../../src/flows/session/session.ts'
import { linkIdentity } from '../../../src/store/identities.ts'
import { edgeAt } from '../../support/edge-at.ts'
import {
  addAccount,
  addSession,
  digestOf,
  enrol,
  NOW,
  OKTA,
  PASSWORD_HASH,
  rows,
} from '../../support/rows.ts'

const OLD = 'correct horse battery staple'
const NEW = 'nine blue herons at dawn'
const LINKED = { provider: 'okta', subject: 'x1', email: null }

let edge: Edge
let session: Session
beforeEach(async () => {
  const plain = await edgeAt(NOW)
  edge = { ...plain, config: { ...plain.config, providers: [PASSWORD, OKTA] } }
  await addAccount('ada', PASSWORD_HASH)
  await enrol('ada')
  await addSession('laptop', 'ada', { mfaTime: NOW })
  await linkIdentity(env.DB, LINKED, 'ada', NOW).run()
  const found = await findSessionByToken(edge, digestOf('laptop'))
  if (!found) throw new Error('no session')
  session = found
})

/** Takes long, so only the tests that type the password call it. */
const givePassword = async () =>
  env.DB.prepare('UPDATE accounts SET password_hash = ?1')
    .bind(await hashPassword(edge.ring, OLD))
    .run()

const countedSoFar = (used: number, until = NOW + 1) =>
  env.DB.prepare('INSERT INTO recent_counts (what, used, until) VALUES (?1, ?2, ?3)')
    .bind('ada changes', used, until)
    .run()

const pending = {
  ...{ id: 'pending', provider: 'okta', subject: 'x2', arrivedAt: NOW },
  ...{ email: null, isEmailVerified: false, name: null },
}
type Change = () => Promise<Result<unknown, unknown>>
const CHANGES: readonly (readonly [string, Change])[] = [
  ['a code for another app', () => confirmEnrolment(edge, session, '000000', { mayReplace: false })],
  ['turning off the factor', () => disableSecondFactor(edge, session)],
  ['new recovery codes', () => generateRecoveryCodes(edge, session)],
  ['confirming codes', () => confirmRecoveryCodes(edge, session, 'set')],
  ['a new password', () => changePassword(edge, session, { current: OLD, next: NEW }, null)],
  ['a wrong password', () => changePassword(edge, session, { current: NEW, next: OLD }, null)],
  ['starting a link', () => askToLink(edge, session)],
  ['a link', () => confirmLink(edge, session, pending)],
  ['an unlink', () => unlinkOwnIdentity(edge, session, LINKED)],
]

/** Everything that a change could leave behind, except password guesses, which have their own limit. */
const TABLES = ['audit', 'notices', 'accounts', 'authenticators', 'sessions', 'identities', 'spent_arrivals']
const everything = async () =>
  Promise.all([...TABLES, 'recovery_codes', 'recent_counts'].map((table) => rows(`SELECT * FROM ${table}`)))

/** A session of a copied cookie: its second factor is older than ten minutes. */
const stale = () => ({
  ...session,
  proof: { ...session.proof, secondFactor: { method: 'totp', at: NOW - 600 } as const },
})

// Otherwise a thief with a copied cookie could use up the changes, and its owner could not change the password.
it.each<[string, () => Promise<unknown>]>([
  ['adds a passkey', () => addPasskey(edge, stale(), { credential: '{}', name: null })],
  ['removes a passkey', () => removePasskey(edge, stale(), 'id')],
  ['removes the app', () => removeApp(edge, stale())],
  ['renames a passkey', () => renamePasskey(edge, stale(), 'id', 'Key')],
])('a session without a fresh proof that %s takes none of the changes', async (_, act) => {
  await countedSoFar(MOST_CHANGES - 1)
  for (let each = 0; each < 3; each++) await act()
  expect(await rows("SELECT used FROM recent_counts WHERE what = 'ada changes'")).toEqual([
    { used: MOST_CHANGES - 1 },
  ])
})

describe.each(CHANGES)('%s', (what, change) => {
  if (what.endsWith('password')) beforeEach(givePassword)

  it('is refused after too many changes, and leaves everything unchanged', async () => {
    await countedSoFar(MOST_CHANGES)
    const before = await everything()
    expect(await change()).toEqual({ ok: false, error: TOO_MANY })
    expect(await everything()).toEqual(before)
  })

  it('counts as the last allowed change, and is not refused for that', async () => {
    await countedSoFar(MOST_CHANGES - 1)
    expect(await change()).not.toEqual({ ok: false, error: TOO_MANY })
    expect(await rows('SELECT used FROM recent_counts')).toEqual([{ used: MOST_CHANGES }])
  })

  it('starts a new count an hour after the first', async () => {
    await countedSoFar(MOST_CHANGES, NOW)
    expect(await change()).not.toEqual({ ok: false, error: TOO_MANY })
    expect(await rows('SELECT used, until FROM recent_counts')).toEqual([{ used: 1, until: NOW + 3600 }])
  })
})
