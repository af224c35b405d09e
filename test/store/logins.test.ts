import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { endLogin, endLoginsOf, findLoginOwner, startLogin } from '../../src/store/logins.ts'
import { addAccount, addSession, BY_PASSWORD, changes, count, digestOf, enrol, NOW } from '../support/rows.ts'

const db = env.DB
const start = (login: string, accountId: string) =>
  changes(
    startLogin(
      db,
      { tokenDigest: digestOf(login), accountId, factor: BY_PASSWORD },
      NOW,
      digestOf(`session of ${login}`),
    ),
  )
const owner = (login: string, now: number) => findLoginOwner(db, digestOf(login), now)

beforeEach(async () => {
  await addAccount('ada')
  await addAccount('bela')
  await enrol('ada')
})

describe('a login', () => {
  it('is begun only for an account that is enrolled: any other has its session already', async () => {
    expect(await start('laptop', 'ada')).toBe(true)
    expect(await start('phone', 'bela')).toBe(false)
    expect(await start('nowhere', 'nobody')).toBe(false)
  })

  it('is not begun where a session was: a trusted provider has proved the second factor', async () => {
    await addSession('laptop', 'ada')
    const login = { tokenDigest: digestOf('login'), accountId: 'ada', factor: BY_PASSWORD }
    expect(await changes(startLogin(db, login, NOW, digestOf('laptop')))).toBe(false)
  })

  it('lasts ten minutes, and not a second more', async () => {
    await start('laptop', 'ada')
    expect(await owner('laptop', NOW + 599)).toEqual({
      account_id: 'ada',
      email: 'ada@acme.example',
      expires_at: NOW + 600,
    })
    expect(await owner('laptop', NOW + 600)).toBeNull()
  })

  it('ends where it has become a session, and not before', async () => {
    await start('laptop', 'ada')
    await endLogin(db, digestOf('laptop'), { sql: '? = ?', values: [1, 2] }).run()
    expect(await owner('laptop', NOW)).not.toBeNull()
    await endLogin(db, digestOf('laptop'), { sql: '? = ?', values: [1, 1] }).run()
    expect(await owner('laptop', NOW)).toBeNull()
  })

  it('of an account ends with all its others', async () => {
    await enrol('bela')
    await start('laptop', 'ada')
    await start('phone', 'ada')
    await start('belas', 'bela')
    await endLoginsOf(db, 'ada').run()
    expect(await owner('belas', NOW)).not.toBeNull()
    expect(await count('logins')).toBe(1)
  })
})
