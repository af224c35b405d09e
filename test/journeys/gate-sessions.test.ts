// What can be stolen, copied, forged or planted, and what it opens: nothing.

import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { type Admitted, makeAdmitted, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const PASS = '__Host-sallyport-pass'
const SESSION = '__Host-sallyport-session'
const LOGIN = '__Host-sallyport-login'
const CSRF = '__Host-sallyport-csrf'
const portalHost = new URL(portalOrigin).host

let origin: RecordingOrigin
let inside: Admitted
beforeAll(async () => {
  origin = await startRecordingOrigin()
  inside = await makeAdmitted(origin.url, 'Bob')
})
afterAll(() => origin.close())

const passOf = ({ visitor, workspace }: Admitted) => visitor.cookie(workspace.host, PASS) ?? ''

/** A thief's browser with this for a pass, asking as a script and as a person. */
async function expectWorthless(host: string, pass: string): Promise<void> {
  const before = origin.arrivals()
  const thief = new Visitor()
  thief.setCookie(host, PASS, pass)
  const asked = await thief.ask(`http://${host}/`, { isScript: true })
  expect(asked.status).toBe(401)
  expect(asked.headers.getSetCookie()).toEqual([])
  const page = await thief.ask(`http://${host}/`)
  expect(page.url).toContain(`${portalOrigin}/sign-in?`)
  expect(origin.arrivals()).toBe(before)
}

describe('an assertion that an origin has seen', () => {
  it.each([
    ['by itself', (assertion: string) => assertion],
    ['with an empty secret', (assertion: string) => `${assertion}~`],
    ['with a secret of the thief’s', (assertion: string) => `${assertion}~${'A'.repeat(43)}`],
    ['with the hash that it names', (assertion: string) => `${assertion}~${secretHashIn(assertion)}`],
  ])('is no pass at the edge %s', async (_, spell) => {
    await inside.visitor.ask(`${inside.workspace.origin}/`)
    const assertion = String(origin.requests.at(-1)?.headers['sallyport-assertion'])
    expect(passOf(inside)).toMatch(assertion)
    await expectWorthless(inside.workspace.host, spell(assertion))
  })

  it('is not renewed into one either, once it has run out', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    await visitor.ask(`${workspace.origin}/`)
    const assertion = String(origin.requests.at(-1)?.headers['sallyport-assertion'])
    await advance(121)
    await expectWorthless(workspace.host, `${assertion}~${'A'.repeat(43)}`)
  })

  it.each(['authorization', 'sallyport-assertion'])('opens nothing as a header: %s', async (name) => {
    const [assertion = ''] = passOf(inside).split('~')
    const before = origin.arrivals()
    const headers = { [name]: name === 'authorization' ? `Bearer ${assertion}` : assertion }
    const answer = await new Visitor().ask(`${inside.workspace.origin}/`, { isScript: true, headers })
    expect(answer.status).toBe(401)
    expect(origin.arrivals()).toBe(before)
  })

  it('opens nothing at the portal or its API', async () => {
    const [assertion = ''] = passOf(inside).split('~')
    expect((await api('GET', '/workspaces', undefined, { token: assertion })).status).toBe(401)
    const thief = new Visitor()
    thief.setCookie(portalHost, SESSION, assertion)
    expect((await thief.ask(`${portalOrigin}/account/security`)).url).toContain('/sign-in?')
  })
})

const claimsIn = (assertion: string) =>
  JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString())
const secretHashIn = (assertion: string): string => claimsIn(assertion).cnf['secret#S256']

