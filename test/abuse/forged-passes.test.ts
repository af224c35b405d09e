// Brings things that are not a valid pass: an assertion that an origin saw, forged, altered and copied
// passes, and passes that are signed correctly with wrong claims. None opens anything, in any place. On a public path none
// makes the origin believe that anybody is there.

import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portalHost } from '../support/node/arrivals.ts'
import { CLOSED, GROUNDS, NO_RULES, OF_PEOPLE, SERVICE } from '../support/node/grounds.ts'
import {
  arriving,
  enterAt,
  goInside,
  type Inside,
  keysOf,
  type Line,
  passCookieOf,
} from '../support/node/inside.ts'
import { gainsNothing, refuses } from '../support/node/invariants.ts'
import { hmacOf, type Members, makeKey, type Signer, unsigned, writeJws } from '../support/node/jws.ts'
import { saveRules } from '../support/node/machines.ts'
import { sendLines, upgradeLines } from '../support/node/raw-socket.ts'
import { advance, api, edgeNow, portalOrigin, sendRaw, signAsPass } from '../support/node/test-bed.ts'
import { makeAdmitted, Visitor } from '../support/node/visitor.ts'

const PASS = '__Host-sallyport-pass'
const DAY = 86_400

const decoded = (part: string | undefined): Members =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
const claimsIn = (jwt: string) => decoded(jwt.split('.')[1])
const headerIn = (jwt: string) => decoded(jwt.split('.')[0])

