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
  ])('whose name is %s is signed in, and its name runs nowhere', async (_, claims) => {
    provider.next({ claims: stranger(claims) })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    const page = await browser.ask(`${portalOrigin}/account/security`)
    expect(page.text).not.toContain('<img src=x')
  })
})

describe('the name of a first arrival', () => {
  it.each<readonly [string, Members, string]>([
    ['too long', { name: 'x'.repeat(5000) }, 'x'.repeat(100)],
    ['of two lines', { name: 'Ada\nOkafor' }, 'Ada Okafor'],
    ['turned around by a mark', { name: '\u202eAda Okafor' }, 'Ada Okafor'],
    ['in two claims', { name: undefined, given_name: 'Ada', family_name: 'Okafor' }, 'Ada Okafor'],
  ])('%s becomes a name here', async (_, claims, name) => {
    const made = stranger(claims)
    provider.next({ claims: made })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    expect((await api('GET', `/accounts/${made.email}`)).body).toMatchObject({ name })
  })
})

const EVERY_ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('')

describe('a subject', () => {
  const SUBJECTS = [
    ...['CN=Ada Okafor,OU=Staff,O=Acme', '   ', 'resident\r\nof-the-provider', 'resident-of-the-provider\0'],
    ...[EVERY_ASCII, '<b>"%2e%2e/&amp;', 'x'.repeat(255)],
  ]

  it.each(SUBJECTS)('of any ASCII is one person, who can be unlinked: %j', async (sub) => {
    const { email } = stranger()
    provider.next({ claims: { sub, email } })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    provider.next({ claims: { sub, email: 'another@acme.example' } })
    const later = new Visitor()
    await expectSignedIn(later, await arrive(later, 'hostile'))
    const path = `/accounts/${email}/identities`
    const { body } = await api('GET', path)
    expect(body.identities).toMatchObject([{ provider: 'hostile', subject: sub }])
    const identity = { provider: 'hostile', subject: sub }
    expect((await api('DELETE', path, identity)).status).toBe(204)
    expect((await api('POST', path, identity)).body.identities).toMatchObject([identity])

    // With another way in beside it, its owner may unlink it.
    expect((await api('POST', path, { provider: 'linking', subject: sub })).status).toBe(200)
    provider.next({ claims: { sub, email } })
    await expectSignedIn(later, await arrive(later, 'hostile'))
    const page = await later.ask(`${portalOrigin}/account/security`)
    const field = /value="hostile"\/?><input type="hidden" name="subject" value="([^"]*)"/.exec(page.text)
    const subject = field?.[1]?.replaceAll('&#39;', "'") ?? ''
    await later.submit(page, '/account/security/identities/unlink', { provider: 'hostile', subject })
    expect((await api('GET', path)).body.identities).toMatchObject([{ provider: 'linking' }])
  })

  it('that differs in case only is somebody else', async () => {
    const claims = stranger()
    provider.next({ claims })
    await arrive(new Visitor(), 'hostile')
    const other = stranger({ sub: String(claims.sub).toUpperCase() })
    provider.next({ claims: other })
    await arrive(new Visitor(), 'hostile')
    expect((await api('GET', `/accounts/${other.email}`)).status).toBe(200)
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

  it('tells that the address is verified, and the name, where the id token has the address alone', async () => {
    const { sub, email } = stranger()
    provider.next({
      claims: { ...silentToken, sub, email },
      userinfo: changed({ sub, email, email_verified: true, name: 'Ada at home' }),
    })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    expect((await api('GET', `/accounts/${email}`)).body).toMatchObject({ name: 'Ada at home' })
    expect(asked()).toBe(1)
  })

  it('is asked for a name alone, and who has none signs in all the same where it is down', async () => {
    for (const userinfo of [down, failing, challenging]) {
      const { sub, email } = stranger()
      provider.next({ claims: { sub, email, name: undefined }, userinfo })
      const browser = new Visitor()
      await expectSignedIn(browser, await arrive(browser, 'hostile'))
      expect((await api('GET', `/accounts/${email}`)).body).toMatchObject({ name: email })
      expect(asked()).toBe(1)
    }
  })

  it('vouches for the address that it tells, and for no other', async () => {
    const { sub, email } = stranger()
    const mine = stranger()
    provider.next({
      claims: { sub, email, email_verified: undefined },
      userinfo: changed({ sub, email: mine.email, email_verified: true }),
    })
    await arrive(new Visitor(), 'hostile')
    expect((await api('GET', `/accounts/${email}`)).status).toBe(404)
    expect((await api('GET', `/accounts/${mine.email}`)).status).toBe(200)
  })

  it('that is down keeps nobody out who is known by their subject', async () => {
    const claims = stranger()
    provider.next({ claims })
    await arrive(new Visitor(), 'hostile')
    provider.next({ claims: { ...silentToken, sub: claims.sub }, userinfo: down })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
  })

  it('of another subject is refused of somebody who is known, too', async () => {
    const claims = stranger()
    provider.next({ claims })
    await arrive(new Visitor(), 'hostile')
    provider.next({ claims: { ...claims, name: undefined }, userinfo: changed({ sub: 'another' }) })
    await expectRefused(scene, 'not-completed', (browser) => arrive(browser, 'hostile'))
  })

  it('is not asked where the id token says it all', async () => {
    provider.next({ claims: stranger() })
    await arrive(new Visitor(), 'hostile')
    expect(asked()).toBe(0)
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
