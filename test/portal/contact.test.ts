// A locked-out person reads who can help: NOTICE_CONTACT, if set, on each page before sign-in.

import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import type { Env } from '../../src/config.ts'
import { digest } from '../../src/crypto/digest.ts'
import { createEdge } from '../../src/index.ts'
import { csrfTokens } from '../../src/portal/frame/csrf.ts'
import { startLogin } from '../../src/store/logins.ts'
import { en } from '../../src/words/en/index.ts'
import { makeContext } from '../support/deferred.ts'
import { edgeAt } from '../support/edge-at.ts'
import { addAccount, BY_PASSWORD, digestOf, enrol, NOW, PASSWORD_HASH } from '../support/rows.ts'
import { sentence } from '../support/sentence.ts'

const CONTACT = 'help@acme.example'
const NOBODY = en.layout.operator
const BROWSER = 'b'.repeat(43)

const login = (more: object) => ({
  ...{ id: 'login', kind: 'ticket', label: 'Acme login', issuer: 'https://login.example.com' },
  ...{ login_url: 'https://login.example.com/', jwks_uri: 'https://login.example.com/keys', ...more },
})
const withProvider = (more: object = {}): object => ({
  PROVIDERS: JSON.stringify([{ id: 'password', kind: 'password' }, login(more)]),
})
const CONTACT_SET = { NOTICE_CONTACT: CONTACT }

const edge = createEdge(() => NOW)
const cookie = `__Host-sallyport-login=login; __Host-sallyport-csrf=${BROWSER}`

async function read(path: string, settings: object, form?: URLSearchParams): Promise<string> {
  const headers = { cookie, origin: env.PORTAL_ORIGIN ?? '', accept: 'text/html' }
  const init = form ? { method: 'POST', body: form, headers } : { headers }
  const bindings = { ...env, ...settings } as Env
  const request = new Request(`${env.PORTAL_ORIGIN}${path}`, init)
  return (await edge.fetch(request, bindings, makeContext())).text()
}

const typeCode = async (settings: object) => {
  const { 'sign-in': csrf } = await csrfTokens(await edgeAt(NOW), BROWSER, null)
  return read('/sign-in/verify', settings, new URLSearchParams({ csrf, code: '123456' }))
}

/** A hundred wrong codes, without a wait that is still running. */
const useUpApp = () =>
  env.DB.prepare(
    `INSERT OR REPLACE INTO attempts (budget, subject, failures, blocked_until, updated_at) VALUES ('second-factor', 'ada', 100, 0, 0)`,
  ).run()

const alertIn = (html: string): string => /role="alert"[\s\S]*?<\/div>/.exec(html)?.[0] ?? ''

beforeEach(async () => {
  await addAccount('ada', PASSWORD_HASH)
  await enrol('ada')
  const { ring } = await edgeAt(NOW)
  const tokenDigest = await digest(ring, 'login', 'login')
  await startLogin(
    env.DB,
    { tokenDigest, accountId: 'ada', factor: BY_PASSWORD },
    NOW,
    digestOf('none'),
  ).run()
})

it.each([
  ['a forgotten password', '/sign-in'],
  ['a lost phone', '/sign-in/verify'],
  ['lost recovery codes', '/sign-in/verify?method=recovery_code'],
])('%s names the contact, if one is set', async (_, path) => {
  expect(await read(path, CONTACT_SET)).toContain(`<a href="mailto:${CONTACT}">`)
  expect(await read(path, {})).toContain(NOBODY)
})

it('a support with a page of its own is a link to it, in words', async () => {
  const page = { BRAND_SUPPORT: 'https://help.acme.example/contact', NOTICE_CONTACT: CONTACT }
  expect(await read('/sign-in', page)).toContain(
    `<a href="https://help.acme.example/contact"><bdi>${NOBODY}</bdi></a>`,
  )
  const refused = '/sign-in?refused=no-account&provider=login'
  const said = alertIn(await read(refused, { ...withProvider(), ...page }))
  expect(said).toContain(`${NOBODY} (https://help.acme.example/contact)`)
})

it('a disabled app names the contact too', async () => {
  await useUpApp()
  const said = alertIn(await typeCode(CONTACT_SET))
  expect(said).toMatch(sentence(en.codeRefusals.authenticatorDisabled))
  expect(said).toContain(`<a href="mailto:${CONTACT}">`)
  await useUpApp()
  expect(alertIn(await typeCode({}))).toContain(NOBODY)
})

it('a person refused at a provider sees its own contact, or otherwise that of the notices', async () => {
  const path = '/sign-in?refused=no-account&provider=login'
  const own = { ...withProvider({ contact: 'the IT of Acme' }), ...CONTACT_SET }
  expect(alertIn(await read(path, own))).toContain('contact the IT of Acme')
  expect(alertIn(await read(path, { ...withProvider(), ...CONTACT_SET }))).toContain(`contact ${CONTACT}`)
  expect(alertIn(await read(path, withProvider()))).toContain(NOBODY)
})
