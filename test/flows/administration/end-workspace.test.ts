import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeAllowedProviders } from '../../../src/flows/administration/change-providers.ts'
import { createToken } from '../../../src/flows/administration/tokens.ts'
import { deleteWorkspaceOf, putWorkspaceOf } from '../../../src/flows/administration/workspaces.ts'
import { enqueueMails } from '../../../src/flows/notices/enforcement-notices.ts'
import { ROWS_AT_A_TIME, sweep } from '../../../src/flows/upkeep/sweep.ts'
import { deleteAccount } from '../../../src/store/accounts.ts'
import { removeAuthenticatorIf } from '../../../src/store/authenticators.ts'
import { batch, findFirst, listAll } from '../../../src/store/batch.ts'
import { selectClaimed } from '../../../src/store/claimed-deliveries.ts'
import { not } from '../../../src/store/condition.ts'
import { selectDeadLetters } from '../../../src/store/dead-letters.ts'
import { selectDuePolicies } from '../../../src/store/due-policies.ts'
import { selectEntrant } from '../../../src/store/entrants.ts'
import { spendHandOff } from '../../../src/store/hand-offs.ts'
import { claim } from '../../../src/store/notice-deliveries.ts'
import { selectFanOuts } from '../../../src/store/notice-fan-outs.ts'
import { savePolicy, selectPoliciesAndGroups } from '../../../src/store/policies.ts'
import { isRequiredByAPolicy } from '../../../src/store/required-factors.ts'
import { findSite } from '../../../src/store/sites.ts'
import { selectTokenHolder } from '../../../src/store/tokens.ts'
import { selectUnseenOfWorkspace } from '../../../src/store/unseen-notices.ts'
import { selectMayLink } from '../../../src/store/ways-taken.ts'
import { putWorkspace, selectWorkspaces } from '../../../src/store/workspaces.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  author,
  CLIENT,
  changes,
  count,
  digestOf,
  end,
  enrol,
  findWorkspace,
  IN_EFFECT,
  LIFETIME,
  listMembershipsOf,
  NOW,
  removeEnded,
  rows,
  setPolicy,
} from '../../support/rows.ts'

const db = env.DB
const HOST = 'acme.example.com'
const series = (most: number) =>
  `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${most})`
const fill = (most: number, sql: string) => db.prepare(`${series(most)} ${sql}`).run()
const AT_ONCE = { mostQueries: 800, pause: async () => {} }

/** Adds acme with `each` rows of most kinds, and globex with one row of each. */
async function addAcme(each: number): Promise<void> {
  await addWorkspace('acme')
  await addWorkspace('globex')
  await addAccount('ada')
  await enrol('ada')
  await addSession('ada', 'ada', { mfaTime: NOW })
  for (const id of ['acme', 'globex']) {
    await addMember(id, 'ada', 'owner')
    await setPolicy(id, IN_EFFECT)
    await db.prepare("INSERT INTO prompt_deferrals VALUES ('ada', ?)").bind(id).run()
  }
  await fill(
    each,
    "INSERT INTO accounts (id, email, email_key, name, created_at) SELECT 'p' || i, i, i, '', 0 FROM n",
  )
  await fill(
    each,
    "INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at) SELECT 'acme', 'p' || i, 'member', 0, 0 FROM n",
  )
  await fill(
    each,
    `INSERT INTO sessions (id, token_digest, account_id, first_factor, provider, auth_time, created_at, last_seen_at, expires_at, ip, user_agent)
     SELECT 's' || i, i, 'p' || i, 'pwd', 'password', 0, 0, ${NOW}, ${NOW + 9}, '', '' FROM n`,
  )
  await fill(each, "INSERT INTO prompt_deferrals SELECT 's' || i, 'acme' FROM n")
  for (const table of ['enrollment_days', 'entries_without_factor']) {
    const counts = table === 'enrollment_days' ? ', 1, 1' : ', 1'
    await fill(
      each,
      `INSERT INTO ${table} SELECT 'acme', ${Math.floor(NOW / 86_400)} - i % 399 - 1000 * (i / 399) ${counts} FROM n`,
    )
    await db.prepare(`INSERT INTO ${table} VALUES ('globex', ${Math.floor(NOW / 86_400)} ${counts})`).run()
  }
  await fill(
    each,
    `INSERT INTO notices (id, at, kind, workspace_id, policy_version, detail, ip, user_agent, expires_at)
     SELECT 'n' || i, i, 'enforcement.began', iif(i = 1, 'globex', 'acme'), 1,
       '{"effective_at":1,"members":1,"not_enrolled":1}', '', '', ${NOW + 9} FROM n`,
  )
  await db.batch([
    db.prepare("INSERT INTO notice_deliveries SELECT id, 'webhook', '', 1, NULL, 1, 'x' FROM notices"),
    db.prepare("INSERT INTO notice_deliveries SELECT 'n2', 'email', id, 0, 1, NULL, NULL FROM accounts"),
    db.prepare(
      "INSERT INTO notice_fan_outs (notice_id, workspace_id, after, turn_at) VALUES ('n2', 'acme', '', 0)",
    ),
  ])
}

