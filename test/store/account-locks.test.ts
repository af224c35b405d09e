import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../src/core/email.ts'
import { lockAccount, unlockAccount } from '../../src/store/account-locks.ts'
import { isLiveToken } from '../../src/store/authority.ts'
import { findFirst } from '../../src/store/batch.ts'
import { ALWAYS } from '../../src/store/condition.ts'
import { addCredential } from '../../src/store/credentials.ts'
import { selectOwnerOfLogin } from '../../src/store/factor-owners.ts'
import { linkIdentityByEmail } from '../../src/store/identities.ts'
import { loginMayProve, startLogin } from '../../src/store/logins.ts'
import { selectService } from '../../src/store/service-tokens.ts'
import { startSessionAtOnce, startSessionIfSpent } from '../../src/store/sessions.ts'
import { selectTokenHolder } from '../../src/store/tokens.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  BY_PASSWORD,
  CLIENT,
  changes,
  count,
  digestOf,
  enrol,
  NOW,
  PASSWORD_HASH,
  rows,
} from '../support/rows.ts'

const db = env.DB
const NEVER = { sql: '0', values: [] }
const lock = (id = 'ada', now = NOW) => changes(lockAccount(db, id, now, ALWAYS))
const unlock = (id = 'ada') => changes(unlockAccount(db, id, ALWAYS))
const login = (token: string) => ({ tokenDigest: digestOf(token), accountId: 'ada', factor: BY_PASSWORD })
const startLoginAs = (token: string) =>
  changes(startLogin(db, login(token), NOW, digestOf(`session of ${token}`)))
const session = (id: string) => ({
  ...{ id, tokenDigest: digestOf(id), now: NOW, expiresAt: NOW + 86_400 },
  client: CLIENT,
})
const startAtOnce = (factor = BY_PASSWORD) =>
  changes(startSessionAtOnce(db, session('laptop'), 'ada', factor))
const ownerOf = (token: string) =>
  findFirst(db, selectOwnerOfLogin(db, digestOf(token), { now: NOW, rpId: 'auth.localhost' }))
const holds = async ({ sql, values }: { sql: string; values: readonly unknown[] }) =>
  (await rows(`SELECT 1 WHERE ${sql}`, ...values)).length === 1

beforeEach(async () => {
  await addAccount('ada', PASSWORD_HASH)
  await addAccount('bela', PASSWORD_HASH)
})

describe('a lock', () => {
  it('ends every session and login of its account, and nobody else’s', async () => {
    await enrol('ada')
    await addSession('laptop', 'ada')
    await addSession('phone', 'ada')
    await addSession('bela’s', 'bela')
    await startLoginAs('login')
    expect(await lock()).toBe(true)
    expect(await rows('SELECT id FROM sessions')).toEqual([{ id: 'bela’s' }])
    expect(await ownerOf('login')).toBeNull()
  })

  it('keeps its first time, and does nothing unless its condition holds', async () => {
    expect(await changes(lockAccount(db, 'ada', NOW, NEVER))).toBe(false)
    expect([await lock(), await lock('ada', NOW + 60), await lock('nobody')]).toEqual([true, false, false])
    expect(await rows("SELECT locked_at FROM accounts WHERE id = 'ada'")).toEqual([{ locked_at: NOW }])
  })

  it('is ended once', async () => {
    await lock()
    expect(await changes(unlockAccount(db, 'ada', NEVER))).toBe(false)
    expect([await unlock(), await unlock()]).toEqual([true, false])
    expect(await startAtOnce()).toBe(true)
  })
})

describe('a locked account', () => {
  it('gets no session from a first factor, not even with a trusted provider’s second one', async () => {
    await lock()
    expect(await startAtOnce()).toBe(false)
    expect(await startAtOnce({ ...BY_PASSWORD, providerAmr: ['mfa'] })).toBe(false)
    expect(await count('sessions')).toBe(0)
  })

  it.each([[true], [false]])(
    'gets a login that says since when and proves nothing: enrolled %s',
    async (has) => {
      if (has) await enrol('ada')
      await lock()
      expect(await startLoginAs('login')).toBe(true)
      expect(await ownerOf('login')).toMatchObject({ accountId: 'ada', lockedAt: NOW })
      expect(await holds(loginMayProve(digestOf('login'), NOW))).toBe(false)
      await unlock()
      expect(await holds(loginMayProve(digestOf('login'), NOW))).toBe(true)
    },
  )

  it('is linked to no identity by its address', async () => {
    await lock()
    const link = () =>
      changes(
        linkIdentityByEmail(db, { provider: 'okta', subject: '1' }, requireEmail('ada@acme.example'), NOW),
      )
    expect(await link()).toBe(false)
    await unlock()
    expect(await link()).toBe(true)
  })

  it('gets no session from a factor that was spent when the lock came', async () => {
    await enrol('ada')
    await startLoginAs('login')
    // Only the time is set, so that the login is alive and this guard alone refuses.
    await db.prepare("UPDATE accounts SET locked_at = 1 WHERE id = 'ada'").run()
    const spent = db.prepare("UPDATE accounts SET name = name WHERE id = 'bela'")
    await db.batch([spent, startSessionIfSpent(db, session('laptop'), digestOf('login'), { method: 'totp' })])
    expect(await count('sessions')).toBe(0)
  })

  it('lends no rights to tokens that it made until it is unlocked', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'admin')
    const token = { workspaceId: 'acme', makerId: 'ada', parentId: null, expiresAt: NOW + 86_400 }
    const scope = { paths: ['/api'], methods: ['GET'], networks: null }
    await addCredential(db, { ...token, id: 'api', digest: digestOf('api'), name: 'api' }, null, NOW).run()
    await addCredential(
      db,
      { ...token, id: 'ci', digest: digestOf('ci'), name: 'ci' },
      { scope, lifetimeDays: 30, nextNoticeAt: NOW + 3600 },
      NOW,
    ).run()
    const work = async () => [
      (await findFirst(db, selectTokenHolder(db, digestOf('api'), NOW))) !== null,
      (await findFirst(db, selectService(db, digestOf('ci'), 'acme', NOW))) !== null,
      await holds(isLiveToken({ id: 'api', role: 'admin' }, NOW)),
    ]
    expect(await work()).toEqual([true, true, true])
    await lock()
    expect(await work()).toEqual([false, false, false])
    await unlock()
    expect(await work()).toEqual([true, true, true])
  })
})