describe.each(GROUNDS)('$title', (ground) => {
  let inside: Inside
  let token: string
  let secret: string
  beforeAll(async () => {
    inside = await goInside('member', ground)
    const pass = inside.visitor.cookie(inside.workspace.host, PASS) ?? ''
    ;[token = '', secret = ''] = pass.split('~')
    expect(secret).toMatch(/^[\w-]{43}$/)
  })
  afterAll(() => inside.origin.close())

  const path = `${ground.at}/`
  const noPass = ground.as === 'nobody' ? 200 : 401
  const ask = (cookie: string, headers: readonly (readonly [string, string])[] = []) =>
    sendRaw(inside.workspace.host, path, { headers: [['Cookie', cookie], ...headers] })

  /** Expects that each value is refused as a pass, or that it counts for nothing on a public path. */
  async function expectWorthless(...passes: readonly string[]): Promise<void> {
    const answers = await gainsNothing(inside, () =>
      Promise.all(passes.map((pass) => ask(`${PASS}=${pass}`))),
    )
    expect(answers.map(({ status }) => status)).toEqual(passes.map(() => noPass))
  }

  describe('an assertion that an origin has seen', () => {
    it('is not a pass at the edge, with any value in place of its secret', async () => {
      await inside.visitor.ask(`${inside.workspace.origin}/`)
      const assertion = String(inside.origin.requests.at(-1)?.headers['sallyport-assertion'])
      expect(assertion).toBe(token)
      const { cnf } = claimsIn(assertion) as { cnf: Record<string, string> }
      const others = ['', '~', `~${'A'.repeat(43)}`, `~${cnf['secret#S256']}`, `~${assertion}`, `~${secret}x`]
      await expectWorthless(...others.map((other) => assertion + other))
      const asPerson = [['Sec-Fetch-Mode', 'navigate']] as const
      const sent = await gainsNothing(inside, () => ask(`${PASS}=${assertion}`, asPerson))
      const leadsOn = expect.stringContaining(`${portalOrigin}/enter?`)
      expect(sent.headers.location).toEqual(ground.as === 'nobody' ? undefined : leadsOn)
    })

    it.each<readonly [string, () => readonly (readonly [string, string])[]]>([
      ['as a bearer’s token', () => [['Authorization', `Bearer ${token}`]]],
      ['as DPoP', () => [['Authorization', `DPoP ${token}`]]],
      ['as an assertion', () => [['Sallyport-Assertion', token]]],
      ['as a cookie of its own name', () => [['Cookie', `Sallyport-Assertion=${token}`]]],
      ['as a session', () => [['Cookie', `__Host-sallyport-session=${token}`]]],
      ['as a login', () => [['Cookie', `__Host-sallyport-login=${token}`]]],
      ['as a subprotocol', () => [['Sec-WebSocket-Protocol', token]]],
    ])('opens nothing at the edge %s, with any method or on an upgrade', async (_, headers) => {
      const { host, origin } = inside.workspace
      const lines = headers().map((line) => line.join(': '))
      const answers = await gainsNothing(inside, async () => [
        await sendRaw(host, path, { headers: headers() }),
        await sendRaw(host, path, { method: 'OPTIONS', headers: headers() }),
        await sendRaw(host, `${path}?access_token=${token}`, { method: 'POST', headers: headers() }),
        await sendLines(upgradeLines(host, origin, lines, path)),
      ])
      const isPublic = ground.as === 'nobody'
      expect(answers.map(({ status }) => status)).toEqual(
        isPublic ? [200, 200, 200, 101] : [401, 401, 401, 401],
      )
    })

    it('is not a hand-off code, and opens nothing at the portal or the API', async () => {
      const way = `/.sallyport/enter?code=${token}&flow=${'A'.repeat(22)}`
      await refuses(inside, () => sendRaw(inside.workspace.host, way))
      for (const name of ['session', 'login', 'known', 'pass']) {
        const headers = [['Cookie', `__Host-sallyport-${name}=${token}`]] as const
        await refuses(inside, () => sendRaw(portalHost, '/account/security', { headers }))
      }
      expect((await api('GET', '/workspaces', undefined, { token })).status).toBe(401)
    })

    it('is not renewed into a pass after it expires', async () => {
      const other = { origin: inside.origin, ...(await enterAt(inside.origin.url, ground)) }
      const [run = ''] = (other.visitor.cookie(other.workspace.host, PASS) ?? '').split('~')
      await advance(121)
      const cookie = `${PASS}=${run}~${'A'.repeat(43)}`
      const headers = [['Cookie', cookie]] as const
      const answer = await gainsNothing(other, () => sendRaw(other.workspace.host, path, { headers }))
      expect(answer.status).toBe(noPass)
    })
  })

  describe('a pass', () => {
    it('with any letter changed is refused', async () => {
      const pass = `${token}~${secret}`
      const altered = [3, pass.indexOf('.') + 20, pass.lastIndexOf('.') + 20, pass.length - 20].map((at) => {
        const letter = pass[at] === 'A' ? 'B' : 'A'
        return pass.slice(0, at) + letter + pass.slice(at + 1)
      })
      await expectWorthless(...altered)
    })

    it('in another spelling is refused', async () => {
      const [header = '', claims = '', signature = ''] = token.split('.')
      await expectWorthless(
        `${header}.${claims}.${signature}=~${secret}`,
        `${header}.${claims} .${signature}~${secret}`,
        `${header}..${signature}~${secret}`,
        `${header}.${claims}.~${secret}`,
        `${header}.${claims}.${signature}.${signature}~${secret}`,
        `${token}~${secret}~`,
        `${token}~${secret}~x`,
        `${token}~~${secret}`,
        `${secret}~${token}`,
        `~${secret}`,
      )
    })

    it('that was copied gains nothing from what its owner proves later', async () => {
      const owner = await makeAdmitted(inside.origin.url, 'Ada')
      await saveRules(owner.workspace, ...(ground.rules ?? []))
      const copy = owner.visitor.cookie(owner.workspace.host, PASS) ?? ''
      await owner.visitor.enrol()
      await api('PUT', `/workspaces/${owner.workspace.slug}/policy`, { enforced: true, grace_days: 0 })
      expect((await owner.visitor.ask(owner.workspace.origin + path)).status).toBe(200)
      const theirs = { ...inside, ...owner }
      const thief = new Visitor()
      thief.setCookie(owner.workspace.host, PASS, copy)
      await gainsNothing(theirs, () => thief.ask(owner.workspace.origin + path, { isScript: true }))
    })
  })

  describe('a forged pass whose secret matches', () => {
    const own = makeKey('ES256', 'own')
    const forgery = (header: Members, signer: Signer) =>
      `${writeJws({ ...headerIn(token), ...header }, { ...claimsIn(token), email: 'mallory@acme.example' }, signer)}~${secret}`

    it('is refused without a signature (alg none)', async () => {
      const algs = ['none', 'None', 'NONE', 'nOnE', '', null]
      await expectWorthless(
        ...algs.flatMap((alg) => [forgery({ alg }, unsigned), forgery({ alg }, () => Buffer.alloc(64))]),
      )
    })

    it('is refused when signed with HS256 and the public key as the secret', async () => {
      const { keys } = JSON.parse((await inside.visitor.ask(`${portalOrigin}/.well-known/jwks.json`)).text)
      const jwk: JsonWebKey = keys.find(({ kid }: { kid: string }) => kid === headerIn(token).kid)
      const key = createPublicKey({ key: jwk, format: 'jwk' })
      const texts = [
        JSON.stringify(jwk),
        key.export({ type: 'spki', format: 'pem' }),
        key.export({ type: 'spki', format: 'der' }),
        jwk.x ?? '',
        '',
      ]
      await expectWorthless(...texts.map((text) => forgery({ alg: 'HS256' }, hmacOf(text))))
      await expectWorthless(...texts.map((text) => forgery({ alg: 'ES256' }, hmacOf(text))))
    })

    it('is refused when signed with the forger’s key, however the header names it', async () => {
      const { jwk } = own
      await expectWorthless(
        forgery({}, own.sign),
        forgery({ jwk }, own.sign),
        forgery({ kid: undefined }, own.sign),
        forgery({ kid: undefined, jwk }, own.sign),
        forgery({ kid: 'own' }, own.sign),
        forgery({ kid: '' }, own.sign),
        forgery({ jku: 'http://evil.example/jwks.json' }, own.sign),
        forgery({ x5u: 'http://evil.example/x5u' }, own.sign),
        forgery({ alg: 'ES384' }, makeKey('ES384', 'own').sign),
        forgery({ alg: 'RS256' }, makeKey('RS256', 'own').sign),
        forgery({ alg: 'EdDSA' }, makeKey('EdDSA', 'own').sign),
      )
    })

    it('is refused with the true pass’s signature, or an empty or zero one', async () => {
      const [, , signature = ''] = token.split('.')
      await expectWorthless(
        forgery({}, () => Buffer.from(signature, 'base64url')),
        // CVE-2022-21449: a verifier without a range check accepts a signature of r = s = 0 under any key.
        forgery({}, () => Buffer.alloc(64)),
        forgery({}, () => createHmac('sha256', 'x').update('x').digest()),
      )
    })
  })

  describe('a pass that is signed correctly', () => {
    const signed = async (claims: Members, header: Members = {}, held = secret) =>
      `${await signAsPass({ ...claimsIn(token), ...claims }, header)}~${held}`

    it('is admitted with correct claims, so the refusals below are about the claims', async () => {
      const iat = await edgeNow()
      expect((await ask(`${PASS}=${await signed({ iat, exp: iat + 120 })}`)).status).toBe(200)
    })

    // The session has ended, so nothing is renewed, and the refusal is about the pass itself.
    const WRONG: readonly (readonly [string, (now: number) => Members, header?: Members])[] = [
      ['has run out', (now) => ({ iat: now - 121, exp: now - 1 })],
      ['is not valid yet', (now) => ({ nbf: now + 60 })],
      ['was issued tomorrow', (now) => ({ iat: now + DAY, exp: now + DAY + 120 })],
      ['lives for a day', (now) => ({ exp: now + DAY })],
      ['never ends', () => ({ exp: undefined })],
      ['has a string for its expiry', (now) => ({ exp: `${now + 120}` })],
      ['expires at 1e308', () => ({ exp: 1e308 })],
      ['was never issued', () => ({ iat: undefined })],
      ['has another issuer', () => ({ iss: `${portalOrigin}/` })],
      ['has no issuer', () => ({ iss: undefined })],
      ['is for the portal', () => ({ aud: portalOrigin })],
      ['is for two audiences', () => ({ aud: [inside.workspace.origin, portalOrigin] })],
      ['has no audience', () => ({ aud: undefined })],
      ['has no subject', () => ({ sub: undefined })],
      ['has no session', () => ({ sid: undefined })],
      ['names no secret', () => ({ cnf: undefined })],
      ['names its secret in another member', () => ({ cnf: { jkt: secret } })],
      ['names an empty secret', () => ({ cnf: { 'secret#S256': '' } })],
      ['names another secret', () => ({ cnf: { 'secret#S256': 'A'.repeat(43) } })],
      ['names an unknown role', () => ({ workspace: { slug: inside.workspace.slug, role: 'root' } })],
      ['names no role', () => ({ workspace: { slug: inside.workspace.slug } })],
      ['names an unknown level', () => ({ acr: 'aal3' })],
      ['has another type', () => ({}), { typ: 'at+jwt' }],
      ['has no type', () => ({}), { typ: '' }],
      ['names no key', () => ({}), { kid: '' }],
    ]

    // One by one where there are no rules, and together elsewhere, which takes less time.
    const cases: readonly (readonly [string, typeof WRONG])[] =
      ground === NO_RULES
        ? WRONG.map((wrong) => [wrong[0], [wrong]])
        : [['is wrong in any of these ways', WRONG]]

    it.each(cases)('that %s opens nothing', async (_, wrongs) => {
      const now = await edgeNow()
      const over = { sid: 'A'.repeat(22), iat: now, exp: now + 120 }
      const passes = wrongs.map(([, claims, header]) => signed({ ...over, ...claims(now) }, header))
      await expectWorthless(...(await Promise.all(passes)))
    })

    it('is renewed only for the account that its session belongs to', async () => {
      const ada = await makeAdmitted(inside.origin.url, 'Ada')
      const [theirs = ''] = (ada.visitor.cookie(ada.workspace.host, PASS) ?? '').split('~')
      const now = await edgeNow()
      const { sub } = claimsIn(theirs)
      await expectWorthless(await signed({ sub, iat: now - 121, exp: now - 1 }))
    })
  })
})

