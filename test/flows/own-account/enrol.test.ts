// An authenticator app from its offer to its end, with its recovery codes, and everything that must not undo
// it.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { PASSWORD } from '../../../src/core/provider.ts'
import { hotp, stepAt } from '../../../src/core/totp.ts'
import type { Digest } from '../../../src/crypto/digest.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { disableSecondFactor } from '../../../src/flows/own-account/disable.ts'
import { confirmEnrolment, type Offer, offerEnrolment } from '../../../src/flows/own-account/enrol.ts'
import {
  confirmRecoveryCodes,
  generateRecoveryCodes,
  viewRecoveryCodes,
} from '../../../src/flows/own-account/recover.ts'
import { findSessionByToken, type Session } from '../../../src/flows/session/session.ts'
import { saveAllowedProviders } from '../../../src/store/workspaces.ts'
import { edgeAt } from '../../support/edge-at.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  count,
  digestOf,
  enrol,
  IN_EFFECT,
  NOW,
  OKTA,
  rows,
  setPolicy,
} from '../../support/rows.ts'

let edge: Edge
let session: Session
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addAccount('ada')
  await addSession('laptop', 'ada')
  session = await sessionNow()
})

/** Returns the session as a page opened now reads it. */
async function sessionNow(token: Digest = digestOf('laptop')): Promise<Session> {
  const found = await findSessionByToken(edge, token)
  if (!found) throw new Error('no session')
  return found
}

async function offered(): Promise<Offer> {
  const offer = await offerEnrolment(edge, session)
  if (!offer.ok) throw new Error(offer.error.reason)
  return offer.value
}

const codeOf = ({ secret }: Offer) => hotp(secret, stepAt(NOW))
const tokenNow = async () =>
  (await rows<{ token_digest: Digest }>('SELECT token_digest FROM sessions'))[0]?.token_digest

/** Sets up an app. The session continues with its new cookie. */
async function setUp(): Promise<string> {
  const confirmed = await confirmEnrolment(edge, session, await codeOf(await offered()), { mayReplace: true })
  if (!confirmed.ok) throw new Error(confirmed.error.reason)
  session = await sessionNow(await tokenNow())
  return confirmed.value.shownCodes ?? ''
}

const actions = async () =>
  (await rows<{ action: string }>('SELECT action FROM audit ORDER BY id')).map(({ action }) => action)
const takeAway = (name: string) => saveAllowedProviders(env.DB, name, ['okta']).run()

describe('an offered app', () => {
  it('is the same when the page is opened again, and enrols nobody', async () => {
    expect((await offered()).secret).toEqual((await offered()).secret)
    expect(await count('authenticators')).toBe(0)
  })

  it('needs a proof from the last ten minutes', async () => {
    const later = await edgeAt(NOW + 600)
    const refused = { ok: false, error: { reason: 'missing-proof', missing: 'first-factor' } }
    expect(await offerEnrolment(later, session)).toEqual(refused)
    expect(await count('pending_authenticators')).toBe(0)
  })

  it('needs the method that the workspaces accept most, whichever proof is missing', async () => {
    const providers = [PASSWORD, OKTA]
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    await takeAway('acme')
    for (const now of [NOW, NOW + 600]) {
      const at = { ...(await edgeAt(now)), config: { ...edge.config, providers } }
      const refused = { ok: false, error: { reason: 'other-way', ways: [OKTA] } }
      expect(await offerEnrolment(at, session)).toEqual(refused)
    }
    expect(await count('pending_authenticators')).toBe(0)
  })

  it('needs a session that has not ended since the page was requested', async () => {
    await env.DB.prepare('DELETE FROM sessions').run()
    expect(await offerEnrolment(edge, session)).toEqual({ ok: false, error: { reason: 'ended' } })
  })
})

