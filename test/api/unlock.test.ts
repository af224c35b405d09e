// POST /accounts/{email}/unlock: ends waits, revives a disabled app, and ends a lock.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../src/core/email.ts'
import { FAILURES_THAT_DISABLE } from '../../src/core/lockout.ts'
import { hashPassword } from '../../src/crypto/password.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { introduceBrowser } from '../../src/flows/sign-in/known-browser.ts'
import { signInWithPassword } from '../../src/flows/sign-in/sign-in.ts'
import { lockAccount } from '../../src/store/account-locks.ts'
import { ALWAYS } from '../../src/store/condition.ts'
import { callApi } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import { addAccount, count, enrol, NOW, PROVIDERS, rows } from '../support/rows.ts'

const PASSWORD = 'nine blue herons at dawn'
const EMAIL = 'ada@acme.example'
let edge: Edge
beforeEach(async () => {
  const base = await edgeAt(NOW)
  edge = { ...base, config: { ...base.config, providers: PROVIDERS } }
  await addAccount('ada', await hashPassword(edge.ring, PASSWORD))
})

const unlock = (body: unknown = { reason: 'called, ticket 4712' }, email = EMAIL) =>
  callApi(edge, 'POST', `/accounts/${email}/unlock`, body)
const signIn = (password: string, known: string | null = null) =>
  signInWithPassword(edge, { email: EMAIL, password }, { previous: null, known, language: 'en' })
async function guess(known: string | null = null) {
  for (let time = 0; time < 10; time++) await signIn('a wrong guess', known)
}

describe('an unlock', () => {
  it('ends the lock, and the audit has the reason', async () => {
    await lockAccount(env.DB, 'ada', NOW, ALWAYS).run()
    expect(await signIn(PASSWORD)).toMatchObject({ ok: true, value: { next: 'second-factor' } })
    const get = async () => (await callApi(edge, 'GET', `/accounts/${EMAIL}`)).body.locked_at
    expect(await get()).toBe('2027-01-15T08:00:00Z')
    expect(await unlock()).toMatchObject({ status: 204, body: null })
    expect(await get()).toBeNull()
    expect(await signIn(PASSWORD)).toMatchObject({ ok: true, value: { next: 'session' } })
    expect(await rows("SELECT account_id, detail FROM audit WHERE action = 'account.unlocked'")).toEqual([
      { account_id: 'ada', detail: '{"reason":"called, ticket 4712"}' },
    ])
  })

  it('ends the wait of the second factor, and revives an app that guesses have disabled', async () => {
    await enrol('ada')
    await env.DB.prepare("INSERT INTO attempts VALUES ('second-factor', 'ada', ?1, ?2, ?3)")
      .bind(FAILURES_THAT_DISABLE, NOW + 3600, NOW)
      .run()
    await unlock()
    expect(await count('attempts')).toBe(0)
  })

  it('ends the waits of the password, everywhere and in known browsers', async () => {
    const hash = (await rows<{ hash: string }>('SELECT password_hash AS hash FROM accounts'))[0]?.hash ?? null
    const known = await introduceBrowser(edge, { email: requireEmail(EMAIL), passwordHash: hash })
    await guess()
    await guess(known)
    expect(await signIn(PASSWORD)).toMatchObject({ error: { reason: 'throttled' } })
    expect(await signIn(PASSWORD, known)).toMatchObject({ error: { reason: 'throttled' } })
    await unlock()
    expect(await signIn(PASSWORD, known)).toMatchObject({ ok: true })
    expect(await signIn(PASSWORD)).toMatchObject({ ok: true })
  })

  it('leaves another account’s waits alone', async () => {
    await addAccount('bela')
    await env.DB.prepare("INSERT INTO attempts VALUES ('second-factor', 'bela', 5, ?1, ?2)")
      .bind(NOW + 30, NOW)
      .run()
    await unlock()
    expect(await count('attempts')).toBe(1)
  })

  it.each([[{}], [{ reason: '' }], [{ reason: 'two\nlines' }]])('needs a reason: %j is 422', async (body) => {
    await lockAccount(env.DB, 'ada', NOW, ALWAYS).run()
    expect(await unlock(body)).toMatchObject({ status: 422, body: { errors: [{ path: 'reason' }] } })
    expect(await rows('SELECT locked_at FROM accounts')).toEqual([{ locked_at: NOW }])
  })

  it('of nobody is 404', async () => {
    expect(await unlock(undefined, 'nobody@acme.example')).toMatchObject({ status: 404 })
  })
})
