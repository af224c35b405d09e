import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MISCOUNTED } from '../../bench/scale/fill.ts'
import type { Role } from '../../src/core/roles.ts'
import { deleteAccount } from '../../src/store/accounts.ts'
import {
  confirmAuthenticator,
  removeAuthenticatorIf,
  selectAuthenticatorOf,
} from '../../src/store/authenticators.ts'
import { findFirst } from '../../src/store/batch.ts'
import { ALWAYS, not } from '../../src/store/condition.ts'
import { putMember, removeMember } from '../../src/store/members.ts'
import { offerAuthenticator } from '../../src/store/pending-authenticators.ts'
import { isRequiredByAPolicy } from '../../src/store/required-factors.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  count,
  digestOf,
  end,
  IN_EFFECT,
  NOW,
  removeEnded,
  rows,
  sealedOf,
  setPolicy,
} from '../support/rows.ts'

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

// Enrolling replaces an app if the account already has one.
const WHATS = [
  'join',
  'leave',
  'promote',
  'enrol',
  'turn off',
  'be reset',
  'enforce',
  'be deleted',
  'end',
] as const

type Step = {
  readonly what: (typeof WHATS)[number]
  at: string
  who: string
}

async function take({ what, at, who }: Step): Promise<void> {
  const [member] = await rows<{ role: Role }>(
    'SELECT role FROM members WHERE workspace_id = ? AND account_id = ?',
    at,
    who,
  )
  if (what === 'join') await addMember(at, who, 'member')
  if (what === 'leave' && member)
    await removeMember(db, { workspaceId: at, accountId: who, before: member.role }).run()
  if (what === 'promote' && member)
    await putMember(db, { workspaceId: at, accountId: who, before: member.role, role: 'owner' }, NOW).run()
  if (what === 'enrol') await enrol(who)
  if (what === 'turn off') await removeAuthenticatorIf(db, who, not(isRequiredByAPolicy(who))).run()
  if (what === 'be reset') await removeAuthenticatorIf(db, who, ALWAYS).run()
  if (what === 'enforce') await setPolicy(at, IN_EFFECT)
  if (what === 'be deleted') {
    const deleted = await deleteAccount(db, who).run()
    if (deleted.results.length > 0) await addAccount(who)
  }
  if (what === 'end') {
    await end(at)
    await removeEnded()
    await addWorkspace(at)
  }
}

async function enrol(who: string): Promise<void> {
  const before = await findFirst(db, selectAuthenticatorOf(db, { accountId: who }))
  const id = crypto.randomUUID()
  await addSession(id, who, { mfaTime: NOW })
  await offerAuthenticator(
    db,
    { id, token: digestOf(id) },
    { id, sealedSecret: sealedOf(id), configured: ['password'] },
    NOW,
    NOW,
  ).run()
  const pending = {
    sessionId: id,
    id,
    accountId: who,
    replacing: before?.id ?? null,
    isEnrolled: before !== null,
  }
  await confirmAuthenticator(db, pending, { step: 1, configured: ['password'] }, NOW).run()
}

describe('the count of a workspace', () => {
  it('begins with zero', async () => {
    await addWorkspace('acme')
    expect(await counted()).toEqual([{ workspace_id: 'acme', members: 0, enrolled: 0 }])
  })

  it('follows joining, leaving, enrolment, replacement, loss and deletion, in any order', async () => {
    for (const id of WORKSPACES) await addWorkspace(id)
    for (const id of PEOPLE) await addAccount(id)
    const steps = fc.array(
      fc.record<Step>({
        what: fc.constantFrom('join', 'enrol', 'join', 'enrol', ...WHATS),
        at: fc.constantFrom(...WORKSPACES),
        who: fc.constantFrom(...PEOPLE),
      }),
      { minLength: 12, maxLength: 12 },
    )
    // Each run continues from the state of the previous one, which gives more orders.
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        for (const step of taken) {
          await take(step)
          expect(await counted(), JSON.stringify(step)).toEqual(await recounted())
          expect(await rows(MISCOUNTED), JSON.stringify(step)).toEqual([])
        }
      }),
      { numRuns: 20, seed: 15, endOnFailure: true },
    )
    expect(await count('members')).toBeGreaterThan(0)
  })

  it('is deleted with the workspace, and no member or host stays', async () => {
    await addWorkspace('acme')
    await addAccount('ada')
    await addMember('acme', 'ada', 'owner')
    await end('acme')
    await removeEnded()
    for (const table of ['enrollment_counts', 'members', 'hosts']) expect(await count(table)).toBe(0)
    expect(await count('accounts')).toBe(1)
  })
})
