// One flow through a provider belongs to one browser, works once, and lasts ten minutes.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  arrive,
  expectRefused,
  expectSignedIn,
  portalHost,
  type Scene,
  setScene,
  settleResident,
  wayBack,
} from '../support/node/arrivals.ts'
import { startProvider } from '../support/node/hostile-bed.ts'
import type { HostileProvider } from '../support/node/hostile-provider.ts'
import { advance, api, countRows, makePerson, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'
import { withOtherStart } from '../support/tampered.ts'

const FLOW = '__Host-sallyport-provider-'

let scene: Scene
let provider: HostileProvider
beforeAll(async () => {
  scene = await setScene()
  provider = await startProvider('hostile')
  await settleResident(scene, provider, 'hostile')
})
afterAll(async () => {
  await provider.close()
  await scene.origin.close()
})

const open = (browser: Visitor, way: URL) => browser.ask(way.href, { follows: false })
const flowsOf = (browser: Visitor) =>
  [...(browser.cookies.get(portalHost)?.keys() ?? [])].filter((name) => name.startsWith(FLOW))

/** Returns another browser with the same cookies. */
function copyOf(browser: Visitor): Visitor {
  const copy = new Visitor()
  for (const [host, jar] of browser.cookies) copy.cookies.set(host, new Map(jar))
  return copy
}

describe('a flow through a provider', () => {
  it('is one sealed cookie, which ends with it', async () => {
    provider.next()
    const browser = new Visitor()
    const way = await wayBack(browser, 'hostile')
    const [name = ''] = flowsOf(browser)
    expect(name).toBe(FLOW + way.searchParams.get('state'))
    const { nonce } = await provider.rightClaims()
    expect(browser.cookie(portalHost, name)).not.toContain(nonce)
    await expectSignedIn(browser, await open(browser, way))
    expect(flowsOf(browser)).toEqual([])
  })

  it('that fails before the provider names a person leaves no audit entry', async () => {
    const newest = async () => (await api('GET', '/audit')).body.entries[0]
    const before = await newest()
    for (const spoilt of ['error', 'code']) {
      provider.next()
      const browser = new Visitor()
      const way = await wayBack(browser, 'hostile')
      if (spoilt === 'error') way.searchParams.delete('code')
      way.searchParams.set(spoilt, 'bogus')
      for (const _ of [1, 2]) expect((await open(browser, way)).status).toBe(303)
    }
    expect(await newest()).toEqual(before)
    const person = { email: 'resident-without-a-verified-address@acme.example', email_verified: false }
    provider.next({ claims: { sub: 'nobody-here', ...person } })
    const browser = new Visitor()
    await open(browser, await wayBack(browser, 'hostile'))
    expect(await newest()).toMatchObject({
      action: 'sign_in.refused',
      detail: { reason: 'address-unusable' },
    })
  })

  it('is refused in another browser, and still works in its own', async () => {
    provider.next()
    const browser = new Visitor()
    const way = await wayBack(browser, 'hostile')
    await expectRefused(scene, 'not-completed', (other) => open(other, way))
    expect(provider.receivedAt('/token')).toEqual([])
    await expectSignedIn(browser, await open(browser, way))
  })

  it('is refused in another browser that has its own flow', async () => {
    provider.next()
    const way = await wayBack(new Visitor(), 'hostile')
    const other = new Visitor()
    await wayBack(other, 'hostile')
    const [own = ''] = flowsOf(other)
    await expectRefused(scene, 'not-completed', (browser) => open(browser, way), other)
    other.setCookie(portalHost, FLOW + way.searchParams.get('state'), other.cookie(portalHost, own) ?? '')
    await expectRefused(scene, 'not-completed', (browser) => open(browser, way), other)
    expect(provider.receivedAt('/token')).toEqual([])
  })

  it('is refused with a cookie that is not the one issued', async () => {
    provider.next()
    const browser = new Visitor()
    const way = await wayBack(browser, 'hostile')
    const [name = ''] = flowsOf(browser)
    const value = browser.cookie(portalHost, name) ?? ''
    for (const wrong of ['x', `${value}x`, value.slice(0, -2), withOtherStart(value)]) {
      browser.setCookie(portalHost, name, wrong)
      await expectRefused(scene, 'not-completed', (asking) => open(asking, way), copyOf(browser))
    }
    expect(provider.receivedAt('/token')).toEqual([])
  })

  it('is refused the second time, even with its cookie, and its code is sent once', async () => {
    provider.next({ isLax: true })
    const browser = new Visitor()
    const way = await wayBack(browser, 'hostile')
    const copy = copyOf(browser)
    await expectSignedIn(browser, await open(browser, way))
    await expectRefused(scene, 'not-completed', (again) => open(again, way), copy)
    expect(provider.receivedAt('/token')).toHaveLength(1)
  })

  it('is also spent by a refusal', async () => {
    provider.next({ isLax: true, claims: { nonce: 'wrong' } })
    const browser = new Visitor()
    const way = await wayBack(browser, 'hostile')
    const copy = copyOf(browser)
    await expectRefused(scene, 'not-completed', (asking) => open(asking, way), browser)
    provider.next({ isLax: true })
    await expectRefused(scene, 'not-completed', (again) => open(again, way), copy)
    expect(provider.receivedAt('/token')).toEqual([])
  })

  it('is refused with a code from another browser’s flow', async () => {
    provider.next({ isLax: true })
    const stolen = await wayBack(new Visitor(), 'hostile')
    const thief = new Visitor()
    const way = await wayBack(thief, 'hostile')
    way.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    await expectRefused(scene, 'not-completed', (browser) => open(browser, way), thief)
    expect(provider.receivedAt('/token'), 'the provider gave a token, of another nonce').toHaveLength(1)
  })

  it('is refused after ten minutes, and not a minute before', async () => {
    provider.next()
    const patient = new Visitor()
    const inTime = await wayBack(patient, 'hostile')
    await advance(540)
    await expectSignedIn(patient, await open(patient, inTime))
    const browser = new Visitor()
    const way = await wayBack(browser, 'hostile')
    await advance(601)
    await expectRefused(scene, 'not-completed', (late) => open(late, way), browser)
    expect(provider.receivedAt('/token')).toHaveLength(1)
  })

  it('in one tab does not disturb another tab', async () => {
    provider.next()
    const browser = new Visitor()
    const ways = [await wayBack(browser, 'hostile'), await wayBack(browser, 'hostile')]
    for (const way of ways.reverse()) await expectSignedIn(browser, await open(browser, way))
  })

  it('among many tabs is dropped oldest first, so a browser’s cookies fit a request', async () => {
    provider.next()
    const browser = new Visitor()
    const names: string[] = []
    for (let i = 0; i < 12; i++) {
      const way = await wayBack(browser, 'hostile')
      names.push(FLOW + way.searchParams.get('state'))
    }
    const kept = flowsOf(browser)
    expect(kept).toEqual(names.slice(-kept.length))
    expect([kept.length >= 4, kept.length <= 8]).toEqual([true, true])
  })

  it('completed twenty times at once makes one session, and its code is sent once', async () => {
    for (let round = 0; round < 10; round++) {
      provider.next({ isLax: true })
      const browser = new Visitor()
      const way = await wayBack(browser, 'hostile')
      const { sessions = 0 } = await countRows()
      const answers = await Promise.all(Array.from({ length: 20 }, () => open(copyOf(browser), way)))
      const made = answers.filter(({ headers }) => headers.getSetCookie().join().includes('-session='))
      expect([made.length, (await countRows()).sessions]).toEqual([1, sessions + 1])
      expect(provider.receivedAt('/token')).toHaveLength(1)
    }
  })
})

describe('a sign-in in progress in a browser', () => {
  it('is not pushed out by images or frames on another site’s page', async () => {
    provider.next()
    const browser = new Visitor()
    const way = await wayBack(browser, 'hostile')
    const seen = [
      { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ]
    for (const headers of [...seen, ...seen, ...seen, ...seen]) {
      const answer = await browser.ask(`${portalOrigin}/sign-in/with/hostile`, { headers, follows: false })
      expect([answer.status, answer.headers.get('location')]).toEqual([403, null])
    }
    expect(provider.receivedAt('/authorize')).toHaveLength(1)
    expect(flowsOf(browser)).toHaveLength(1)
    await expectSignedIn(browser, await open(browser, way))
  })

  it('of another person ends when a session begins through a provider', async () => {
    const { person } = await makeEnrolledPerson('Bo')
    provider.next()
    const browser = new Visitor()
    await browser.signIn(person)
    expect(browser.cookie(portalHost, '__Host-sallyport-login')).toBeDefined()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    expect(browser.cookie(portalHost, '__Host-sallyport-login')).toBeUndefined()
    expect((await browser.ask(`${portalOrigin}/sign-in/verify`)).text).not.toContain(person.email)
  })

  it('with another person’s sign-out ends when a session begins', async () => {
    const person = await makePerson('Cy')
    provider.next()
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    await browser.submit(await browser.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
    expect(browser.cookie(portalHost, '__Host-sallyport-signed-out')).toBeDefined()
    await browser.signIn(person)
    expect(browser.cookie(portalHost, '__Host-sallyport-signed-out')).toBeUndefined()
    const led = await browser.ask(`${portalOrigin}/sign-out/provider`, { follows: false })
    expect(led.headers.get('location')).toBe(`${portalOrigin}/sign-out`)
  })
})
