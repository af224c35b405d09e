// A sign-in method that was removed from the configuration, while accounts, forms and tokens from before
// still exist.

import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import type { Env } from '../../../src/config.ts'
import { parseEmail } from '../../../src/core/email.ts'
import { hashPassword } from '../../../src/crypto/password.ts'
import { forgetRing } from '../../../src/flows/edge/ring.ts'
import { createEdge } from '../../../src/index.ts'
import { makeAccount } from '../../../src/store/accounts.ts'
import { makeContext } from '../../support/deferred.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { NOW, rows } from '../../support/rows.ts'

const PORTAL = 'http://auth.localhost:8787'
const SIGN_IN = { email: 'ada@acme.example', password: 'correct horse battery staple' }
const PLATFORM = {
  id: 'platform',
  kind: 'ticket',
  issuer: 'https://login.acme.example',
  login_url: 'https://login.acme.example/login',
  jwks_uri: 'https://login.acme.example/keys',
}
const WITH_PASSWORDS: Env = { ...env, PROVIDERS: [{ id: 'password', kind: 'password' }, PLATFORM] }
const WITHOUT: Env = { ...env, PROVIDERS: [PLATFORM] }

const ask = (bindings: Env, init: RequestInit = {}) =>
  createEdge(() => NOW).fetch(
    new Request(`${PORTAL}/sign-in`, { redirect: 'manual', ...init }),
    bindings,
    makeContext(),
  )

beforeEach(async () => {
  forgetRing()
  const email = parseEmail(SIGN_IN.email)
  if (!email) throw new Error('no address')
  const passwordHash = await hashPassword((await edgeAt(NOW)).ring, SIGN_IN.password)
  await makeAccount(
    env.DB,
    { id: 'ada', email, name: 'Ada', passwordHash, language: null },
    NOW,
  ).statement.run()
})

it('a password opens nothing if passwords are off, even with an earlier form', async () => {
  const page = await ask(WITH_PASSWORDS)
  const [csrf = ''] = /(?<=name="csrf" value=")[^"]+/.exec(await page.text()) ?? []
  const [cookie = ''] = page.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  const body = new URLSearchParams({ ...SIGN_IN, csrf })
  const form = { method: 'POST', body, headers: { cookie, origin: PORTAL } }

  const refused = await ask(WITHOUT, form)
  expect(refused.status).toBe(404)
  expect(refused.headers.getSetCookie().join()).not.toMatch(/sallyport-(session|login|known)=[^;]/)
  for (const table of ['sessions', 'logins', 'attempts', 'audit']) {
    expect(await rows(`SELECT * FROM ${table}`), table).toEqual([])
  }
  expect((await ask(WITH_PASSWORDS, form)).headers.getSetCookie().join()).toContain('sallyport-session=')
})

it('a page without passwords has no password form, and leads straight to the only method', async () => {
  const led = await ask(WITHOUT)
  expect([led.status, led.headers.get('location')]).toEqual([
    303,
    `${PORTAL}/sign-in/with/platform?return_to=%2Fworkspaces`,
  ])
})