describe('the first code', () => {
  it('enrols, strengthens the session with a new cookie, and brings codes to save', async () => {
    const shownCodes = await setUp()
    expect(session).toMatchObject({ isEnrolled: true, proof: { secondFactor: { method: 'totp', at: NOW } } })
    expect(await findSessionByToken(edge, digestOf('laptop'))).toBeNull()
    expect(await actions()).toEqual(['authenticator.enrolled', 'recovery_codes.generated'])
    expect(await count('pending_authenticators')).toBe(0)
    const { left, shown } = await viewRecoveryCodes(edge, session, shownCodes)
    expect([left, shown?.codes.length]).toEqual([0, 10])
  })

  it.each(['000000', 'no code at all', 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA'])('is not %s', async (typed) => {
    await offered()
    expect((await confirmEnrolment(edge, session, typed, { mayReplace: true })).ok).toBe(false)
    expect([await count('authenticators'), await count('recovery_codes')]).toEqual([0, 0])
  })

  it('replaces no app that another tab has set up since', async () => {
    const offer = await offered()
    await enrol('ada')
    const gone = { ok: false, error: { reason: 'gone' } }
    expect(await confirmEnrolment(edge, session, await codeOf(offer), { mayReplace: true })).toEqual(gone)
    expect(await rows('SELECT id FROM authenticators')).toEqual([{ id: 'app of ada' }])
    expect(await count('recovery_codes')).toBe(0)
  })

  it('works once, however many arrive at once, with one set of codes', async () => {
    const code = await codeOf(await offered())
    const both = await Promise.all(
      [1, 2].map(() => confirmEnrolment(edge, session, code, { mayReplace: true })),
    )
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await count('recovery_codes')).toBe(10)
  })
})

it('another app ends every other session and brings no codes: the owner has some', async () => {
  await setUp()
  await addSession('phone', 'ada', { mfaTime: NOW })
  const before = session.id
  expect(await setUp()).toBe('')
  expect(await rows('SELECT id FROM sessions')).toEqual([{ id: session.id }])
  expect(session.id).not.toBe(before)
  expect(await count('recovery_codes')).toBe(10)
})

describe('recovery codes', () => {
  const setOf = (cookie: string) => cookie.split('.')[0] ?? ''
  const make = async () => {
    const made = await generateRecoveryCodes(edge, session)
    return made.ok ? made.value : ''
  }

  it('are valid once confirmed as saved, and are not shown again', async () => {
    const cookie = await setUp()
    expect(await confirmRecoveryCodes(edge, session, setOf(cookie))).toEqual({ ok: true, value: null })
    expect(await viewRecoveryCodes(edge, session, cookie)).toEqual({ left: 10, shown: null })
  })

  it('are shown only in their account’s browser', async () => {
    const cookie = await setUp()
    await addAccount('bela')
    const { shown } = await viewRecoveryCodes(edge, { ...session, accountId: 'bela' }, cookie)
    expect(shown).toBeNull()
    for (const forged of ['', 'x', `${setOf(cookie)}.x`])
      expect((await viewRecoveryCodes(edge, session, forged)).shown).toBeNull()
  })

  it('of a replaced set are neither shown nor confirmed', async () => {
    const [old, fresh] = [await setUp(), await make()]
    expect((await viewRecoveryCodes(edge, session, old)).shown).toBeNull()
    const replaced = { ok: false, error: { reason: 'replaced' } }
    expect(await confirmRecoveryCodes(edge, session, setOf(old))).toEqual(replaced)
    expect((await viewRecoveryCodes(edge, session, fresh)).shown?.codes).toHaveLength(10)
  })

  it('need a proof from the last ten minutes when they are created or confirmed', async () => {
    const cookie = await setUp()
    const later = await edgeAt(NOW + 600)
    await generateRecoveryCodes(later, session)
    expect((await viewRecoveryCodes(edge, session, cookie)).shown?.codes).toHaveLength(10)
    expect((await confirmRecoveryCodes(later, session, setOf(cookie))).ok).toBe(false)
    expect((await viewRecoveryCodes(edge, session, cookie)).left).toBe(0)
  })
})

describe('turning off the second factor', () => {
  it('deletes app and codes, ends other sessions, and weakens this one with a new cookie', async () => {
    await setUp()
    await addSession('phone', 'ada', { mfaTime: NOW })
    expect((await disableSecondFactor(edge, session)).ok).toBe(true)
    expect([await count('authenticators'), await count('recovery_codes')]).toEqual([0, 0])
    expect(await rows('SELECT mfa_time FROM sessions')).toEqual([{ mfa_time: null }])
    expect(await findSessionByToken(edge, session.token)).toBeNull()
  })

  it('is refused while a workspace requires it, or with an old proof, and changes nothing', async () => {
    await setUp()
    const late = await disableSecondFactor(await edgeAt(NOW + 600), session)
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    await setPolicy('acme', IN_EFFECT)
    const required = { ok: false, error: { reason: 'required' } }
    expect([late, await disableSecondFactor(edge, session)]).toEqual([required, required])
    expect([await count('authenticators'), await count('recovery_codes')]).toEqual([1, 10])
    expect(await tokenNow()).toBe(session.token)
  })
})
