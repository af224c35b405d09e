// A provider's proof is valid while the configuration trusts the provider: at the portal, at entry and at
// renewal.

import { beforeEach, describe, expect, it } from 'vitest'
import { PASSWORD, type Provider } from '../../../src/core/provider.ts'
import { digest } from '../../../src/crypto/digest.ts'
import { randomToken } from '../../../src/crypto/random.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { askToEnter } from '../../../src/flows/entry/enter.ts'
import type { IssuedPass } from '../../../src/flows/entry/issue-pass.ts'
import { redeemHandOff } from '../../../src/flows/entry/redeem.ts'
import { renewPass } from '../../../src/flows/entry/renew.ts'
import { findSession, needsSecondFactor } from '../../../src/flows/session/session.ts'
import { findSite } from '../../../src/store/sites.ts'
import { edgeAt } from '../../support/edge-at.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  CHALLENGED_OKTA,
  enrol,
  IN_EFFECT,
  NOW,
  OKTA,
  rows,
  setPolicy,
} from '../../support/rows.ts'

const TRUSTED = [PASSWORD, OKTA]
const CHALLENGED = [PASSWORD, CHALLENGED_OKTA]
const HOST = 'acme.example.com'
const SECRET = 'a secret of the cookie'
const FLOW_SECRET = 'a secret of the flow'

let base: Edge
let cookie: string
let flow: string
beforeEach(async () => {
  base = await edgeAt(NOW)
  cookie = randomToken()
  flow = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(FLOW_SECRET))).toString(
    'base64url',
  )
  await addWorkspace('acme')
  await addAccount('ada')
  await addMember('acme', 'ada', 'member')
  await addSession('laptop', 'ada', { provider: 'okta', providerAmr: ['mfa'] })
  await base.db
    .prepare('UPDATE sessions SET token_digest = ?1')
    .bind(await digest(base.ring, 'session', cookie))
    .run()
})

const under = (providers: readonly Provider[]): Edge => ({ ...base, config: { ...base.config, providers } })
const enter = async (providers: readonly Provider[]) =>
  askToEnter(under(providers), cookie, { site: await site(), flow, returnTo: '/', isSecondTry: false })

async function site() {
  const found = await findSite(base.db, HOST)
  if (!found) throw new Error('no site')
  return found
}

async function redeem(providers: readonly Provider[], code: string) {
  return redeemHandOff(under(providers), await site(), { code, flowSecret: FLOW_SECRET })
}

async function passWhileTrusted(): Promise<IssuedPass> {
  const entered = await enter(TRUSTED)
  const redeemed = await redeem(TRUSTED, entered?.code ?? '')
  if (!redeemed.ok) throw new Error(redeemed.error.reason)
  expect(redeemed.value.pass.claims).toMatchObject({ acr: 'aal2', mfa_method: 'provider' })
  return redeemed.value.pass
}

const renew = async (providers: readonly Provider[], { claims }: IssuedPass) =>
  renewPass(under(providers), await site(), claims, SECRET)

