import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { SECOND_FACTOR_BUDGET } from '../../src/core/lockout.ts'
import { charge } from '../../src/store/attempts.ts'
import { findFirst } from '../../src/store/batch.ts'
import { selectOwnerOfLogin } from '../../src/store/factor-owners.ts'
import { linkIdentity } from '../../src/store/identities.ts'
import { endLogin, endLoginsOf, loginMayProve, startLogin } from '../../src/store/logins.ts'
import {
  addAccount,
  addSession,
  BY_PASSWORD,
  changes,
  count,
  digestOf,
  enrol,
  NOW,
  PASSWORD_HASH,
  rows,
} from '../support/rows.ts'

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
const owner = (login: string, now: number) =>
  findFirst(db, selectOwnerOfLogin(db, digestOf(login), { now, rpId: 'auth.localhost' }))

beforeEach(async () => {
  await addAccount('ada', PASSWORD_HASH)
  await addAccount('bela', PASSWORD_HASH)
  await enrol('ada')
})

describe('a login', () => {
  it('is started only for an enrolled account: others get a session at once', async () => {
    expect(await start('laptop', 'ada')).toBe(true)
    expect(await start('phone', 'bela')).toBe(false)
    expect(await start('nowhere', 'nobody')).toBe(false)
  })

  it.each([
    ['now has another password', "UPDATE accounts SET password_hash = 'another'"],
    ['now has no password', 'UPDATE accounts SET password_hash = NULL'],
  ])('is not started for an account that %s', async (_, meanwhile) => {
    await db.prepare(meanwhile).run()
    expect(await start('laptop', 'ada')).toBe(false)
    expect(await count('logins')).toBe(0)
  })

  it('is not started if a session was: a trusted provider has proved the second factor', async () => {
    await addSession('laptop', 'ada')
    const login = { tokenDigest: digestOf('login'), accountId: 'ada', factor: BY_PASSWORD }
    expect(await changes(startLogin(db, login, NOW, digestOf('laptop')))).toBe(false)
  })

  it('lasts ten minutes and not a second more', async () => {
    await start('laptop', 'ada')
    expect(await owner('laptop', NOW + 599)).toEqual({
      accountId: 'ada',
      email: 'ada@acme.example',
      language: 'en',
      passwordHash: PASSWORD_HASH,
      lockedAt: null,
      linking: null,
      failures: 0,
      blockedUntil: 0,
      ...{ appDigits: 6, appUnusedSince: NOW },
      hasPasskeys: false,
      isRecovering: false,
    })
    expect(await owner('laptop', NOW + 600)).toBeNull()
  })

  it('shows its own account’s guesses, and the wait after the fifth', async () => {
    await start('laptop', 'ada')
    const guess = (accountId: string) => findFirst(db, charge(db, SECOND_FACTOR_BUDGET, accountId, NOW))
    await guess('bela')
    expect(await owner('laptop', NOW)).toMatchObject({ failures: 0, blockedUntil: 0 })
    for (let count = 0; count < 5; count++) await guess('ada')
    expect(await owner('laptop', NOW)).toMatchObject({ failures: 5, blockedUntil: NOW + 30 })
  })

  it('ends when it becomes a session, and not before', async () => {
    await start('laptop', 'ada')
    await endLogin(db, digestOf('laptop'), { sql: '? = ?', values: [1, 2] }).run()
    expect(await owner('laptop', NOW)).not.toBeNull()
    await endLogin(db, digestOf('laptop'), { sql: '? = ?', values: [1, 1] }).run()
    expect(await owner('laptop', NOW)).toBeNull()
  })

  it('through a provider needs a linked subject, or an address that may link it', async () => {
    const okta = { provider: 'okta', subject: 'x1' }
    const startThrough = (login: string, linkEmail: string | null) => {
      const factor = { ...BY_PASSWORD, kind: 'fed', ...okta, linkEmail } as const
      const started = { tokenDigest: digestOf(login), accountId: 'ada', factor }
      return changes(startLogin(db, started, NOW, digestOf('none')))
    }
    expect(await startThrough('laptop', null)).toBe(false)
    expect(await startThrough('phone', 'ada@acme.example')).toBe(true)
    await linkIdentity(db, { ...okta, email: null }, 'ada', NOW).run()
    expect(await startThrough('tablet', null)).toBe(true)
    expect(await startThrough('desktop', 'ada@acme.example')).toBe(false)
    expect(await rows('SELECT token_digest, link_subject, link_email FROM logins ORDER BY 1')).toEqual([
      { token_digest: digestOf('phone'), link_subject: 'x1', link_email: 'ada@acme.example' },
      { token_digest: digestOf('tablet'), link_subject: null, link_email: null },
    ])
    const isAlive = async (login: string) => {
      const { sql, values } = loginMayProve(digestOf(login), NOW)
      return (await rows(`SELECT 1 WHERE ${sql}`, ...values)).length === 1
    }
    expect([await isAlive('phone'), await isAlive('tablet')]).toEqual([false, true])
  })

  it('ends with all others of its account, and one that starts afterwards is valid', async () => {
    await enrol('bela')
    await start('laptop', 'ada')
    await start('phone', 'ada')
    await start('belas', 'bela')
    await endLoginsOf(db, 'ada').run()
    await start('tablet', 'ada')
    const alive = async (login: string) => (await owner(login, NOW)) !== null
    expect([await alive('laptop'), await alive('phone')]).toEqual([false, false])
    expect([await alive('belas'), await alive('tablet')]).toEqual([true, true])
    const { sql, values } = loginMayProve(digestOf('laptop'), NOW)
    expect(await rows(`SELECT 1 WHERE ${sql}`, ...values), 'nor spends anything').toEqual([])
  })

  it('of a deleted account has ended', async () => {
    await start('laptop', 'ada')
    await db.prepare("DELETE FROM accounts WHERE id = 'ada'").run()
    expect(await owner('laptop', NOW)).toBeNull()
  })
})
