// What a provider publishes about itself: its configuration and its keys. Each case begins with nothing known of it.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  arrive,
  beginTicket,
  claimsAt,
  expectRefused,
  expectSignedIn,
  outlastCaches,
  postForm,
  type Scene,
  setScene,
  settleResident,
  wayBack,
} from '../support/node/arrivals.ts'
import { startIssuer, startProvider } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import type { HostileProvider, Wrong } from '../support/node/hostile-provider.ts'
import { brokenBy, hmacOf, makeKey, unsigned } from '../support/node/jws.ts'
import * as replies from '../support/node/replies.ts'
import { changed, replaced, type Tamper } from '../support/node/replies.ts'
import { advance, fixturePorts, portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

let scene: Scene
let provider: HostileProvider
let other: HostileProvider
let linking: HostileProvider
let issuer: HostileIssuer
beforeAll(async () => {
  scene = await setScene()
  provider = await startProvider('hostile')
  other = await startProvider('other')
  linking = await startProvider('linking')
  issuer = await startIssuer('tickets')
  await settleResident(scene, provider, 'hostile')
})
beforeEach(outlastCaches)
afterAll(async () => {
  await provider.close()
  await other.close()
  await linking.close()
  await issuer.close()
  await scene.origin.close()
})

const ISSUER = `http://127.0.0.1:${fixturePorts.hostile}`
const anywhere = ['unavailable', 'not-completed'] as const

const BROKEN: readonly (readonly [string, Tamper])[] = [
  ['down', replies.down],
  ['failing', replies.failing],
  ['busy', replies.unavailable],
  ['missing', replies.missing],
  ['a page', replies.aPage],
  ['empty', replies.empty],
  ['garbage', replies.garbage],
  ['a list', replies.notAnObject],
  ['null', replies.nothing],
  ['four megabytes long', replies.huge],
]

// Not a name of this machine, though it leads here.
const insecure = `http://0.0.0.0:${fixturePorts.hostile}/elsewhere/x`
const SCHEMES = ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', insecure, '/x', '']
const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'jwks_uri']

const DISCOVERIES: readonly (readonly [string, Tamper])[] = [
  ...BROKEN,
  ['redirecting', replies.redirecting(`${ISSUER}/elsewhere/discovery`)],
  ['of another issuer', changed({ issuer: `http://127.0.0.1:${fixturePorts.other}` })],
  ['of its issuer with a slash', changed({ issuer: `${ISSUER}/` })],
  ['of no issuer', changed({ issuer: undefined })],
  ['of an issuer that is a list', changed({ issuer: [ISSUER] })],
  ['of any tenant’s issuer', changed({ issuer: 'https://login.evil.example/{tenantid}/v2.0' })],
  ...ENDPOINTS.flatMap((name) => [
    [`without ${name}`, changed({ [name]: undefined })] as const,
    [`whose ${name} is a number`, changed({ [name]: 7 })] as const,
    ...SCHEMES.map((url) => [`whose ${name} is "${url}"`, changed({ [name]: url })] as const),
  ]),
]

const newKey = makeKey('RS256', 'key-2')
const es256 = makeKey('ES256', 'key-es256')
const shortKey = makeKey('RS256', 'key-1', 1024)
const secret = Buffer.from('a secret that everybody can read')
const keysOf = (...keys: readonly object[]) => replaced({ keys })
const withKey =
  (changes: object): Tamper =>
  (right) =>
    keysOf({ ...JSON.parse(right.body).keys[0], ...changes })(right)

const KEY_SETS: readonly (readonly [string, () => Wrong])[] = [
  ...BROKEN.map(([title, jwks]) => [title, () => ({ jwks })] as const),
  ['redirecting', () => ({ jwks: replies.redirecting(`${ISSUER}/elsewhere/jwks`) })],
  ['without keys', () => ({ jwks: keysOf() })],
  ['without a list of keys', () => ({ jwks: replaced({ keys: { 0: provider.key.jwk } }) })],
  ['of keys that are texts', () => ({ jwks: replaced({ keys: ['key-1', null, 7] }) })],
  ['of another key of that name', () => ({ jwks: keysOf(provider.strangersKey.jwk) })],
  ['of the key under another name', () => ({ jwks: withKey({ kid: 'key-0' }) })],
  [
    'of two keys, for a token that names none',
    () => ({ jwks: keysOf(provider.key.jwk, newKey.jwk), header: { kid: undefined } }),
  ],
  ['of the key for encryption', () => ({ jwks: withKey({ use: 'enc' }) })],
  ['of the key for another algorithm', () => ({ jwks: withKey({ alg: 'RS384' }) })],
  ['of the key for other operations', () => ({ jwks: withKey({ key_ops: ['encrypt'] }) })],
  [
    'of the private key',
    () => ({ jwks: keysOf({ ...provider.key.privateKey.export({ format: 'jwk' }), kid: 'key-1' }) }),
  ],
  ['of a key of 1024 bits that it signs with', () => ({ jwks: keysOf(shortKey.jwk), signer: shortKey.sign })],
  [
    'of a secret that it signs with',
    () => ({
      jwks: keysOf({ kty: 'oct', k: secret.toString('base64url'), kid: 'key-1', alg: 'HS256' }),
      header: { alg: 'HS256' },
      signer: hmacOf(secret),
    }),
  ],
]

