// A provider that lies, over real HTTP, one case of each kind. test/providers/ and
// test/flows/sign-in/arrive-oidc.test.ts have the others, in milliseconds each.

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  arrive,
  beginTicket,
  claimsAt,
  expectRefused,
  expectSignedIn,
  expectTurnedAway,
  locationOf,
  outlastCaches,
  postForm,
  type Refusal,
  type Scene,
  setScene,
  settleResident,
  wayBack,
} from '../support/node/arrivals.ts'
import { startIssuer, startProvider } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import type { HostileProvider, Wrong } from '../support/node/hostile-provider.ts'
import { brokenBy, makeKey, signerOf, unsigned } from '../support/node/jws.ts'
import { clientOf } from '../support/node/providers.ts'
import * as replies from '../support/node/replies.ts'
import { changed, MARKUP, replaced } from '../support/node/replies.ts'
import { advance, fixturePorts, portalOrigin, stopClock } from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'

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
afterAll(async () => {
  await provider.close()
  await other.close()
  await linking.close()
  await issuer.close()
  await scene.origin.close()
})

const ISSUER = `http://127.0.0.1:${fixturePorts.hostile}`
const HOUR = 3600
const newKey = makeKey('RS256', 'key-2')

type Case = readonly [kind: string, wrong: () => Wrong]

const TOKENS: readonly Case[] = [
  ['the algorithm none', () => ({ header: { alg: 'none' }, signer: unsigned })],
  [
    'another algorithm with the same key',
    () => ({ header: { alg: 'PS256' }, signer: signerOf('PS256', provider.key.privateKey) }),
  ],
  ['a stranger’s key', () => ({ signer: provider.strangersKey.sign })],
  [
    'a key that its header leads to',
    () => ({ header: { jku: `${ISSUER}/elsewhere/jwks` }, signer: provider.strangersKey.sign }),
  ],
  ['a broken signature', () => ({ signer: brokenBy(provider.key.sign) })],
  ['the type of a login ticket', () => ({ header: { typ: 'login-ticket+jwt' } })],
  ['no token at all', () => ({ token: changed({ id_token: undefined }) })],
  ['a claim that is missing', () => ({ claims: { nonce: undefined } })],
  ['another issuer', () => ({ claims: { iss: `${ISSUER}/` } })],
  ['another audience', () => ({ claims: { aud: clientOf('other').clientId } })],
  ['an invalid subject', () => ({ claims: { sub: 7 } })],
  ['an expiry in the past', () => ({ claims: (right) => ({ ...right, exp: Number(right.exp) - 2 * HOUR }) })],
  ['another nonce', () => ({ claims: { nonce: 'A'.repeat(22) } })],
]

describe('an ID token', () => {
  it('that is correct signs in and leads to the origin', async () => {
    provider.next()
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    const seen = await claimsAt(scene, browser)
    expect(seen).toMatchObject({ provider: 'hostile', amr: ['fed'], acr: 'aal1' })
    expect(Number.isInteger(seen.auth_time)).toBe(true)
  })

  it.each(TOKENS)('is refused with %s', async (_, wrong) => {
    provider.next(wrong())
    await expectRefused(scene, ['not-completed', 'unavailable'], (browser) => arrive(browser, 'hostile'))
    expect(provider.receivedAt('/token'), 'it got as far as the token').toHaveLength(1)
    expect(provider.received.filter(({ path }) => path.startsWith('/elsewhere'))).toEqual([])
  })

  it('with the nonce of another browser or another tab is refused', async () => {
    for (const elsewhere of [new Visitor(), null]) {
      const browser = new Visitor()
      provider.next()
      await wayBack(elsewhere ?? browser, 'hostile')
      const { nonce } = await provider.rightClaims()
      provider.next({ claims: { nonce } })
      await expectRefused(scene, 'not-completed', (asking) => arrive(asking, 'hostile'), browser)
    }
  })

  it('with an old proof, or none, is refused if a fresh one was asked for', async () => {
    const fresh = async (browser: Visitor) => {
      const way = await wayBack(browser, 'hostile', '?demand=fresh-sign-in')
      return browser.ask(way.href, { follows: false })
    }
    provider.next()
    const browser = new Visitor()
    await expectSignedIn(browser, await fresh(browser))
    const [asked] = provider.receivedAt('/authorize')
    expect(asked?.query.get('prompt')).toBe('consent')
    for (const auth_time of [(await provider.rightClaims()).iat, undefined]) {
      const claims = { auth_time: auth_time === undefined ? undefined : Number(auth_time) - 2 * HOUR }
      provider.next({ claims })
      await expectRefused(scene, ['not-fresh', 'not-completed'], fresh)
    }
  })
})

