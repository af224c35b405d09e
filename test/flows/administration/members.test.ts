// Adds, changes and removes members. A refusal writes nothing, and each change is recorded with the old role.

import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import type { Role } from '../../../src/core/roles.ts'
import type { Standing } from '../../../src/core/standing.ts'
import type { Actor } from '../../../src/flows/administration/actor.ts'
import {
  addMemberTo,
  changeRoleIn,
  putMemberOf,
  removeMemberOf,
  viewMembers,
} from '../../../src/flows/administration/members.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { findFirst } from '../../../src/store/batch.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { selectPoliciesAndGroups } from '../../../src/store/policies.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  count,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

let edge: Edge
const actorAs = (role: Role): Actor => ({
  name: 'olga@acme.example',
  accountId: 'olga',
  role,
  isStill: ALWAYS,
})
const OWNER = actorAs('owner')
const emailOf = (id: string) => requireEmail(`${id}@acme.example`)
const roles = () =>
  rows<{ id: string; role: string }>('SELECT account_id AS id, role FROM members ORDER BY id')
const recorded = () => rows('SELECT actor, action, account_id, detail FROM audit')

beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
  for (const id of ['ada', 'bela', 'olga']) await addAccount(id)
  await addMember('acme', 'olga', 'owner')
  await addMember('acme', 'bela', 'member')
})

describe('a change of members', () => {
  it('takes two round trips: the person, then the change', async () => {
    const { db, meter } = metered(edge.db)
    const added = await addMemberTo({ ...edge, db }, 'acme', { email: emailOf('ada'), role: 'admin' }, OWNER)
    expect(added).toEqual({ ok: true, value: { isNew: true } })
    expect(meter.roundTrips).toBe(2)
    expect(await roles()).toContainEqual({ id: 'ada', role: 'admin' })
    expect(await recorded()).toEqual([
      {
        actor: 'olga@acme.example',
        action: 'member.put',
        account_id: 'ada',
        detail: '{"role":"admin","was":null}',
      },
    ])
  })

  it('records the previous role', async () => {
    await changeRoleIn(edge, 'acme', { email: emailOf('bela'), role: 'admin' }, OWNER)
    await removeMemberOf(edge, 'acme', emailOf('bela'), OWNER)
    expect((await recorded()).map(({ action, detail }) => [action, detail])).toEqual([
      ['member.put', '{"role":"admin","was":"member"}'],
      ['member.removed', '{"was":"admin"}'],
    ])
  })

  it('to the role that a member already has changes and records nothing', async () => {
    const same = await putMemberOf(edge, 'acme', { email: emailOf('bela'), role: 'member' }, OWNER)
    expect(same).toEqual({ ok: true, value: { isNew: false } })
    expect(await recorded()).toEqual([])
  })

  const someone = { email: emailOf('bela'), role: 'admin' } as const
  const nobody = { email: emailOf('nobody'), role: 'member' } as const
  const gone: Actor = { ...OWNER, isStill: { sql: '0', values: [] } }
  it.each([
    ['adds an address without an account', 'no-such-account', () => addMemberTo(edge, 'acme', nobody, OWNER)],
    ['adds a member again', 'already-a-member', () => addMemberTo(edge, 'acme', someone, OWNER)],
    [
      'changes the role of a person who is not a member',
      'not-a-member',
      () => changeRoleIn(edge, 'acme', { ...someone, email: emailOf('ada') }, OWNER),
    ],
    [
      'removes a person who is not a member',
      'not-a-member',
      () => removeMemberOf(edge, 'acme', emailOf('ada'), OWNER),
    ],
    [
      'removes an address without an account',
      'not-a-member',
      () => removeMemberOf(edge, 'acme', nobody.email, OWNER),
    ],
    [
      'adds an owner as an admin',
      'not-allowed',
      () => putMemberOf(edge, 'acme', { ...someone, role: 'owner' }, actorAs('admin')),
    ],
    [
      'removes an owner as an admin',
      'not-allowed',
      () => removeMemberOf(edge, 'acme', emailOf('olga'), actorAs('admin')),
    ],
    [
      'demotes the last owner',
      'last-owner',
      () => changeRoleIn(edge, 'acme', { email: emailOf('olga'), role: 'admin' }, OWNER),
    ],
    ['removes the last owner', 'last-owner', () => removeMemberOf(edge, 'acme', emailOf('olga'), OWNER)],
    [
      'comes from a person who no longer may',
      'changed-meanwhile',
      () => putMemberOf(edge, 'acme', someone, gone),
    ],
  ])('that %s is refused as %s, and writes nothing', async (_, reason, change) => {
    const before = await roles()
    expect(await change()).toEqual({ ok: false, error: reason })
    expect(await roles()).toEqual(before)
    expect(await recorded()).toEqual([])
  })

  it('that removes the last enrolled owner of an enforcing workspace is refused for that reason', async () => {
    await addMember('acme', 'ada', 'owner')
    await enrol('olga')
    await setPolicy('acme', SCHEDULED)
    expect(await removeMemberOf(edge, 'acme', emailOf('olga'), OWNER)).toEqual({
      ok: false,
      error: 'last-enrolled-owner',
    })
  })
})

describe('listing the members', () => {
  async function look(standing: Standing | null = null, after = '', size = 10, on = edge) {
    const facts = await findFirst(
      edge.db,
      selectPoliciesAndGroups(edge.db, 'acme', edge.config.providers, NOW),
    )
    if (!facts) throw new Error('no counts')
    const page = await viewMembers(on, 'acme', { facts, standing, search: '', after, size }, OWNER)
    return { ...page, rows: page.rows.map(({ accountId, standing }) => `${accountId} ${standing}`) }
  }

  it('is one round trip, with its audit entry', async () => {
    const { db, meter } = metered(edge.db)
    expect(await look(null, '', 10, { ...edge, db })).toEqual({
      rows: ['bela free', 'olga free'],
      next: null,
    })
    expect(meter.roundTrips).toBe(1)
    expect(await recorded()).toEqual([
      {
        actor: 'olga@acme.example',
        action: 'members.viewed',
        account_id: null,
        detail: '{"is_enrolled":null,"standing":null,"after":""}',
      },
    ])
  })

  it('goes from page to page, and each page is one entry', async () => {
    await addMember('acme', 'ada', 'member')
    expect(await look(null, '', 2)).toEqual({ rows: ['ada free', 'bela free'], next: 'bela' })
    expect(await look(null, 'bela', 2)).toEqual({ rows: ['olga free'], next: null })
    expect(await count('audit')).toBe(2)
  })

  it('says how each member stands with the policy, and filters by it', async () => {
    await enrol('olga')
    await setPolicy('acme', SCHEDULED)
    expect((await look()).rows).toEqual(['bela pending', 'olga enrolled'])
    expect((await look('enrolled')).rows).toEqual(['olga enrolled'])
    expect((await look('pending')).rows).toEqual(['bela pending'])
    expect((await look('vouched')).rows).toEqual([])
    await setPolicy('acme', IN_EFFECT)
    expect((await look('overdue')).rows).toEqual(['bela overdue'])
  })
})
