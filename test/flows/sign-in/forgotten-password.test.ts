// A forgotten password: who gets a link, how long it works, and what setting a password ends.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { hashPassword, verifyPassword } from '../../../src/crypto/password.ts'
import { putAccountOf } from '../../../src/flows/administration/accounts.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import {
  askForNewPassword,
  chooseNewPassword,
  findForgotten,
} from '../../../src/flows/sign-in/forgotten-password.ts'
import { signInWithPassword } from '../../../src/flows/sign-in/sign-in.ts'
import { withAround } from '../../../src/store/d1.ts'
import { loginMayProve, startLogin } from '../../../src/store/logins.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { mailingAt } from '../../support/enforcement.ts'
import {
  addAccount,
  addSession,
  BY_PASSWORD,
  changes,
  count,
  digestOf,
  enrol,
  NOW,
  rows,
} from '../../support/rows.ts'

const ADA = 'ada@acme.example'
const OLD = 'correct horse battery staple'
const NEXT = 'nine blue herons at dawn'

let sent: EmailMessageBuilder[]
let edge: Edge
beforeEach(async () => {
  sent = []
  edge = await mailingAt(NOW, (message) => void sent.push(message))
  await addAccount('ada', await hashPassword(edge.ring, OLD))
  await addAccount('provided')
})

const at = (now: number): Edge => ({ ...edge, now, clock: () => now })
async function ask(address = ADA, from = edge) {
  const asked = await askForNewPassword(from, address)
  await settleDeferred()
  return asked
}
const tokens = () => sent.map(({ text = '' }) => /spl_[\w-]+/.exec(text)?.[0] ?? '')
async function link(): Promise<string> {
  await ask()
  return tokens().at(-1) ?? ''
}
const hashOf = async (id = 'ada') =>
  (await rows<{ hash: string }>('SELECT password_hash AS hash FROM accounts WHERE id = ?', id))[0]?.hash ??
  null
const has = async (password: string) => verifyPassword(edge.ring, password, await hashOf())

describe('asking for a link', () => {
  it('mails one to the account’s own address, and records it', async () => {
    expect(await ask('ADA@acme.example')).toMatchObject({ ok: true })
    expect(sent).toMatchObject([{ to: ADA }])
    expect(await rows("SELECT account_id FROM audit WHERE action = 'password.link_sent'")).toEqual([
      { account_id: 'ada' },
    ])
  })

  it('mails nothing to an address without an account, and answers the same', async () => {
    expect(await ask('nobody@acme.example')).toMatchObject({ ok: true })
    expect(sent).toEqual([])
    expect([await count('password_resets'), await count('audit'), await count('notices')]).toEqual([0, 0, 0])
  })

  it('tells an account without a password that it has none, and mails no link to set one', async () => {
    expect(await ask('provided@acme.example')).toMatchObject({ ok: true })
    expect(sent).toMatchObject([{ to: 'provided@acme.example' }])
    expect(tokens()).toEqual([''])
    expect([await count('password_resets'), await count('audit')]).toEqual([0, 0])
  })

  it('asks the database the same before it answers, whoever has the address', async () => {
    const asked = async (address: string) => {
      const statements: number[] = []
      let work = 0
      const db = withAround(env.DB, (run, size) => {
        statements.push(size)
        return run()
      })
      await askForNewPassword({ ...edge, db, defer: () => void work++ }, address)
      return { statements, work }
    }
    expect(await asked('nobody@acme.example')).toEqual(await asked(ADA))
  })

  it('mails an address three times an hour, then says to wait, known or not', async () => {
    for (const address of [ADA, 'nobody@acme.example']) {
      for (let time = 0; time < 3; time++) expect(await ask(address)).toMatchObject({ ok: true })
      expect(await ask(address)).toMatchObject({
        error: { reason: 'too-many-mails', retryAfterSeconds: 3600 },
      })
    }
    expect(sent).toHaveLength(3)
    expect(await ask(ADA, at(NOW + 3600))).toMatchObject({ ok: true })
  })

  it('mails twenty times an hour for a network, whatever the addresses', async () => {
    for (let time = 0; time < 20; time++) await ask(`n${time}@acme.example`)
    expect(await ask()).toMatchObject({ error: { reason: 'too-many-mails' } })
    expect(sent).toEqual([])
    const elsewhere = { ...edge, client: { ...edge.client, ip: '198.51.100.7' } }
    expect(await ask(ADA, elsewhere)).toMatchObject({ ok: true })
  })

  it('says when there is room again: when the first mail of the hour is an hour old', async () => {
    for (const minute of [0, 20, 40]) await ask(ADA, at(NOW + minute * 60))
    expect(await ask(ADA, at(NOW + 50 * 60))).toEqual({
      ok: false,
      error: { reason: 'too-many-mails', retryAfterSeconds: 600 },
    })
    expect(await ask(ADA, at(NOW + 3600))).toMatchObject({ ok: true })
  })

  it('counts a network of 64 bits as one client, in whatever spelling', async () => {
    const from = (ip: string) => ({ ...edge, client: { ...edge.client, ip } })
    for (let time = 0; time < 20; time++)
      expect(await ask(`n${time}@acme.example`, from(`2001:db8:0:1:${time}::${time}`))).toMatchObject({
        ok: true,
      })
    for (const ip of ['2001:DB8::1:ffff:0:0:1', '2001:db8:0:1::'])
      expect(await ask(ADA, from(ip))).toMatchObject({ error: { retryAfterSeconds: 3600 } })
    expect(await ask(ADA, from('2001:db8:0:2::1'))).toMatchObject({ ok: true })
  })

  it.each([[''], ['ada'], ['ada@']])(
    'refuses what is no address, and counts nothing: %j',
    async (address) => {
      expect(await ask(address)).toEqual({ ok: false, error: { reason: 'malformed' } })
      expect(await count('recent_counts')).toBe(0)
    },
  )

  it('does nothing where no mail is set up', async () => {
    expect(await ask(ADA, { ...edge, email: null })).toEqual({ ok: false, error: { reason: 'not-here' } })
    expect(await count('password_resets')).toBe(0)
  })
})

