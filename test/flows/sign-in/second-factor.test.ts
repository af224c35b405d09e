// Guesses at a second factor: what is spent and charged, and that wrong and right guesses run the same
// statements.

import { beforeEach, describe, expect, it } from 'vitest'
import { FAILURES_THAT_DISABLE } from '../../../src/core/lockout.ts'
import { hotp, stepAt } from '../../../src/core/totp.ts'
import { digest } from '../../../src/crypto/digest.ts'
import { seal } from '../../../src/crypto/seal.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { findSession } from '../../../src/flows/session/session.ts'
import { stepUp, verifyLogin } from '../../../src/flows/sign-in/verify-login.ts'
import { startLogin } from '../../../src/store/logins.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addSession,
  BY_PASSWORD,
  count,
  digestOf,
  enrol,
  NOW,
  PASSWORD_HASH,
  rows,
} from '../../support/rows.ts'

const TOTP_SECRET = new TextEncoder().encode('12345678901234567890')
const LOGIN = 'the cookie of the login'
const SESSION = 'the cookie of the session'
const RECOVERY = 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF'
const BROWSER = { previous: null, language: 'en' } as const

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addAccount('ada', PASSWORD_HASH)
  await enrol('ada')
  const place = { kind: 'totp-secret', id: 'app of ada', accountId: 'ada' } as const
  await rows('UPDATE authenticators SET sealed_secret = ?', await seal(edge.ring, place, TOTP_SECRET, NOW))
  await rows("UPDATE accounts SET recovery_set_id = 'one'")
  const recovery = await digest(edge.ring, 'recovery-code', 'ada', RECOVERY)
  await rows("INSERT INTO recovery_codes (account_id, digest, set_id) VALUES ('ada', ?, 'one')", recovery)
  await begin()
})

async function begin(cookie = LOGIN): Promise<void> {
  const tokenDigest = await digest(edge.ring, 'login', cookie)
  const login = { tokenDigest, accountId: 'ada', factor: BY_PASSWORD }
  await startLogin(edge.db, login, NOW, digestOf('no session')).run()
}
const codeOf = (offset = 0) => hotp(TOTP_SECRET, stepAt(NOW) + offset)
const wrong = async () => ((await codeOf()) === '000000' ? '000001' : '000000')
const guess = (text: string, at = edge, cookie = LOGIN) => verifyLogin(at, cookie, text, BROWSER)
const later = (seconds: number): Edge => ({ ...edge, now: NOW + seconds })
const failures = async () =>
  (await rows<{ failures: number }>("SELECT failures FROM attempts WHERE budget = 'second-factor'"))[0]
    ?.failures ?? 0
const refusedOf = (reason: string) => ({ ok: false, error: expect.objectContaining({ reason }) })
const actions = async () =>
  (await rows<{ action: string }>('SELECT action FROM audit')).map(({ action }) => action)

const block = (seconds: number) =>
  rows(
    "INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at) VALUES ('second-factor', 'ada', 5, ?, 0)",
    NOW + seconds,
  )

/** Returns an edge on which `step` happens between reading a guess and settling it. */
function interruptedBy(step: () => Promise<unknown>): Edge {
  const { db } = edge
  let asked = 0
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await db.batch(statements)
    if (++asked === 1) await step()
    return results
  }
  return { ...edge, db: { prepare: db.prepare.bind(db), batch } as unknown as D1Database }
}

