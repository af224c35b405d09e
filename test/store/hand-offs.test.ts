import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { batch } from '../../src/store/batch.ts'
import { spendHandOff } from '../../src/store/hand-offs.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  CLIENT,
  count,
  digestOf,
  LIFETIME,
  NOW,
  rows,
} from '../support/rows.ts'

const db = env.DB
const ACME = 'acme.example.com'

/** Spends a genuine code with the session's cookie. */
function spend(facts: { code?: string; session?: string; workspaceId?: string; host?: string } = {}) {
  const { code = 'code', session = 'laptop', workspaceId = 'acme', host = ACME } = facts
  const brought = { code: digestOf(code), spentUntil: NOW + 600, token: digestOf(session), workspaceId, host }
  return batch(db, spendHandOff(db, { ...brought, client: CLIENT }, LIFETIME))
}

beforeEach(async () => {
  await addWorkspace('acme', [ACME, 'www.acme.example'])
  await addWorkspace('globex')
  await addAccount('ada')
  await addMember('acme', 'ada', 'owner')
  await addSession('laptop', 'ada')
})

describe('a hand-off code', () => {
  it('works once: the second use spends nothing and admits nobody', async () => {
    const first = await spend()
    expect([first.spent.changed, first.entered.changed]).toEqual([true, true])
    expect(first.entrant.first).toMatchObject({ accountId: 'ada', role: 'owner', site: { slug: 'acme' } })
    const second = await spend()
    expect([second.spent.changed, second.entered.changed]).toEqual([false, false])
    expect(await count('audit')).toBe(1)
  })

  it('is spent by its first use, even if that admits nobody', async () => {
    await db.prepare("DELETE FROM members WHERE account_id = 'ada'").run()
    expect(await spend()).toMatchObject({ spent: { changed: true }, entered: { changed: false } })
    await addMember('acme', 'ada', 'owner')
    expect(await spend()).toMatchObject({ spent: { changed: false }, entered: { changed: false } })
    expect(await count('audit')).toBe(0)
  })

  it.each([
    ['signed out', "DELETE FROM sessions WHERE id = 'laptop'"],
    ['was removed from the workspace', "DELETE FROM members WHERE account_id = 'ada'"],
    ['has an expired session', `UPDATE sessions SET expires_at = ${NOW}`],
    ['was idle for too long', `UPDATE sessions SET last_seen_at = ${NOW - LIFETIME.idleSeconds}`],
    ['has another cookie in the same session', "UPDATE sessions SET token_digest = 'another'"],
    ['is at another of their workspaces, which now has the host', "UPDATE hosts SET workspace_id = 'globex'"],
    ['has a code for a host that no workspace has', `DELETE FROM hosts WHERE host = '${ACME}'`],
    [
      'is blocked by a policy that came into effect',
      `INSERT INTO policies (workspace_id, grace_days, effective_at, version, updated_at, updated_by) VALUES ('acme', 0, ${NOW}, 1, ${NOW}, 'x')`,
    ],
  ])('admits nobody who meanwhile %s, and adds no audit entry', async (_, meanwhile) => {
    await addMember('globex', 'ada', 'owner')
    await db.prepare(meanwhile).run()
    expect(await spend()).toMatchObject({ spent: { changed: true }, entered: { changed: false } })
    expect(await count('audit')).toBe(0)
  })

  it('that is spent is recorded once, in the audit of that workspace', async () => {
    await spend()
    await spend()
    expect(await rows('SELECT scope, id, at, actor, action, account_id, ip, detail FROM audit')).toEqual([
      {
        scope: 'acme',
        id: 1,
        at: NOW,
        actor: 'ada@acme.example',
        action: 'workspace.entered',
        account_id: 'ada',
        ip: CLIENT.ip,
        detail: '{"acr":"aal1"}',
      },
    ])
  })
})
