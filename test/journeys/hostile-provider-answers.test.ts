// What a provider sends back with the browser, and what it answers when it is asked for the token.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  arrive,
  expectRefused,
  expectSignedIn,
  expectTurnedAway,
  locationOf,
  type Refusal,
  type Scene,
  setScene,
  settleResident,
  wayBack,
} from '../support/node/arrivals.ts'
import { startProvider } from '../support/node/hostile-bed.ts'
import type { HostileProvider, Wrong } from '../support/node/hostile-provider.ts'
import { clientOf } from '../support/node/providers.ts'
import * as replies from '../support/node/replies.ts'
import { challenging, changed, json, MARKUP } from '../support/node/replies.ts'
import { advance, fixturePorts, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'

let scene: Scene
let provider: HostileProvider
let other: HostileProvider
beforeAll(async () => {
  scene = await setScene()
  provider = await startProvider('hostile')
  other = await startProvider('other')
  await settleResident(scene, provider, 'hostile')
})
afterAll(async () => {
  await provider.close()
  await other.close()
  await scene.origin.close()
})

type Spoil = NonNullable<Wrong['back']>
const issuer = `http://127.0.0.1:${fixturePorts.hostile}`
const otherIssuer = `http://127.0.0.1:${fixturePorts.other}`
const set =
  (name: string, ...values: string[]): Spoil =>
  (back) => {
    back.delete(name)
    for (const value of values) back.append(name, value)
  }
const twice =
  (name: string, wrong: string, isFirst: boolean): Spoil =>
  (back) => {
    const right = back.get(name) ?? ''
    set(name, ...(isFirst ? [wrong, right] : [right, wrong]))(back, back)
  }
const error =
  (code: string, more: Record<string, string> = {}): Spoil =>
  (back) => {
    back.delete('code')
    for (const [name, value] of Object.entries({ error: code, ...more })) back.set(name, value)
  }

const STATES: readonly [string, Spoil][] = [
  ['no state', set('state')],
  ['an empty state', set('state', '')],
  ['a state that was never given', set('state', 'A'.repeat(22))],
  ['a state that is no name', set('state', '../../x')],
  ['a state of 10,000 letters', set('state', 'A'.repeat(10_000))],
  ['another state before the right one', twice('state', 'A'.repeat(22), true)],
  ['another state after the right one', twice('state', 'A'.repeat(22), false)],
]

const ISSUERS: readonly [string, Spoil][] = [
  ['no issuer, though it says that it sends one', set('iss')],
  ['an empty issuer', set('iss', '')],
  ['the issuer of another provider', set('iss', otherIssuer)],
  ['its issuer with a slash', set('iss', `${issuer}/`)],
  ['another issuer before its own', twice('iss', otherIssuer, true)],
  ['another issuer after its own', twice('iss', otherIssuer, false)],
]

const CODES: readonly [string, Spoil][] = [
  ['no code', set('code')],
  ['an empty code', set('code', '')],
  ['another code before the right one', twice('code', 'stolen', true)],
  ['another code after the right one', twice('code', 'stolen', false)],
  ['an id token beside the code', (back) => back.set('id_token', 'a.b.c')],
  ['an answer in a JWT', (back) => back.set('response', 'a.b.c')],
  ['an error beside the code', (back) => back.set('error', 'server_error')],
]

const ERRORS: readonly [string, Refusal, Spoil][] = [
  ['that the person said no', 'cancelled', error('access_denied')],
  ['that nobody is signed in there', 'not-completed', error('login_required')],
  ['that it can’t now', 'not-completed', error('temporarily_unavailable')],
  ['markup', 'not-completed', error(MARKUP)],
  ['markup about what went wrong', 'not-completed', error('server_error', { error_description: MARKUP })],
  ['a script’s address', 'cancelled', error('access_denied', { error_uri: 'javascript:alert(1)' })],
  ['an error of 8,000 letters', 'not-completed', error('x'.repeat(8000))],
  ['an empty error', 'not-completed', error('')],
]

async function expectBackRefused(back: Spoil, code: Refusal): Promise<void> {
  provider.next({ back })
  await expectRefused(scene, code, (browser) => arrive(browser, 'hostile'))
  expect(provider.receivedAt('/token'), 'the code went nowhere').toEqual([])
}

describe('an answer that the browser brings back', () => {
  it('signs in where it is right', async () => {
    provider.next()
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
  })

  it.each(STATES)('is refused with %s', (_, back) => expectBackRefused(back, 'not-completed'))
  it.each(ISSUERS)('is refused with %s', (_, back) => expectBackRefused(back, 'not-completed'))
  it.each(CODES)('is refused with %s', (_, back) => expectBackRefused(back, 'not-completed'))
  it.each(ERRORS)('is told in our own words where it says %s', (_, code, back) =>
    expectBackRefused(back, code),
  )

  it('is refused as a form', async () => {
    provider.next()
    await expectTurnedAway(scene, async (browser) => {
      const way = await wayBack(browser, 'hostile')
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: issuer }
      const body = way.searchParams.toString()
      return browser.ask(way.origin + way.pathname, { method: 'POST', headers, body, follows: false })
    })
    expect(provider.receivedAt('/token')).toEqual([])
  })
})

