// The guard before the settings of a workspace: one round trip reads everything, and the refusals have an
// order.

import { beforeEach, describe, expect, it } from 'vitest'
import { digest } from '../../../src/crypto/digest.ts'
import {
  adminOf,
  findAtSettings,
  type Membership,
  refuseSettings,
} from '../../../src/flows/administration/settings.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import type { Session } from '../../../src/flows/session/session.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  end,
  enrol,
  IN_EFFECT,
  NOW,
  OFF,
  rows,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

const COOKIE = 'the cookie of ada'
let edge: Edge

beforeEach(async () => {
  edge = await edgeAt(NOW)
  for (const id of ['ada', 'bela']) await addAccount(id)
  for (const id of ['acme', 'globex']) await addWorkspace(id)
  await addMember('acme', 'ada', 'admin')
  await addMember('globex', 'bela', 'owner')
  await addSession('laptop', 'ada')
  await rows('UPDATE sessions SET token_digest = ?', await digest(edge.ring, 'session', COOKIE))
})

describe('a person who asks for a workspace’s settings', () => {
  it('is read with the workspace, its policy and their role, in one round trip', async () => {
    await setPolicy('acme', SCHEDULED)
    const { db, meter } = metered(edge.db)
    expect(await findAtSettings({ ...edge, db }, COOKIE, 'acme')).toMatchObject({
      session: { accountId: 'ada', email: 'ada@acme.example' },
      membership: {
        role: 'admin',
        workspace: { id: 'acme', allowedProviders: null },
        facts: { groups: [{ members: 1 }], policies: { secondFactor: SCHEDULED } },
      },
    })
    expect(meter.roundTrips).toBe(1)
  })

  it.each([
    ['a workspace where they are not a member', 'globex', async () => {}],
    ['an unknown workspace', 'initech', async () => {}],
    ['a deleted workspace', 'acme', () => end('acme')],
  ])('has a session and no membership in %s', async (_, slug, act) => {
    await act()
    const found = await findAtSettings(edge, COOKIE, slug)
    expect(found).toMatchObject({ session: { accountId: 'ada' }, membership: null })
  })

  it.each([
    ['another cookie', 'another cookie', async () => {}],
    ['an expired session', COOKIE, () => rows('UPDATE sessions SET expires_at = ?', NOW)],
    ['a session that was idle for too long', COOKIE, () => rows('UPDATE sessions SET last_seen_at = 0')],
    ['a session of a removed provider', COOKIE, () => rows("UPDATE sessions SET provider = 'old'")],
  ])('with %s has no session, and learns nothing about the workspace', async (_, cookie, act) => {
    await act()
    expect(await findAtSettings(edge, cookie, 'acme')).toEqual({ session: null, membership: null })
  })

  it('counts as just seen', async () => {
    await rows('UPDATE sessions SET last_seen_at = ?', NOW - 600)
    await findAtSettings(edge, COOKIE, 'acme')
    expect(await rows('SELECT last_seen_at FROM sessions')).toEqual([{ last_seen_at: NOW }])
  })
})

describe('the settings', () => {
  async function read(slug = 'acme'): Promise<{ session: Session; membership: Membership | null }> {
    const { session, membership } = await findAtSettings(edge, COOKIE, slug)
    if (!session) throw new Error('no session')
    return { session, membership }
  }
  const refused = async (slug = 'acme') => {
    const { session, membership } = await read(slug)
    return refuseSettings(session, membership, NOW)
  }
  const become = (role: string) => rows("UPDATE members SET role = ? WHERE account_id = 'ada'", role)
  const allow = (providers: string) =>
    rows("UPDATE workspaces SET allowed_providers = ? WHERE id = 'acme'", providers)

  it('open for an admin and an owner', async () => {
    expect(await refused()).toBeNull()
    await become('owner')
    expect(await refused()).toBeNull()
  })

  it('are 404 for a person who is not a member', async () => {
    expect(await refused('globex')).toBe('not-found')
    expect(await refused('initech')).toBe('not-found')
  })

  it('are for admins only, whatever else a member lacks', async () => {
    await become('member')
    await setPolicy('acme', IN_EFFECT)
    await allow('["okta"]')
    expect(await refused()).toBe('admins-only')
  })

  it.each([
    ['in effect', IN_EFFECT, 'enrolment'],
    ['scheduled', SCHEDULED, null],
    ['off', OFF, null],
  ])(
    'require an admin without a second factor to enrol first, if the policy is %s',
    async (_, policy, refusal) => {
      await setPolicy('acme', policy)
      expect(await refused()).toBe(refusal)
      await enrol('ada')
      expect(await refused()).toBeNull()
    },
  )

  it('require another method of a person whose method the workspace refuses', async () => {
    await enrol('ada')
    await allow('["okta"]')
    expect(await refused()).toBe('other-way')
    await allow('["okta","password"]')
    expect(await refused()).toBeNull()
  })

  it('are changed under the admin’s name, while they have this role and a fresh proof', async () => {
    const { session, membership } = await read()
    if (!membership) throw new Error('no membership')
    const { isStill, ...actor } = adminOf(edge, session, membership)
    expect(actor).toEqual({ name: 'ada@acme.example', accountId: 'ada', role: 'admin' })
    const holds = async () =>
      (await rows(`SELECT 1 AS holds WHERE ${isStill.sql}`, ...isStill.values)).length === 1
    expect(await holds()).toBe(false)
    await rows("UPDATE sessions SET mfa_time = ?, mfa_method = 'totp'", NOW)
    expect(await holds()).toBe(true)
    await become('owner')
    expect(await holds()).toBe(false)
  })
})
