// Any success with an old factor stops a recovery, in the batch of the proof.

import { beforeEach, describe, expect, it } from 'vitest'
import { hotp, stepAt } from '../../../src/core/totp.ts'
import { digest } from '../../../src/crypto/digest.ts'
import { seal } from '../../../src/crypto/seal.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { disableSecondFactor } from '../../../src/flows/own-account/disable.ts'
import { confirmEnrolment, offerEnrolment } from '../../../src/flows/own-account/enrol.ts'
import { removePasskey } from '../../../src/flows/own-account/passkeys.ts'
import { recoverAsOperator } from '../../../src/flows/recovery/ask-as-operator.ts'
import { findRedeemable } from '../../../src/flows/recovery/redeem.ts'
import { stepUp, verifyLogin } from '../../../src/flows/sign-in/verify-login.ts'
import { offerAssertion, verifyLoginWithPasskey } from '../../../src/flows/sign-in/verify-passkey.ts'
import { addedPasskey, sessionOf, signedIn } from '../../support/passkey-rows.ts'
import { accountOf, actions, begin, LOGIN, MailedEdge } from '../../support/recovering.ts'
import { addAccount, enrol, NOW, PASSWORD_HASH, rows } from '../../support/rows.ts'

const SECRET = new TextEncoder().encode('12345678901234567890')
const RECOVERY = 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF'
const BROWSER = { previous: null, language: 'en' } as const
const outcomes = async () => (await rows('SELECT outcome FROM recoveries')).map(({ outcome }) => outcome)

let mailed: MailedEdge
let edge: Edge
let token: string
beforeEach(async () => {
  mailed = await MailedEdge.at(NOW)
  edge = mailed.edge
  await addAccount('ada', PASSWORD_HASH)
})

async function withApp() {
  await enrol('ada')
  const place = { kind: 'totp-secret', id: 'app of ada', accountId: 'ada' } as const
  await rows('UPDATE authenticators SET sealed_secret = ?', await seal(edge.ring, place, SECRET, NOW))
  await rows("UPDATE accounts SET recovery_set_id = 'one'")
  const code = await digest(edge.ring, 'recovery-code', 'ada', RECOVERY)
  await rows("INSERT INTO recovery_codes (account_id, digest, set_id) VALUES ('ada', ?, 'one')", code)
}
async function ask() {
  const deed = { by: 'operator', reason: 'lost' }
  expect(await recoverAsOperator(edge, await accountOf(edge, 'ada'), deed)).toMatchObject({ ok: true })
  token = await mailed.token('recover')
}
const code = () => hotp(SECRET, stepAt(NOW))

async function expectStopped() {
  expect(await outcomes()).toEqual(['stopped'])
  expect(await actions('operator')).toContain('recovery.stopped')
  expect(await rows("SELECT detail ->> 'how' AS how FROM audit WHERE action = 'recovery.stopped'")).toEqual([
    { how: 'factor' },
  ])
  await begin(edge, 'ada', { cookie: 'another login' })
  expect(await findRedeemable(edge, token, 'another login')).toBe('dead-link')
}

describe('a success with an old factor stops the recovery', () => {
  it.each([
    ['a code of the app', code],
    ['a recovery code', async () => RECOVERY],
  ])('by %s at a sign-in', async (_, text) => {
    await withApp()
    await ask()
    await begin(edge, 'ada')
    expect(await verifyLogin(edge, LOGIN, await text(), BROWSER)).toMatchObject({ ok: true })
    await expectStopped()
    expect(await rows("SELECT 1 FROM notices WHERE kind = 'recovery.stopped'")).toHaveLength(1)
  })

  it('by a code in a session that steps up', async () => {
    await withApp()
    await ask()
    const session = await signedIn(edge, 'laptop', 'ada')
    expect(await stepUp(edge, session, await code())).toMatchObject({ ok: true })
    await expectStopped()
  })

  it('by a passkey', async () => {
    const { passkey, cookie } = await addedPasskey(edge, await signedIn(edge, 'laptop', 'ada'))
    await sessionOf(edge, cookie)
    await ask()
    await begin(edge, 'ada')
    const offered = await offerAssertion(edge, { loginCookie: LOGIN })
    if (!offered.ok) throw new Error(offered.error.reason)
    const assertion = await passkey.assert(offered.value)
    expect(await verifyLoginWithPasskey(edge, LOGIN, assertion, BROWSER)).toMatchObject({ ok: true })
    await expectStopped()
  })

  it('even if it was asked for after the account was read', async () => {
    await withApp()
    await begin(edge, 'ada')
    const { db } = edge
    let batches = 0
    const interrupted = async (statements: D1PreparedStatement[]) => {
      const results = await db.batch(statements)
      if (++batches === 1) await ask()
      return results
    }
    const raced = {
      ...edge,
      db: { prepare: db.prepare.bind(db), batch: interrupted } as unknown as D1Database,
    }
    expect(await verifyLogin(raced, LOGIN, await code(), BROWSER)).toMatchObject({ ok: true })
    await expectStopped()
  })

  it('and a wrong code stops nothing', async () => {
    await withApp()
    await ask()
    await begin(edge, 'ada')
    const wrong = (await code()) === '000000' ? '000001' : '000000'
    expect(await verifyLogin(edge, LOGIN, wrong, BROWSER)).toMatchObject({ ok: false })
    expect(await outcomes()).toEqual([null])
  })

  it('and a sign-in without a recovery records none', async () => {
    await withApp()
    await begin(edge, 'ada')
    expect(await verifyLogin(edge, LOGIN, await code(), BROWSER)).toMatchObject({ ok: true })
    expect(await actions('operator')).toEqual(['second_factor.proved'])
  })
})

describe('a change of factors by their owner stops a recovery that was asked for after the proof', () => {
  const laptop = () => signedIn(edge, 'laptop', 'ada', { mfaTime: NOW })

  it('if two-factor authentication is turned off', async () => {
    await withApp()
    const session = await laptop()
    await ask()
    expect(await disableSecondFactor(edge, session)).toMatchObject({ ok: true })
    await expectStopped()
  })

  it('if another app takes the place of the first', async () => {
    await withApp()
    const session = await laptop()
    await ask()
    const offer = await offerEnrolment(edge, session)
    if (!offer.ok) throw new Error(offer.error.reason)
    const first = await hotp(offer.value.secret, stepAt(NOW))
    expect(await confirmEnrolment(edge, session, first, { mayReplace: true })).toMatchObject({ ok: true })
    await expectStopped()
  })

  it('if a passkey is added, and if one is removed', async () => {
    await withApp()
    const session = await laptop()
    await ask()
    const { cookie } = await addedPasskey(edge, session)
    await expectStopped()
    const [{ id } = { id: '' }] = await rows<{ id: string }>('SELECT id FROM passkeys')
    await rows('DELETE FROM recoveries')
    await ask()
    expect(await removePasskey(edge, await sessionOf(edge, cookie), id)).toMatchObject({ ok: true })
    expect(await outcomes()).toEqual(['stopped'])
  })

  it('but not if the proof is too old, and nothing changes', async () => {
    await withApp()
    const session = await laptop()
    await ask()
    const late = await disableSecondFactor(mailed.later(600), session)
    expect([late.ok, await outcomes()]).toEqual([false, [null]])
  })
})
