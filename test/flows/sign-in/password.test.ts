import { env } from 'cloudflare:workers'
import { scryptSync } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { encodeBase64url } from '../../../src/core/base64url.ts'
import { parseEmail, requireEmail } from '../../../src/core/email.ts'
import { pepperPassword } from '../../../src/crypto/digest.ts'
import { type PasswordHash, verifyPassword } from '../../../src/crypto/password.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { forgetRing } from '../../../src/flows/edge/ring.ts'
import { signInWithPassword } from '../../../src/flows/sign-in/sign-in.ts'
import { sweep } from '../../../src/flows/upkeep/sweep.ts'
import { makeAccount, replacePasswordHash } from '../../../src/store/accounts.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import { changes, count, NOW, rows } from '../../support/rows.ts'

const PASSWORD = 'correct horse battery staple'
const ADA = 'ada@acme.example'
const STRANGE = { previous: null, known: null, language: 'en' } as const

async function hashOf(password: string, p: number): Promise<PasswordHash> {
  const { ring } = await edgeAt(NOW)
  const salt = new Uint8Array(16).fill(7)
  const key = scryptSync(await pepperPassword(ring, password), salt, 32, { N: 2 ** 14, r: 8, p })
  return `scrypt$ln=14,r=8,p=${p}$${encodeBase64url(salt)}$${encodeBase64url(key)}` as PasswordHash
}

const storedHash = async () =>
  (await rows<{ password_hash: string }>('SELECT password_hash FROM accounts'))[0]?.password_hash ?? ''

async function addAda(p: number): Promise<PasswordHash> {
  const email = parseEmail(ADA)
  if (!email) throw new Error('no address')
  const passwordHash = await hashOf(PASSWORD, p)
  await makeAccount(
    env.DB,
    { id: 'ada', email, name: 'Ada', passwordHash, language: null },
    NOW,
  ).statement.run()
  return passwordHash
}

const signIn = (
  edge: Edge,
  password: string,
  browser = STRANGE as Parameters<typeof signInWithPassword>[2],
) => signInWithPassword(edge, { email: ADA, password }, browser)

beforeEach(forgetRing)

describe('a hash made with less work than today’s', () => {
  it('is replaced by a sign-in with the right password, which stays right', async () => {
    await addAda(1)
    const edge = await edgeAt(NOW)
    expect(await signIn(edge, PASSWORD)).toMatchObject({ ok: true })
    const stored = await storedHash()
    expect(stored).toMatch(/^scrypt\$ln=14,r=8,p=5\$/)
    expect(await verifyPassword(edge.ring, PASSWORD, stored)).toBe(true)
    expect(await signIn(edge, PASSWORD)).toMatchObject({ ok: true })
    expect(await storedHash(), 'and stays as it is then').toBe(stored)
  })

  it('is replaced by two sign-ins at once, and both succeed', async () => {
    await addAda(1)
    const edge = await edgeAt(NOW)
    const both = await Promise.all([signIn(edge, PASSWORD), signIn(edge, PASSWORD)])
    expect(both.map(({ ok }) => ok)).toEqual([true, true])
  })

  it('stays after a wrong password', async () => {
    const old = await addAda(1)
    expect(await signIn(await edgeAt(NOW), `${PASSWORD}!`)).toMatchObject({ ok: false })
    expect(await storedHash()).toBe(old)
  })

  it('does not overwrite a password that was set meanwhile', async () => {
    const before = await addAda(1)
    const [meanwhile, after] = [await hashOf('another long password', 1), await hashOf(PASSWORD, 2)]
    expect(await changes(replacePasswordHash(env.DB, 'ada', { before, after: meanwhile }, ALWAYS))).toBe(true)
    expect(await changes(replacePasswordHash(env.DB, 'ada', { before, after }, ALWAYS))).toBe(false)
    expect(await storedHash()).toBe(meanwhile)
  })
})

