import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../src/core/roles.ts'
import { deleteAccount } from '../../src/store/accounts.ts'
import { findFirst, listAll } from '../../src/store/batch.ts'
import { addCredential, deleteCredential, MOST_CREDENTIALS } from '../../src/store/credentials.ts'
import { putMember, removeMember } from '../../src/store/members.ts'
import { selectTokenHolder, selectTokens } from '../../src/store/tokens.ts'
import { addAccount, addMember, addWorkspace, count, digestOf, NOW } from '../support/rows.ts'

const db = env.DB
const DAY = 86_400

async function add(
  id: string,
  makerId: string | null,
  workspaceId = 'acme',
  expiresAt = NOW + 30 * DAY,
  parentId: string | null = null,
) {
  const token = { id, digest: digestOf(id), workspaceId, makerId, parentId, name: id, expiresAt }
  return (await addCredential(db, token, null, NOW).all()).results.length === 1
}
const revoke = (workspaceId: string, id: string) => deleteCredential(db, { id, kind: 'api', workspaceId })
const holder = (id: string, now = NOW) => findFirst(db, selectTokenHolder(db, digestOf(id), now))
const change = (accountId: string, before: Role, role: Role) =>
  putMember(db, { workspaceId: 'acme', accountId, before, role }, NOW).run()

beforeEach(async () => {
  for (const id of ['acme', 'globex']) await addWorkspace(id)
  for (const id of ['ada', 'bela']) await addAccount(id)
  await addMember('acme', 'ada', 'admin')
  await addMember('acme', 'bela', 'member')
})

describe('a token', () => {
  it('has its creator’s rights in that workspace until it expires', async () => {
    expect(await add('token', 'ada')).toBe(true)
    expect(await holder('token')).toEqual({
      id: 'token',
      name: 'token',
      workspaceId: 'acme',
      slug: 'acme',
      expiresAt: NOW + 30 * DAY,
      isEnforced: false,
      maker: { accountId: 'ada', email: 'ada@acme.example', role: 'admin', isEnrolled: false },
    })
    expect(await holder('token', NOW + 30 * DAY - 1)).not.toBeNull()
    expect(await holder('token', NOW + 30 * DAY)).toBeNull()
    expect(await holder('another')).toBeNull()
  })

  it('cannot be created by a member, by an admin of another workspace, or by nobody', async () => {
    expect(await add('token', 'bela')).toBe(false)
    expect(await add('token', 'ada', 'globex')).toBe(false)
    expect(await add('token', 'nobody')).toBe(false)
    expect(await count('credentials')).toBe(0)
  })

  it('ends with its creator’s role, and does not come back with it', async () => {
    await add('token', 'ada')
    await change('ada', 'admin', 'member')
    expect(await holder('token')).toBeNull()
    await change('ada', 'member', 'admin')
    expect(await holder('token')).toBeNull()
    expect(await count('credentials')).toBe(0)
  })

  it('ends with its creator’s membership, and does not come back with it', async () => {
    await add('token', 'ada')
    await removeMember(db, { workspaceId: 'acme', accountId: 'ada', before: 'admin' }).run()
    await addMember('acme', 'ada', 'admin')
    expect(await holder('token')).toBeNull()
  })

  it('ends with its creator’s account', async () => {
    await add('token', 'ada')
    await deleteAccount(db, 'ada').run()
    expect(await holder('token')).toBeNull()
    expect(await count('credentials')).toBe(0)
  })

  it('stays when an admin becomes an owner, and when another person loses a role', async () => {
    await add('token', 'ada')
    await change('ada', 'admin', 'owner')
    await change('bela', 'member', 'admin')
    await change('bela', 'admin', 'member')
    expect((await holder('token'))?.maker).toMatchObject({ role: 'owner' })
  })

  it('of another workspace stays when a role is lost in this one', async () => {
    await addMember('globex', 'ada', 'admin')
    await add('token', 'ada', 'globex')
    await change('ada', 'admin', 'member')
    expect(await holder('token')).toMatchObject({ slug: 'globex' })
  })

  it('created by the operator has no creator and outlives everyone’s role', async () => {
    await add('token', null)
    await change('ada', 'admin', 'member')
    expect(await holder('token')).toMatchObject({ slug: 'acme', maker: 'operator' })
  })

  it('is revoked in its own workspace only', async () => {
    await add('token', 'ada')
    expect((await revoke('globex', 'token').all()).results).toEqual([])
    expect(await holder('token')).not.toBeNull()
    expect((await revoke('acme', 'token').all()).results).toHaveLength(1)
    expect(await holder('token')).toBeNull()
  })
})

describe('the tokens of a workspace', () => {
  it('are listed while valid, without anything that lets anyone use them', async () => {
    await add('old', 'ada', 'acme', NOW)
    await add('mine', 'ada')
    await add('operators', null)
    await add('theirs', null, 'globex')
    expect(await listAll(db, selectTokens(db, 'acme', NOW))).toEqual([
      { id: 'mine', name: 'mine', madeBy: 'ada@acme.example', createdAt: NOW, expiresAt: NOW + 30 * DAY },
      { id: 'operators', name: 'operators', madeBy: null, createdAt: NOW, expiresAt: NOW + 30 * DAY },
    ])
  })

  it('are limited to a hundred; expired ones leave room', async () => {
    for (let i = 0; i < MOST_CREDENTIALS; i++)
      await add(`token-${i}`, 'ada', 'acme', i === 0 ? NOW + 1 : NOW + DAY)
    expect(await add('one more', 'ada')).toBe(false)
    await addMember('globex', 'ada', 'admin')
    expect(await add('elsewhere', 'ada', 'globex')).toBe(true)
    const later = {
      id: 'later',
      digest: digestOf('later'),
      workspaceId: 'acme',
      makerId: 'ada',
      parentId: null,
      name: 'later',
    }
    expect(
      (await addCredential(db, { ...later, expiresAt: NOW + DAY }, null, NOW + 1).all()).results,
    ).toHaveLength(1)
  })
})

it('created with another one is revoked with it, and cannot be created with a revoked one', async () => {
  await add('parent', 'ada')
  expect(await add('child', 'ada', 'acme', NOW + DAY, 'parent')).toBe(true)
  await revoke('acme', 'parent').run()
  expect(await holder('child')).toBeNull()
  expect(await add('orphan', 'ada', 'acme', NOW + DAY, 'parent')).toBe(false)
})
