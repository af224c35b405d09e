import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { findFirst, listAll } from '../../src/store/batch.ts'
import { endPreviousSession, endSessionOf, endSessionsOf } from '../../src/store/end-sessions.ts'
import { selectSessionsOf } from '../../src/store/listed-sessions.ts'
import { startLogin } from '../../src/store/logins.ts'
import { selectSession } from '../../src/store/read-sessions.ts'
import {
  sessionHasToken,
  startSessionAtOnce,
  startSessionIfSpent,
  strengthenSessionIfSpent,
  touchSession,
} from '../../src/store/sessions.ts'
import { weakenSessionsOf } from '../../src/store/weakened-sessions.ts'
import {
  addAccount,
  addSession,
  BY_PASSWORD,
  CLIENT,
  changes,
  count,
  digestOf,
  enrol,
  LIFETIME,
  NOW,
  PASSWORD_HASH,
  rows,
  sealedOf,
} from '../support/rows.ts'

const db = env.DB
const newSession = (id: string, now = NOW) => ({
  id,
  tokenDigest: digestOf(id),
  now,
  expiresAt: now + 86_400,
  client: CLIENT,
})
const ids = async () =>
  (await rows<{ id: string }>('SELECT id FROM sessions ORDER BY id')).map(({ id }) => id)
const spent = () => db.prepare("UPDATE accounts SET name = name WHERE id = 'ada'")
const notSpent = () => db.prepare("UPDATE accounts SET name = name WHERE id = 'nobody'")

beforeEach(async () => {
  await addAccount('ada', PASSWORD_HASH)
  await addAccount('bela', PASSWORD_HASH)
})

describe('a session right after the first factor', () => {
  const start = (account: string) =>
    changes(startSessionAtOnce(db, newSession('laptop'), account, BY_PASSWORD))

  it('starts for a person without a second factor, and claims none', async () => {
    expect(await start('ada')).toBe(true)
    expect(
      await rows('SELECT account_id, first_factor, auth_time, mfa_time, mfa_method FROM sessions'),
    ).toEqual([{ account_id: 'ada', first_factor: 'pwd', auth_time: NOW, mfa_time: null, mfa_method: null }])
  })

  it.each([
    ['now has another password', "UPDATE accounts SET password_hash = 'another'"],
    ['now has no password', 'UPDATE accounts SET password_hash = NULL'],
  ])('does not start for an account that %s', async (_, meanwhile) => {
    await db.prepare(meanwhile).run()
    expect(await start('ada')).toBe(false)
    expect(await count('sessions')).toBe(0)
  })

  it('never starts for an enrolled account, even one that enrolled a moment ago', async () => {
    await enrol('ada')
    expect(await start('ada')).toBe(false)
    expect(await count('sessions')).toBe(0)
  })
})

describe('a session right after a trusted provider’s second factor', () => {
  const vouchedFor = { ...BY_PASSWORD, kind: 'fed', provider: 'okta', providerAmr: ['mfa'] } as const
  const start = (account: string) =>
    changes(startSessionAtOnce(db, newSession('laptop'), account, vouchedFor))

  it('starts for an enrolled account, too, and names the provider', async () => {
    await enrol('ada')
    expect(await start('ada')).toBe(true)
    expect(await rows('SELECT provider, provider_amr, mfa_time FROM sessions')).toEqual([
      { provider: 'okta', provider_amr: '["mfa"]', mfa_time: null },
    ])
  })

  it('starts through a subject only while that is linked to this account', async () => {
    const through = (id: string) =>
      changes(startSessionAtOnce(db, newSession(id), 'ada', { ...vouchedFor, subject: 'x1' }))
    expect(await through('laptop')).toBe(false)
    const insert =
      "INSERT INTO identities VALUES ('okta', 'x1', ?1, NULL, 0) ON CONFLICT DO UPDATE SET account_id = ?1"
    await db.prepare(insert).bind('bela').run()
    expect(await through('phone')).toBe(false)
    await db.prepare(insert).bind('ada').run()
    expect(await through('tablet')).toBe(true)
    expect(await ids()).toEqual(['tablet'])
  })

  it('does not start for an account that does not exist', async () => {
    expect(await start('nobody')).toBe(false)
  })
})

