import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { parseEmail } from '../../src/core/email.ts'
import type { PasswordHash } from '../../src/crypto/password.ts'
import { changeAccount, deleteAccount, findAccountByEmail, makeAccount } from '../../src/store/accounts.ts'
import { listAll } from '../../src/store/batch.ts'
import { selectHeldBy } from '../../src/store/owners.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  changes,
  count,
  end,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  SCHEDULED,
  setPolicy,
} from '../support/rows.ts'

const db = env.DB
const HASH = 'scrypt$…' as PasswordHash

function emailOf(text: string) {
  const email = parseEmail(text)
  if (!email) throw new Error(`${text} is not an address`)
  return email
}
const make = (id: string, text: string, name: string, passwordHash: PasswordHash | null = null) =>
  makeAccount(db, { id, email: emailOf(text), name, passwordHash, language: null }, NOW).statement.run()
const change = async (over: string | null, passwordHash: PasswordHash | null) => {
  const after = { name: 'Ada L.', passwordHash, language: null }
  return changes(changeAccount(db, { id: 'ada', passwordHash: over }, after))
}
const find = (text: string) => findAccountByEmail(db, emailOf(text))

describe('an account', () => {
  it('is the same for every case, outer space and Unicode form of its address', async () => {
    await make('zoe', 'Zo\u00eb@Acme.Example', 'Zo\u00eb')
    await make('other', ' zoe\u0308@ACME.example ', 'Zo\u00eb B.')
    expect(await count('accounts')).toBe(1)
    expect(await find('ZO\u00cb@acme.example')).toMatchObject({
      id: 'zoe',
      email: 'Zo\u00eb@Acme.Example',
      name: 'Zo\u00eb',
    })
  })

  it('keeps its password if none is given, and changes it otherwise', async () => {
    await make('ada', 'ada@acme.example', 'Ada', HASH)
    expect(await change(HASH, null)).toBe(true)
    expect(await find('ada@acme.example')).toMatchObject({ name: 'Ada L.', passwordHash: HASH })
    expect(await change(HASH, 'another' as PasswordHash)).toBe(true)
    expect((await find('ada@acme.example'))?.passwordHash).toBe('another')
  })

  it('is not changed if its password hash has changed meanwhile', async () => {
    await make('ada', 'ada@acme.example', 'Ada', HASH)
    expect(await change(null, 'another' as PasswordHash)).toBe(false)
    expect(await change('another', null)).toBe(false)
    expect(await find('ada@acme.example')).toMatchObject({ name: 'Ada', passwordHash: HASH })
  })

  it('that does not exist is null', async () => {
    expect(await find('nobody@acme.example')).toBeNull()
  })
})

describe('deleting an account', () => {
  const remove = async (id: string) => (await deleteAccount(db, id).all()).results.length === 1

  beforeEach(async () => {
    await addWorkspace('acme')
    for (const id of ['ada', 'bela']) {
      await addAccount(id)
      await addMember('acme', id, 'owner')
    }
    await enrol('ada')
  })

  it('deletes everything of theirs and nothing of anyone else', async () => {
    await addSession('laptop', 'ada')
    await addSession('belas', 'bela')
    expect(await remove('ada')).toBe(true)
    expect(await rows('SELECT id FROM sessions')).toEqual([{ id: 'belas' }])
    expect(await count('authenticators')).toBe(0)
    expect(await rows('SELECT members, enrolled FROM enrollment_counts')).toEqual([
      { members: 1, enrolled: 0 },
    ])
  })

  it.each([
    ['enforces', IN_EFFECT],
    ['has set a date', SCHEDULED],
  ])('is refused for the last enrolled owner of a workspace that %s', async (_, policy) => {
    await setPolicy('acme', policy)
    expect(await remove('ada')).toBe(false)
    expect(await count('authenticators')).toBe(1)
    expect(await count('members')).toBe(2)
  })

  it('is allowed if another enrolled owner remains, and then refused for that one', async () => {
    await setPolicy('acme', IN_EFFECT)
    await enrol('bela')
    const results = await db.batch([deleteAccount(db, 'ada'), deleteAccount(db, 'bela')])
    expect(results.map(({ results }) => results.length)).toEqual([1, 0])
  })

  it('is allowed for an owner who is not enrolled if another one is', async () => {
    await setPolicy('acme', IN_EFFECT)
    expect(await remove('bela')).toBe(true)
  })

  it('is refused for the last owner of a workspace, even without enforcement, and names it', async () => {
    await addWorkspace('globex')
    await addMember('globex', 'ada', 'owner')
    expect(await remove('ada')).toBe(false)
    expect(await count('members')).toBe(3)
    expect(await listAll(db, selectHeldBy(db, 'ada'))).toEqual([{ slug: 'globex', hold: 'last-owner' }])
  })

  it('is allowed for the last owner of a deleted workspace', async () => {
    await remove('bela')
    await end('acme')
    expect(await remove('ada')).toBe(true)
  })

  it('of two owners at once leaves one of them', async () => {
    const results = await db.batch([deleteAccount(db, 'ada'), deleteAccount(db, 'bela')])
    expect(results.map(({ results }) => results.length)).toEqual([1, 0])
  })

  it('is refused because of any one workspace among several', async () => {
    await addWorkspace('globex')
    await addMember('globex', 'ada', 'owner')
    await setPolicy('globex', IN_EFFECT)
    expect(await remove('ada')).toBe(false)
  })
})
