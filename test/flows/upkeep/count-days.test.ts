import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { countDays } from '../../../src/flows/upkeep/count-days.ts'
import { removeMember } from '../../../src/store/members.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  count,
  end,
  enrol,
  removeEnded,
  rows,
} from '../../support/rows.ts'

const db = env.DB
const DAY = 86_400
const DAY_ONE = 20_000
const NOON = DAY_ONE * DAY + DAY / 2

const days = () =>
  rows('SELECT workspace_id, day, members, enrolled FROM enrollment_days ORDER BY workspace_id, day')

async function addTeam(workspaceId: string, people: readonly string[]): Promise<void> {
  await addWorkspace(workspaceId)
  for (const id of people) {
    await addAccount(id)
    await addMember(workspaceId, id, 'member')
  }
}

describe('the counts of a day', () => {
  it('are those after its last change, in one row; a day without a change has none', async () => {
    await addTeam('acme', ['ada', 'bo'])
    await countDays({ db, now: NOON })
    await enrol('ada')
    await countDays({ db, now: NOON + 60 })
    await countDays({ db, now: NOON + DAY })
    await enrol('bo')
    await countDays({ db, now: NOON + 2 * DAY })
    const acme = { workspace_id: 'acme', members: 2 }
    expect(await days()).toEqual([
      { ...acme, day: DAY_ONE, enrolled: 1 },
      { ...acme, day: DAY_ONE + 2, enrolled: 2 },
    ])
  })

  it('follow members who join and leave', async () => {
    await addTeam('acme', ['ada', 'bo'])
    await countDays({ db, now: NOON })
    await removeMember(db, { workspaceId: 'acme', accountId: 'bo', before: 'member' }).run()
    await countDays({ db, now: NOON + DAY })
    expect(await days()).toMatchObject([{ members: 2 }, { members: 1 }])
  })

  it('belong to the day in UTC, to the second', async () => {
    await addTeam('acme', ['ada'])
    await countDays({ db, now: (DAY_ONE + 1) * DAY - 1 })
    await enrol('ada')
    await countDays({ db, now: (DAY_ONE + 1) * DAY })
    expect(await days()).toMatchObject([
      { day: DAY_ONE, enrolled: 0 },
      { day: DAY_ONE + 1, enrolled: 1 },
    ])
  })

  it('are written for at most 500 workspaces in a run; the next run continues', async () => {
    await db
      .prepare(
        `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
         INSERT INTO workspaces (id, slug, name, origin, created_at) SELECT i, i, i, '', 0 FROM n`,
      )
      .run()
    await addAccount('ada')
    await db
      .prepare(
        "INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at) SELECT id, 'ada', 'member', 0, 0 FROM workspaces",
      )
      .run()
    await countDays({ db, now: NOON })
    expect(await count('enrollment_days')).toBe(500)
    await countDays({ db, now: NOON })
    expect(await count('enrollment_days')).toBe(601)
  })

  it('cost no write if nothing changed, however many workspaces there are', async () => {
    for (const id of ['acme', 'globex', 'initech']) await addTeam(id, [`${id}-1`])
    await countDays({ db, now: NOON })
    const { db: watched, meter } = metered(db)
    await countDays({ db: watched, now: NOON + DAY })
    expect(meter).toMatchObject({ roundTrips: 1, rowsWritten: 0 })
    expect(await count('enrollment_days')).toBe(3)
  })

  it('are deleted with the workspace, and a deleted one blocks no other', async () => {
    await addTeam('acme', ['ada'])
    await addTeam('globex', ['grace'])
    await countDays({ db, now: NOON })
    await enrol('ada')
    await end('acme')
    await enrol('grace')
    await countDays({ db, now: NOON + DAY })
    await removeEnded()
    expect(await days()).toMatchObject([
      { workspace_id: 'globex', enrolled: 0 },
      { workspace_id: 'globex', enrolled: 1 },
    ])
    expect(await count('enrollment_changes')).toBe(0)
  })
})
