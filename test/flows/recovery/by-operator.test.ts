// The operator asks for a recovery: the link is mailed at once. A new factor replaces the old ones in one batch.

import { beforeEach, describe, expect, it } from 'vitest'
import { hotp, stepAt } from '../../../src/core/totp.ts'
import { resetSecondFactor } from '../../../src/flows/administration/accounts.ts'
import { recoverAsOperator, stopAsOperator } from '../../../src/flows/recovery/ask-as-operator.ts'
import { offeredSecret, recoverWithApp } from '../../../src/flows/recovery/recover-with-app.ts'
import { offerRecoveryPasskey, recoverWithPasskey } from '../../../src/flows/recovery/recover-with-passkey.ts'
import { findRedeemable } from '../../../src/flows/recovery/redeem.ts'
import { findByStopLink, stopByLink } from '../../../src/flows/recovery/stop-by-link.ts'
import { findSession } from '../../../src/flows/session/session.ts'
import type { ProvedFirstFactor } from '../../../src/store/sessions.ts'
import { edgeAt } from '../../support/edge-at.ts'
import {
  accountOf,
  actions,
  begin,
  LOGIN,
  MailedEdge,
  recoverAt,
  redeemableAt,
} from '../../support/recovering.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  BY_PASSWORD,
  count,
  enrol,
  IN_EFFECT,
  NOW,
  PASSWORD_HASH,
  PROVIDERS,
  rows,
  setPolicy,
} from '../../support/rows.ts'
import { makeSoftwarePasskey } from '../../support/software-passkey.ts'

const DEED = { by: 'operator', reason: 'Lost phone, ticket 4711' }

let mailed: MailedEdge
beforeEach(async () => {
  mailed = await MailedEdge.at(NOW)
  await addAccount('ada', PASSWORD_HASH)
  await enrol('ada')
  await rows("UPDATE accounts SET recovery_set_id = 'old'")
  await rows("INSERT INTO recovery_codes (account_id, digest, set_id) VALUES ('ada', 'a code', 'old')")
})

const ask = async (edge = mailed.edge) => recoverAsOperator(edge, await accountOf(edge, 'ada'), DEED)

/** What would have changed if something were half done. */
const standing = async () => ({
  apps: await rows('SELECT id FROM authenticators'),
  codes: await rows('SELECT set_id FROM recovery_codes'),
  sessions: await rows('SELECT id FROM sessions'),
  recoveries: await rows('SELECT outcome FROM recoveries'),
})

describe('a recovery by the operator', () => {
  it('mails a link at once, and names the reason in every log that it concerns', async () => {
    await addWorkspace('acme')
    await addWorkspace('free')
    for (const id of ['acme', 'free']) await addMember(id, 'ada', 'member')
    await setPolicy('acme', IN_EFFECT)
    expect(await ask()).toMatchObject({ ok: true, value: { path: 'operator', linkedAt: NOW, endedAt: null } })
    await mailed.token('recover')
    expect(mailed.mails.map(({ to }) => to)).toEqual(['ada@acme.example'])
    expect([await actions('operator'), await actions('acme'), await actions('free')]).toEqual([
      ['recovery.asked'],
      ['recovery.asked'],
      [],
    ])
  })

  it.each([
    ['while one is open', async () => void (await ask()), 'recovery-open'],
    ['of somebody without a second factor', () => rows('DELETE FROM authenticators'), 'nothing-to-recover'],
  ])('is refused %s, and writes nothing', async (_, prepare, reason) => {
    await prepare()
    const before = [await count('recoveries'), await count('audit'), await count('notices')]
    expect(await ask()).toEqual({ ok: false, error: reason })
    expect([await count('recoveries'), await count('audit'), await count('notices')]).toEqual(before)
  })

  it('is refused where no mail is set up, and writes nothing', async () => {
    expect(await ask(await edgeAt(NOW))).toEqual({ ok: false, error: 'no-mail' })
    expect(await count('recoveries')).toBe(0)
  })

  it('is possible again once the one before has expired', async () => {
    await ask()
    expect(await ask(mailed.later(3 * 86_400))).toMatchObject({ ok: true })
    expect(await rows('SELECT outcome FROM recoveries ORDER BY asked_at')).toEqual([
      { outcome: 'expired' },
      { outcome: null },
    ])
  })
})

