// Checks what the portal gives a session that asks to enter: a code, a page, or nothing.

import { beforeEach, describe, expect, it } from 'vitest'
import { digest } from '../../../src/crypto/digest.ts'
import { openHandOff } from '../../../src/crypto/hand-off.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { askToEnter, deferPromptOf, offerHandOff } from '../../../src/flows/entry/enter.ts'
import { recordOtherWay, recordRefusal } from '../../../src/flows/entry/record-refusal.ts'
import { findSite, type Site } from '../../../src/store/sites.ts'
import { saveAllowedProviders } from '../../../src/store/workspaces.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  count,
  IN_EFFECT,
  NOW,
  OKTA,
  PROVIDERS,
  rows,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

const HOST = 'acme.example.com'
const COOKIE = 'the cookie of the session'
const FLOW = 'f'.repeat(43)

let edge: Edge
let site: Site
beforeEach(async () => {
  const base = await edgeAt(NOW)
  edge = { ...base, config: { ...base.config, providers: PROVIDERS } }
  await addWorkspace('acme')
  await addAccount('ada')
  await addMember('acme', 'ada', 'member')
  await addSession('laptop', 'ada')
  await rows('UPDATE sessions SET token_digest = ?', await digest(edge.ring, 'session', COOKIE))
  const found = await findSite(edge.db, HOST)
  if (!found) throw new Error('no site')
  site = found
})

const way = (change: Partial<{ site: Site; isSecondTry: boolean }> = {}) => ({
  ...{ site, flow: FLOW, returnTo: '/reports', isSecondTry: false },
  ...change,
})
const ask = async (on = edge, begun = way()) => {
  const asked = await askToEnter(on, COOKIE, begun)
  return asked && { ...asked, handOff: asked.code === null ? null : await openHandOff(edge.ring, asked.code) }
}

describe('a session that may enter', () => {
  it('gets a code for this flow, workspace and cookie, for a minute', async () => {
    expect((await ask())?.handOff).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      token: await digest(edge.ring, 'session', COOKIE),
      workspaceId: 'acme',
      host: HOST,
      flow: FLOW,
      returnTo: '/reports',
      expiresAt: NOW + 60,
      isSecondTry: false,
    })
  })

  it('costs one round trip and writes nothing', async () => {
    const { db, meter } = metered(edge.db)
    await ask({ ...edge, db })
    expect(meter).toMatchObject({ roundTrips: 1, rowsWritten: 0 })
  })

  it('gets the last code on a second try', async () => {
    expect((await ask(edge, way({ isSecondTry: true })))?.handOff).toMatchObject({ isSecondTry: true })
  })

  it('gets a code for the workspace that has the host now, whatever a copy said', async () => {
    const known = { ...site, workspaceId: 'globex' }
    expect((await ask(edge, way({ site: known })))?.handOff).toMatchObject({ workspaceId: 'acme' })
  })
})

it('a code offered right after a sign-in reads nothing from D1', async () => {
  const { db, meter } = metered(edge.db)
  expect(await openHandOff(edge.ring, await offerHandOff({ ...edge, db }, COOKIE, way()))).toMatchObject({
    workspaceId: 'acme',
  })
  expect(meter.roundTrips).toBe(0)
})

describe('a session that may not enter', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['not-a-member', () => rows('DELETE FROM members')],
    ['enrollment-required', () => setPolicy('acme', IN_EFFECT)],
    ['prompt', () => setPolicy('acme', SCHEDULED)],
    ['provider-not-allowed', () => saveAllowedProviders(edge.db, 'acme', ['okta']).run()],
  ])('gets no code, and the reason: %s', async (decision, meanwhile) => {
    await meanwhile()
    expect(await ask()).toMatchObject({ decided: { decision }, code: null, session: { id: 'laptop' } })
  })

  it('is missing once it ended, and decides nothing if no workspace has the host', async () => {
    await rows('DELETE FROM hosts')
    expect(await ask()).toMatchObject({ decided: null, code: null, session: { id: 'laptop' } })
    await rows('DELETE FROM sessions')
    expect(await ask()).toBeNull()
  })
})

describe('a refusal at the entrance', () => {
  const decided = async () => {
    const asked = await ask()
    if (!asked?.decided) throw new Error('no decision was made')
    return asked.decided
  }
  const entries = () => rows<{ scope: string }>("SELECT scope FROM audit WHERE action = 'workspace.refused'")

  it('of a member is recorded for the workspace’s admins, once in five minutes', async () => {
    await setPolicy('acme', IN_EFFECT)
    for (let i = 0; i < 3; i++) await recordRefusal(edge, await decided())
    expect(await entries()).toEqual([{ scope: 'acme' }])
    await recordRefusal({ ...edge, now: NOW + 300 }, await decided())
    expect(await entries()).toHaveLength(2)
  })

  it('of a non-member is recorded for the operator only', async () => {
    await rows('DELETE FROM members')
    await recordRefusal(edge, await decided())
    expect(await entries()).toEqual([{ scope: 'operator' }])
  })

  it('for a sign-in method names the accepted ones: their own first, a missing password last', async () => {
    await addWorkspace('globex')
    const ways = async () => (await recordOtherWay(edge, await decided())).map(({ id }) => id)
    expect(await ways()).toEqual(['okta', 'password'])
    await rows("UPDATE accounts SET password_hash = 'x'")
    expect(await ways()).toEqual(['password', 'okta'])
    await rows(
      `INSERT INTO identities (provider, subject, account_id, linked_at) VALUES ('${OKTA.id}', 'x', 'ada', 0)`,
    )
    await rows('UPDATE accounts SET password_hash = NULL')
    expect(await ways()).toEqual(['okta', 'password'])
    await saveAllowedProviders(edge.db, 'acme', ['okta']).run()
    expect(await ways()).toEqual(['okta'])
  })
})

it('"Remind me later" is stored and recorded once, and admits until the date', async () => {
  await setPolicy('acme', SCHEDULED)
  const session = { id: 'laptop', accountId: 'ada', email: 'ada@acme.example' }
  for (let i = 0; i < 2; i++) await deferPromptOf(edge, session, 'acme')
  expect(await rows('SELECT action FROM audit')).toEqual([{ action: 'prompt.deferred' }])
  expect(await ask()).toMatchObject({ decided: { decision: 'admit' } })
  expect(await count('prompt_deferrals')).toBe(1)
})