describe('a right code', () => {
  it.each([0, -1, 1])('within one step of now makes the session: %i', async (offset) => {
    const verified = await guess(await codeOf(offset))
    if (!verified.ok) throw new Error(verified.error.reason)
    expect(await findSession(edge, verified.value.cookie)).toMatchObject({
      accountId: 'ada',
      proof: { secondFactor: { method: 'totp', at: NOW } },
    })
    expect([await count('logins'), await failures()]).toEqual([0, 0])
    expect(await actions()).toEqual(['second_factor.proved'])
  })

  it('resets the earlier guesses of both kinds', async () => {
    for (const text of [await wrong(), RECOVERY.replaceAll('A', 'Q')]) await guess(text)
    expect(await failures()).toBe(2)
    expect(await guess(await codeOf())).toMatchObject({ ok: true, value: { recoveryCodesLeft: 1 } })
    expect(await failures()).toBe(0)
  })

  it('works once: in another login it counts as used, and is charged', async () => {
    await begin('another')
    await guess(await codeOf())
    expect(await guess(await codeOf(), edge, 'another')).toEqual(refusedOf('already-used'))
    expect([await failures(), await count('sessions')]).toEqual([1, 1])
  })

  it('brought by ten logins at once makes one session', async () => {
    const cookies = Array.from({ length: 10 }, (_, i) => `login ${i}`)
    for (const cookie of cookies) await begin(cookie)
    const code = await codeOf()
    const all = await Promise.all(cookies.map((cookie) => guess(code, edge, cookie)))
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await count('sessions')).toBe(1)
  })

  it('in a session makes its proof fresh and changes its cookie', async () => {
    await addSession('laptop', 'ada', { mfaTime: NOW - 700 })
    await rows('UPDATE sessions SET token_digest = ?', await digest(edge.ring, 'session', SESSION))
    const session = await findSession(edge, SESSION)
    const verified = session && (await stepUp(edge, session, await codeOf()))
    expect(verified).toMatchObject({ ok: true })
    expect(await findSession(edge, SESSION)).toBeNull()
    expect(await rows('SELECT mfa_time FROM sessions')).toEqual([{ mfa_time: NOW }])
    expect(await failures(), 'and is not charged').toBe(0)
  })
})

describe('a recovery code', () => {
  it('makes the session once, and may have spaces instead of dashes', async () => {
    await begin('another')
    expect(await guess(RECOVERY.replaceAll('-', ' '))).toMatchObject({
      ok: true,
      value: { method: 'recovery_code', recoveryCodesLeft: 0 },
    })
    expect(await guess(RECOVERY, edge, 'another')).toEqual(refusedOf('already-used'))
    expect(await count('sessions')).toBe(1)
    expect(await rows('SELECT kind FROM notices')).toEqual([{ kind: 'recovery_code.used' }])
  })

  it('of a set never confirmed as saved is wrong', async () => {
    await rows("UPDATE accounts SET recovery_set_id = 'two'")
    expect(await guess(RECOVERY)).toEqual(refusedOf('wrong'))
  })
})

