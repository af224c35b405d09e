import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { NO_POLICY, type Policy } from '../../src/core/policy.ts'
import { batch, findFirst } from '../../src/store/batch.ts'
import { savePolicy, selectPoliciesAndGroups } from '../../src/store/policies.ts'
import { metered } from '../support/metered.ts'
import { addWorkspace, changes, IN_EFFECT, NOW, OFF, rows, SCHEDULED, setPolicy } from '../support/rows.ts'

const db = env.DB
const ACME = { workspaceId: 'acme', kind: 'second-factor' } as const
const save = async (policy: Policy, overVersion: number, by = 'ada@acme.example') =>
  changes(savePolicy(db, ACME, { ...policy, version: overVersion + 1 }, by, NOW))
const saved = async () =>
  (await findFirst(db, selectPoliciesAndGroups(db, 'acme', [], NOW)))?.policies.secondFactor

beforeEach(async () => {
  await addWorkspace('acme')
})

describe('a policy', () => {
  it('of a workspace that never saved one is off and has no version', async () => {
    expect(await findFirst(db, selectPoliciesAndGroups(db, 'acme', [], NOW))).toEqual({
      groups: [],
      unusedImports: 0,
      selfRecovery: { isAllowed: false, changes: 0 },
      policies: {
        secondFactor: { ...NO_POLICY, updatedAt: null, updatedBy: null },
        phishingResistant: { ...NO_POLICY, updatedAt: null, updatedBy: null },
      },
    })
    expect(await findFirst(db, selectPoliciesAndGroups(db, 'globex', [], NOW))).toBeNull()
  })

  it('is saved over the version that was read', async () => {
    expect(await save(SCHEDULED, 0)).toBe(true)
    expect(await saved()).toEqual({ ...SCHEDULED, version: 1, updatedAt: NOW, updatedBy: 'ada@acme.example' })
    expect(await save(OFF, 1)).toBe(true)
    expect(await saved()).toMatchObject({ ...OFF, version: 2 })
  })

  it.each([0, 2, 99])(
    'is not saved over version %i if the version is 1: nothing changes',
    async (version) => {
      await save(SCHEDULED, 0)
      expect(await save(IN_EFFECT, version, 'eve@acme.example')).toBe(false)
      expect(await saved()).toMatchObject({ ...SCHEDULED, version: 1, updatedBy: 'ada@acme.example' })
    },
  )

  it('saved twice at once is the first one', async () => {
    const done = await batch(db, {
      first: savePolicy(db, ACME, SCHEDULED, 'ada', NOW),
      second: savePolicy(db, ACME, IN_EFFECT, 'bela', NOW),
    })
    expect([done.first.changed, done.second.changed]).toEqual([true, false])
    expect(await saved()).toMatchObject({ updatedBy: 'ada' })
  })

  it('cannot have a timing that is not offered', async () => {
    await expect(setPolicy('acme', { ...IN_EFFECT, graceDays: 5 as 7 })).rejects.toThrow('CHECK')
  })
})

describe('the counts beside a policy', () => {
  it.each([10, 2000])('of %i members read five rows at most, one of them the workspace', async (members) => {
    await setPolicy('acme', IN_EFFECT)
    await addManyMembers(members)
    const { db: watched, meter } = metered(db)
    const facts = await findFirst(watched, selectPoliciesAndGroups(watched, 'acme', [], NOW))
    expect(facts?.groups.map((group) => [group.key, group.members])).toEqual([
      ['mn-', members / 2],
      ['me-', members / 2],
    ])
    expect(meter.rowsRead).toBeGreaterThan(0)
    expect(meter.rowsRead).toBeLessThanOrEqual(5)
    expect(meter.roundTrips).toBe(1)
  })
})

/** Adds members, and enrols every second one. */
async function addManyMembers(members: number): Promise<void> {
  const ids = JSON.stringify(Array.from({ length: members }, (_, i) => `m-${i}`))
  const even = 'CAST(substr(value, 3) AS INTEGER) % 2 = 0'
  await db.batch([
    db
      .prepare(
        `INSERT INTO accounts (id, email, email_key, name, created_at)
         SELECT value, value || '@acme.example', value || '@acme.example', value, 0 FROM json_each(?1)`,
      )
      .bind(ids),
    db
      .prepare(
        `INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at)
         SELECT 'acme', value, 'member', 0, 0 FROM json_each(?1)`,
      )
      .bind(ids),
    db
      .prepare(
        `INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step)
         SELECT value, value, 'x', 0, 0 FROM json_each(?1) WHERE ${even}`,
      )
      .bind(ids),
  ])
  expect(await rows('SELECT count(*) AS n FROM members')).toEqual([{ n: members }])
}
