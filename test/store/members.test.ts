import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../src/core/email.ts'
import { NO_POLICIES } from '../../src/core/policy.ts'
import type { Role } from '../../src/core/roles.ts'
import { batch, findFirst } from '../../src/store/batch.ts'
import { membersIn, selectMembers } from '../../src/store/listed-members.ts'
import { putMember, removeMember, selectMaybeMember } from '../../src/store/members.ts'
import { selectOwnerHold } from '../../src/store/owners.ts'
import { metered } from '../support/metered.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  enrol,
  IN_EFFECT,
  listMembershipsOf,
  NOW,
  OFF,
  recordingOf,
  rows,
  SCHEDULED,
  setPolicy,
} from '../support/rows.ts'
import { addPasskeyRow } from '../support/unused-passkey.ts'

const db = env.DB

const put = async (accountId: string, before: Role | null, role: Role) =>
  (await putMember(db, { workspaceId: 'acme', accountId, before, role }, NOW).all()).results.length === 1
const remove = async (accountId: string, before: Role) =>
  (await removeMember(db, { workspaceId: 'acme', accountId, before }).all()).results.length === 1
const binding = async (accountId: string) =>
  (await listMembershipsOf(db, accountId)).map(({ isBinding }) => isBinding)
const roleIn = async (workspaceId: string, accountId: string) =>
  (await findFirst(db, selectMaybeMember(db, workspaceId, requireEmail(`${accountId}@acme.example`))))
    ?.role ?? null
const role = (accountId: string) => roleIn('acme', accountId)

async function list(
  db: D1Database,
  workspaceId: string,
  { groups, ...given }: { groups: readonly string[] | null; after: string; limit: number; prefix?: string },
) {
  const asked = {
    ...{ prefix: '', looksForImports: false, ...given },
    groups: groups?.map((key) => ({ key, extension: null })) ?? null,
  }
  const { walked } = await batch(db, { walked: selectMembers(db, workspaceId, asked, NOW) })
  return membersIn(walked, asked.limit)
}

beforeEach(async () => {
  await addWorkspace('acme')
})

describe('a member', () => {
  beforeEach(async () => {
    for (const id of ['ada', 'bela']) await addAccount(id)
  })

  it('who has a passkey is one who has, however often they are removed and added', async () => {
    await addPasskeyRow('ada')
    const groups = () =>
      rows('SELECT has_passkey, group_key, by_group FROM members JOIN enrollment_counts USING (workspace_id)')
    const counted = [{ has_passkey: 1, group_key: 'mp-', by_group: '{"mp-":1}' }]
    expect(await put('ada', null, 'member')).toBe(true)
    expect(await groups()).toEqual(counted)
    expect(await remove('ada', 'member')).toBe(true)
    expect(await put('ada', null, 'member')).toBe(true)
    expect(await groups()).toEqual(counted)
  })

  it('joins with the account’s enrolment', async () => {
    await enrol('ada')
    await put('ada', null, 'member')
    await put('bela', null, 'member')
    expect(await rows('SELECT account_id, is_enrolled FROM members ORDER BY account_id')).toEqual([
      { account_id: 'ada', is_enrolled: 1 },
      { account_id: 'bela', is_enrolled: 0 },
    ])
  })

  it('joins once: a second joining changes no role', async () => {
    expect(await put('ada', null, 'member')).toBe(true)
    expect(await put('ada', null, 'owner')).toBe(false)
    expect(await role('ada')).toBe('member')
  })

  it('has entered from the first entry on, not when an admin adds the account', async () => {
    const enteredAt = () => rows('SELECT account_id, entered_at FROM members ORDER BY account_id')
    const enter = (at: number) =>
      recordingOf({ scope: 'acme', actor: 'ada', action: 'workspace.entered', accountId: 'ada' }, at).run()
    await put('ada', null, 'member')
    await put('bela', null, 'member')
    expect(await binding('ada')).toEqual([false])
    await enter(NOW + 5)
    await enter(NOW + 9)
    await put('ada', 'member', 'admin')
    expect(await enteredAt()).toEqual([
      { account_id: 'ada', entered_at: NOW + 5 },
      { account_id: 'bela', entered_at: null },
    ])
    expect(await binding('ada')).toEqual([true])
    await remove('ada', 'admin')
    await put('ada', null, 'member')
    expect(await binding('ada'), 'added again').toEqual([false])
  })

  it('must have an account', async () => {
    expect(await put('nobody', null, 'member')).toBe(false)
    expect(await role('nobody')).toBeNull()
  })

  it('changes or leaves only from the role that the decision was based on', async () => {
    await put('ada', null, 'owner')
    await put('bela', null, 'owner')
    expect(await put('ada', 'member', 'admin')).toBe(false)
    expect(await remove('ada', 'member')).toBe(false)
    expect(await role('ada')).toBe('owner')
    expect(await put('ada', 'owner', 'admin')).toBe(true)
    expect(await remove('ada', 'admin')).toBe(true)
    expect(await role('ada')).toBeNull()
  })

  it('of another workspace is not changed', async () => {
    await addWorkspace('globex')
    await addMember('globex', 'ada', 'admin')
    expect(await put('ada', 'admin', 'owner')).toBe(false)
    expect(await remove('ada', 'admin')).toBe(false)
    expect(await roleIn('globex', 'ada')).toBe('admin')
  })
})