async function endAcme(): Promise<void> {
  const edge = await edgeAt(NOW)
  const acme = await findWorkspace(db, 'acme')
  if (!acme) throw new Error('there is no acme')
  await deleteWorkspaceOf(edge, acme, 'operator')
}

const TABLES = [
  'workspaces',
  'hosts',
  'credentials',
  'policies',
  'members',
  'prompt_deferrals',
  'enrollment_counts',
  'enrollment_days',
  'entries_without_factor',
  'notices',
  'notice_fan_outs',
]
/** Returns the number of rows of the workspace, by table. */
async function rowsOf(workspaceId: string): Promise<Record<string, number>> {
  const counted = TABLES.map(async (table) => {
    const key = table === 'workspaces' ? 'id' : 'workspace_id'
    const [row] = await rows<{ n: number }>(
      `SELECT count(*) AS n FROM ${table} WHERE ${key} = ?`,
      workspaceId,
    )
    return [table, row?.n ?? 0] as const
  })
  return Object.fromEntries(await Promise.all(counted))
}

describe('a deleted workspace', () => {
  it('costs the request the same with five members as with five hundred', async () => {
    const costs: object[] = []
    for (const members of [5, 5, 500]) {
      for (const table of ['workspaces', 'accounts']) await db.prepare(`DELETE FROM ${table}`).run()
      await addAcme(members)
      const { db: counted, meter } = metered(db)
      const acme = await findWorkspace(db, 'acme')
      if (acme) await deleteWorkspaceOf({ ...(await edgeAt(NOW)), db: counted }, acme, 'operator')
      costs.push({ ...meter, milliseconds: 0 })
      expect(await rowsOf('acme')).toMatchObject({ members: members + 1 })
    }
    expect(costs[2]).toEqual(costs[1])
    expect(costs[1]).toMatchObject({ roundTrips: 1, statements: 8 })
  })

  it('can’t be found by any of its names', async () => {
    await addAcme(3)
    const edge = await edgeAt(NOW)
    const made = await createToken(edge, 'acme', { id: 'ci', name: 'ci', expiresInDays: 9 }, OPERATOR)
    expect(made.ok).toBe(true)
    const [token] = await rows<{ digest: string }>('SELECT digest FROM credentials')
    const held = () =>
      findFirst(db, selectTokenHolder(db, (token?.digest ?? '') as ReturnType<typeof digestOf>, NOW))
    expect(await held()).not.toBeNull()
    await endAcme()
    expect(await rowsOf('acme')).toMatchObject({
      hosts: 0,
      credentials: 0,
      policies: 0,
      enrollment_counts: 0,
    })
    expect(await findWorkspace(db, 'acme')).toBeNull()
    expect(await findWorkspace(db, '~acme')).toBeNull()
    expect(
      (await listAll(db, selectWorkspaces(db, { afterSlug: '', limit: 10 }))).map(({ slug }) => slug),
    ).toEqual(['globex'])
    expect(await findSite(db, HOST)).toBeNull()
    expect(await held()).toBeNull()
    expect(await findFirst(db, selectPoliciesAndGroups(db, 'acme', [], NOW))).toBeNull()
    expect((await listMembershipsOf(db, 'ada')).map(({ slug }) => slug)).toEqual(['globex'])
    expect(await findFirst(db, selectEntrant(db, { sessionId: 'ada' }, HOST, LIFETIME))).toBeNull()
  })

  it('admits nobody, not even with an earlier hand-off code', async () => {
    await addAcme(3)
    const spend = (code: string) => {
      const made = { code: digestOf(code), token: digestOf('ada'), workspaceId: 'acme', host: HOST }
      return batch(db, spendHandOff(db, { ...made, spentUntil: NOW + 600, client: CLIENT }, LIFETIME))
    }
    expect((await spend('one')).entered.changed).toBe(true)
    await endAcme()
    const done = await spend('another')
    expect([done.entered.changed, done.entrant.first]).toEqual([false, null])
    expect(await rows("SELECT * FROM audit WHERE action = 'workspace.entered'")).toHaveLength(1)
  })

  it('asks nothing of its members: no second factor, no sign-in method, no last owner', async () => {
    await addAcme(3)
    await db.prepare("DELETE FROM workspaces WHERE id = 'globex'").run()
    await db.prepare(`UPDATE workspaces SET allowed_providers = '["okta"]'`).run()
    await addSession('by password', 'ada')
    const mayLink = async () => (await findFirst(db, selectMayLink(db, digestOf('by password')))) !== null
    expect(await mayLink()).toBe(false)
    expect(await changes(removeAuthenticatorIf(db, 'ada', not(isRequiredByAPolicy('ada'))))).toBe(false)
    expect(await changes(deleteAccount(db, 'ada'))).toBe(false)
    await endAcme()
    expect(await mayLink()).toBe(true)
    expect(await changes(removeAuthenticatorIf(db, 'ada', not(isRequiredByAPolicy('ada'))))).toBe(true)
    await enrol('ada')
    expect(await changes(deleteAccount(db, 'ada'))).toBe(true)
  })

  it('sends no notices: waiting ones are dropped, and failed ones are not listed', async () => {
    await addAcme(3)
    await db.prepare('UPDATE policies SET next_notice_at = 1').run()
    await endAcme()
    const due = await listAll(db, selectDuePolicies(db, 'second-factor', { providers: [], limit: 10 }, NOW))
    expect(due.map(({ workspaceId }) => workspaceId)).toEqual(['globex'])
    expect(await listAll(db, selectUnseenOfWorkspace(db, 'acme'))).toEqual([])
    const read = await batch(db, {
      deadLetters: selectDeadLetters(db, null, 10),
      fanOuts: selectFanOuts(db, [], 10, NOW),
    })
    expect(read.deadLetters.all.map(({ noticeId }) => noticeId)).toEqual(['n1'])
    expect(read.fanOuts.all.map(({ isCurrent }) => isCurrent)).toEqual([false])
    expect(await enqueueMails(await edgeAt(NOW), 10)).toBe(0)
    const keys = await claim(db, { carrier: 'email', which: 'due' }, 10, NOW)
    const claimed = await listAll(db, selectClaimed(db, keys, [], NOW))
    expect(claimed.map(({ policy, notice }) => [policy, notice])).toEqual(keys.map(() => [null, null]))
  })

  it('is deleted once by one of two requests, and recorded once', async () => {
    await addAcme(3)
    const acme = await findWorkspace(db, 'acme')
    if (!acme) throw new Error('there is no acme')
    const edge = await edgeAt(NOW)
    await Promise.all([deleteWorkspaceOf(edge, acme, 'one'), deleteWorkspaceOf(edge, acme, 'two')])
    await removeEnded()
    await deleteWorkspaceOf(edge, acme, 'late')
    expect(await rows("SELECT actor FROM audit WHERE action = 'workspace.deleted'")).toHaveLength(1)
  })

  it('accepts nothing from requests that began before: no policy, token, restriction or host', async () => {
    await addAcme(3)
    await endAcme()
    const edge = await edgeAt(NOW)
    const policy = savePolicy(db, { workspaceId: 'acme', kind: 'second-factor' }, IN_EFFECT, 'ada', NOW)
    expect(await changes(policy)).toBe(false)
    const token = await createToken(edge, 'acme', { id: 'ci', name: 'ci', expiresInDays: 9 }, OPERATOR)
    expect(token.ok).toBe(false)
    await changeAllowedProviders(edge, 'acme', ['password'], author('ada'))
    // A request that read the workspace before puts it with its old id.
    const facts = { id: 'acme', slug: 'acme', name: 'Acme', origin: 'https://acme.internal', hosts: [HOST] }
    await expect(batch(db, putWorkspace(db, facts, NOW))).rejects.toThrow('UNIQUE')
    expect(await rowsOf('acme')).toMatchObject({ policies: 0, credentials: 0, hosts: 0 })
    expect(await rows('SELECT allowed_providers FROM workspaces WHERE id = ?', 'acme')).toEqual([
      { allowed_providers: null },
    ])
  })

  it('leaves its slug and hosts to another one, which inherits nothing', async () => {
    await addAcme(3)
    await endAcme()
    const change = { slug: 'acme', name: 'Acme again', origin: 'https://acme.internal', hosts: [HOST] }
    const put = await putWorkspaceOf(await edgeAt(NOW), change, 'operator')
    if (!put.ok) throw new Error('the workspace was not put')
    const { workspace, isNew } = put.value
    expect(isNew).toBe(true)
    expect(workspace.id).not.toBe('acme')
    expect(await findSite(db, HOST)).toMatchObject({
      workspaceId: workspace.id,
      policies: { secondFactor: { effectiveAt: null } },
    })
    const own = { workspaces: 1, hosts: 1, enrollment_counts: 1, members: 0, notices: 0, enrollment_days: 0 }
    expect(await rowsOf(workspace.id)).toMatchObject(own)
    expect((await listMembershipsOf(db, 'ada')).map(({ slug }) => slug)).toEqual(['globex'])
    await sweep(await edgeAt(NOW), AT_ONCE)
    expect(await rowsOf(workspace.id)).toMatchObject(own)
    expect(await count('workspaces')).toBe(2)
  })
})

