// Notices about passwords and identities: for each way in which they change, once, and only if they did.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import type { NoticeDetail } from '../../../src/core/notice.ts'
import { PASSWORD, type TicketProvider } from '../../../src/core/provider.ts'
import { hotp, stepAt } from '../../../src/core/totp.ts'
import { digest } from '../../../src/crypto/digest.ts'
import { hashPassword } from '../../../src/crypto/password.ts'
import { seal } from '../../../src/crypto/seal.ts'
import { putAccountOf } from '../../../src/flows/administration/accounts.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { changePassword } from '../../../src/flows/own-account/change-password.ts'
import {
  linkByOperator,
  unlinkByOperator,
  unlinkOwnIdentity,
} from '../../../src/flows/own-account/link-identity.ts'
import { confirmLink, openPendingLink } from '../../../src/flows/own-account/pending-link.ts'
import { findSession, type Session } from '../../../src/flows/session/session.ts'
import { holdLink } from '../../../src/flows/sign-in/hold-link.ts'
import { identify } from '../../../src/flows/sign-in/identify.ts'
import { afterFirstFactor } from '../../../src/flows/sign-in/sign-in.ts'
import { verifyLogin } from '../../../src/flows/sign-in/verify-login.ts'
import { findAccountByEmail } from '../../../src/store/accounts.ts'
import { en } from '../../../src/words/en/index.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addAccount, addSession, BY_PASSWORD, NOW, rows } from '../../support/rows.ts'
import { sentence } from '../../support/sentence.ts'

const ADA = requireEmail('ada@acme.example')
const OLD = 'correct horse battery staple'
const NEW = 'nine blue herons at dawn'
const OKTA: TicketProvider = {
  ...{ id: 'okta', kind: 'ticket', label: 'Okta of Acme', issuer: 'okta', contact: null },
  ...{ loginUrl: 'https://okta.example/login', jwksUri: 'https://okta.example/keys' },
  ...{ trustsEmail: true, assumesEmailVerified: false, provisions: true, emailDomains: null },
  ...{ trustedAmr: [], trustedAcr: [], reportsAuthTime: true },
}
const X1 = { provider: 'okta', subject: 'x1' }
const BROWSER = { previous: null, language: 'en' } as const
const ARRIVAL = {
  subject: 'x1',
  email: ADA.address,
  isEmailVerified: true,
  name: null,
  amr: [],
  acr: null,
  authTime: NOW,
}

let edge: Edge
let session: Session
let mails: EmailMessageBuilder[]
let deferred: Promise<unknown>[]

beforeEach(async () => {
  mails = []
  deferred = []
  const email = { send: async (mail: EmailMessageBuilder) => void mails.push(mail) } as unknown as SendEmail
  const plain = await edgeAt(NOW, { ip: '192.0.2.9' })
  const notices = { ...plain.config.notices, mailFrom: { email: 'security@acme.example', name: 'Acme' } }
  const config = { ...plain.config, notices, providers: [PASSWORD, OKTA] }
  edge = { ...plain, email, config, defer: (work) => void deferred.push(work) }
  await addAccount('ada')
  await env.DB.prepare('UPDATE accounts SET password_hash = ?1')
    .bind(await hashPassword(edge.ring, OLD))
    .run()
  await addSession('s', 'ada')
  await env.DB.prepare('UPDATE sessions SET token_digest = ?1')
    .bind(await digest(edge.ring, 'session', 'cookie'))
    .run()
  session = await require(findSession(edge, 'cookie'))
})

async function require<T>(found: Promise<T | null>): Promise<T> {
  const value = await found
  if (value === null) throw new Error('it is not there')
  return value
}

const ada = () => require(findAccountByEmail(env.DB, ADA))
const change = (current: string) => changePassword(edge, session, { current, next: NEW }, null)
const putPassword = (password: string | null) =>
  putAccountOf(edge, ADA, { name: 'Ada', password, language: null }, 'operator')
async function linkOwn(): Promise<boolean> {
  const way = { begunIn: session.token, sessionCookie: null }
  const held = await holdLink(edge, OKTA, ARRIVAL, way)
  const pending = held.ok && held.value ? await openPendingLink(edge, session, held.value) : null
  return pending !== null && (await confirmLink(edge, session, pending)).ok
}
const link = async () => linkByOperator(edge, await ada(), X1, 'operator')

async function told(): Promise<[kind: string, detail: NoticeDetail][]> {
  const found = await rows<{ kind: string; detail: string }>(
    'SELECT kind, detail FROM notices ORDER BY at, kind',
  )
  return found.map(({ kind, detail }) => [kind, JSON.parse(detail)])
}

async function sent(): Promise<string> {
  await Promise.all(deferred)
  expect(mails).toHaveLength(1)
  return `${mails[0]?.subject}\n${mails[0]?.text}`
}