describe('a session whose second factor came from a provider that is no longer trusted', () => {
  it('has none at the portal, and must prove its own if there is one', async () => {
    expect((await findSession(under(TRUSTED), cookie))?.proof.secondFactor).toMatchObject({ amr: ['mfa'] })
    const session = await findSession(under(CHALLENGED), cookie)
    expect(session?.proof.secondFactor).toBeNull()
    await enrol('ada')
    const enrolled = await findSession(under(CHALLENGED), cookie)
    expect(enrolled && needsSecondFactor(enrolled)).toBe(true)
  })

  it('renews a pass of aal2 as aal1 without enforcement, and enters with no more', async () => {
    const pass = await passWhileTrusted()
    const renewed = await renew(CHALLENGED, pass)
    expect(renewed.ok && renewed.value.pass.claims).toMatchObject({ acr: 'aal1', amr: ['pwd'] })
    const entered = await enter(CHALLENGED)
    const redeemed = await redeem(CHALLENGED, entered?.code ?? '')
    expect(redeemed.ok && redeemed.value.pass.claims).toMatchObject({ acr: 'aal1', amr: ['pwd'] })
    const audited = await rows("SELECT detail FROM audit WHERE action = 'workspace.entered' ORDER BY id")
    expect(audited).toEqual([{ detail: '{"acr":"aal2"}' }, { detail: '{"acr":"aal1"}' }])
  })

  it('is refused where a second factor is required: at renewal, entry and hand-off', async () => {
    const pass = await passWhileTrusted()
    await setPolicy('acme', IN_EFFECT)
    expect((await renew(TRUSTED, pass)).ok).toBe(true)
    const offered = (await enter(TRUSTED))?.code ?? ''
    expect(await renew(CHALLENGED, pass)).toEqual({ ok: false, error: 'enrollment-required' })
    expect(await enter(CHALLENGED)).toMatchObject({
      decided: { decision: 'enrollment-required' },
      code: null,
    })
    expect(await redeem(CHALLENGED, offered)).toMatchObject({ error: { reason: 'enrollment-required' } })
    expect(await rows("SELECT 1 FROM audit WHERE action = 'workspace.entered'")).toHaveLength(1)
  })

  it('makes an enrolled person prove their factor here', async () => {
    const pass = await passWhileTrusted()
    await enrol('ada')
    expect(await renew(CHALLENGED, pass)).toEqual({ ok: false, error: 'second-factor-needed' })
    expect(await enter(CHALLENGED)).toMatchObject({
      decided: { decision: 'second-factor-needed' },
      code: null,
    })
  })

  it('puts the provider’s claim into no pass, even after the person’s own factor', async () => {
    const pass = await passWhileTrusted()
    await enrol('ada')
    await base.db.prepare("UPDATE sessions SET mfa_time = ?1, mfa_method = 'totp'").bind(NOW).run()
    expect((await renew(TRUSTED, pass)).ok).toBe(true)
    expect(await renew(CHALLENGED, pass)).toEqual({ ok: false, error: 'second-factor-needed' })
  })

  it('is judged by the current list of methods', async () => {
    const narrowed = [PASSWORD, { ...OKTA, trustedAmr: ['hwk'] }]
    expect((await findSession(under(narrowed), cookie))?.proof.secondFactor).toBeNull()
  })
})

describe('a session whose second factor was a provider’s class', () => {
  const asGold = (trustedAcr: readonly string[]) => [PASSWORD, { ...CHALLENGED_OKTA, trustedAcr }]
  beforeEach(() => base.db.prepare(`UPDATE sessions SET provider_amr = '["acr:gold"]'`).run())

  it('is accepted while the class is trusted: it enters and renews with that claim', async () => {
    await setPolicy('acme', IN_EFFECT)
    const redeemed = await redeem(asGold(['gold']), (await enter(asGold(['gold'])))?.code ?? '')
    if (!redeemed.ok) throw new Error(redeemed.error.reason)
    const { pass } = redeemed.value
    const said = { acr: 'aal2', mfa_method: 'provider', amr: ['pwd', 'mfa'] }
    expect(pass.claims).toMatchObject(said)
    const renewed = await renew(asGold(['gold', 'silver']), pass)
    expect(renewed.ok && renewed.value.pass.claims).toMatchObject(said)
  })

  it('is not accepted once the configuration no longer trusts it', async () => {
    const redeemed = await redeem(asGold(['gold']), (await enter(asGold(['gold'])))?.code ?? '')
    if (!redeemed.ok) throw new Error(redeemed.error.reason)
    await setPolicy('acme', IN_EFFECT)
    for (const providers of [asGold(['silver']), CHALLENGED, TRUSTED]) {
      expect((await findSession(under(providers), cookie))?.proof.secondFactor).toBeNull()
      expect(await renew(providers, redeemed.value.pass)).toEqual({ ok: false, error: 'enrollment-required' })
      expect(await enter(providers)).toMatchObject({
        decided: { decision: 'enrollment-required' },
        code: null,
      })
    }
  })
})

describe('a session of a provider removed from the configuration', () => {
  it('has ended: at the portal, at renewal, entry and hand-off', async () => {
    const pass = await passWhileTrusted()
    const offered = (await enter(TRUSTED))?.code ?? ''
    const without = [PASSWORD]
    expect(await findSession(under(without), cookie)).toBeNull()
    expect(await renew(without, pass)).toEqual({ ok: false, error: 'session-ended' })
    expect(await enter(without)).toBeNull()
    expect(await redeem(without, offered)).toMatchObject({ error: { reason: 'session-changed' } })
    expect(await rows("SELECT 1 FROM audit WHERE action = 'workspace.entered'")).toHaveLength(1)
  })

  it('has also ended if it came from a password that is no longer accepted', async () => {
    await base.db.prepare("UPDATE sessions SET provider = 'password', provider_amr = NULL").run()
    expect(await findSession(under(TRUSTED), cookie)).not.toBeNull()
    expect(await findSession(under([OKTA]), cookie)).toBeNull()
  })
})
