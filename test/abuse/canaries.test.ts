// Follows each secret through everything that happens to it. Then looks for it, in every encoding, in the
// log, in the files of D1 and KV, on pages and in addresses.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arrive, beginTicket, postForm } from '../support/node/arrivals.ts'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import { SERVICE } from '../support/node/grounds.ts'
import { startIssuer, startProvider } from '../support/node/hostile-bed.ts'
import { readLog, readStoredFiles, type StoredFile } from '../support/node/left-behind.ts'
import { saveRules } from '../support/node/machines.ts'
import { csrfOf, send } from '../support/node/portal-forms.ts'
import { clientOf } from '../support/node/providers.ts'
import { startRecordingOrigin } from '../support/node/recording-origin.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from '../support/node/secrets.ts'
import {
  type ApiAnswer,
  advance,
  api,
  makePerson,
  makeWorkspace,
  portalOrigin,
  runSql,
} from '../support/node/test-bed.ts'
import { type Answer, type Ask, otpauthLink, recoveryCodesIn, Visitor } from '../support/node/visitor.ts'

/** The secrets, by a description of each. */
const canaries = new Map<string, string>()
const codes = new Map<string, string>()
const seen: Answer[] = []
const addresses: string[] = []
const told: ApiAnswer[] = []

const remember = (what: string, value: string | undefined) => {
  if (!value || value.length < 16) throw new Error(`${what} is not a usable canary: ${value}`)
  canaries.set(`${what} ${canaries.size}`, value)
}

/** A visitor that keeps every address, answer and cookie. Each cookie's value is a secret. */
class Watched extends Visitor {
  override async ask(url: string, options: Ask = {}): Promise<Answer> {
    const answer = await super.ask(url, { ...options, follows: false })
    const location = answer.headers.get('location')
    addresses.push(url, ...(location ? [new URL(location, url).href] : []))
    seen.push(answer)
    for (const [host, jar] of this.cookies) {
      for (const [name, value] of jar)
        if (![...canaries.values()].includes(value)) remember(`${name} of ${host}`, value)
    }
    for (const pass of this.cookies.values()) {
      for (const part of (pass.get('__Host-sallyport-pass') ?? '').split('~'))
        if (part) canaries.set(`pass ${part.slice(-8)}`, part)
    }
    const handOff = new URL(location ?? url, url).searchParams
    if (handOff.has('flow') && handOff.has('code')) canaries.set('hand-off code', handOff.get('code') ?? '')
    const isLedOn = location !== null && answer.status < 400 && options.follows !== false
    return isLedOn && location.startsWith('http') ? this.ask(new URL(location, url).href) : answer
  }
}

const say = async (answer: Promise<ApiAnswer>) => {
  told.push(await answer)
  return answer
}

let logFrom = 0
let log: string
let stored: StoredFile[]
let slug: string
let email: string
/** Every header that the origin got from programs. It has no assertion of a person's pass. */
let shownToOrigin: string