describe('a provider’s document', () => {
  const DOCUMENTS: readonly Case[] = [
    ['a configuration that is down', () => ({ discovery: replies.down })],
    ['a configuration of another issuer', () => ({ discovery: changed({ issuer: `${ISSUER}/` }) })],
    [
      'a configuration that leads to a script',
      () => ({ discovery: changed({ authorization_endpoint: 'javascript:alert(1)' }) }),
    ],
    [
      'a configuration that redirects',
      () => ({ discovery: replies.redirecting(`${ISSUER}/elsewhere/discovery`) }),
    ],
    ['a key set that is down', () => ({ jwks: replies.down })],
    ['a key set of four megabytes', () => ({ jwks: replies.huge })],
    ['a key set of another key', () => ({ jwks: replaced({ keys: [provider.strangersKey.jwk] }) })],
  ]

  it.each(DOCUMENTS)('that is wrong signs nobody in: %s', async (_, wrong) => {
    await outlastCaches()
    provider.next(wrong())
    await expectRefused(scene, ['unavailable', 'not-completed'], (browser) => arrive(browser, 'hostile'))
    expect(provider.received.filter(({ path }) => path.startsWith('/elsewhere'))).toEqual([])
  })

  it('that becomes unavailable during a sign-in still serves that sign-in', async () => {
    await outlastCaches()
    provider.next()
    const browser = new Visitor()
    const back = await wayBack(browser, 'hostile')
    await advance(40)
    provider.next({ discovery: replies.down })
    await expectSignedIn(browser, await browser.ask(back.href, { follows: false }))
  })

  it('with a new key is read again ten seconds later', async () => {
    await outlastCaches()
    provider.next()
    await arrive(new Visitor(), 'hostile')
    await advance(10)
    provider.next({
      jwks: replaced({ keys: [newKey.jwk] }),
      header: { kid: 'key-2' },
      signer: newKey.sign,
    })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    await outlastCaches()
  })

  it('that never ends signs nobody in, and nobody waits longer than ten seconds', async () => {
    await outlastCaches()
    provider.next({ discovery: replies.silent })
    other.next({ token: replies.dripping })
    linking.next({ jwks: replies.dripping })
    issuer.serve(replies.silent)
    const began = performance.now()
    // At once, because each takes as long as the edge's time limit.
    const answers = await Promise.all([
      ...['hostile', 'other', 'linking'].map((id) => arrive(new Visitor(), id)),
      bringTicket(new Visitor()),
    ])
    expect(performance.now() - began).toBeLessThan(10_000)
    for (const answer of answers) {
      expect(answer.headers.get('location')).toContain(`${portalOrigin}/sign-in?refused=unavailable`)
      expect(answer.headers.getSetCookie().join()).not.toMatch(/-(session|login)=/)
    }
    await outlastCaches()
  })

  const bringTicket = async (browser: Visitor) => {
    const { returnTo, nonce } = await beginTicket(browser, 'tickets')
    return postForm(browser, returnTo, { ticket: await issuer.ticket(nonce) })
  }
})

describe('an answer that the browser brings back', () => {
  const BACK: readonly (readonly [string, Refusal, NonNullable<Wrong['back']>])[] = [
    ['is refused with another state', 'not-completed', (back) => back.set('state', 'A'.repeat(22))],
    ['is refused with another issuer', 'not-completed', (back) => back.set('iss', `${ISSUER}/`)],
    ['is refused with two codes', 'not-completed', (back) => back.append('code', 'stolen')],
    [
      'is shown in Sallyport’s words if the person cancelled',
      'cancelled',
      (back) => {
        back.delete('code')
        back.set('error', 'access_denied')
      },
    ],
    [
      'is shown in Sallyport’s words if it contains markup',
      'not-completed',
      (back) => {
        back.delete('code')
        back.set('error', MARKUP)
        back.set('error_description', MARKUP)
      },
    ],
  ]

  it.each(BACK)('%s', async (_, code, back) => {
    provider.next({ back })
    await expectRefused(scene, code, (browser) => arrive(browser, 'hostile'))
    expect(provider.receivedAt('/token'), 'the code went nowhere').toEqual([])
  })

  it('is refused as a form', async () => {
    provider.next()
    await expectTurnedAway(scene, async (browser) => {
      const way = await wayBack(browser, 'hostile')
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: ISSUER }
      const body = way.searchParams.toString()
      return browser.ask(way.origin + way.pathname, { method: 'POST', headers, body, follows: false })
    })
    expect(provider.receivedAt('/token')).toEqual([])
  })
})