describe('a password', () => {
  it('changed by its owner is announced, with the network address and browser', async () => {
    expect((await change(OLD)).ok).toBe(true)
    expect(await told()).toEqual([['password.changed', { by: 'owner' }]])
    const mail = await sent()
    expect(mail).toMatch(sentence(en.notices.titles['password.changed']))
    expect(mail).toContain(`From: 192.0.2.9 (${en.layout.browser})`)
  })

  it('set by the operator is announced, without the operator’s address and browser', async () => {
    await putPassword(NEW)
    expect(await told()).toEqual([['password.changed', { by: 'operator' }]])
    const mail = await sent()
    expect(mail).toMatch(sentence(en.notices.titles['password.changed']))
    expect(mail).not.toContain('192.0.2.9')
  })

  it('is not announced if unchanged: a wrong one, a lost race, a new name, a new account', async () => {
    expect((await change('wrong')).ok).toBe(false)
    await putPassword(null)
    const bo = requireEmail('bo@acme.example')
    await putAccountOf(edge, bo, { name: 'Bo', password: NEW, language: null }, 'operator')
    await env.DB.prepare('DELETE FROM sessions').run()
    expect((await change(OLD)).ok).toBe(false)
    expect(await told()).toEqual([])
  })

  it('put to an account that was replaced meanwhile is announced to neither', async () => {
    const db = {
      prepare: (sql: string) => env.DB.prepare(sql),
      async batch(statements: D1PreparedStatement[]) {
        await env.DB.prepare('DELETE FROM accounts').run()
        return env.DB.batch(statements)
      },
    } as D1Database
    const change = { name: 'Ada', password: NEW, language: null }
    const put = await putAccountOf({ ...edge, db }, ADA, change, 'operator')
    expect(put.ok && put.value).toMatchObject({
      isNew: true,
      account: { id: expect.not.stringMatching(/^ada$/) },
    })
    expect(await told()).toEqual([])
  })
})

describe('an identity', () => {
  const BY_PROVIDER = [['identity.linked', { by: 'provider', provider: 'okta' }]]

  it('linked by address at a sign-in is announced once, and not at later sign-ins', async () => {
    for (let time = 0; time < 2; time++) expect((await identify(edge, OKTA, ARRIVAL)).ok).toBe(true)
    expect(await told()).toEqual(BY_PROVIDER)
    const mail = await sent()
    expect(mail).toMatch(sentence(en.notices.titles['identity.linked']))
    expect(mail).toContain('Way to sign in: Okta of Acme')
    expect(mail).toContain('From: 192.0.2.9')
  })

  it('that waits for the code is announced after the code, and not before', async () => {
    const secret = crypto.getRandomValues(new Uint8Array(20))
    const place = { kind: 'totp-secret', id: 'app', accountId: 'ada' } as const
    await env.DB.prepare(
      "INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step) VALUES ('ada', 'app', ?1, ?2, 0)",
    )
      .bind(await seal(edge.ring, place, secret, NOW), NOW)
      .run()
    const identified = await identify(edge, OKTA, ARRIVAL)
    if (!identified.ok) throw new Error(identified.error)
    const { account, linkEmail } = identified.value
    const factor = { ...BY_PASSWORD, kind: 'fed', provider: 'okta', subject: 'x1', linkEmail } as const
    const login = await require(afterFirstFactor(edge, account, factor, { previousId: null, language: 'en' }))
    expect((await verifyLogin(edge, login.cookie, '000000', BROWSER)).ok).toBe(false)
    expect(await told()).toEqual([])
    const code = await hotp(secret, stepAt(NOW))
    expect((await verifyLogin(edge, login.cookie, code, BROWSER)).ok).toBe(true)
    expect(await told()).toEqual(BY_PROVIDER)
    expect(await sent()).toMatch(sentence(en.notices.titles['identity.linked']))
  })

  it.each<[string, () => Promise<unknown>, NoticeDetail]>([
    ['its owner linked', linkOwn, { by: 'owner', provider: 'okta' }],
    ['the operator linked', link, { by: 'operator', provider: 'okta' }],
  ])('that %s is announced once', async (_, linkIt, detail) => {
    for (let time = 0; time < 2; time++) await linkIt()
    expect(await told()).toEqual([['identity.linked', detail]])
    expect((await sent()).includes('From: 192.0.2.9')).toBe(detail.by === 'owner')
  })

  it('that belongs to another account is announced to nobody', async () => {
    const bo = requireEmail(`${await addAccount('bo')}@acme.example`)
    await linkByOperator(edge, await require(findAccountByEmail(env.DB, bo)), X1, 'operator')
    expect(await linkOwn()).toBe(false)
    expect(await link()).toBe(false)
    expect(await rows('SELECT account_id FROM notices')).toEqual([{ account_id: 'bo' }])
  })

  it('that created the account is not announced: everything is new', async () => {
    await env.DB.prepare('DELETE FROM accounts').run()
    expect((await identify(edge, OKTA, ARRIVAL)).ok).toBe(true)
    expect(await told()).toEqual([])
  })

  it.each<[string, () => Promise<boolean>, NoticeDetail]>([
    [
      'its owner unlinked',
      async () => (await unlinkOwnIdentity(edge, session, X1)).ok,
      { by: 'owner', provider: 'okta' },
    ],
    [
      'the operator unlinked',
      async () => unlinkByOperator(edge, await ada(), X1, 'operator'),
      { by: 'operator', provider: 'okta' },
    ],
  ])('that %s is announced once', async (_, unlink, detail) => {
    await linkOwn()
    await env.DB.prepare('DELETE FROM notices').run()
    await Promise.all(deferred)
    mails = []
    expect([await unlink(), await unlink()]).toEqual([true, false])
    expect(await told()).toEqual([['identity.unlinked', detail]])
    expect(await sent()).toMatch(sentence(en.notices.titles['identity.unlinked']))
  })
})
