// A renewal updates a pass to what D1 says, and never beyond what the pass proved.

import { beforeEach, describe, expect, it } from 'vitest'
import type { PassClaims } from '../../../src/crypto/pass.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { renewPass } from '../../../src/flows/entry/renew.ts'
import { findSite } from '../../../src/store/sites.ts'
import { saveAllowedProviders } from '../../../src/store/workspaces.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

const HOST = 'acme.example.com'
const PASS = {
  sub: 'ada',
  sid: 'laptop',
  provider: 'password',
  auth_time: NOW,
  amr: ['pwd'],
  workspace: { id: 'acme', slug: 'acme', role: 'member' },
} as unknown as PassClaims
const PROVED = { ...PASS, amr: ['pwd', 'otp', 'mfa'], mfa_time: NOW, mfa_method: 'totp' } as PassClaims

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW + 121)
  await addWorkspace('acme')
  await addAccount('ada')
  await addMember('acme', 'ada', 'member')
  await addSession('laptop', 'ada')
})

async function renew(pass = PASS, at = edge) {
  const site = await findSite(edge.db, HOST)
  if (!site) throw new Error('no site')
  return renewPass(at, site, pass, 'the secret of the cookie')
}
const renewed = async (pass = PASS) => {
  const result = await renew(pass)
  if (!result.ok) throw new Error(result.error)
  return result.value.pass.claims
}

describe('a renewal', () => {
  it('is one round trip, and has the current role and policy', async () => {
    await rows("UPDATE members SET role = 'admin'")
    await setPolicy('acme', SCHEDULED)
    const { db, meter } = metered(edge.db)
    const result = await renew(PASS, { ...edge, db })
    expect(meter.roundTrips).toBe(1)
    expect(result).toMatchObject({ ok: true, value: { policies: { secondFactor: SCHEDULED } } })
    expect(await renewed()).toMatchObject({
      workspace: { role: 'admin' },
      enforcement: { state: 'scheduled' },
    })
  })

  it('updates when the session was last used', async () => {
    await renew()
    expect(await rows('SELECT last_seen_at FROM sessions')).toEqual([{ last_seen_at: NOW + 121 }])
  })

  it.each<[string, string, () => Promise<unknown>]>([
    ['session-ended', 'signed out', () => rows('DELETE FROM sessions')],
    ['session-ended', 'was idle for too long', () => rows('UPDATE sessions SET last_seen_at = 0')],
    ['not-a-member', 'was removed', () => rows('DELETE FROM members')],
    ['enrollment-required', 'is blocked', () => setPolicy('acme', IN_EFFECT)],
    ['second-factor-needed', 'enrolled since', () => enrol('ada')],
    [
      'provider-not-allowed',
      'used a method that is no longer accepted',
      () => saveAllowedProviders(edge.db, 'acme', ['okta']).run(),
    ],
  ])('is refused (%s) for a person who %s', async (reason, _, meanwhile) => {
    await meanwhile()
    expect(await renew()).toEqual({ ok: false, error: reason })
  })

  it('is refused for a pass that names another person’s session', async () => {
    expect(await renew({ ...PASS, sub: 'eve' })).toEqual({ ok: false, error: 'session-ended' })
  })

  it('keeps the pass’s proof', async () => {
    await enrol('ada')
    await rows("UPDATE sessions SET mfa_time = ?, mfa_method = 'totp'", NOW + 50)
    expect(await renewed(PROVED)).toMatchObject({ acr: 'aal2', mfa_time: NOW })
  })

  it('proves no more than the pass: a copy from before enrolment gains nothing', async () => {
    await enrol('ada')
    await rows("UPDATE sessions SET mfa_time = ?, mfa_method = 'totp'", NOW)
    expect(await renew(PASS)).toEqual({ ok: false, error: 'second-factor-needed' })
  })
})

describe('a pass that a passkey proved', () => {
  const BY_PASSKEY = {
    ...PASS,
    amr: ['pwd', 'swk', 'mfa'],
    mfa_time: NOW,
    mfa_method: 'passkey',
  } as PassClaims

  it('keeps its words and its time, whatever the session has proved since', async () => {
    await enrol('ada')
    await addSession('phone', 'ada', { mfaTime: NOW + 60, passkeyAmr: ['hwk', 'user'] })
    expect(await renewed({ ...BY_PASSKEY, sid: 'phone' })).toMatchObject({
      amr: ['pwd', 'swk', 'mfa'],
      mfa_time: NOW,
      mfa_method: 'passkey',
    })
  })

  it('is not renewed once its session has proved a code instead', async () => {
    await enrol('ada')
    await addSession('phone', 'ada', { mfaTime: NOW + 60 })
    expect(await renew({ ...BY_PASSKEY, sid: 'phone' })).toEqual({ ok: false, error: 'second-factor-needed' })
  })

  it('is never what a pass of an app becomes', async () => {
    await enrol('ada')
    await addSession('phone', 'ada', { mfaTime: NOW + 60, passkeyAmr: ['hwk'] })
    expect(await renewed({ ...PROVED, sid: 'phone' })).toMatchObject({
      amr: ['pwd', 'otp', 'mfa'],
      mfa_method: 'totp',
      mfa_time: NOW,
    })
  })
})
