import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../src/core/roles.ts'
import { deleteAccount } from '../../src/store/accounts.ts'
import { removeAuthenticator } from '../../src/store/authenticators.ts'
import { putMember, removeMember } from '../../src/store/members.ts'
import { deleteWorkspace } from '../../src/store/workspaces.ts'
import { addAccount, addMember, addWorkspace, count, enrol, NOW, rows } from '../support/rows.ts'

const db = env.DB
const WORKSPACES = ['acme', 'globex']
const PEOPLE = ['ada', 'bela', 'chidi', 'dana']

const counted = () =>
  rows('SELECT workspace_id, members, enrolled FROM enrollment_counts ORDER BY workspace_id')
const recounted = () =>
  rows(
    `SELECT w.id AS workspace_id, count(m.account_id) AS members, coalesce(sum(a.enrolled_at IS NOT NULL), 0) AS enrolled
     FROM workspaces w LEFT JOIN members m ON m.workspace_id = w.id LEFT JOIN accounts a ON a.id = m.account_id
     GROUP BY w.id ORDER BY w.id`,
  )

type Step = {
  readonly what: 'join' | 'leave' | 'promote' | 'enrol' | 'lose' | 'delete'
  at: string
  who: string
}

async function take({ what, at, who }: Step): Promise<void> {
  const [member] = await rows<{ role: Role }>(
    'SELECT role FROM members WHERE workspace_id = ? AND account_id = ?',
    at,
    who,
  )
  const enrolled = await rows('SELECT 1 FROM authenticators WHERE account_id = ?', who)
  if (what === 'join') await addMember(at, who, 'member')
  if (what === 'leave' && member)
    await removeMember(db, { workspaceId: at, accountId: who, before: member.role }).run()
  if (what === 'promote' && member)
    await putMember(db, { workspaceId: at, accountId: who, before: member.role, role: 'owner' }, NOW).run()
  if (what === 'enrol' && enrolled.length === 0) await enrol(who)
  if (what === 'lose') await removeAuthenticator(db, who).run()
  if (what === 'delete') {
    await deleteAccount(db, who).run()
    await addAccount(who)
  }
}

describe('the count of a workspace', () => {
  it('begins with nobody', async () => {
    await addWorkspace('acme')
    expect(await counted()).toEqual([{ workspace_id: 'acme', members: 0, enrolled: 0 }])
  })

  it('follows who joins, leaves, enrols, loses the factor or is deleted, in any order', async () => {
    for (const id of WORKSPACES) await addWorkspace(id)
    for (const id of PEOPLE) await addAccount(id)
    const steps = fc.array(
      fc.record<Step>({
        what: fc.constantFrom('join', 'join', 'leave', 'promote', 'enrol', 'enrol', 'lose', 'delete'),
        at: fc.constantFrom(...WORKSPACES),
        who: fc.constantFrom(...PEOPLE),
      }),
      { minLength: 10, maxLength: 10 },
    )
    // Each run goes on from where the one before left off: that, too, is an order of things.
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        for (const step of taken) {
          await take(step)
          expect(await counted(), JSON.stringify(step)).toEqual(await recounted())
        }
      }),
      { numRuns: 20, seed: 15, endOnFailure: true },
    )
    expect(await count('members')).toBeGreaterThan(0)
  })

  it('goes with the workspace, and no member or host is left behind', async () => {
    await addWorkspace('acme')
    await addAccount('ada')
    await addMember('acme', 'ada', 'owner')
    await deleteWorkspace(db, 'acme').run()
    for (const table of ['enrollment_counts', 'members', 'hosts']) expect(await count(table)).toBe(0)
    expect(await count('accounts')).toBe(1)
  })
})
