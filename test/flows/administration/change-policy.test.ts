// Saves a policy over the version that was read, once, and publishes it at once.

import { beforeEach, describe, expect, it } from 'vitest'
import type { PolicyChoice } from '../../../src/core/policy.ts'
import type { Author } from '../../../src/flows/administration/actor.ts'
import { changePolicy, choiceOnPage, previewPolicy } from '../../../src/flows/administration/change-policy.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { findFirst } from '../../../src/store/batch.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { readEdgeCopies } from '../../../src/store/edge-cache.ts'
import { selectPoliciesAndGroups } from '../../../src/store/policies.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered, meteredKv } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addStranger,
  addWorkspace,
  author,
  count,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  SCHEDULED,
  saveChoice,
  setPolicy,
} from '../../support/rows.ts'

const IN_14_DAYS: PolicyChoice = { enforced: true, graceDays: 14 }
const AT_ONCE: PolicyChoice = { enforced: true, graceDays: 0 }
const OFF: PolicyChoice = { enforced: false, graceDays: 0 }
const NOT_CHANGED = { isAllowed: false, changes: 0 }
const OPERATOR = author('operator')

let edge: Edge

beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme', ['acme.example.com', 'www.acme.example.com'])
  for (const id of ['ada', 'bela']) await addMember('acme', await addAccount(id), 'member')
})

async function read() {
  const facts = await findFirst(
    edge.db,
    selectPoliciesAndGroups(edge.db, 'acme', edge.config.providers, edge.now),
  )
  if (!facts) throw new Error('no workspace')
  return facts
}
const stored = () => rows('SELECT effective_at, version, updated_by FROM policies')

describe('saving a policy', () => {
  it('is one round trip for a request that has read it, and returns the new state', async () => {
    const facts = await read()
    const { db, meter } = metered(edge.db)
    const change = { kind: 'second-factor', choice: IN_14_DAYS, by: OPERATOR, onVersion: null } as const
    expect(await changePolicy({ ...edge, db }, 'acme', facts, change)).toEqual({
      ok: true,
      value: { ...SCHEDULED, version: 1, updatedAt: NOW, updatedBy: 'operator', selfRecovery: NOT_CHANGED },
    })
    expect(meter.roundTrips).toBe(1)
  })

  it('puts the new policy into each host’s copy', async () => {
    const { kv, meter } = meteredKv(edge.kv)
    await saveChoice({ ...edge, kv }, 'acme', AT_ONCE, { by: OPERATOR })
    expect(meter.kvWrites).toBe(2)
    for (const host of ['acme.example.com', 'www.acme.example.com']) {
      const { site } = await readEdgeCopies(edge.kv, { host, ring: false }, NOW)
      expect(site?.value.policies.secondFactor).toEqual(IN_EFFECT)
    }
  })

  it('records who changed it, from what and to what, and notifies the workspace', async () => {
    await saveChoice(edge, 'acme', IN_14_DAYS, { by: OPERATOR })
    expect(await rows('SELECT scope, actor, action, detail FROM audit')).toEqual([
      {
        scope: 'acme',
        actor: 'operator',
        action: 'policy.changed',
        detail: JSON.stringify({
          enforced: true,
          grace_days: 14,
          effective_at: SCHEDULED.effectiveAt,
          was_effective_at: null,
        }),
      },
    ])
    expect(await rows('SELECT kind, policy_version FROM notices')).toEqual([
      { kind: 'enforcement.scheduled', policy_version: 1 },
    ])
  })

  it('that comes second leaves the recovery by a delay alone', async () => {
    const facts = await findFirst(
      edge.db,
      selectPoliciesAndGroups(edge.db, 'acme', edge.config.providers, edge.now),
    )
    if (!facts) throw new Error('no workspace')
    await saveChoice(edge, 'acme', IN_14_DAYS, { by: OPERATOR })
    const choice = { ...AT_ONCE, selfRecovery: true }
    const change = { kind: 'second-factor', choice, by: OPERATOR, onVersion: 0 } as const
    expect(await changePolicy(edge, 'acme', facts, change)).toMatchObject({ ok: false })
    expect(await rows('SELECT self_recovery FROM workspaces')).toEqual([{ self_recovery: 0 }])
    expect(await rows("SELECT * FROM audit WHERE action = 'self_recovery.changed'")).toEqual([])
    expect(await changePolicy(edge, 'acme', facts, { ...change, onVersion: null })).toMatchObject({
      ok: true,
    })
    expect(await rows('SELECT self_recovery FROM workspaces')).toEqual([{ self_recovery: 1 }])
  })

  it('applies to the admin who saves it, even if they never entered', async () => {
    await addStranger('acme', await addAccount('olga'), 'owner')
    const olga: Author = { name: 'olga@acme.example', accountId: 'olga', isStill: ALWAYS }
    await saveChoice(edge, 'acme', AT_ONCE, { by: olga })
    expect(await rows("SELECT entered_at FROM members WHERE account_id = 'olga'")).toEqual([
      { entered_at: NOW },
    ])
  })
})

