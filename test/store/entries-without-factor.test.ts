import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AuditAction } from '../../src/core/audit-action.ts'
import { listAll } from '../../src/store/batch.ts'
import { selectEntriesWithoutFactor } from '../../src/store/entries-without-factor.ts'
import { addWorkspace, count, recordingOf } from '../support/rows.ts'

const db = env.DB
const DAY = 86_400
const DAY_ONE = 20_000

const enter = (acr: string, at: number, scope = 'acme', action: AuditAction = 'workspace.entered') =>
  recordingOf({ scope, actor: 'bo', action, accountId: null, detail: { acr } }, at).run()
const counted = async (workspaceId = 'acme', from = 0) =>
  listAll(db, selectEntriesWithoutFactor(db, workspaceId, from))

beforeEach(async () => {
  await addWorkspace('acme')
  await addWorkspace('globex')
})

describe('entries without a second factor', () => {
  it('are counted by workspace and day, when the entry happens', async () => {
    await enter('aal1', DAY_ONE * DAY)
    await enter('aal1', (DAY_ONE + 1) * DAY - 1)
    await enter('aal1', (DAY_ONE + 1) * DAY)
    await enter('aal1', DAY_ONE * DAY, 'globex')
    expect(await counted()).toEqual([
      { day: DAY_ONE, entries: 2 },
      { day: DAY_ONE + 1, entries: 1 },
    ])
    expect(await counted('acme', DAY_ONE + 1)).toEqual([{ day: DAY_ONE + 1, entries: 1 }])
    expect(await counted('globex')).toEqual([{ day: DAY_ONE, entries: 1 }])
  })

  it('are zero with a second factor, or for a refusal', async () => {
    await enter('aal2', DAY_ONE * DAY)
    await enter('aal1', DAY_ONE * DAY, 'acme', 'workspace.refused')
    expect(await counted()).toEqual([])
  })

  it('never prevent an audit entry from being written', async () => {
    await enter('aal1', DAY_ONE * DAY, 'a workspace that is gone')
    expect(await count('audit')).toBe(1)
    expect(await count('entries_without_factor')).toBe(0)
  })
})