describe('an assertion about a service', () => {
  let inside: Inside
  beforeAll(async () => {
    inside = await goInside('member', SERVICE)
  })
  afterAll(() => inside.origin.close())

  it('is no pass and no token, on any ground and in any place', async () => {
    const { headers } = await arriving(inside, [])
    const assertion = String(headers['sallyport-assertion'])
    expect(claimsIn(assertion)).toMatchObject({ kind: 'service' })
    const basic = Buffer.from(`ci:${assertion}`).toString('base64')
    const places: readonly Line[] = [
      ...['', '~', `~${'A'.repeat(43)}`, `~${assertion}`].map(
        (end) => ['Cookie', `${PASS}=${assertion}${end}`] as const,
      ),
      ['Authorization', `Bearer ${assertion}`],
      ['Authorization', `Basic ${basic}`],
      ['Sallyport-Token', assertion],
      ['Sallyport-Assertion', assertion],
    ]
    for (const { at } of CLOSED) {
      const answers = await refuses(inside, () =>
        Promise.all(places.map((place) => sendRaw(inside.workspace.host, `${at}/`, { headers: [place] }))),
      )
      expect(answers.map(({ status }) => status)).toEqual(places.map(() => 401))
    }
    expect((await api('GET', '/workspaces', undefined, { token: assertion })).status).toBe(401)
  })

  it('has no secret that a pass could be made of: its claims, signed as a pass, open nothing', async () => {
    const assertion = String((await arriving(inside, [])).headers['sallyport-assertion'])
    const secret = 'A'.repeat(43)
    const signed = await signAsPass({ ...claimsIn(assertion) }, {})
    const answers = await refuses(inside, () =>
      Promise.all(
        CLOSED.map(({ at }) =>
          sendRaw(inside.workspace.host, `${at}/`, { headers: [['Cookie', `${PASS}=${signed}~${secret}`]] }),
        ),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(CLOSED.map(() => 401))
  })
})

describe('a valid pass beside a token that opens nothing', () => {
  let inside: Inside
  beforeAll(async () => {
    inside = await goInside('owner', SERVICE)
  })
  afterAll(() => inside.origin.close())

  const BROKEN: readonly (readonly [string, () => Line])[] = [
    ['a broken token', () => ['Authorization', `Bearer ${inside.token?.slice(0, -1)}`]],
    [
      'a broken token as Basic',
      () => ['Authorization', `Basic ${Buffer.from('ci:sps_x').toString('base64')}`],
    ],
    ['half a token', () => ['Sallyport-Token', 'sps_']],
    ['an empty token', () => ['Sallyport-Token', '']],
    ['two tokens', () => ['Sallyport-Token', `${inside.token}, ${inside.token}`]],
  ]
  it.each(BROKEN)('opens nothing either, on any ground: %s', async (_, line) => {
    const headers = [['Cookie', passCookieOf(inside)] as const, line()]
    const answers = await refuses(inside, () =>
      Promise.all(CLOSED.map(({ at }) => sendRaw(inside.workspace.host, `${at}/`, { headers }))),
    )
    expect(answers.map(({ status }) => status)).toEqual(CLOSED.map(() => 401))
  })

  it('opens only what the token opens, though its owner may see the rest', async () => {
    const headers = keysOf(inside)
    for (const { at } of OF_PEOPLE) {
      // The token is right, so its last use is noted.
      const noted = { mayChange: ['credentials'] }
      const answer = await refuses(inside, () => sendRaw(inside.workspace.host, `${at}/`, { headers }), noted)
      expect(answer.status).toBe(403)
    }
  })
})