describe('a policy is not saved and nothing is written', () => {
  async function expectUnsaved(act: () => Promise<unknown>): Promise<void> {
    const before = await stored()
    const { kv, meter } = meteredKv(edge.kv)
    edge = { ...edge, kv }
    await act()
    expect(await stored()).toEqual(before)
    expect([await count('audit'), await count('notices'), meter.kvWrites]).toEqual([0, 0, 0])
  }

  it('if the choice is the same: the clock does not restart', async () => {
    await setPolicy('acme', SCHEDULED)
    const later = { ...edge, now: NOW + 86_400 }
    await expectUnsaved(async () => {
      const saved = await saveChoice(later, 'acme', IN_14_DAYS, { by: OPERATOR })
      expect(saved).toMatchObject({ ok: true, value: SCHEDULED })
    })
  })

  it('over another version than the one read, and the answer has the current policy', async () => {
    await setPolicy('acme', SCHEDULED)
    await expectUnsaved(async () => {
      const saved = await saveChoice(edge, 'acme', OFF, { by: OPERATOR, onVersion: 0 })
      expect(saved).toMatchObject({
        ok: false,
        error: { policies: { secondFactor: { ...SCHEDULED, version: 1 } } },
      })
    })
  })

  it('over a change made after it was read, and the answer has the current policy', async () => {
    const facts = await read()
    await setPolicy('acme', SCHEDULED)
    await expectUnsaved(async () => {
      const change = { kind: 'second-factor', choice: AT_ONCE, by: OPERATOR, onVersion: 0 } as const
      const saved = await changePolicy(edge, 'acme', facts, change)
      expect(saved).toMatchObject({
        ok: false,
        error: { policies: { secondFactor: { ...SCHEDULED, version: 1 } } },
      })
    })
  })

  it('by a person who no longer may', async () => {
    const gone: Author = { name: 'ada', accountId: 'ada', isStill: { sql: '0', values: [] } }
    await rows('UPDATE members SET entered_at = NULL')
    await expectUnsaved(async () => {
      expect((await saveChoice(edge, 'acme', AT_ONCE, { by: gone })).ok).toBe(false)
    })
    expect(await rows('SELECT 1 FROM members WHERE entered_at IS NOT NULL')).toEqual([])
  })
})

