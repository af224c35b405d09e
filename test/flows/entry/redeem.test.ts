// One valid code, and each way in which a code can be wrong. Checks who is admitted, whether it is spent, and
// where it leads.

import { beforeEach, describe, expect, it } from 'vitest'
import { digest, sha256Base64url } from '../../../src/crypto/digest.ts'
import { type HandOff, sealHandOff } from '../../../src/crypto/hand-off.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { redeemHandOff } from '../../../src/flows/entry/redeem.ts'
import { findSite } from '../../../src/store/sites.ts'
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
  rows,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

const HOST = 'acme.example.com'
const SECRET = 'the secret of the flow cookie'

let edge: Edge
let good: HandOff
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme', [HOST, 'www.acme.example'])
  await addAccount('ada')
  await addMember('acme', 'ada', 'owner')
  await addSession('laptop', 'ada')
  good = {
    id: 'the id of the code',
    token: digestOf('laptop'),
    workspaceId: 'acme',
    host: HOST,
    flow: await sha256Base64url(SECRET),
    returnTo: '/reports',
    expiresAt: NOW + 60,
    isSecondTry: false,
  }
})

async function redeem(change: Partial<HandOff> = {}, flowSecret: string | null = SECRET, host = HOST) {
  const site = await findSite(edge.db, host)
  if (!site) throw new Error('no site')
  const code = await sealHandOff(edge.ring, { ...good, ...change }, NOW)
  return redeemHandOff(edge, site, { code, flowSecret })
}
const isSpent = async () =>
  (await rows('SELECT digest FROM spent_arrivals')).map(({ digest }) => digest).join() ===
  (await digest(edge.ring, 'hand-off', good.id))

describe('a hand-off code', () => {
  it('brought to its host by its browser gives a pass of its session, and leads to its address', async () => {
    const redeemed = await redeem()
    if (!redeemed.ok) throw new Error(redeemed.error.reason)
    expect(redeemed.value.returnTo).toBe('/reports')
    expect(redeemed.value.pass.claims).toMatchObject({
      sub: 'ada',
      sid: 'laptop',
      aud: `${edge.config.scheme}//${HOST}`,
      acr: 'aal1',
      workspace: { id: 'acme', slug: 'acme', role: 'owner' },
    })
    expect(await isSpent()).toBe(true)
    expect(await rows('SELECT action FROM audit')).toEqual([{ action: 'workspace.entered' }])
  })

  it.each<[string, Partial<HandOff>, string, { beginsAgain: boolean; isSpent: boolean }]>([
    [
      'of another session cookie',
      { token: digestOf('phone') },
      'session-changed',
      { beginsAgain: true, isSpent: true },
    ],
    [
      'of another workspace',
      { workspaceId: 'globex' },
      'session-changed',
      { beginsAgain: true, isSpent: true },
    ],
    ['of another host', { host: 'www.acme.example' }, 'other-host', { beginsAgain: false, isSpent: true }],
    ['of another flow', { flow: 'x'.repeat(43) }, 'other-browser', { beginsAgain: false, isSpent: true }],
    ['that has expired', { expiresAt: NOW }, 'expired', { beginsAgain: false, isSpent: false }],
  ])('%s opens nothing', async (_, change, reason, { beginsAgain, isSpent: spent }) => {
    expect(await redeem(change)).toEqual({
      ok: false,
      error: { reason, beginAgainTo: beginsAgain ? '/reports' : null },
    })
    expect(await isSpent()).toBe(spent)
    expect(await count('audit')).toBe(0)
    if (spent) expect(await redeem(), 'nor does it any more').toMatchObject({ error: { reason: 'spent' } })
  })

  it('without its flow’s cookie opens nothing, is spent, and starts the way again', async () => {
    expect(await redeem({}, null)).toEqual({
      ok: false,
      error: { reason: 'no-flow', beginAgainTo: '/reports' },
    })
    expect(await redeem()).toEqual({ ok: false, error: { reason: 'spent', beginAgainTo: null } })
    expect(await count('audit')).toBe(0)
  })

  it('that was not sealed here is unknown, and writes nothing', async () => {
    const site = await findSite(edge.db, HOST)
    if (!site) throw new Error('no site')
    const unknown = await redeemHandOff(edge, site, { code: `${'A'.repeat(22)}.AAAA`, flowSecret: SECRET })
    expect(unknown).toEqual({ ok: false, error: { reason: 'unknown-code', beginAgainTo: null } })
    expect(await count('spent_arrivals')).toBe(0)
  })

  it('sealed twice with one id is one code: the second is spent', async () => {
    expect(await redeem()).toMatchObject({ ok: true })
    expect(await redeem()).toEqual({ ok: false, error: { reason: 'spent', beginAgainTo: null } })
  })

  it.each<[string, string, () => Promise<unknown>]>([
    ['not-a-member', 'is not a member', () => rows("DELETE FROM members WHERE account_id = 'ada'")],
    ['second-factor-needed', 'enrolled meanwhile', () => enrol('ada')],
    ['enrollment-required', 'is blocked', () => setPolicy('acme', IN_EFFECT)],
    ['prompt', 'must see the prompt first', () => setPolicy('acme', SCHEDULED)],
    ['session-changed', 'signed out', () => rows('DELETE FROM sessions')],
  ])('leads once to the page for %s, if the person %s', async (reason, _, meanwhile) => {
    await meanwhile()
    expect(await redeem()).toEqual({ ok: false, error: { reason, beginAgainTo: '/reports' } })
    const second = { id: 'of the second try', isSecondTry: true }
    expect(await redeem(second)).toEqual({ ok: false, error: { reason, beginAgainTo: null } })
    expect(await rows("SELECT 1 FROM audit WHERE action = 'workspace.entered'")).toEqual([])
  })

  it('from a second try works like any other', async () => {
    expect(await redeem({ isSecondTry: true })).toMatchObject({ ok: true })
  })
})