describe('an answer of one provider', () => {
  type Mix = (way: URL, honest: URL) => void
  const MIXES: readonly (readonly [string, Mix])[] = [
    [
      'on the path of another',
      (way) => {
        way.pathname = way.pathname.replace('hostile', 'other')
      },
    ],
    [
      'with another’s code',
      (way, honest) => {
        for (const name of ['code', 'iss']) way.searchParams.set(name, honest.searchParams.get(name) ?? '')
      },
    ],
    [
      'with another’s state',
      (way, honest) => way.searchParams.set('state', honest.searchParams.get('state') ?? ''),
    ],
  ]

  it.each(MIXES)('is refused %s: no code is sent to a provider that didn’t issue it', async (_, mix) => {
    for (const each of [provider, other]) each.next()
    await expectRefused(scene, 'not-completed', async (browser) => {
      const honest = await wayBack(browser, 'other')
      const way = await wayBack(browser, 'hostile')
      mix(way, honest)
      return browser.ask(way.href, { follows: false })
    })
    expect([...provider.receivedAt('/token'), ...other.receivedAt('/token')]).toEqual([])
  })
})

describe('a token request', () => {
  const ANSWERS: readonly (readonly [string, replies.Tamper])[] = [
    ['nothing: it is down', replies.down],
    ['a redirect that keeps the form', replies.redirecting(`${ISSUER}/elsewhere/token`)],
    ['an unknown client', () => replies.challenging(replies.json({ error: 'invalid_client' }, 401))],
  ]

  it.each(ANSWERS)('answered with %s signs nobody in', async (_, token) => {
    provider.next({ token })
    await expectRefused(scene, ['unavailable', 'not-completed'], (browser) => arrive(browser, 'hostile'))
    expect(provider.receivedAt('/token')).toHaveLength(1)
    expect(provider.receivedAt('/elsewhere/token')).toEqual([])
  })

  it('to a provider that wants the secret in the form has it there, and only there', async () => {
    other.next()
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'other'))
    const [asked] = other.receivedAt('/token')
    expect(asked?.authorization).toBeUndefined()
    expect(asked?.form.get('client_secret')).toBe(clientOf('other').clientSecret)
  })
})

describe('made-up authorization codes', () => {
  /** Goes to the provider and back with a code that no provider issued. */
  async function guess(ip: string): Promise<Answer> {
    const browser = new Visitor().comesFrom(ip)
    const sent = await browser.ask(`${portalOrigin}/sign-in/with/hostile`, { follows: false })
    const state = new URL(locationOf(sent)).searchParams.get('state') ?? ''
    const back = new URLSearchParams({ code: 'junk', state, iss: ISSUER })
    return browser.ask(`${portalOrigin}/sign-in/callback/hostile?${back}`, { follows: false })
  }

  const refusalOf = (answer: Answer) => new URL(locationOf(answer)).searchParams.get('refused')

  it('reach the provider 120 times from one network and no more; others can sign in', async () => {
    const [network, neighbour] = ['198.51.100.7', '198.51.100.8']
    // With a running clock a request becomes free again every ten seconds.
    const startClock = await stopClock()
    onTestFinished(async () => void (await startClock()))
    provider.next()
    const answers: Answer[] = []
    for (let batch = 0; batch < 13; batch++) {
      answers.push(...(await Promise.all(Array.from({ length: 10 }, () => guess(network)))))
    }
    const refusals = answers.map(refusalOf)
    expect(provider.receivedAt('/token')).toHaveLength(120)
    expect(refusals.filter((refusal) => refusal === 'not-completed')).toHaveLength(120)
    expect(refusals.filter((refusal) => refusal === 'throttled')).toHaveLength(10)

    const there = new Visitor().comesFrom(network)
    const way = await wayBack(there, 'hostile')
    await expectRefused(scene, 'throttled', (browser) => browser.ask(way.href, { follows: false }), there)
    expect(provider.receivedAt('/token')).toHaveLength(120)

    const elsewhere = new Visitor().comesFrom(neighbour)
    await expectSignedIn(elsewhere, await arrive(elsewhere, 'hostile'))
    await advance(30)
    // The same answer as before still works, so it was not spent.
    await expectSignedIn(there, await there.ask(way.href, { follows: false }))
  })
})
