import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { listAll } from '../../src/store/batch.ts'
import {
  dismissOfWorkspace,
  selectUnseenOfAccount,
  selectUnseenOfWorkspace,
} from '../../src/store/unseen-notices.ts'
import { metered } from '../support/metered.ts'
import { addAccount, addWorkspace, IN_EFFECT, NOW, rows, setPolicy } from '../support/rows.ts'

/** Writes `times` changes of the policy, each with a notice that nobody has dismissed. */
async function changePolicy(workspaceId: string, times: number): Promise<void> {
  await setPolicy(workspaceId, IN_EFFECT)
  await rows('UPDATE policies SET version = ? WHERE workspace_id = ?', times, workspaceId)
  await rows(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
     INSERT INTO notices (id, at, kind, workspace_id, policy, policy_version, detail, ip, user_agent, expires_at)
     SELECT ?2 || i, ${NOW} + i, 'enforcement.in_effect', ?2, 'second-factor', i,
       '{"effective_at":0,"members":1,"not_enrolled":1}', '', '', ${NOW * 2} FROM n`,
    times,
    workspaceId,
  )
}

describe('the notices of a recovery', () => {
  const shown = async (now = NOW) =>
    (await listAll(env.DB, selectUnseenOfAccount(env.DB, 'ada', now))).map(({ kind }) => kind)
  const kinds = ['recovery.asked', 'recovery.approved', 'recovery.stopped', 'second_factor.recovered']

  it('that ask to stop it are shown while it can be stopped, and those that say how it ended stay', async () => {
    await addAccount('ada')
    await rows(
      `INSERT INTO recoveries (id, account_id, path, asked_by, asked_at, expires_at)
       VALUES ('r', 'ada', 'admins', 'ada@acme.example', ?, ?)`,
      NOW,
      NOW + 60,
    )
    for (const [index, kind] of kinds.entries()) {
      await rows(
        `INSERT INTO notices (id, at, kind, account_id, detail, ip, user_agent, expires_at)
         VALUES (?, ?, ?, 'ada', '{"recovery":"r"}', '', '', ?)`,
        kind,
        NOW - index,
        kind,
        NOW * 2,
      )
    }
    expect(await shown()).toEqual(kinds)
    expect(await shown(NOW + 60), 'expired').toEqual(kinds.slice(2))
    await rows("UPDATE recoveries SET ended_at = ?, outcome = 'recovered'", NOW)
    expect(await shown(), 'completed').toEqual(kinds.slice(2))
  })
})

describe('a policy’s notices', () => {
  it('are found without reading those of its earlier versions', async () => {
    const read: number[] = []
    for (const [workspace, times] of [
      ['acme', 3],
      ['globex', 300],
    ] as const) {
      await addWorkspace(workspace)
      await changePolicy(workspace, times)
      const { db, meter } = metered(env.DB)
      const found = await listAll(db, selectUnseenOfWorkspace(db, workspace))
      expect(found.map(({ id }) => id)).toEqual([`${workspace}${times}`])
      read.push(meter.rowsRead)
    }
    expect(read[1]).toBeLessThanOrEqual((read[0] ?? 0) + 2)
  })
  it('name the workspace by one of its hosts, or by its slug if it has none', async () => {
    await addWorkspace('acme')
    await changePolicy('acme', 1)
    const hostNamed = async () =>
      (await listAll(env.DB, selectUnseenOfWorkspace(env.DB, 'acme')))[0]?.workspace.host
    expect(await hostNamed()).toBe('acme.example.com')
    await rows('DELETE FROM hosts')
    expect(await hostNamed()).toBe('acme')
  })

  it('are dismissed with the earlier ones, and no notice about a service token is', async () => {
    await addWorkspace('acme')
    await changePolicy('acme', 2)
    await rows(
      `INSERT INTO notices (id, at, kind, workspace_id, detail, ip, user_agent, expires_at)
       VALUES ('token', ${NOW}, 'service_token.expires', 'acme', '{}', '', '', ${NOW * 2})`,
    )
    await dismissOfWorkspace(env.DB, 'acme', 'acme2', NOW + 10).run()
    expect(await rows('SELECT id FROM notices WHERE seen_at IS NULL')).toEqual([{ id: 'token' }])
  })
})