describe('a session from a login', () => {
  const login = digestOf('login')
  const start = (now = NOW) => startSessionIfSpent(db, newSession('laptop', now), login, { method: 'totp' })

  beforeEach(async () => {
    await enrol('ada')
    const factor = {
      ...BY_PASSWORD,
      kind: 'fed',
      provider: 'okta',
      sealedIdToken: sealedOf('token'),
    } as const
    await startLogin(db, { tokenDigest: login, accountId: 'ada', factor }, NOW, digestOf('none')).run()
  })

  it('starts if the statement before spent a second factor, and says how it was proved', async () => {
    await db.batch([spent(), start(NOW + 20)])
    expect(
      await rows(
        'SELECT account_id, first_factor, provider, provider_amr, sealed_id_token, auth_time, mfa_time, mfa_method FROM sessions',
      ),
    ).toEqual([
      {
        account_id: 'ada',
        first_factor: 'fed',
        provider: 'okta',
        provider_amr: null,
        sealed_id_token: sealedOf('token'),
        auth_time: NOW,
        mfa_time: NOW + 20,
        mfa_method: 'totp',
      },
    ])
  })

  it('does not start if that statement spent nothing', async () => {
    await db.batch([notSpent(), start()])
    expect(await ids()).toEqual([])
  })

  it('does not start from an expired login: ten minutes and not a second more', async () => {
    await db.batch([spent(), start(NOW + 600)])
    expect(await ids()).toEqual([])
    await db.batch([spent(), start(NOW + 599)])
    expect(await ids()).toEqual(['laptop'])
  })
})

describe('stepping up', () => {
  const strengthen = () =>
    strengthenSessionIfSpent(db, 'laptop', digestOf('new'), { method: 'recovery_code' }, NOW + 100)

  beforeEach(() => addSession('laptop', 'ada'))

  it('changes the cookie with the proof: the old value is worthless', async () => {
    await db.batch([spent(), strengthen()])
    expect(await rows('SELECT token_digest, mfa_time, mfa_method FROM sessions')).toEqual([
      { token_digest: digestOf('new'), mfa_time: NOW + 100, mfa_method: 'recovery_code' },
    ])
  })

  it('changes nothing if nothing was spent', async () => {
    await db.batch([notSpent(), strengthen()])
    expect(await rows('SELECT token_digest, mfa_time FROM sessions')).toEqual([
      { token_digest: digestOf('laptop'), mfa_time: null },
    ])
  })

  it('can be a condition: what depends on it happens only with it', async () => {
    const condition = sessionHasToken(digestOf('new'))
    const holds = async () =>
      (await rows(`SELECT 1 WHERE ${condition.sql}`, ...condition.values)).length === 1
    expect(await holds()).toBe(false)
    await db.batch([spent(), strengthen()])
    expect(await holds()).toBe(true)
  })
})

const ALL = { limit: 1000, offset: 0 }
const READER = { id: 'own', accountId: 'ada' }