describe('the last owner', () => {
  beforeEach(async () => {
    for (const id of ['ada', 'bela']) await addAccount(id)
    await put('ada', null, 'owner')
    await put('bela', null, 'admin')
  })

  it('can be neither removed nor demoted, even without enforcement', async () => {
    expect(await remove('ada', 'owner')).toBe(false)
    expect(await put('ada', 'owner', 'admin')).toBe(false)
    expect(await put('ada', 'owner', 'member')).toBe(false)
    expect(await role('ada')).toBe('owner')
    expect(await findFirst(db, selectOwnerHold(db, 'acme', 'ada'))).toBe('last-owner')
  })

  it('may go once there is another owner. Then that owner may not, even in the same batch', async () => {
    await put('bela', 'admin', 'owner')
    const results = await db.batch([
      removeMember(db, { workspaceId: 'acme', accountId: 'ada', before: 'owner' }),
      putMember(db, { workspaceId: 'acme', accountId: 'bela', before: 'owner', role: 'member' }, NOW),
    ])
    expect(results.map(({ results }) => results.length)).toEqual([1, 0])
  })

  it('of another workspace makes no difference here', async () => {
    await addWorkspace('globex')
    await addMember('globex', 'bela', 'owner')
    expect(await remove('ada', 'owner')).toBe(false)
  })

  it('is reported before the last enrolled owner, who is reported if the others are not enrolled', async () => {
    await setPolicy('acme', IN_EFFECT)
    await enrol('ada')
    expect(await findFirst(db, selectOwnerHold(db, 'acme', 'ada'))).toBe('last-owner')
    await put('bela', 'admin', 'owner')
    expect(await findFirst(db, selectOwnerHold(db, 'acme', 'ada'))).toBe('last-enrolled-owner')
    expect(await findFirst(db, selectOwnerHold(db, 'acme', 'bela'))).toBeNull()
  })
})

describe('the last enrolled owner', () => {
  beforeEach(async () => {
    for (const id of ['ada', 'bela', 'chidi']) await addAccount(id)
    await enrol('ada')
    await enrol('chidi')
    await put('ada', null, 'owner')
    await put('bela', null, 'owner')
    await put('chidi', null, 'admin')
  })

  it.each([
    ['enforces', IN_EFFECT],
    ['has set a date', SCHEDULED],
  ])('can be neither removed nor demoted while the workspace %s', async (_, policy) => {
    await setPolicy('acme', policy)
    expect(await remove('ada', 'owner')).toBe(false)
    expect(await put('ada', 'owner', 'admin')).toBe(false)
    expect(await put('ada', 'owner', 'member')).toBe(false)
    expect(await role('ada')).toBe('owner')
  })

  it('can be made an owner again, which changes nothing', async () => {
    await setPolicy('acme', IN_EFFECT)
    expect(await put('ada', 'owner', 'owner')).toBe(true)
  })

  it('may go if nothing is enforced', async () => {
    await setPolicy('acme', OFF)
    expect(await put('ada', 'owner', 'admin')).toBe(true)
    expect(await remove('ada', 'admin')).toBe(true)
  })

  it('is the last even if other owners are not enrolled, and those may go', async () => {
    await setPolicy('acme', IN_EFFECT)
    expect(await remove('bela', 'owner')).toBe(true)
    expect(await remove('ada', 'owner')).toBe(false)
  })

  it('may go once there is another enrolled owner. Then that owner may not, even in the same batch', async () => {
    await setPolicy('acme', IN_EFFECT)
    await enrol('bela')
    const results = await db.batch([
      removeMember(db, { workspaceId: 'acme', accountId: 'ada', before: 'owner' }),
      putMember(db, { workspaceId: 'acme', accountId: 'bela', before: 'owner', role: 'member' }, NOW),
    ])
    expect(results.map(({ results }) => results.length)).toEqual([1, 0])
  })

  it('of another workspace does not count for this workspace', async () => {
    await addWorkspace('globex')
    await setPolicy('globex', IN_EFFECT)
    expect(await remove('ada', 'owner')).toBe(true)
  })
})

