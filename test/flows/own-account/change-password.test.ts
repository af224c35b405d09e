// Two tabs that change the password at once, and the page without a password, which no journey reaches.

import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { parseEmail } from '../../../src/core/email.ts'
import { hashPassword, verifyPassword } from '../../../src/crypto/password.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { forgetRing } from '../../../src/flows/edge/ring.ts'
import { changePassword } from '../../../src/flows/own-account/change-password.ts'
import { findSession, type Session } from '../../../src/flows/session/session.ts'
import { signInWithPassword } from '../../../src/flows/sign-in/sign-in.ts'
import { createEdge } from '../../../src/index.ts'
import { makeAccount } from '../../../src/store/accounts.ts'
import { withAround } from '../../../src/store/d1.ts'
import { en } from '../../../src/words/en/index.ts'
import { makeContext } from '../../support/deferred.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { count, enrol, NOW, rows } from '../../support/rows.ts'

const ADA = 'ada@acme.example'
const PASSWORD = 'correct horse battery staple'
const [ONE, OTHER] = ['nine blue herons at dawn', 'seven grey otters at dusk']

let edge: Edge
let cookie: string
let session: Session
beforeEach(async () => {
  forgetRing()
  edge = await edgeAt(NOW)
  const email = parseEmail(ADA)
  if (!email) throw new Error('no address')
  const passwordHash = await hashPassword(edge.ring, PASSWORD)
  await makeAccount(
    env.DB,
    { id: 'ada', email, name: 'Ada', passwordHash, language: null },
    NOW,
  ).statement.run()
  const signedIn = await signInWithPassword(
    edge,
    { email: ADA, password: PASSWORD },
    { previous: null, known: null, language: 'en' },
  )
  if (!signedIn.ok) throw new Error('not signed in')
  cookie = signedIn.value.cookie
  const found = await findSession(edge, cookie)
  if (!found) throw new Error('no session')
  session = found
})

const change = (next: string) => changePassword(edge, session, { current: PASSWORD, next }, null)
const storedHash = async () =>
  (await rows<{ password_hash: string }>('SELECT password_hash FROM accounts'))[0]?.password_hash ?? ''
const changesInAudit = async () =>
  (await rows(`SELECT 1 FROM audit WHERE action = 'password.changed'`)).length

it('of two changes at once with the right password, one succeeds and the other changes nothing', async () => {
  const [first, second] = await Promise.all([change(ONE), change(OTHER)])
  const [done, overtaken, kept] = first.ok ? [first, second, ONE] : [second, first, OTHER]
  if (!done.ok) throw new Error('neither change succeeded')
  expect(overtaken).toEqual({ ok: false, error: { reason: 'overtaken' } })
  expect(await verifyPassword(edge.ring, kept, await storedHash())).toBe(true)
  expect(await findSession(edge, done.value.cookie)).toMatchObject({ accountId: session.accountId })
  expect(await findSession(edge, cookie)).toBeNull()
  expect(await changesInAudit()).toBe(1)
})

it('a session that ended meanwhile changes nothing', async () => {
  const before = await storedHash()
  await env.DB.prepare('DELETE FROM sessions').run()
  expect(await change(ONE)).toEqual({ ok: false, error: { reason: 'overtaken' } })
  expect(await storedHash()).toBe(before)
  expect(await changesInAudit()).toBe(0)
})

/** Signs in with the old password. `overtake` runs in another isolate while this one hashes. */
async function signInOvertaken(overtake: () => Promise<unknown>) {
  let trips = 0
  const db = withAround(env.DB, async (ask) => {
    if (++trips === 2) await overtake()
    return ask()
  })
  return signInWithPassword(
    { ...edge, db },
    { email: ADA, password: PASSWORD },
    { previous: null, known: null, language: 'en' },
  )
}

it.each([false, true])(
  'a sign-in that checked the old password before the change starts nothing (enrolled: %s)',
  async (isEnrolled) => {
    if (isEnrolled) await enrol('ada')
    const signedIn = await signInOvertaken(() => change(ONE))
    expect(signedIn).toEqual({ ok: false, error: { reason: 'wrong-credentials' } })
    expect(await count('logins')).toBe(0)
    expect(await rows('SELECT 1 FROM sessions'), 'that of the change').toHaveLength(1)
    expect(await rows(`SELECT 1 FROM audit WHERE action = 'sign_in.succeeded'`)).toHaveLength(1)
  },
)

it('a person without a password is led to the Security tab, which offers no change', async () => {
  const ask = (path: string) =>
    createEdge(() => NOW).fetch(
      new Request(edge.config.portalOrigin + path, {
        headers: { cookie: `__Host-sallyport-session=${cookie}`, 'sec-fetch-mode': 'navigate' },
        redirect: 'manual',
      }),
      env,
      makeContext(),
    )
  expect(await (await ask('/account/security')).text()).toContain(en.account.changePassword)
  expect((await ask('/account/security/password')).status).toBe(200)
  await env.DB.prepare('UPDATE accounts SET password_hash = NULL').run()
  const led = await ask('/account/security/password')
  expect(led.status).toBe(303)
  expect(led.headers.get('location')).toBe(`${edge.config.portalOrigin}/account/security`)
  expect(await (await ask('/account/security')).text()).not.toContain(en.account.changePassword)
})