beforeAll(async () => {
  logFrom = (await readLog()).length
  const origin = await startRecordingOrigin()
  const [issuer, provider] = [await startIssuer('tickets'), await startProvider('hostile')]
  const person = { ...(await makePerson('Canary')), password: `plumage ${crypto.randomUUID()}` }
  email = person.email
  remember('the password', person.password)
  await say(api('PUT', `/accounts/${email}`, { name: 'Canary', password: person.password }))
  const workspace = await makeWorkspace(origin.url, [[person, 'owner']])
  slug = workspace.slug
  remember('the operator’s token', OPERATOR_TOKEN)
  remember('the master key', MASTER_KEY)
  for (const id of ['hostile', 'linking']) remember('a client secret', clientOf(id).clientSecret)

  const browser = new Watched()
  const wrong = `almost ${crypto.randomUUID()}`
  remember('a wrong password', wrong)
  await browser.signIn({ ...person, password: wrong })
  await browser.signIn(person, `${workspace.origin}/`)
  const page = await browser.ask(`${portalOrigin}/account/security/authenticator`)
  const secret = new URL(otpauthLink(page.text)).searchParams.get('secret') ?? ''
  remember('the secret of the authenticator', secret)
  const authenticator = authenticatorFrom(otpauthLink(page.text))
  const enrolled = await browser.submit(page, '/account/security/authenticator', {
    code: await keep(authenticator.code()),
  })
  const recoveryCodes = recoveryCodesIn(enrolled.text)
  for (const code of recoveryCodes) remember('a recovery code', code)
  await browser.submit(enrolled, '/account/security/recovery-codes/confirm', {})
  const next = `four grey geese ${crypto.randomUUID()}`
  remember('the next password', next)
  const change = { current_password: person.password, new_password: next }
  await send(browser, { path: '/account/security/password', fields: change })
  await browser.ask(`${workspace.origin}/reports`)

  await advance(30)
  const second = new Watched()
  await second.signIn({ ...person, password: next }, `${workspace.origin}/`)
  const verify = await second.ask(`${portalOrigin}/sign-in/verify`)
  await second.submit(verify, '/sign-in/verify', { code: await keep(authenticator.code(40)) })
  await second.submit(verify, '/sign-in/verify', { code: await keep(authenticator.code()) })
  await second.submit(await second.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
  const third = new Watched()
  await third.signInWithCode({ ...person, password: next }, recoveryCodes[0] ?? '')
  await third.submit(
    await third.ask(`${portalOrigin}/account/security/recovery-codes`),
    '/account/security/recovery-codes',
    {},
  )
  await third.ask(`${portalOrigin}/account/security/recovery-codes/download`)

  const made = await say(api('POST', `/workspaces/${slug}/tokens`, { name: 'robot', expires_in_days: 1 }))
  remember('a workspace’s token', made.body.token)
  await say(api('GET', `/workspaces/${slug}`, undefined, { token: made.body.token }))
  await say(api('GET', '/keys', undefined, { token: made.body.token }))
  await say(api('PUT', `/accounts/${email}`, `{"password":"${next}`))
  await say(api('PUT', `/accounts/${email}`, { name: 'x', password: next, secret: next }))

  await saveRules(workspace, ...(SERVICE.rules ?? []))
  const scope = { paths: ['/api'], methods: ['GET'], expires_in_days: 1 }
  const service = await say(api('POST', `/workspaces/${slug}/service-tokens`, { name: 'ci', ...scope }))
  const { token, id } = service.body
  remember('a service token', token)
  const rotated = await say(
    api('POST', `/workspaces/${slug}/service-tokens/${id}/rotate`, { overlap_hours: 1 }),
  )
  remember('a service token', rotated.body.token)
  const program = new Watched()
  for (const path of ['/api/x', '/open/x', '/ledger/x', '/.sallyport/enter']) {
    for (const by of [token, rotated.body.token, `${token}x`]) {
      for (const line of [{ authorization: `Bearer ${by}` }, { 'sallyport-token': by }]) {
        for (const mode of [{}, { 'sec-fetch-mode': 'navigate' }])
          await program.ask(workspace.origin + path, { headers: { ...line, ...mode } })
      }
    }
  }
  expect(
    origin.requests.some(({ path }) => path === '/api/x'),
    'a token was right',
  ).toBe(true)
  shownToOrigin = JSON.stringify(origin.requests.map(({ rawHeaders }) => rawHeaders))

  const arriving = new Watched()
  const flow = await beginTicket(arriving, 'tickets')
  for (const claims of [{ aud: 'http://elsewhere.example' }, {}]) {
    const ticket = await issuer.ticket(flow.nonce, { claims })
    remember('a ticket', ticket)
    await postForm(arriving, flow.returnTo, { ticket })
  }
  await arrive(new Watched(), 'hostile')
  const { form } = provider.receivedAt('/token').at(-1) ?? {}
  remember('a code verifier', form?.get('code_verifier') ?? '')

  const last = new Watched()
  await last.signIn({ ...person, password: next })
  // Breaks two rows, so that the next requests end in the error page.
  await runSql(
    `UPDATE authenticators SET sealed_secret = 'spoilt' WHERE account_id = (SELECT id FROM accounts WHERE email = '${email}')`,
    `UPDATE accounts SET password_hash = 'spoilt' WHERE email = '${email}'`,
  )
  const path = '/sign-in/verify'
  const crashed = await send(
    last,
    { path, fields: { code: await keep(authenticator.code(1)) } },
    await csrfOf(last, path),
  )
  const crashing = await send(new Watched(), { path: '/sign-in', fields: { email, password: next } })
  expect([crashed.status, crashing.status]).toEqual([503, 500]) // an unknown sealing key, and an exception
  await say(api('DELETE', `/accounts/${email}/second-factor`, { reason: 'lost' }))
  await say(api('GET', `/workspaces/${slug}/audit`))
  await say(api('GET', '/audit'))
  for (const fixture of [origin, issuer, provider]) await fixture.close()
  log = (await readLog()).slice(logFrom)
  stored = await readStoredFiles()

  async function keep(code: Promise<string>): Promise<string> {
    codes.set(`code ${codes.size}`, await code)
    return code
  }
})
afterAll(() => canaries.clear())

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function bytesOfBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/**
 * Returns every form of a secret: as written, without dashes, in lower case, and its bytes in hex, base64 and
 * raw.
 */
function spellingsOf(value: string): Buffer[] {
  const bare = value.replaceAll('-', '')
  const isBase32 = /^[A-Z2-7]{26,32}$/.test(bare)
  const is256Bits = /^[\w-]{43}$/.test(value)
  const meant = isBase32 ? [bytesOfBase32(bare)] : is256Bits ? [Buffer.from(value, 'base64url')] : []
  const whole = [Buffer.from(value), ...meant]
  const written = whole.flatMap((bytes) => [
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ])
  const groups = isBase32 ? [bare, (bare.match(/.{4}/g) ?? []).join(' '), bare.toLowerCase()] : []
  return [...whole, ...[...written, ...groups, encodeURIComponent(value)].map((text) => Buffer.from(text))]
}

const JWT = /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/

/** Returns the descriptions of the secrets found, so that a failed test does not print a secret. */
function foundIn(bytes: Buffer, isExpected = (_: string) => false): string[] {
  const names = [...canaries].filter(([, value]) =>
    spellingsOf(value).some((spelling) => bytes.includes(spelling)),
  )
  const text = bytes.toString('latin1')
  const asDigits = [...codes].filter(([, code]) => new RegExp(`(?<![\\w.-])${code}(?![\\w.-])`).test(text))
  const jwt = JWT.test(text) ? ['a JWT'] : []
  return [...[...names, ...asDigits].map(([name]) => name), ...jwt].filter((name) => !isExpected(name))
}

/** Creating a token and rotating it each show a new one, once. */
const isMade = (status: number, body: unknown) =>
  status === 201 || (status === 200 && Object.hasOwn(Object(body), 'token'))

describe('no secret', () => {
  it('of a program reaches the origin, whose path is open, closed or a service’s', () => {
    const names = foundIn(Buffer.from(shownToOrigin)).filter((name) => name.startsWith('a service token'))
    expect(names).toEqual([])
  })

  it('is in the log, which has an entry for each thing that happened', () => {
    expect(canaries.size).toBeGreaterThan(30)
    for (const event of ['sign_in.refused', 'second_factor.refused', 'request.failed', 'provider.refused']) {
      expect(log).toContain(`"event":"${event}"`)
    }
    expect(foundIn(Buffer.from(log))).toEqual([])
  })

  it('is in a file of D1 or KV, which hold everything else', () => {
    const whole = Buffer.concat(stored.map(({ bytes }) => bytes))
    for (const kept of [email, slug, 'second_factor.reset', `${slug}.localhost`])
      expect(whole.includes(kept)).toBe(true)
    expect(stored.filter(({ name }) => name.startsWith('/d1/')).length).toBeGreaterThan(0)
    expect(stored.filter(({ name }) => name.startsWith('/kv/')).length).toBeGreaterThan(0)
    for (const { name, bytes } of stored) expect([name, foundIn(bytes)]).toEqual([name, []])
  })

  it('is in an address, except the hand-off code that is spent there', () => {
    expect(addresses.length).toBeGreaterThan(50)
    for (const address of addresses) {
      const { pathname } = new URL(address)
      const found = foundIn(
        Buffer.from(address),
        (name) => name === 'hand-off code' && pathname === '/.sallyport/enter',
      )
      expect([pathname, found]).toEqual([pathname, []])
    }
  })

  it('is on a page, except the two that show one to its owner', () => {
    const isShown: Record<string, RegExp> = {
      '/account/security/authenticator': /^the secret of the authenticator/,
      '/account/security/recovery-codes': /^a recovery code/,
    }
    expect(seen.filter(({ status }) => status >= 500)).toHaveLength(2)
    for (const { url, text } of seen) {
      const { pathname } = new URL(url)
      expect([
        pathname,
        foundIn(Buffer.from(text), (name) => isShown[pathname]?.test(name) ?? false),
      ]).toEqual([pathname, []])
    }
  })

  it('is in an answer of the API, except the token in the call that makes it', () => {
    expect(told.length).toBeGreaterThan(8)
    for (const { status, body, headers } of told) {
      const text = JSON.stringify([body, ...headers])
      const found = foundIn(
        Buffer.from(text),
        (name) => isMade(status, body) && /^a (workspace’s|service) token/.test(name),
      )
      expect([status, found]).toEqual([status, []])
    }
  })

  it('is in a response header, except its own Set-Cookie', () => {
    for (const { url, headers } of seen) {
      const lines = [...headers].filter(([name]) => name !== 'set-cookie' && name !== 'location')
      expect([new URL(url).pathname, foundIn(Buffer.from(JSON.stringify(lines)))]).toEqual([
        new URL(url).pathname,
        [],
      ])
    }
    for (const cookie of seen.flatMap(({ headers }) => headers.getSetCookie())) {
      expect(cookie.replace(/=[^;]*/, '')).toMatch(
        /; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=(Lax|None)$/,
      )
    }
  })
})