describe('the list of members', () => {
  const NAMES = Array.from({ length: 25 }, (_, i) => `m-${String(i).padStart(2, '0')}`)

  beforeEach(async () => {
    for (const [i, id] of NAMES.entries()) {
      await addAccount(id)
      if (i % 3 === 0) await enrol(id)
      await addMember('acme', id, 'member')
    }
    await addWorkspace('globex')
    await addMember('globex', 'm-00', 'owner')
  })

  async function pages(groups: readonly string[] | null, limit: number): Promise<string[][]> {
    const found: string[][] = []
    for (let after = ''; ; ) {
      const page = await list(db, 'acme', { groups, after, limit })
      if (page.length === 0) return found
      found.push(page.map(({ accountId }) => accountId))
      after = page.at(-1)?.accountId ?? ''
    }
  }

  it.each<[string, readonly string[] | null, string[]]>([
    ['everybody', null, NAMES],
    ['the enrolled', ['me-'], NAMES.filter((_, i) => i % 3 === 0)],
    ['the others', ['mn-'], NAMES.filter((_, i) => i % 3 !== 0)],
  ])('returns %s, page by page, each once and in order', async (_, groups, expected) => {
    const found = await pages(groups, 4)
    expect(found.flat()).toEqual(expected)
    expect(found.slice(0, -1).every((page) => page.length === 4)).toBe(true)
  })

  it('says who a person is here, and nothing about other workspaces', async () => {
    const [first] = await list(db, 'acme', { groups: null, after: '', limit: 1 })
    expect(first).toEqual({
      accountId: 'm-00',
      email: 'm-00@acme.example',
      name: 'm-00',
      role: 'member',
      isEnrolled: true,
      hasPasskey: false,
      hasUnusedImport: false,
      extendedUntil: null,
      groupKey: 'me-',
      joinedAt: NOW,
      place: expect.any(String),
    })
  })

  it('reads two rows for each member, and two for the cursor, wherever a page begins', async () => {
    for (const after of ['', 'm-03', 'm-12']) {
      const { db: watched, meter } = metered(db)
      await list(watched, 'acme', { groups: null, after, limit: 4 })
      expect(meter.rowsRead).toBe(2 * 4 + (after === '' ? 0 : 2))
    }
  })

  it('is sorted by address, also where ids or letter case have another order', async () => {
    await addWorkspace('initech')
    const addresses = {
      z: 'Ada@x.example',
      y: 'bo@x.example',
      x: 'Cy@x.example',
      w: '😀@x.example',
      v: 'ａ@x.example',
    }
    for (const [id, email] of Object.entries(addresses)) {
      await rows(
        `INSERT INTO accounts (id, email, email_key, name, created_at)
         VALUES ('${id}', '${email}', '${requireEmail(email).key}', '', 0)`,
      )
      await putMember(db, { workspaceId: 'initech', accountId: id, before: null, role: 'member' }, NOW).run()
    }
    await rows("UPDATE members SET vouched_by = 'okta mfa' WHERE account_id IN ('y', 'v')")
    for (const groups of [null, ['mn-', 'mn-okta mfa']]) {
      const found = await list(db, 'initech', { groups, after: '', limit: 9 })
      expect(found.map(({ accountId }) => accountId)).toEqual(['z', 'y', 'x', 'v', 'w'])
    }
  })

  it.each([
    ['m-1', '', NAMES.slice(10, 14)],
    ['m-1', 'm-12', NAMES.slice(13, 17)],
    ['m-1', 'm-18', NAMES.slice(19, 20)],
    // A cursor before the first match.
    ['m-1', 'm-03', NAMES.slice(10, 14)],
    ['m-07@acme.example', '', ['m-07']],
    ['%', '', []],
    ['_', '', []],
    ['n', '', []],
  ])('whose addresses begin with %j, after %j, is found without others', async (prefix, after, expected) => {
    const { db: watched, meter } = metered(db)
    const found = await list(watched, 'acme', { groups: null, prefix, after, limit: 4 })
    expect(found.map(({ accountId }) => accountId)).toEqual(expected)
    expect(meter.rowsRead).toBeLessThanOrEqual(2 * 4 + 2)
  })

  it('has a member whom a version without addresses adds during a deployment', async () => {
    await addWorkspace('initech')
    await rows(
      "INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at) VALUES ('initech', 'm-07', 'member', 0, 0)",
    )
    const found = await list(db, 'initech', { groups: null, prefix: 'm-07@', after: '', limit: 4 })
    expect(found.map(({ accountId }) => accountId)).toEqual(['m-07'])
  })

  it('omits a member who left between two pages, and repeats nobody', async () => {
    const first = await list(db, 'acme', { groups: null, after: '', limit: 4 })
    await remove('m-03', 'member')
    await remove('m-05', 'member')
    const after = first.at(-1)?.accountId ?? ''
    const next = await list(db, 'acme', { groups: null, after, limit: 4 })
    expect(next.map(({ accountId }) => accountId)).toEqual(['m-04', 'm-06', 'm-07', 'm-08'])
  })
})