describe('a configuration', () => {
  it('and keys as they should be sign in, and are asked for again only after a while', async () => {
    provider.next()
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    expect(await claimsAt(scene, browser)).toMatchObject({ provider: 'hostile' })
    await arrive(new Visitor(), 'hostile')
    expect(provider.receivedAt('/.well-known/openid-configuration')).toHaveLength(1)
    expect(provider.receivedAt('/jwks')).toHaveLength(1)
  })

  it.each(DISCOVERIES)('signs nobody in that is %s', async (_, discovery) => {
    provider.next({ discovery })
    await expectRefused(scene, anywhere, (browser) => arrive(browser, 'hostile'))
    expect(provider.received.filter(({ path }) => path.startsWith('/elsewhere'))).toEqual([])
  })

  it('that allows tokens without a signature, or by a secret, doesn’t make them good', async () => {
    const discovery = changed({ id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256'] })
    provider.next({ discovery, header: { alg: 'none' }, signer: unsigned })
    await expectRefused(scene, anywhere, (browser) => arrive(browser, 'hostile'))
    const pem = provider.key.publicKey.export({ type: 'spki', format: 'pem' })
    provider.next({ discovery, header: { alg: 'HS256' }, signer: hmacOf(pem) })
    await expectRefused(scene, anywhere, (browser) => arrive(browser, 'hostile'))
    expect(provider.receivedAt('/token')).toHaveLength(1)
  })

  it.each([
    ['down', replies.down],
    ['failing', replies.failing],
    ['redirecting', replies.redirecting(`${ISSUER}/elsewhere/discovery`)],
  ])(
    'that is %s sends no browser to a dead host, though it was good half a minute ago',
    async (_, discovery) => {
      provider.next()
      await arrive(new Visitor(), 'hostile')
      await advance(30)
      provider.next({ discovery })
      await expectRefused(scene, 'unavailable', (browser) => arrive(browser, 'hostile'))
      await expectRefused(scene, 'unavailable', (browser) => arrive(browser, 'hostile'))
      expect(provider.receivedAt('/.well-known/openid-configuration')).toHaveLength(1)
      expect(provider.receivedAt('/authorize')).toEqual([])
    },
  )

  it('that goes down while somebody is there is good for their way back', async () => {
    provider.next()
    const browser = new Visitor()
    const back = await wayBack(browser, 'hostile')
    await advance(40)
    provider.next({ discovery: replies.down })
    await expectSignedIn(browser, await browser.ask(back.href, { follows: false }))
  })

  it('that was broken once is asked for again, ten seconds later', async () => {
    provider.next({ discovery: replies.failing })
    for (const _ of [1, 2, 3]) {
      await expectRefused(scene, 'unavailable', (browser) => arrive(browser, 'hostile'))
    }
    expect(provider.receivedAt('/.well-known/openid-configuration')).toHaveLength(1)
    provider.next()
    await advance(10)
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
  })
})

describe('a key set', () => {
  it.each(KEY_SETS)('signs nobody in that is %s', async (_, wrong) => {
    provider.next(wrong())
    await expectRefused(scene, anywhere, (browser) => arrive(browser, 'hostile'))
    expect(provider.receivedAt('/token'), 'it got as far as the token').toHaveLength(1)
    expect(provider.receivedAt('/elsewhere/jwks')).toEqual([])
  })
})

describe('a key', () => {
  const signsIn = async (wrong: Wrong) => {
    provider.next(wrong)
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
  }

  it('that takes the place of another is found ten seconds later, and the other is no good any more', async () => {
    await signsIn({})
    await advance(10)
    const jwks = keysOf(newKey.jwk)
    await signsIn({ jwks, header: { kid: 'key-2' }, signer: newKey.sign })
    provider.next({ jwks })
    await expectRefused(scene, 'not-completed', (browser) => arrive(browser, 'hostile'))
  })

  it('of an elliptic curve is good where the configuration names its algorithm, and only then', async () => {
    const byCurve = { jwks: keysOf(es256.jwk), header: { alg: 'ES256', kid: es256.kid }, signer: es256.sign }
    const discovery = changed({ id_token_signing_alg_values_supported: ['RS256', 'ES256'] })
    provider.next(byCurve)
    await expectRefused(scene, 'not-completed', (browser) => arrive(browser, 'hostile'))
    await outlastCaches()
    await signsIn({ ...byCurve, discovery })
    provider.next({ ...byCurve, discovery, signer: brokenBy(es256.sign) })
    await expectRefused(scene, 'not-completed', (browser) => arrive(browser, 'hostile'))
  })
})

describe('an answer that doesn’t come to an end', () => {
  it('signs nobody in, and keeps nobody waiting for more than ten seconds', async () => {
    provider.next({ discovery: replies.silent })
    other.next({ token: replies.dripping })
    linking.next({ jwks: replies.dripping })
    issuer.serve(replies.silent)
    const began = performance.now()
    // All at once: each of them takes as long as the edge is patient.
    const answers = await Promise.all([
      ...['hostile', 'other', 'linking'].map((id) => arrive(new Visitor(), id)),
      bringTicket(new Visitor()),
    ])
    expect(performance.now() - began).toBeLessThan(10_000)
    for (const answer of answers) {
      expect(answer.headers.get('location')).toContain(`${portalOrigin}/sign-in?refused=unavailable`)
      expect(answer.headers.getSetCookie().join()).not.toMatch(/-(session|login)=/)
    }
  })

  const bringTicket = async (browser: Visitor) => {
    const { returnTo, nonce } = await beginTicket(browser, 'tickets')
    return postForm(browser, returnTo, { ticket: await issuer.ticket(nonce) })
  }
})