describe('a pass', () => {
  it('of one workspace is none at another one of the same member', async () => {
    const other = await makeWorkspace(origin.url, [[inside.person, 'member']])
    await expectWorthless(other.host, passOf(inside))
  })

  it('with another letter anywhere is none', async () => {
    const pass = passOf(inside)
    for (const at of [3, pass.indexOf('.') + 20, pass.lastIndexOf('.') + 20, pass.length - 20]) {
      const letter = pass[at] === 'A' ? 'B' : 'A'
      await expectWorthless(inside.workspace.host, pass.slice(0, at) + letter + pass.slice(at + 1))
    }
  })

  it('in any other spelling is none', async () => {
    const [token = '', secret = ''] = passOf(inside).split('~')
    const [header = '', claims = '', signature = ''] = token.split('.')
    for (const spelling of [
      `${header}.${claims}.${signature}=~${secret}`,
      `${header}.${claims} .${signature}~${secret}`,
      `${header}..${signature}~${secret}`,
      `${token}~${secret}~`,
      `${token}~${secret}~x`,
      `${token}~~${secret}`,
      `${secret}~${token}`,
    ]) {
      await expectWorthless(inside.workspace.host, spelling)
    }
  })
})

describe('a forged pass, with a secret that fits', () => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  type Sign = (input: string) => string
  const signES256: Sign = (input) =>
    sign('sha256', Buffer.from(input), { key: own.privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    )

  async function expectForgeryRefused(
    header: (kid: string) => object,
    signed: (publicJwk: JsonWebKey) => Sign,
  ): Promise<void> {
    const [token = '', secret = ''] = passOf(inside).split('~')
    const claims = {
      ...claimsIn(token),
      workspace: { slug: inside.workspace.slug, role: 'owner' },
      acr: 'aal2',
    }
    const { keys } = JSON.parse((await inside.visitor.ask(`${portalOrigin}/.well-known/jwks.json`)).text)
    const { kid } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
    const publicJwk = keys.find((key: { kid: string }) => key.kid === kid)
    const input = `${encode(header(kid))}.${encode(claims)}`
    await expectWorthless(inside.workspace.host, `${input}.${signed(publicJwk)(input)}~${secret}`)
  }

  it('without a signature (alg none) is refused', async () => {
    for (const alg of ['none', 'None', 'NONE']) {
      await expectForgeryRefused(
        (kid) => ({ alg, typ: 'JWT', kid }),
        () => () => '',
      )
      await expectForgeryRefused(
        (kid) => ({ alg, typ: 'JWT', kid }),
        () => () => 'AA',
      )
    }
  })

  it('signed with HS256 and the public key for its secret is refused', async () => {
    const hmac = (key: string | Buffer) => (input: string) =>
      createHmac('sha256', key).update(input).digest('base64url')
    const header = (kid: string) => ({ alg: 'HS256', typ: 'JWT', kid })
    await expectForgeryRefused(header, (jwk) => hmac(JSON.stringify(jwk)))
    await expectForgeryRefused(header, (jwk) =>
      hmac(createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' })),
    )
  })

  it('signed with a key of the forger’s, however it names that key, is refused', async () => {
    const jwk = own.publicKey.export({ format: 'jwk' })
    for (const naming of [{}, { jwk }, { kid: 'own' }, { jku: 'http://evil.example/jwks.json' }]) {
      await expectForgeryRefused(
        (kid) => ({ alg: 'ES256', typ: 'JWT', kid, ...naming }),
        () => signES256,
      )
    }
    await expectForgeryRefused(
      () => ({ alg: 'ES256', typ: 'JWT' }),
      () => signES256,
    )
  })

  it('with the signature of the true one is refused', async () => {
    const [token = ''] = passOf(inside).split('~')
    await expectForgeryRefused(
      (kid) => ({ alg: 'ES256', typ: 'JWT', kid }),
      () => () => token.split('.')[2] ?? '',
    )
  })
})

describe('a session', () => {
  const isSignedIn = async (cookie: string): Promise<boolean> => {
    const browser = new Visitor()
    browser.setCookie(portalHost, SESSION, cookie)
    return !(await browser.ask(`${portalOrigin}/account/security`)).url.includes('/sign-in')
  }
  const cookieOf = (visitor: Visitor) => visitor.cookie(portalHost, SESSION) ?? ''

  it('never has a value that was there before the sign-in', async () => {
    const planted = 'A'.repeat(43)
    const visitor = new Visitor()
    visitor.setCookie(portalHost, SESSION, planted)
    await visitor.signIn(inside.person)
    expect(cookieOf(visitor)).toMatch(/^[\w-]{43}$/)
    expect(cookieOf(visitor)).not.toBe(planted)
    expect(await isSignedIn(planted)).toBe(false)
    expect(await isSignedIn(cookieOf(visitor))).toBe(true)
  })

  it('ends in its browser when another one begins there', async () => {
    const visitor = new Visitor()
    await visitor.signIn(inside.person)
    const before = cookieOf(visitor)
    await visitor.signIn(inside.person)
    expect(await isSignedIn(before)).toBe(false)
  })

  it('changes its value with enrolment and with each new proof of the second factor', async () => {
    const { person } = await makeAdmitted(origin.url, 'Ada')
    const visitor = new Visitor()
    await visitor.signIn(person)
    const before = cookieOf(visitor)
    const { authenticator } = await visitor.enrol()
    const enrolled = cookieOf(visitor)
    await advance(601)
    const page = await visitor.ask(`${portalOrigin}/sign-in/verify`)
    await visitor.submit(page, '/sign-in/verify', { code: await authenticator.code() })
    expect(new Set([before, enrolled, cookieOf(visitor)]).size).toBe(3)
    for (const old of [before, enrolled]) expect(await isSignedIn(old)).toBe(false)
    expect(await isSignedIn(cookieOf(visitor))).toBe(true)
  })

  it('is over with its sign-out, for whoever has copied it', async () => {
    const visitor = new Visitor()
    await visitor.signIn(inside.person)
    const copy = cookieOf(visitor)
    await visitor.submit(await visitor.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
    expect(cookieOf(visitor)).toBe('')
    expect(await isSignedIn(copy)).toBe(false)
  })
})

describe('between the first factor and the second', () => {
  it('a browser holds a login, and nothing that opens anything', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[person, 'owner']])
    await advance(30)
    const visitor = new Visitor()
    const before = origin.arrivals()
    const asked = await visitor.signIn(person, `${workspace.origin}/reports`)
    expect(asked.url).toContain(`${portalOrigin}/sign-in/verify`)
    const names = [...(visitor.cookies.get(portalHost)?.keys() ?? [])].sort()
    expect(names).toEqual([CSRF, LOGIN])
    expect(visitor.cookie(workspace.host, PASS)).toBeUndefined()

    const login = visitor.cookie(portalHost, LOGIN) ?? ''
    for (const path of ['/account/security', '/account/security/authenticator', '/workspaces']) {
      expect((await visitor.ask(portalOrigin + path)).url).toContain('/sign-in')
    }
    expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(401)
    expect((await visitor.ask(`${workspace.origin}/`)).url).toContain(portalOrigin)
    expect((await api('GET', '/workspaces', undefined, { token: login })).status).toBe(401)
    const replayed = new Visitor()
    replayed.setCookie(portalHost, SESSION, login)
    expect((await replayed.ask(`${portalOrigin}/account/security`)).url).toContain('/sign-in?')
    await expectWorthless(workspace.host, login)
    expect(origin.arrivals()).toBe(before)

    await visitor.submit(asked, '/sign-in/verify', { code: await authenticator.code() })
    expect(visitor.cookie(portalHost, LOGIN)).toBeUndefined()
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2' })
  })

  it('ten minutes may pass and no more', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Ada')
    const visitor = new Visitor()
    const page = await visitor.signIn(person)
    await advance(600)
    const late = await visitor.submit(page, '/sign-in/verify', { code: await authenticator.code() })
    expect(late.url).toContain('/sign-in?')
    expect(visitor.cookie(portalHost, SESSION)).toBeUndefined()
  })
})

describe('a copied pass', () => {
  it('gains nothing from what its owner proves later', async () => {
    const owner = await makeAdmitted(origin.url, 'Ada')
    const copy = passOf(owner)
    await owner.visitor.enrol()
    await api('PUT', `/workspaces/${owner.workspace.slug}/policy`, { enforced: true, grace_days: 0 })
    const answer = await owner.visitor.ask(`${owner.workspace.origin}/`)
    expect(answer.status).toBe(200)
    await expectWorthless(owner.workspace.host, copy)
  })
})