describe('an answer of one provider', () => {
  it('is refused on the path of another, and neither of them gets the code', async () => {
    for (const each of [provider, other]) each.next()
    await expectRefused(scene, 'not-completed', async (browser) => {
      const way = await wayBack(browser, 'hostile')
      way.pathname = way.pathname.replace('hostile', 'other')
      return browser.ask(way.href, { follows: false })
    })
    expect([...provider.receivedAt('/token'), ...other.receivedAt('/token')]).toEqual([])
  })

  it('is refused in the place of another’s: no code is sent to who didn’t give it', async () => {
    for (const each of [provider, other]) each.next()
    await expectRefused(scene, 'not-completed', async (browser) => {
      const honest = await wayBack(browser, 'other')
      const way = await wayBack(browser, 'hostile')
      for (const name of ['code', 'iss']) way.searchParams.set(name, honest.searchParams.get(name) ?? '')
      return browser.ask(way.href, { follows: false })
    })
    expect([...provider.receivedAt('/token'), ...other.receivedAt('/token')]).toEqual([])
  })

  it('is refused with the state of another’s', async () => {
    for (const each of [provider, other]) each.next()
    await expectRefused(scene, 'not-completed', async (browser) => {
      const honest = await wayBack(browser, 'other')
      const way = await wayBack(browser, 'hostile')
      way.searchParams.set('state', honest.searchParams.get('state') ?? '')
      return browser.ask(way.href, { follows: false })
    })
    expect([...provider.receivedAt('/token'), ...other.receivedAt('/token')]).toEqual([])
  })
})

const tokenError = (code: string, status: number) => () =>
  json({ error: code, error_description: MARKUP }, status)

const TOKENS: readonly [string, replies.Tamper][] = [
  ['nothing: it is down', replies.down],
  ['a page, and that it failed', replies.failing],
  ['a page, and that it is busy', replies.unavailable],
  ['a page, and that there is none', replies.missing],
  ['a page', replies.aPage],
  ['nothing at all', replies.empty],
  ['garbage', replies.garbage],
  ['a list', replies.notAnObject],
  ['null', replies.nothing],
  ['four megabytes', replies.huge],
  ['a redirect that keeps the form', replies.redirecting(`${issuer}/elsewhere/token`)],
  ['a permanent redirect', replies.redirecting(`${issuer}/elsewhere/token`, 308)],
  ['a redirect to another page', replies.redirecting(`${issuer}/elsewhere/token`, 302)],
  ['that the code is no good', tokenError('invalid_grant', 400)],
  ['that it doesn’t know us', tokenError('invalid_client', 401)],
  [
    'that it doesn’t know us, and how to ask',
    () => challenging(json({ error: 'invalid_client', error_description: MARKUP }, 401)),
  ],
  ['an error with markup', tokenError(MARKUP, 400)],
  ['an error as if all were well', tokenError('invalid_grant', 200)],
  ['no access token', changed({ access_token: undefined })],
  ['an access token that is a number', changed({ access_token: 7 })],
  ['a token of no type', changed({ token_type: undefined })],
  ['a token of an unknown type', changed({ token_type: 'mac' })],
  ['that it was created', (right) => ({ ...right, status: 201 })],
]

describe('asked for the token', () => {
  it('a provider that wants the secret in the form gets it there, and only there', async () => {
    other.next()
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'other'))
    const [asked] = other.receivedAt('/token')
    expect(asked?.authorization).toBeUndefined()
    expect(asked?.form.get('client_secret')).toBe(clientOf('other').clientSecret)
  })

  it.each(TOKENS)('a provider that answers %s signs nobody in', async (_, token) => {
    provider.next({ token })
    await expectRefused(scene, ['unavailable', 'not-completed'], (browser) => arrive(browser, 'hostile'))
    expect(provider.receivedAt('/token')).toHaveLength(1)
    expect(provider.receivedAt('/elsewhere/token')).toEqual([])
  })
})

describe('codes that somebody made up', () => {
  /** A way there and back, with a code that no provider gave. */
  async function guess(ip: string): Promise<Answer> {
    const browser = new Visitor().comesFrom(ip)
    const sent = await browser.ask(`${portalOrigin}/sign-in/with/hostile`, { follows: false })
    const state = new URL(locationOf(sent)).searchParams.get('state') ?? ''
    const back = new URLSearchParams({ code: 'junk', state, iss: issuer })
    return browser.ask(`${portalOrigin}/sign-in/callback/hostile?${back}`, { follows: false })
  }

  const refusalOf = (answer: Answer) => new URL(locationOf(answer)).searchParams.get('refused')

  it('reach the provider 120 times from one network, and then no more; everybody else signs in', async () => {
    const [network, neighbour] = ['198.51.100.7', '198.51.100.8']
    provider.next()
    const answers: Answer[] = []
    for (let batch = 0; batch < 13; batch++) {
      answers.push(...(await Promise.all(Array.from({ length: 10 }, () => guess(network)))))
    }
    const refusals = answers.map(refusalOf)
    const asked = provider.receivedAt('/token').length
    // The clock goes on meanwhile: a place or two may have become free.
    expect(asked).toBeGreaterThanOrEqual(120)
    expect(asked).toBeLessThan(125)
    expect(refusals.filter((refusal) => refusal === 'not-completed')).toHaveLength(asked)
    expect(refusals.filter((refusal) => refusal === 'throttled')).toHaveLength(130 - asked)

    const there = new Visitor().comesFrom(network)
    const way = await wayBack(there, 'hostile')
    await expectRefused(scene, 'throttled', (browser) => browser.ask(way.href, { follows: false }), there)
    expect(provider.receivedAt('/token')).toHaveLength(asked)

    const elsewhere = new Visitor().comesFrom(neighbour)
    await expectSignedIn(elsewhere, await arrive(elsewhere, 'hostile'))
    await advance(30)
    // The same answer as before: it was not spent.
    await expectSignedIn(there, await there.ask(way.href, { follows: false }))
  })
})