describe('a link', () => {
  it('shows whose password it sets as often as it is opened, and changes nothing', async () => {
    const token = await link()
    const before = await rows('SELECT * FROM password_resets')
    for (let time = 0; time < 10; time++) {
      expect(await findForgotten(edge, token)).toMatchObject({ accountId: 'ada', email: ADA })
    }
    expect(await rows('SELECT * FROM password_resets')).toEqual(before)
    expect(await has(OLD)).toBe(true)
  })

  it('sets a password once', async () => {
    const token = await link()
    expect(await chooseNewPassword(edge, token, NEXT)).toEqual({ ok: true, value: null })
    expect([await has(NEXT), await has(OLD)]).toEqual([true, false])
    expect(await chooseNewPassword(edge, token, 'seven grey otters at dusk')).toEqual({
      ok: false,
      error: { reason: 'ended' },
    })
    expect(await has(NEXT)).toBe(true)
    expect(await findForgotten(edge, token)).toBeNull()
  })

  it('of two uses at once, one sets its password', async () => {
    const token = await link()
    const done = await Promise.all([NEXT, OLD].map((each) => chooseNewPassword(edge, token, each)))
    expect(done.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await has(done[0]?.ok ? NEXT : OLD)).toBe(true)
    expect(await rows("SELECT 1 FROM audit WHERE action = 'password.changed'")).toHaveLength(1)
  })

  it('works for 60 minutes and not a second more', async () => {
    const token = await link()
    expect(await findForgotten(at(NOW + 3599), token)).not.toBeNull()
    expect(await findForgotten(at(NOW + 3600), token)).toBeNull()
    expect(await chooseNewPassword(at(NOW + 3600), token, NEXT)).toMatchObject({ error: { reason: 'ended' } })
  })

  it('is not used up by a password that the rules refuse', async () => {
    const token = await link()
    expect(await chooseNewPassword(edge, token, 'short')).toMatchObject({
      error: { reason: 'unusable', problem: 'too-short' },
    })
    expect(await has(OLD)).toBe(true)
    expect(await chooseNewPassword(edge, token, NEXT)).toMatchObject({ ok: true })
  })

  it('ends when a newer one is sent', async () => {
    const [first, second] = [await link(), await link()]
    expect(await findForgotten(edge, first)).toBeNull()
    expect(await findForgotten(edge, second)).not.toBeNull()
  })

  it.each([
    ['the password is changed', "UPDATE accounts SET password_hash = 'another' WHERE id = 'ada'"],
    ['the address is changed', "UPDATE accounts SET email_key = 'new@acme.example' WHERE id = 'ada'"],
    ['the password is removed', "UPDATE accounts SET password_hash = NULL WHERE id = 'ada'"],
    ['the account is deleted', "DELETE FROM accounts WHERE id = 'ada'"],
  ])('ends when %s', async (_, meanwhile) => {
    const token = await link()
    await env.DB.prepare(meanwhile).run()
    const before = await hashOf()
    expect(await chooseNewPassword(edge, token, NEXT)).toMatchObject({ error: { reason: 'ended' } })
    expect(await hashOf()).toBe(before)
    expect(await count('password_resets')).toBe(0)
  })

  it('ends when the operator sets a password', async () => {
    const token = await link()
    await putAccountOf(edge, requireEmail(ADA), { name: 'Ada', password: NEXT, language: null }, 'operator')
    expect(await findForgotten(edge, token)).toBeNull()
  })

  it('survives a change of something else', async () => {
    const token = await link()
    await putAccountOf(
      edge,
      requireEmail(ADA),
      { name: 'Ada L.', password: null, language: null },
      'operator',
    )
    expect(await findForgotten(edge, token)).not.toBeNull()
  })

  it.each([['spl_nothing'], ['']])('that nobody made is refused: %j', async (token) => {
    expect(await findForgotten(edge, token)).toBeNull()
    expect(await chooseNewPassword(edge, token, NEXT)).toMatchObject({ error: { reason: 'ended' } })
  })

  it('is not mailed once it has expired in the outbox', async () => {
    edge = await mailingAt(NOW, () => {
      throw new Error('the mail server is down')
    })
    await ask()
    expect(await count('notice_deliveries')).toBe(1)
    const { deliverDue } = await import('../../../src/flows/notices/deliver-notices.ts')
    const later = await mailingAt(NOW + 7200, (message) => void sent.push(message))
    await deliverDue(later, { carrier: 'email', which: 'due' }, 10, () => true)
    expect([sent.length, await count('notice_deliveries')]).toEqual([0, 0])
  })
})

