// Whose account a first arrival gets, when its address, its name or its methods are not what they seem.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  arrive,
  expectRefused,
  expectSignedIn,
  locationOf,
  outlastCaches,
  portalHost,
  type Scene,
  setScene,
} from '../support/node/arrivals.ts'
import { startProvider } from '../support/node/hostile-bed.ts'
import type { HostileProvider } from '../support/node/hostile-provider.ts'
import type { Members } from '../support/node/jws.ts'
import { CONTACT } from '../support/node/providers.ts'
import { challenging, changed, down, failing, MARKUP, replaced } from '../support/node/replies.ts'
import { api, makePerson, type Person, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

let scene: Scene
let provider: HostileProvider
let linking: HostileProvider
let ada: Person
beforeAll(async () => {
  scene = await setScene()
  provider = await startProvider('hostile')
  linking = await startProvider('linking')
  ada = await makePerson('Ada')
  await outlastCaches()
})
afterAll(async () => {
  await provider.close()
  await linking.close()
  await scene.origin.close()
})

/** Somebody whom no provider has named before. */
const stranger = (claims: Members = {}): Members => {
  const id = randomUUID()
  return { sub: id, email: `new-${id}@acme.example`, ...claims }
}

type Case = readonly [title: string, claims: Members]

const ADDRESSES: readonly Case[] = [
  ['missing', { email: undefined }],
  ['null', { email: null }],
  ['empty', { email: '' }],
  ['a number', { email: 7 }],
  ['a list', { email: ['new@acme.example'] }],
  ['an object', { email: { value: 'new@acme.example' } }],
  ['without an @', { email: 'new.acme.example' }],
  ['with two @', { email: 'new@evil.example@acme.example' }],
  ['with a quoted @', { email: '"new@evil.example"@acme.example' }],
  ['without a name', { email: '@acme.example' }],
  ['without a host', { email: 'new@' }],
  ['two addresses', { email: 'new@evil.example,new@acme.example' }],
  ['with a name beside it', { email: 'New <new@acme.example>' }],
  ['with white space inside', { email: 'new @acme.example' }],
  ['of two lines', { email: 'new@acme.example\nBcc: all@acme.example' }],
  ['with a NUL', { email: 'new\0@acme.example' }],
  ['with markup', { email: `${MARKUP}@acme.example` }],
  ['longer than any address', { email: `${'x'.repeat(400)}@acme.example` }],
]

const VERIFIED: readonly Case[] = [
  ['false', { email_verified: false }],
  ['not told', { email_verified: undefined }],
  ['null', { email_verified: null }],
  ['the text "true"', { email_verified: 'true' }],
  ['the number 1', { email_verified: 1 }],
  ['a list', { email_verified: [true] }],
]

const refusedAt = (id: 'hostile' | 'linking', code: Parameters<typeof expectRefused>[1], claims: Members) => {
  for (const each of [provider, linking]) each.next({ claims })
  return expectRefused(scene, code, (browser) => arrive(browser, id))
}

describe('a first arrival', () => {
  it('with a verified address that nobody has makes an account, of that address and name', async () => {
    const claims = stranger()
    provider.next({ claims })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    const { body } = await api('GET', `/accounts/${claims.email}`)
    expect(body).toMatchObject({ email: claims.email, name: 'Ada Okafor', enrolled: false })
  })

  it.each(ADDRESSES)('makes no account where its address is %s', (_, claims) =>
    refusedAt('hostile', 'address-unusable', stranger(claims)).then(() => {}),
  )
  it.each(VERIFIED)('makes no account where “verified” is %s', (_, claims) =>
    refusedAt('hostile', 'address-unusable', stranger(claims)).then(() => {}),
  )
  it.each(VERIFIED)('is not linked to the account of its address where “verified” is %s', (_, claims) =>
    refusedAt('linking', 'address-unusable', stranger({ email: ada.email, ...claims })).then(() => {}),
  )

  it.each([
    ['as it is', (email: string) => email],
    ['in capitals', (email: string) => email.toUpperCase()],
    ['between spaces', (email: string) => ` ${email} `],
  ])('with another’s address %s gets nothing of theirs', async (_, spelled) => {
    await refusedAt('hostile', ['address-taken', 'address-unusable'], stranger({ email: spelled(ada.email) }))
  })

  it('is linked by its verified address only where the provider is trusted about it', async () => {
    const bob = await makePerson('Bob')
    const claims = stranger({ email: bob.email })
    await refusedAt('hostile', 'address-taken', claims)
    linking.next({ claims })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'linking'))
    expect((await browser.ask(`${portalOrigin}/account/security`)).text).toContain(bob.email)
  })

  it('with an address that nobody has is told whom to ask, where the provider makes no accounts', async () => {
    expect(await refusedAt('linking', 'no-account', stranger())).toContain(CONTACT)
  })

  it.each<Case>([
    ['markup', { name: MARKUP }],
    ['a number', { name: 7 }],
    ['a list', { name: ['Ada'] }],
    ['of 5,000 letters', { name: 'x'.repeat(5000) }],
    ['of two lines', { name: 'Ada\nOkafor' }],
  ])('whose name is %s is signed in, and its name runs nowhere', async (_, claims) => {
    provider.next({ claims: stranger(claims) })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    const page = await browser.ask(`${portalOrigin}/account/security`)
    expect(page.text).not.toContain('<img src=x')
  })
})