describe('a session', () => {
  const alive = async (now: number) =>
    (await listAll(db, selectSessionsOf(db, READER, { ...LIFETIME, now }, ALL))).map(({ id }) => id)

  it('ends at its absolute expiry, however busy, and after its idle time, however new', async () => {
    await addSession('busy', 'ada', { expiresAt: NOW + 100, lastSeenAt: NOW + 99 })
    await addSession('idle', 'ada', { lastSeenAt: NOW - LIFETIME.idleSeconds + 50 })
    expect(await alive(NOW + 49)).toEqual(['busy', 'idle'])
    expect(await alive(NOW + 50)).toEqual(['busy'])
    expect(await alive(NOW + 100)).toEqual([])
  })

  it('that reads the list is the first in it, however busy the others are', async () => {
    await addSession('busy', 'ada', { lastSeenAt: NOW + 9 })
    await addSession('own', 'ada')
    expect(await alive(NOW + 10)).toEqual(['own', 'busy'])
  })

  it('of another account is not listed', async () => {
    await addSession('belas', 'bela')
    expect(await alive(NOW)).toEqual([])
  })

  const isSeen = (seconds: number) =>
    changes(touchSession(db, { sessionId: 'laptop' }, { ...LIFETIME, now: NOW + seconds }))

  it('is updated once a minute: most requests write nothing', async () => {
    await addSession('laptop', 'ada')
    expect(await isSeen(59)).toBe(false)
    expect(await isSeen(60)).toBe(true)
    expect(await isSeen(60)).toBe(false)
  })

  it('that was idle too long stays ended, whoever asks', async () => {
    await addSession('laptop', 'ada')
    expect(await isSeen(LIFETIME.idleSeconds)).toBe(false)
    expect(await rows('SELECT last_seen_at FROM sessions')).toEqual([{ last_seen_at: NOW }])
    expect(await isSeen(LIFETIME.idleSeconds - 1)).toBe(true)
  })

  it('returns the proof that it has', async () => {
    await addSession('laptop', 'ada', { mfaTime: NOW })
    expect((await findFirst(db, selectSession(db, digestOf('laptop'), LIFETIME)))?.proof).toEqual({
      firstFactor: 'pwd',
      provider: 'password',
      authTime: NOW,
      secondFactor: { method: 'totp', at: NOW },
    })
  })

  it('returns a trusted provider’s second factor, or the edge’s own instead', async () => {
    const at = { provider: 'okta', mfaTime: NOW + 50, providerAmr: ['hwk'] }
    await addSession('laptop', 'ada', { provider: 'okta', providerAmr: ['hwk'] })
    await addSession('phone', 'ada', at)
    const read = ['laptop', 'phone'].map((id) => findFirst(db, selectSession(db, digestOf(id), LIFETIME)))
    expect((await Promise.all(read)).map((session) => session?.proof.secondFactor)).toEqual([
      { method: 'provider', at: NOW, amr: ['hwk'] },
      { method: 'totp', at: NOW + 50 },
    ])
  })

  it('cannot have half a proof', async () => {
    await addSession('laptop', 'ada')
    await expect(db.prepare('UPDATE sessions SET mfa_time = 1').run()).rejects.toThrow('CHECK')
    await expect(db.prepare("UPDATE sessions SET mfa_method = 'totp'").run()).rejects.toThrow('CHECK')
  })
})

describe('ending sessions', () => {
  beforeEach(async () => {
    await addSession('laptop', 'ada', { mfaTime: NOW })
    await addSession('phone', 'ada', { mfaTime: NOW })
    await addSession('belas', 'bela', { mfaTime: NOW })
  })

  it.each(['laptop', 'belas'])(
    'a session that starts in a browser ends its previous one: %s',
    async (previous) => {
      await endPreviousSession(db, previous, digestOf('phone')).run()
      expect(await ids()).toEqual(['belas', 'laptop', 'phone'].filter((id) => id !== previous))
    },
  )

  it('a session that did not start ends none', async () => {
    await endPreviousSession(db, 'laptop', digestOf('nothing')).run()
    expect(await ids()).toEqual(['belas', 'laptop', 'phone'])
  })

  it('a session is not ended by its own start', async () => {
    await endPreviousSession(db, 'laptop', digestOf('laptop')).run()
    expect(await ids()).toEqual(['belas', 'laptop', 'phone'])
  })

  it('by id ends only one’s own', async () => {
    expect(await changes(endSessionOf(db, 'ada', 'belas'))).toBe(false)
    expect(await changes(endSessionOf(db, 'ada', 'phone'))).toBe(true)
    expect(await ids()).toEqual(['belas', 'laptop'])
  })

  it('of an account ends all, or all but the one that asks', async () => {
    await endSessionsOf(db, 'ada', 'laptop').run()
    expect(await ids()).toEqual(['belas', 'laptop'])
    await endSessionsOf(db, 'ada', null).run()
    expect(await ids()).toEqual(['belas'])
  })

  it('does not happen when a factor is lost: sessions stay, without the proof', async () => {
    await weakenSessionsOf(db, 'ada', { sql: '? = ?', values: [1, 2] }).run()
    expect(await rows('SELECT 1 FROM sessions WHERE mfa_time IS NULL')).toEqual([])
    await weakenSessionsOf(db, 'ada', { sql: '1', values: [] }).run()
    expect(await rows('SELECT id, mfa_time, mfa_method FROM sessions ORDER BY id')).toEqual([
      { id: 'belas', mfa_time: NOW, mfa_method: 'totp' },
      { id: 'laptop', mfa_time: null, mfa_method: null },
      { id: 'phone', mfa_time: null, mfa_method: null },
    ])
  })
})