describe('the workspaces of an account', () => {
  it('are those where it is a member, with their hosts, by name', async () => {
    await addAccount('ada')
    await addWorkspace('globex', ['www.globex.example', 'globex.example'])
    await addWorkspace('initech')
    await addMember('globex', 'ada', 'admin')
    await addMember('acme', 'ada', 'member')
    await setPolicy('globex', IN_EFFECT)
    expect(await listMembershipsOf(db, 'ada')).toEqual([
      {
        workspaceId: 'acme',
        slug: 'acme',
        name: 'acme',
        role: 'member',
        hosts: ['acme.example.com'],
        isBinding: true,
        policies: NO_POLICIES,
        hasPasskey: false,
        extendedUntil: null,
      },
      {
        workspaceId: 'globex',
        slug: 'globex',
        name: 'globex',
        role: 'admin',
        hosts: ['globex.example', 'www.globex.example'],
        isBinding: true,
        policies: { ...NO_POLICIES, secondFactor: IN_EFFECT },
        hasPasskey: false,
        extendedUntil: null,
      },
    ])
  })
})

it('a page of the few who are not enrolled reads few rows, however many members there are', async () => {
  await addWorkspace('crowd')
  const ids = JSON.stringify(Array.from({ length: 2000 }, (_, i) => `m-${String(i).padStart(4, '0')}`))
  await db.batch([
    db
      .prepare(
        'INSERT INTO accounts (id, email, email_key, name, created_at) SELECT value, value, value, value, 0 FROM json_each(?1)',
      )
      .bind(ids),
    db
      .prepare(
        `INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at, email_key)
         SELECT 'crowd', value, 'member', value < 'm-1996', 0, value FROM json_each(?1)`,
      )
      .bind(ids),
  ])
  const { db: watched, meter } = metered(db)
  expect(await list(watched, 'crowd', { groups: ['mn-'], after: '', limit: 4 })).toHaveLength(4)
  expect(meter.rowsRead).toBeLessThanOrEqual(12)
})

it('are listed by whether their extension is over, in a group with both', async () => {
  for (const [id, until] of [
    ['ada', NOW],
    ['bo', NOW + 1],
  ] as const) {
    await addMember('acme', await addAccount(id), 'member')
    await rows('UPDATE members SET extended_until = ?1 WHERE account_id = ?2', until, id)
  }
  const listed = async (extension: 'in-force' | 'over' | null) => {
    const page = { prefix: '', after: '', limit: 9, looksForImports: false }
    const asked = { groups: [{ key: 'mnx', extension }], ...page }
    const { walked } = await batch(db, { walked: selectMembers(db, 'acme', asked, NOW) })
    return membersIn(walked, 9).map(({ accountId }) => accountId)
  }
  expect([await listed('in-force'), await listed('over'), await listed(null)]).toEqual([
    ['bo'],
    ['ada'],
    ['ada', 'bo'],
  ])
})