describe('the link', () => {
  it('replaces every factor, code and session in one step, and signs in', async () => {
    await addSession('old laptop', 'ada', { mfaTime: NOW })
    await ask()
    const token = await mailed.token('recover')
    await begin(mailed.edge, 'ada')
    const recovered = await recoverAt(mailed.edge, token)
    if (!recovered.ok) throw new Error(recovered.error.reason)
    expect(await findSession(mailed.edge, recovered.value.cookie)).toMatchObject({
      accountId: 'ada',
      isEnrolled: true,
      proof: { secondFactor: { method: 'totp', at: NOW } },
    })
    const after = await standing()
    expect(after.apps).not.toEqual([{ id: 'app of ada' }])
    expect(after.codes).toHaveLength(10)
    expect(after.sessions).toHaveLength(1)
    expect(after.recoveries).toEqual([{ outcome: 'recovered' }])
    expect(await rows("SELECT 1 FROM recovery_codes WHERE digest = 'a code'")).toEqual([])
    expect(await rows('SELECT enrolled_at, recovery_set_id FROM accounts')).toEqual([
      { enrolled_at: NOW, recovery_set_id: null },
    ])
    expect(await rows("SELECT kind FROM notices WHERE kind = 'second_factor.recovered'")).toHaveLength(1)
  })

  it('replaces an imported app by one with our own settings', async () => {
    await rows("UPDATE authenticators SET algorithm = 'SHA512', digits = 8, period = 60, imported_at = 1")
    await ask()
    await begin(mailed.edge, 'ada')
    expect(await recoverAt(mailed.edge, await mailed.token('recover'))).toMatchObject({ ok: true })
    expect(await rows('SELECT algorithm, digits, period, imported_at FROM authenticators')).toEqual([
      { algorithm: 'SHA1', digits: 6, period: 30, imported_at: null },
    ])
  })

  it('takes a passkey as well, which ends the app', async () => {
    await ask()
    const token = await mailed.token('recover')
    await begin(mailed.edge, 'ada')
    const found = await redeemableAt(mailed.edge, token)
    const offered = await offerRecoveryPasskey(mailed.edge, found)
    if (!offered.ok) throw new Error(offered.error.reason)
    const origin = mailed.edge.config.portalOrigin
    const passkey = await makeSoftwarePasskey({ origin })
    const credential = await passkey.register(offered.value)
    expect(await recoverWithPasskey(mailed.edge, found, credential, null)).toMatchObject({ ok: true })
    expect([await count('authenticators'), await count('passkeys')]).toEqual([0, 1])
    expect(await rows('SELECT mfa_method FROM sessions')).toEqual([{ mfa_method: 'passkey' }])
    expect(await rows('SELECT enrolled_at FROM accounts')).toEqual([{ enrolled_at: NOW }])
  })

  it('refuses a passkey of another account without losing the old factors', async () => {
    const passkey = await makeSoftwarePasskey({ origin: mailed.edge.config.portalOrigin })
    await ask()
    const token = await mailed.token('recover')
    await begin(mailed.edge, 'ada')
    const found = await redeemableAt(mailed.edge, token)
    const offered = await offerRecoveryPasskey(mailed.edge, found)
    if (!offered.ok) throw new Error(offered.error.reason)
    const credential = await passkey.register(offered.value)
    await addAccount('bo')
    await rows(
      `INSERT INTO passkeys (id, account_id, credential_id, public_key, rp_id, name, sign_count, is_backup_eligible,
         is_backed_up, transports, created_at) VALUES ('p', 'bo', ?, 'k', 'r', 'n', 0, 0, 0, '[]', 0)`,
      passkey.id,
    )
    const before = await standing()
    expect(await recoverWithPasskey(mailed.edge, found, credential, null)).toEqual({
      ok: false,
      error: { reason: 'already-registered' },
    })
    expect(await standing()).toEqual(before)
  })

  it('works once', async () => {
    await ask()
    const token = await mailed.token('recover')
    await begin(mailed.edge, 'ada')
    const found = await redeemableAt(mailed.edge, token)
    const code = await hotp(await offeredSecret(mailed.edge, found), stepAt(NOW))
    expect(await recoverWithApp(mailed.edge, found, code, null)).toMatchObject({ ok: true })
    const before = await standing()
    expect(await recoverWithApp(mailed.edge, found, code, null)).toEqual({
      ok: false,
      error: { reason: 'gone' },
    })
    expect(await standing()).toEqual(before)
    expect(await findRedeemable(mailed.edge, token, LOGIN)).toBe('dead-link')
  })

  it('shows the same key for each view in a login, and another key in another login', async () => {
    await ask()
    const token = await mailed.token('recover')
    await begin(mailed.edge, 'ada')
    await begin(mailed.edge, 'ada', { cookie: 'another' })
    const secret = async (cookie: string) =>
      offeredSecret(mailed.edge, await redeemableAt(mailed.edge, token, cookie))
    expect(await secret(LOGIN)).toEqual(await secret(LOGIN))
    expect(await secret(LOGIN)).not.toEqual(await secret('another'))
    expect((await secret(LOGIN)).byteLength).toBe(20)
  })

  it('is worth nothing without the first factor of its account', async () => {
    await addAccount('bo', PASSWORD_HASH)
    await enrol('bo')
    await ask()
    const token = await mailed.token('recover')
    await begin(mailed.edge, 'bo')
    expect(await findRedeemable(mailed.edge, token, null)).toBe('first-factor')
    expect(await findRedeemable(mailed.edge, token, 'made up')).toBe('first-factor')
    expect(await findRedeemable(mailed.edge, token, LOGIN)).toBe('first-factor')
  })

  it('is worth nothing in a login that would only link an identity by its address', async () => {
    await ask()
    const token = await mailed.token('recover')
    const factor: ProvedFirstFactor = {
      ...BY_PASSWORD,
      ...{
        kind: 'fed' as const,
        provider: 'okta',
        passwordHash: null,
        subject: 'x',
        linkEmail: 'ada@acme.example',
      },
    }
    await begin(mailed.edge, 'ada', { factor })
    expect(await count('logins')).toBe(1)
    expect(await findRedeemable(mailed.edge, token, LOGIN)).toBe('first-factor')
  })

  it('is refused in a login by a way that a workspace of theirs does not take', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    await rows(`UPDATE workspaces SET allowed_providers = '["okta"]'`)
    await ask()
    const token = await mailed.token('recover')
    await begin(mailed.edge, 'ada')
    const edge = { ...mailed.edge, config: { ...mailed.edge.config, providers: PROVIDERS } }
    expect(await findRedeemable(edge, token, LOGIN)).toBe('other-way')
  })

  it.each([
    ['60 minutes later', () => mailed.later(3600)],
    ['with a changed character', () => mailed.edge, (token: string) => token.replace(/.$/, '1')],
  ])('does not work %s', async (_, edge, change = (token: string) => token) => {
    await ask()
    const token = await mailed.token('recover')
    await begin(mailed.edge, 'ada')
    expect(await findRedeemable(edge(), change(token), LOGIN)).toBe('dead-link')
  })

  it('does not stop a recovery, and the link that stops one does not open it', async () => {
    await ask()
    const [open, stop] = [await mailed.token('recover'), await mailed.token('stop-recovery')]
    await begin(mailed.edge, 'ada')
    expect(await findByStopLink(mailed.edge, open)).toBeNull()
    expect(await findRedeemable(mailed.edge, stop, LOGIN)).toBe('dead-link')
  })

  it.each([
    [
      'the operator stops it',
      async () => stopAsOperator(mailed.edge, await accountOf(mailed.edge, 'ada'), 'operator'),
    ],
    [
      'the operator resets the second factor',
      async () => resetSecondFactor(mailed.edge, await accountOf(mailed.edge, 'ada'), 'stolen', 'operator'),
    ],
  ])('dies when %s, even once the person has enrolled again', async (_, act) => {
    await ask()
    const token = await mailed.token('recover')
    await act()
    await rows('DELETE FROM authenticators')
    await enrol('ada')
    await begin(mailed.edge, 'ada')
    expect(await findRedeemable(mailed.edge, token, LOGIN)).toBe('dead-link')
  })
})

