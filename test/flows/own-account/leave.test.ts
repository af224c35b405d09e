// Leaves a workspace. A refusal writes nothing.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../../src/core/roles.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { findLeaveHold, leaveWorkspace } from '../../../src/flows/own-account/leave.ts'
import { findSessionByToken, type Session } from '../../../src/flows/session/session.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
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

let edge: Edge
let session: Session
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
  for (const id of ['ada', 'olga']) await addAccount(id)
  await addSession('laptop', 'ada')
  const found = await findSessionByToken(edge, digestOf('laptop'))
  if (!found) throw new Error('no session')
  session = found
})

const leave = (role: Role, on = edge) => leaveWorkspace(on, session, { workspaceId: 'acme', role })
const members = () => rows('SELECT account_id AS id, role FROM members ORDER BY id')
const recorded = () => rows('SELECT scope, actor, action, account_id, detail FROM audit')

async function expectRefused(role: Role, reason: string): Promise<void> {
  const before = await members()
  expect(await leave(role)).toEqual({ ok: false, error: reason })
  expect(await members()).toEqual(before)
  expect(await recorded()).toEqual([])
}

describe('a member who leaves', () => {
  it('is no member any more, in one round trip, and the workspace’s log says so', async () => {
    await addMember('acme', 'olga', 'owner')
    await addMember('acme', 'ada', 'member')
    const { db, meter } = metered(edge.db)
    expect(await leave('member', { ...edge, db })).toEqual({ ok: true, value: null })
    expect(meter.roundTrips).toBe(1)
    expect(await members()).toEqual([{ id: 'olga', role: 'owner' }])
    expect(await recorded()).toEqual([
      {
        ...{ scope: 'acme', actor: 'ada@acme.example', action: 'member.left', account_id: 'ada' },
        detail: '{"was":"member"}',
      },
    ])
  })

  it('leaves no token behind', async () => {
    await addMember('acme', 'olga', 'owner')
    await addMember('acme', 'ada', 'admin')
    await env.DB.prepare(
      `INSERT INTO credentials (id, kind, digest, workspace_id, maker_id, name, created_at, expires_at)
       VALUES ('t', 'api', 'd', 'acme', 'ada', 'CI', ?1, ?1 + 86400)`,
    )
      .bind(NOW)
      .run()
    expect((await leave('admin')).ok).toBe(true)
    expect(await count('credentials')).toBe(0)
  })

  it('may be an owner beside another owner, or an enrolled one beside an enrolled one', async () => {
    await addMember('acme', 'olga', 'owner')
    await addMember('acme', 'ada', 'owner')
    for (const id of ['ada', 'olga']) await enrol(id)
    await setPolicy('acme', IN_EFFECT)
    expect(await findLeaveHold(edge, session, 'acme')).toBe(null)
    expect((await leave('owner')).ok).toBe(true)
  })
})

describe('leaving is refused', () => {
  it.each([
    ['nobody else', null],
    ['an admin', 'admin'],
  ] as const)('for the last owner, with %s beside them, whether or not a policy is set', async (_, role) => {
    await addMember('acme', 'ada', 'owner')
    if (role) await addMember('acme', 'olga', role)
    expect(await findLeaveHold(edge, session, 'acme')).toBe('last-owner')
    await expectRefused('owner', 'last-owner')
    await enrol('ada')
    await setPolicy('acme', IN_EFFECT)
    await expectRefused('owner', 'last-owner')
  })

  it.each([
    ['in effect', IN_EFFECT],
    ['scheduled', SCHEDULED],
  ])('for the last enrolled owner while a policy is %s', async (_, policy) => {
    await addMember('acme', 'ada', 'owner')
    await addMember('acme', 'olga', 'owner')
    await enrol('ada')
    await setPolicy('acme', policy)
    expect(await findLeaveHold(edge, session, 'acme')).toBe('last-enrolled-owner')
    await expectRefused('owner', 'last-enrolled-owner')
  })

  it('for an owner who was the last one only since the page was opened', async () => {
    await addMember('acme', 'ada', 'owner')
    await expectRefused('member', 'last-owner')
  })

  it('for somebody who is no member', () => expectRefused('member', 'not-a-member'))

  it('in a session that has ended meanwhile', async () => {
    await addMember('acme', 'olga', 'owner')
    await addMember('acme', 'ada', 'member')
    await env.DB.prepare('DELETE FROM sessions').run()
    await expectRefused('member', 'not-a-member')
  })
})