describe('a guess at a second factor', () => {
  it('that cannot be a code costs nothing', async () => {
    expect(await guess('12345')).toEqual(refusedOf('malformed'))
    expect([await failures(), await count('audit')]).toEqual([0, 0])
  })

  it('that is wrong is charged to the account across its logins, and recorded', async () => {
    await begin('another')
    expect(await guess(await wrong())).toEqual(refusedOf('wrong'))
    expect(await guess(await wrong(), edge, 'another')).toEqual(refusedOf('wrong'))
    expect(await failures()).toBe(2)
    expect(await actions()).toEqual(['second_factor.refused', 'second_factor.refused'])
  })

  it('after the fifth must wait, right or wrong, and is neither charged nor recorded', async () => {
    for (let i = 0; i < 5; i++) await guess(await wrong())
    const locked = { ok: false, error: { reason: 'locked', until: NOW + 30 } }
    expect([await guess(await codeOf()), await guess(await wrong())]).toEqual([locked, locked])
    expect([await failures(), await count('audit')]).toEqual([5, 5])
    expect(await guess(await codeOf(1), later(30))).toMatchObject({ ok: true })
  })

  it('of fifty at once is answered five times, and a right one among the others is not spent', async () => {
    const all = [...Array.from({ length: 49 }, wrong), codeOf()]
    const answers = await Promise.all((await Promise.all(all)).map((text) => guess(text)))
    const told = answers.map((answer) => (answer.ok ? 'in' : answer.error.reason))
    expect(told.filter((reason) => reason === 'wrong')).toHaveLength(5)
    expect(told.filter((reason) => reason === 'locked')).toHaveLength(45)
    expect([await failures(), await count('sessions')]).toEqual([5, 0])
  })

  it.each([
    ['a right one', codeOf],
    ['a wrong one', wrong],
  ])('during a wait is not checked: one round trip, for %s', async (_, text) => {
    await block(1)
    const { db, meter } = metered(edge.db)
    expect(await guess(await text(), { ...edge, db })).toEqual(refusedOf('locked'))
    expect(meter.roundTrips).toBe(1)
  })

  it('that is right has an effect only if no wait began since it was judged', async () => {
    const overtaken = interruptedBy(() => block(30))
    expect(await guess(await codeOf(), overtaken)).toEqual({
      ok: false,
      error: { reason: 'locked', until: NOW + 30 },
    })
    expect([await count('sessions'), await failures()]).toEqual([0, 5])
    expect(await guess(await codeOf(), later(30)), 'nor was it spent').toMatchObject({ ok: true })
  })

  it.each([
    ['a right one', codeOf],
    ['a wrong one', wrong],
    ['one from another time', () => codeOf(8)],
  ])('is told of to nobody if D1 fails before it is settled, and nothing is written: %s', async (_, text) => {
    const { db } = edge
    let asked = 0
    const batch = (statements: D1PreparedStatement[]) =>
      ++asked === 1 ? db.batch(statements) : Promise.reject(new Error('D1 is down'))
    const failing = { prepare: db.prepare.bind(db), batch } as unknown as D1Database
    await expect(guess(await text(), { ...edge, db: failing })).rejects.toThrow(/^D1 is down$/)
    const written = ['sessions', 'attempts', 'audit', 'refused_steps']
    expect(await Promise.all(written.map(count))).toEqual([0, 0, 0, 0])
    expect(await guess(await codeOf()), 'a right code still works').toMatchObject({ ok: true })
  })

  it.each([
    ['a right one', codeOf],
    ['a wrong one', wrong],
  ])('whose login ended since it was judged is charged to nobody: %s', async (_, text) => {
    const ending = interruptedBy(() => rows('DELETE FROM logins'))
    expect(await guess(await text(), ending)).toEqual(refusedOf('gone'))
    expect([await failures(), await count('sessions'), await count('audit')]).toEqual([0, 0, 0])
  })

  it.each([
    ['a right one', codeOf],
    ['a wrong one', wrong],
    ['one from another time', () => codeOf(8)],
  ])('calls D1 twice with the same statements: %s', async (_, text) => {
    const { db, meter } = metered(edge.db)
    await guess(await text(), { ...edge, db })
    // A code that is too early needs one more statement, which refuses its step.
    const more = (await count('refused_steps')) === 1 ? 1 : 0
    expect(meter).toMatchObject({ roundTrips: 2, statements: 14 + more })
  })

  it('that is too early says by how much, and is never accepted later', async () => {
    expect(await guess(await codeOf(8))).toEqual({ ok: false, error: { reason: 'clock-off', seconds: 240 } })
    expect(await guess(await hotp(TOTP_SECRET, stepAt(NOW) + 8), later(240))).toEqual(
      refusedOf('already-used'),
    )
  })

  it('the hundredth in a row disables the app, announced once; a recovery code still works', async () => {
    await rows(
      "INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at) VALUES ('second-factor', 'ada', ?, 0, 0)",
      FAILURES_THAT_DISABLE - 1,
    )
    expect(await guess(await wrong())).toEqual(refusedOf('authenticator-disabled'))
    await rows('UPDATE logins SET expires_at = ?', NOW + 99_999)
    expect(await guess(await hotp(TOTP_SECRET, stepAt(NOW + 3600)), later(3600))).toEqual(
      refusedOf('authenticator-disabled'),
    )
    expect(await rows('SELECT kind FROM notices')).toEqual([{ kind: 'authenticator.disabled' }])
    expect(await guess(RECOVERY, later(7200))).toMatchObject({ ok: true })
  })
})

describe('an ended login', () => {
  it.each([
    ['ten minutes have passed', () => rows('UPDATE logins SET expires_at = ?', NOW)],
    ['the password was changed', () => rows('UPDATE accounts SET login_epoch = login_epoch + 1')],
    ['it was never begun', () => rows('DELETE FROM logins')],
  ])('makes no session, and no guess is charged to it: %s', async (_, meanwhile) => {
    await meanwhile()
    for (const text of [await codeOf(), await wrong()]) expect(await guess(text)).toEqual(refusedOf('gone'))
    expect([await failures(), await count('sessions'), await count('audit')]).toEqual([0, 0, 0])
  })
})
