import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { batch, findFirst } from '../../src/store/batch.ts'
import { savePolicy, selectPolicyAndCounts } from '../../src/store/policies.ts'
import { metered } from '../support/metered.ts'
import { addWorkspace, changes, IN_EFFECT, NOW, OFF, rows, SCHEDULED, setPolicy } from '../support/rows.ts'

const db = env.DB
const save = async (policy: typeof IN_EFFECT, overVersion: number, by = 'ada@acme.example') =>
  changes(savePolicy(db, 'acme', policy, { overVersion, by }, NOW))
const saved = async () => (await findFirst(db, selectPolicyAndCounts(db, 'acme', [])))?.policy

beforeEach(async () => {
  await addWorkspace('acme')
})

describe('a policy', () => {
  it('of a workspace that never saved one is off, and of no version', async () => {
    expect(await findFirst(db, selectPolicyAndCounts(db, 'acme', []))).toEqual({
      members: 0,
      enrolled: 0,
      vouched: 0,
      vouchers: { vouched: 0, inForce: [], lapsed: [] },
      policy: { graceDays: 0, effectiveAt: null, version: 0, updatedAt: null, updatedBy: null },
    })
    expect(await findFirst(db, selectPolicyAndCounts(db, 'globex', []))).toBeNull()
  })

  it('is saved over the version that was decided on', async () => {
    expect(await save(SCHEDULED, 0)).toBe(true)
    expect(await saved()).toEqual({ ...SCHEDULED, version: 1, updatedAt: NOW, updatedBy: 'ada@acme.example' })
    expect(await save(OFF, 1)).toBe(true)
    expect(await saved()).toMatchObject({ ...OFF, version: 2 })
  })

  it.each([0, 2, 99])(
    'is not saved over version %i where there is version 1: nothing changes',
    async (version) => {
      await save(SCHEDULED, 0)
      expect(await save(IN_EFFECT, version, 'eve@acme.example')).toBe(false)
      expect(await saved()).toMatchObject({ ...SCHEDULED, version: 1, updatedBy: 'ada@acme.example' })
    },
  )

  it('that two save in the same moment is that of the first', async () => {
    const by = (who: string) => ({ overVersion: 0, by: who })
    const done = await batch(db, {
      first: savePolicy(db, 'acme', SCHEDULED, by('ada'), NOW),
      second: savePolicy(db, 'acme', IN_EFFECT, by('bela'), NOW),
    })
    expect([done.first.changed, done.second.changed]).toEqual([true, false])
    expect(await saved()).toMatchObject({ updatedBy: 'ada' })
  })

  it('can’t have a timing that is not on offer', async () => {
    await expect(setPolicy('acme', { graceDays: 5 as 7, effectiveAt: NOW })).rejects.toThrow('CHECK')
  })
})

describe('the count beside a policy', () => {
  it.each([10, 2000])('of %i members costs three rows to read at most', async (members) => {
    await setPolicy('acme', IN_EFFECT)
    await addManyMembers(members)
    const { db: watched, meter } = metered(db)
    expect(await findFirst(watched, selectPolicyAndCounts(watched, 'acme', []))).toMatchObject({
      members,
      enrolled: members / 2,
    })
    expect(meter.rowsRead).toBeGreaterThan(0)
    expect(meter.rowsRead).toBeLessThanOrEqual(3)
    expect(meter.roundTrips).toBe(1)
  })
})

/** Every other one enrolled. */
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