const OPERATOR = { ...author('operator'), accountId: null, parent: null }

describe('what a deleted workspace leaves', () => {
  beforeEach(() => addAcme(450))

  it('is swept, at most 200 rows for each statement, its own row last, and nothing else', async () => {
    const globex = await rowsOf('globex')
    await endAcme()
    let mostChanged = 0
    let mostRead = 0
    const { db: counted } = metered(db, ({ changes, rows_read }) => {
      mostChanged = Math.max(mostChanged, changes)
      mostRead = Math.max(mostRead, rows_read)
    })
    await sweep({ db: counted, now: NOW }, AT_ONCE)
    expect(Object.values(await rowsOf('acme')).filter((n) => n > 0)).toEqual([])
    expect(await rowsOf('globex')).toEqual(globex)
    expect(await rows("SELECT 1 FROM notice_deliveries WHERE notice_id <> 'n1'")).toEqual([])
    expect(await count('accounts')).toBe(451)
    // Deleting the notices also deletes the workspace's one fan-out.
    expect(mostChanged).toBe(ROWS_AT_A_TIME + 1)
    expect(mostRead).toBeLessThanOrEqual(8 * ROWS_AT_A_TIME)
  })

  it('is left to later runs if one run is not enough, and its own row to the last', async () => {
    await endAcme()
    const members: number[] = []
    for (let run = 0; (await rowsOf('acme')).workspaces === 1 && run < 50; run++) {
      await sweep({ db, now: NOW }, { ...AT_ONCE, mostQueries: 10 })
      members.push((await rowsOf('acme')).members ?? 0)
    }
    expect(members.length).toBeGreaterThan(3)
    expect(members).toEqual([...members].sort((a, b) => b - a))
    expect(Object.values(await rowsOf('acme')).filter((n) => n > 0)).toEqual([])
  })

  it('is swept even if D1 fails at any call, before or after its effect', async () => {
    await endAcme()
    for (let call = 1; call <= 12; call++) {
      const isBefore = call % 2 === 0
      const failing = failingAt(call, isBefore)
      await expect(sweep({ db: failing, now: NOW }, AT_ONCE)).rejects.toThrow('lost')
    }
    await sweep({ db, now: NOW }, AT_ONCE)
    expect(Object.values(await rowsOf('acme')).filter((n) => n > 0)).toEqual([])
    expect((await rowsOf('globex')).members).toBe(1)
  })

  it('includes a member who was added meanwhile', async () => {
    await endAcme()
    await sweep({ db, now: NOW }, { ...AT_ONCE, mostQueries: 10 })
    await addAccount('late')
    await addMember('acme', 'late', 'owner')
    expect(await listMembershipsOf(db, 'late')).toEqual([])
    for (let run = 0; run < 3; run++) await sweep({ db, now: NOW }, AT_ONCE)
    expect(await count('workspaces')).toBe(1)
    expect(await rows("SELECT * FROM members WHERE workspace_id = 'acme'")).toEqual([])
  })

  it('is swept one workspace at a time, the one deleted first before others', async () => {
    await endAcme()
    await end('globex')
    await db.prepare("UPDATE workspaces SET ended_at = ended_at + 1 WHERE id = 'globex'").run()
    await sweep({ db, now: NOW }, { ...AT_ONCE, mostQueries: 10 })
    expect([(await rowsOf('acme')).members, (await rowsOf('globex')).members]).toEqual([251, 1])
    await sweep({ db, now: NOW }, AT_ONCE)
    expect(await count('workspaces')).toBe(0)
  })
})

/** Returns the database, whose call with that number fails. */
function failingAt(call: number, isBefore: boolean): D1Database {
  let calls = 0
  const natives = new WeakMap<object, D1PreparedStatement>()
  const meet = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (++calls !== call) return ask()
    if (!isBefore) await ask()
    throw new Error('lost')
  }
  const wrap = (native: D1PreparedStatement): object => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(native.bind(...values)),
      first: (...column: []) => meet(() => native.first(...column)),
      run: () => meet(() => native.run()),
      all: () => meet(() => native.all()),
    }
    natives.set(wrapped, native)
    return wrapped
  }
  const batch = (each: object[]) =>
    meet(() => db.batch(each.map((one) => natives.get(one) as D1PreparedStatement)))
  return { prepare: (sql: string) => wrap(db.prepare(sql)), batch } as unknown as D1Database
}