describe('a password sign-in', () => {
  it('calls D1 twice, right or wrong or in a known browser, and once if it must wait', async () => {
    await addAda(5)
    const { db, meter } = metered(env.DB)
    const edge = await edgeAt(NOW, { db })
    const tripsOf = async (work: Promise<unknown>) => {
      meter.roundTrips = 0
      await work
      return meter.roundTrips
    }
    expect(await tripsOf(signIn(edge, PASSWORD))).toBe(2)
    expect(await tripsOf(signIn(edge, 'wrong'))).toBe(2)
    await env.DB.prepare(`UPDATE attempts SET blocked_until = ?1`)
      .bind(NOW + 60)
      .run()
    expect(await tripsOf(signIn(edge, PASSWORD))).toBe(1)
  })

  it('that was right leaves nothing charged to the account or the address', async () => {
    await addAda(5)
    const edge = await edgeAt(NOW)
    for (let i = 0; i < 2; i++) await signIn(edge, 'wrong')
    const before = await rows('SELECT subject, blocked_until FROM attempts ORDER BY blocked_until DESC')
    await signIn(edge, PASSWORD)
    expect(await rows('SELECT subject, blocked_until FROM attempts')).toEqual(before.slice(0, 1))
  })

  it('in a known browser is neither refused for its address nor charged to it', async () => {
    await addAda(5)
    const signedIn = await signIn(await edgeAt(NOW, { ip: '198.51.100.1' }), PASSWORD)
    if (!signedIn.ok || signedIn.value.next !== 'session') throw new Error('not signed in')
    const { known } = signedIn.value
    const edge = await edgeAt(NOW)
    await signIn(edge, 'wrong')
    await env.DB.prepare('UPDATE attempts SET blocked_until = ?1')
      .bind(NOW + 60)
      .run()
    const before = await rows('SELECT * FROM attempts ORDER BY subject')
    expect(await signIn(edge, PASSWORD)).toEqual({
      ok: false,
      error: { reason: 'throttled', until: NOW + 60 },
    })
    expect(await signIn(edge, PASSWORD, { previous: null, known, language: 'en' })).toMatchObject({
      ok: true,
    })
    expect(await rows('SELECT * FROM attempts ORDER BY subject')).toEqual(before)
  })

  it('in a browser known by the old password counts as a stranger’s', async () => {
    await addAda(5)
    const signedIn = await signIn(await edgeAt(NOW, { ip: '198.51.100.1' }), PASSWORD)
    if (!signedIn.ok || signedIn.value.next !== 'session') throw new Error('not signed in')
    const browser = { previous: null, known: signedIn.value.known, language: 'en' } as const
    const next = 'seven grey otters at dusk'
    await env.DB.prepare('UPDATE accounts SET password_hash = ?1')
      .bind(await hashOf(next, 5))
      .run()
    const edge = await edgeAt(NOW)
    await signIn(edge, 'wrong', browser)
    await env.DB.prepare('UPDATE attempts SET blocked_until = ?1')
      .bind(NOW + 60)
      .run()
    const throttled = { ok: false, error: { reason: 'throttled', until: NOW + 60 } }
    expect(await signIn(edge, next), 'the wrong guess was charged to everybody').toEqual(throttled)
    expect(await signIn(edge, next, browser)).toEqual(throttled)
  })

  it('leaves rows that the sweep deletes after a day', async () => {
    await addAda(5)
    await signIn(await edgeAt(NOW), 'wrong')
    expect(await count('attempts')).toBe(2)
    const whole = { mostQueries: 500, pause: async () => {} }
    await sweep(await edgeAt(NOW + 86_399), whole)
    expect(await count('attempts')).toBe(2)
    await sweep(await edgeAt(NOW + 86_400), whole)
    expect(await count('attempts')).toBe(0)
  })
})

describe('a wrong password', () => {
  it('costs D1 the same with an account, without a password, and with no account', async () => {
    await addAda(5)
    const email = requireEmail('bob@acme.example')
    await makeAccount(
      env.DB,
      { id: 'bob', email, name: 'Bob', passwordHash: null, language: null },
      NOW,
    ).statement.run()
    const { db, meter } = metered(env.DB)
    const { prepare } = db
    const asked: string[] = []
    db.prepare = (sql) => {
      asked.push(sql)
      return prepare(sql)
    }
    const costOf = async (email: string, ip: string) => {
      Object.assign(meter, { roundTrips: 0, rowsWritten: 0 })
      asked.length = 0
      const guess = { email, password: 'a long wrong password' }
      expect(await signInWithPassword(await edgeAt(NOW, { db, ip }), guess, STRANGE)).toMatchObject({
        ok: false,
      })
      return { trips: meter.roundTrips, written: meter.rowsWritten, asked: [...asked] }
    }
    const strangers = await costOf('nobody@acme.example', '198.51.100.1')
    expect(await costOf(ADA, '198.51.100.2')).toEqual(strangers)
    expect(await costOf('bob@acme.example', '198.51.100.3')).toEqual(strangers)
  }, 20_000)
})
