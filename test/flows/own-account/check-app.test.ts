// The check of an app that was never used: who is asked, and that a right code changes nothing but the app.

import { beforeEach, describe, expect, it } from 'vitest'
import { encodeBase32 } from '../../../src/core/base32.ts'
import { hotp, OWN_TOTP, stepAt } from '../../../src/core/totp.ts'
import { digest } from '../../../src/crypto/digest.ts'
import { seal } from '../../../src/crypto/seal.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { checkApp, viewUnusedApp } from '../../../src/flows/own-account/check-app.ts'
import { afterFirstFactor } from '../../../src/flows/sign-in/sign-in.ts'
import { verifyLogin } from '../../../src/flows/sign-in/verify-login.ts'
import { startLogin } from '../../../src/store/logins.ts'
import { callApi } from '../../support/api-caller.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { sessionOf, signedIn } from '../../support/passkey-rows.ts'
import {
  addAccount,
  BY_PASSWORD,
  count,
  digestOf,
  enrol,
  NOW,
  PASSWORD_HASH,
  rows,
} from '../../support/rows.ts'

const SECRET = new TextEncoder().encode('12345678901234567890')
const DAYS = 86_400
const ADDED = NOW - 28 * DAYS

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addAccount('ada', PASSWORD_HASH)
  await enrol('ada', stepAt(ADDED))
  const place = { kind: 'totp-secret', id: 'app of ada', accountId: 'ada' } as const
  await rows(
    'UPDATE authenticators SET sealed_secret = ?, confirmed_at = ?',
    await seal(edge.ring, place, SECRET, NOW),
    ADDED,
  )
})

const codeNow = (at = NOW) => hotp(SECRET, stepAt(at))
const proofOf = async () => (await rows('SELECT mfa_method, mfa_time, mfa_amr, passkey_id FROM sessions'))[0]
const BY_PASSKEY = { mfa_method: 'passkey', mfa_time: NOW - 60, mfa_amr: '["swk"]', passkey_id: 'key' }
const atPasskeySession = async () => {
  await signedIn(edge, 'laptop', 'ada')
  await rows(
    'UPDATE sessions SET mfa_method = ?, mfa_time = ?, mfa_amr = ?, passkey_id = ?',
    ...Object.values(BY_PASSKEY),
  )
  return sessionOf(edge, 'laptop')
}

describe('a right code', () => {
  it('marks the app as used, so that nobody asks again, and keeps the proof of the session', async () => {
    const session = await atPasskeySession()
    expect(await viewUnusedApp(edge, session)).toEqual({
      ...{ digits: 6, addedAt: ADDED, recoveryCodesLeft: 0, outlook: null },
    })
    const checked = await checkApp(edge, session, await codeNow())
    if (!checked.ok) throw new Error(checked.error.reason)
    expect(await viewUnusedApp(edge, session)).toBeNull()
    expect(await proofOf()).toEqual(BY_PASSKEY)
    expect((await sessionOf(edge, checked.value.cookie)).id).toBe(session.id)
  })

  it('works once, and not at a sign-in afterwards', async () => {
    const session = await atPasskeySession()
    const code = await codeNow()
    const both = await Promise.all([checkApp(edge, session, code), checkApp(edge, session, code)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('refuses', () => {
  it('a wrong code, and charges it as at the sign-in', async () => {
    const session = await atPasskeySession()
    const wrong = (await codeNow()) === '000000' ? '000001' : '000000'
    expect(await checkApp(edge, session, wrong)).toMatchObject({ ok: false, error: { reason: 'wrong' } })
    expect(await rows('SELECT failures FROM attempts')).toEqual([{ failures: 1 }])
    expect((await sessionOf(edge, 'laptop')).id).toBe(session.id)
  })

  it.each(['12345678', 'ABCD-EFGH-IJKL-MNOP-QRST-UVWX', 'not a code', ''])(
    'what is no code of this app, and charges nothing: %j',
    async (text) => {
      const checked = await checkApp(edge, await atPasskeySession(), text)
      expect(checked).toEqual({ ok: false, error: { reason: 'not-of-app' } })
      expect([await count('attempts'), await count('audit')]).toEqual([0, 0])
    },
  )
})

describe('who is asked', () => {
  const arrive = async (at: Edge) => {
    await rows(
      "INSERT INTO identities (provider, subject, account_id, linked_at) VALUES ('okta', 's', 'ada', 1) ON CONFLICT DO NOTHING",
    )
    const account = {
      id: 'ada',
      email: 'ada@acme.example',
      language: 'en',
      passwordHash: PASSWORD_HASH,
    } as const
    const factor = {
      kind: 'fed',
      provider: 'okta',
      authTime: at.now,
      providerAmr: ['mfa'],
      sealedIdToken: null,
      passwordHash: null,
      subject: 's',
      linkEmail: null,
    } as const
    return afterFirstFactor(at, account, factor, { previousId: null, language: 'en' })
  }

  it('a person whose provider proved the second factor, 28 days after the app was added', async () => {
    expect(await arrive({ ...edge, now: NOW - 1 })).toMatchObject({ next: 'session', isAppToCheck: false })
    expect(await arrive(edge)).toMatchObject({ next: 'session', isAppToCheck: true })
  })

  it('nobody whose app was used since, or who has none', async () => {
    await rows('UPDATE authenticators SET last_step = ?', stepAt(ADDED) + 2)
    expect(await arrive(edge)).toMatchObject({ isAppToCheck: false })
    await rows('DELETE FROM authenticators')
    expect(await arrive(edge)).toMatchObject({ isAppToCheck: false })
  })
})

describe('a sign-in with the app', () => {
  const signIn = async (at: number, secret: Uint8Array) => {
    await rows('DELETE FROM logins')
    const tokenDigest = await digest(edge.ring, 'login', 'login')
    const login = { tokenDigest, accountId: 'ada', factor: BY_PASSWORD }
    await startLogin(edge.db, login, at, digestOf('no session')).run()
    const code = await hotp(secret, stepAt(at))
    const proved = await verifyLogin({ ...edge, now: at }, 'login', code, { previous: null, language: 'en' })
    if (!proved.ok) throw new Error(proved.error.reason)
    return proved.value
  }
  const imported = async (bytes: number) => {
    await rows('DELETE FROM authenticators')
    const secret = crypto.getRandomValues(new Uint8Array(bytes))
    const body = { ...OWN_TOTP, secret: encodeBase32(secret) }
    await callApi(edge, 'PUT', '/accounts/ada@acme.example/authenticator', body)
    return secret
  }

  it.each([10, 15])('offers to replace an imported secret of %i bytes, once', async (bytes) => {
    const secret = await imported(bytes)
    expect(await signIn(NOW + 30, secret)).toMatchObject({ isShortSecretNew: true, recoveryCodesLeft: 0 })
    expect((await signIn(NOW + 60, secret)).isShortSecretNew).toBe(false)
  })

  it('offers nothing for a secret of 128 bits, and asks nobody to check what they just used', async () => {
    expect(await signIn(NOW + 30, await imported(16))).toMatchObject({
      ...{ isShortSecretNew: false, isAppToCheck: false },
    })
  })
})