describe('self-recovery', () => {
  const ALLOWED: PolicyChoice = { ...IN_14_DAYS, selfRecovery: true }
  const isAllowed = async () =>
    (await rows<{ self_recovery: number }>('SELECT self_recovery FROM workspaces'))[0]?.self_recovery === 1
  const onVersion0 = (choice: PolicyChoice) =>
    ({ kind: 'second-factor', choice, by: OPERATOR, onVersion: 0 }) as const

  it('is switched with the policy, each with its entry', async () => {
    expect(await saveChoice(edge, 'acme', ALLOWED, { by: OPERATOR, onVersion: 0 })).toMatchObject({
      ok: true,
      value: { version: 1, selfRecovery: { isAllowed: true, changes: 1 } },
    })
    expect(await isAllowed()).toBe(true)
    expect(await rows('SELECT action FROM audit ORDER BY id')).toEqual([
      { action: 'self_recovery.changed' },
      { action: 'policy.changed' },
    ])
  })

  it.each([
    ['with a policy', ALLOWED],
    ['alone', { enforced: false, graceDays: 0, selfRecovery: true } as const],
  ])('that is chosen %s stays as it is if another policy was saved in between', async (_, choice) => {
    const facts = await read()
    await setPolicy('acme', IN_EFFECT)
    expect((await changePolicy(edge, 'acme', facts, onVersion0(choice))).ok).toBe(false)
    expect([await isAllowed(), await count('audit')]).toEqual([false, 0])
    expect(await stored()).toMatchObject([{ effective_at: IN_EFFECT.effectiveAt, version: 1 }])
  })

  it.each([
    ['a policy', IN_14_DAYS],
    ['a policy that switches it too', ALLOWED],
    ['a policy that wants it as it was', { ...IN_14_DAYS, selfRecovery: false }],
  ])('that was switched in between refuses %s', async (_, choice) => {
    const facts = await read()
    await saveChoice(edge, 'acme', { ...OFF, selfRecovery: true }, { by: OPERATOR })
    expect((await changePolicy(edge, 'acme', facts, onVersion0(choice))).ok).toBe(false)
    expect([await isAllowed(), await stored(), await count('audit')]).toEqual([true, [], 1])
  })

  it('is not switched by a person who no longer may', async () => {
    const gone: Author = { name: 'ada', accountId: 'ada', isStill: { sql: '0', values: [] } }
    for (const choice of [ALLOWED, { ...OFF, selfRecovery: true }])
      expect((await saveChoice(edge, 'acme', choice, { by: gone })).ok).toBe(false)
    expect([await isAllowed(), await stored(), await count('audit')]).toEqual([false, [], 0])
  })

  it('does not concern the passkey policy', async () => {
    await saveChoice(edge, 'acme', { ...OFF, selfRecovery: true }, { by: OPERATOR })
    const asked = { by: OPERATOR, kind: 'phishing-resistant', onVersion: 0 } as const
    expect((await saveChoice(edge, 'acme', IN_14_DAYS, asked)).ok).toBe(true)
  })
})

it('without a version, the last write wins over a change in between', async () => {
  const facts = await read()
  await setPolicy('acme', SCHEDULED)
  const saved = await changePolicy(edge, 'acme', facts, {
    ...{ kind: 'second-factor', choice: AT_ONCE, by: OPERATOR, onVersion: null },
  } as const)
  expect(saved).toMatchObject({ ok: true, value: { ...IN_EFFECT, version: 2 } })
})

describe('a preview', () => {
  it('counts the people whom saving would block, at once and from the date', async () => {
    await enrol('ada')
    const facts = await read()
    expect(previewPolicy(facts, 'second-factor', AT_ONCE, NOW)).toEqual({
      ...{ isChange: true, effectiveAt: NOW, blockedNow: 1, blockedAtEffective: 1, newlyBlocked: 1 },
    })
    expect(previewPolicy(facts, 'second-factor', IN_14_DAYS, NOW)).toMatchObject({
      blockedNow: 0,
      blockedAtEffective: 1,
    })
    expect(previewPolicy(facts, 'second-factor', OFF, NOW)).toMatchObject({
      isChange: false,
      blockedAtEffective: 0,
    })
  })

  it('does not count people as newly blocked if they already are', async () => {
    await setPolicy('acme', IN_EFFECT)
    expect(previewPolicy(await read(), 'second-factor', AT_ONCE, NOW)).toMatchObject({
      blockedNow: 2,
      newlyBlocked: 0,
    })
  })

  it('on the page ignores the timing beside a toggle that is off', async () => {
    await setPolicy('acme', { ...SCHEDULED, graceDays: 3, effectiveAt: null })
    const choice = choiceOnPage((await read()).policies.secondFactor, { enforced: false, graceDays: 14 })
    expect(choice).toEqual({ enforced: false, graceDays: 3, appliesTo: 'everybody' })
    expect(previewPolicy(await read(), 'second-factor', choice, NOW).isChange).toBe(false)
  })
})