describe('a locked account', () => {
  it('is unlocked by the recovery, and not before', async () => {
    await rows('UPDATE accounts SET locked_at = ?', NOW)
    await ask()
    const token = await mailed.token('recover')
    await begin(mailed.edge, 'ada')
    await redeemableAt(mailed.edge, token)
    expect(await rows('SELECT locked_at FROM accounts')).toEqual([{ locked_at: NOW }])
    const recovered = await recoverAt(mailed.edge, token)
    if (!recovered.ok) throw new Error(recovered.error.reason)
    expect(await findSession(mailed.edge, recovered.value.cookie)).toMatchObject({ accountId: 'ada' })
    expect(await rows('SELECT locked_at FROM accounts')).toEqual([{ locked_at: null }])
  })

  it('without a second factor gets its first one by the recovery', async () => {
    await rows('DELETE FROM authenticators')
    await rows('UPDATE accounts SET locked_at = ?', NOW)
    await ask()
    await begin(mailed.edge, 'ada')
    expect(await recoverAt(mailed.edge, await mailed.token('recover'))).toMatchObject({ ok: true })
    expect(await count('authenticators')).toBe(1)
  })
})

describe('the veto by mail', () => {
  it('stops once, tells the person, and leaves the old factors alone', async () => {
    await ask()
    const found = await findByStopLink(mailed.edge, await mailed.token('stop-recovery'))
    if (!found) throw new Error('not found')
    expect(await stopByLink(mailed.edge, found)).toBe(true)
    expect(await stopByLink(mailed.edge, found)).toBe(false)
    expect(await actions('operator')).toEqual(['recovery.asked', 'recovery.stopped'])
    expect(await rows("SELECT kind FROM notices WHERE kind = 'recovery.stopped'")).toHaveLength(1)
    expect(await count('authenticators')).toBe(1)
  })
})