describe('a password that a link has set', () => {
  it('ends every session and login, and tells the account', async () => {
    await enrol('ada')
    await addSession('laptop', 'ada')
    const login = {
      tokenDigest: digestOf('login'),
      accountId: 'ada',
      factor: { ...BY_PASSWORD, passwordHash: await hashOf() },
    }
    expect(await changes(startLogin(env.DB, login, NOW, digestOf('none')))).toBe(true)
    await chooseNewPassword(edge, await link(), NEXT)
    await settleDeferred()
    expect(await count('sessions')).toBe(0)
    const { sql, values } = loginMayProve(digestOf('login'), NOW)
    expect(await rows(`SELECT 1 WHERE ${sql}`, ...values)).toEqual([])
    expect(await rows("SELECT kind FROM notices WHERE kind = 'password.changed'")).toHaveLength(1)
  })

  it('opens nothing without the second factor, which stays', async () => {
    await enrol('ada')
    await chooseNewPassword(edge, await link(), NEXT)
    const signedIn = await signInWithPassword(
      edge,
      { email: ADA, password: NEXT },
      { previous: null, known: null, language: 'en' },
    )
    expect(signedIn).toMatchObject({ value: { next: 'second-factor' } })
    expect([await count('authenticators'), await count('sessions')]).toEqual([1, 0])
  })

  it('works at once, although guesses at the old one had brought a wait', async () => {
    const signIn = (password: string) =>
      signInWithPassword(edge, { email: ADA, password }, { previous: null, known: null, language: 'en' })
    for (let time = 0; time < 10; time++) await signIn('a wrong guess')
    expect(await signIn(OLD)).toMatchObject({ error: { reason: 'throttled' } })
    await chooseNewPassword(edge, await link(), NEXT)
    expect(await signIn(NEXT)).toMatchObject({ ok: true })
  })
})