describe('who is known by provider and subject', () => {
  it('stays who they are, whatever address comes later, and gets nobody else’s account', async () => {
    const claims = stranger()
    provider.next({ claims })
    await arrive(new Visitor(), 'hostile')
    for (const email of [ada.email, undefined, 'two@at@acme.example']) {
      provider.next({ claims: { ...claims, email, email_verified: true } })
      const browser = new Visitor()
      await expectSignedIn(browser, await arrive(browser, 'hostile'))
      const page = await browser.ask(`${portalOrigin}/account/security`)
      expect(page.text).toContain(String(claims.email))
      expect(page.text).not.toContain(ada.email)
    }
  })

  it('is somebody else where the same subject comes from another provider', async () => {
    const claims = stranger()
    provider.next({ claims })
    await arrive(new Visitor(), 'hostile')
    await refusedAt('linking', 'no-account', { ...claims, email: 'nobody@acme.example' })
  })
})

describe('methods', () => {
  it.each<Case>([
    ['a list of everything', { amr: ['mfa', 'otp', 'hwk'] }],
    ['a text', { amr: 'mfa' }],
    ['an `acr` of our own', { acr: 'aal2', mfa_time: 4_102_444_800, mfa_method: 'totp' }],
  ])('of a provider that isn’t trusted with them spare nobody the code: %s', async (_, claims) => {
    const { person } = await makeEnrolledPerson('Bob')
    linking.next({ claims: stranger({ email: person.email, ...claims }) })
    const browser = new Visitor()
    const answer = await arrive(browser, 'linking')
    expect(locationOf(answer)).toContain(`${portalOrigin}/sign-in/verify`)
    expect(browser.cookie(portalHost, '__Host-sallyport-session')).toBeUndefined()
  })
})

describe('user info', () => {
  const asked = () => provider.receivedAt('/userinfo').length
  const silentToken = { email: undefined, email_verified: undefined, name: undefined }

  it('tells the address that the id token doesn’t', async () => {
    const { sub, email } = stranger()
    provider.next({
      claims: { ...silentToken, sub },
      userinfo: changed({ sub, email, email_verified: true }),
    })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    expect((await api('GET', `/accounts/${email}`)).status).toBe(200)
  })

  it.each([
    ['of another subject', replaced({ sub: 'another', email: 'new@acme.example', email_verified: true })],
    ['of no subject', replaced({ email: 'new@acme.example', email_verified: true })],
    ['that is a list', replaced([])],
    ['that is not for us, and says how to ask', challenging],
    ['that is down', down],
    ['that fails', failing],
  ])('%s makes no account', async (_, userinfo) => {
    provider.next({ claims: { ...stranger(), ...silentToken }, userinfo })
    await expectRefused(scene, ['not-completed', 'unavailable', 'address-unusable'], (browser) =>
      arrive(browser, 'hostile'),
    )
    expect(asked()).toBe(1)
  })
})
