// Whose account a first arrival gets, over real HTTP: one case of each kind. The others are in
// test/flows/sign-in/arrive-oidc.test.ts.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  arrive,
  expectRefused,
  expectSignedIn,
  locationOf,
  outlastCaches,
  portalHost,
  type Refusal,
  type Scene,
  setScene,
} from '../support/node/arrivals.ts'
import { startProvider } from '../support/node/hostile-bed.ts'
import type { HostileProvider } from '../support/node/hostile-provider.ts'
import { CONTACT } from '../support/node/providers.ts'
import { changed, MARKUP } from '../support/node/replies.ts'
import { api, makePerson, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

let scene: Scene
let provider: HostileProvider
let linking: HostileProvider
beforeAll(async () => {
  scene = await setScene()
  provider = await startProvider('hostile')
  linking = await startProvider('linking')
  await outlastCaches()
})
afterAll(async () => {
  await provider.close()
  await linking.close()
  await scene.origin.close()
})

describe('a first arrival', () => {
  /** Somebody whom no provider has named before. */
  const stranger = (claims: object = {}) => {
    const id = randomUUID()
    return { sub: id, email: `new-${id}@acme.example`, ...claims }
  }
  const refusedAt = (id: 'hostile' | 'linking', code: Refusal | readonly Refusal[], claims: object) => {
    for (const each of [provider, linking]) each.next({ claims: { ...claims } })
    return expectRefused(scene, code, (browser) => arrive(browser, id))
  }

  it('whose address nobody can use makes no account', async () => {
    await refusedAt('hostile', 'address-unusable', stranger({ email: 'new@evil.example@acme.example' }))
    await refusedAt('hostile', 'address-unusable', stranger({ email_verified: 'true' }))
  })

  it('is linked by its verified address only where the provider is trusted about it', async () => {
    const bob = await makePerson('Bob')
    const claims = stranger({ email: bob.email })
    await refusedAt('hostile', 'address-taken', claims)
    await refusedAt('linking', 'address-unusable', { ...claims, email_verified: false })
    linking.next({ claims })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'linking'))
    expect((await browser.ask(`${portalOrigin}/account/security`)).text).toContain(bob.email)
  })

  it('with an address that nobody has is told whom to ask, where the provider makes no accounts', async () => {
    expect(await refusedAt('linking', 'no-account', stranger())).toContain(CONTACT)
  })

  it('whose name is markup is signed in, and its name runs nowhere', async () => {
    provider.next({ claims: stranger({ name: MARKUP }) })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    expect((await browser.ask(`${portalOrigin}/account/security`)).text).not.toContain('<img src=x')
  })

  it.each([{ amr: ['mfa', 'otp', 'hwk'] }, { acr: 'aal2', mfa_time: 4_102_444_800, mfa_method: 'totp' }])(
    'of a provider that isn’t trusted with %j spares nobody the code',
    async (claims) => {
      const { person } = await makeEnrolledPerson('Bob')
      linking.next({ claims: stranger({ email: person.email, ...claims }) })
      const browser = new Visitor()
      const answer = await arrive(browser, 'linking')
      expect(locationOf(answer)).toContain(`${portalOrigin}/sign-in/verify`)
      expect(browser.cookie(portalHost, '__Host-sallyport-session')).toBeUndefined()
    },
  )

  it('gets what the token doesn’t say from user info, and nothing from another subject’s', async () => {
    const { sub, email } = stranger()
    const silent = { sub, email: undefined, email_verified: undefined, name: undefined }
    provider.next({ claims: silent, userinfo: changed({ sub: 'another', email }) })
    await expectRefused(scene, 'not-completed', (browser) => arrive(browser, 'hostile'))
    provider.next({
      claims: silent,
      userinfo: changed({ sub, email, email_verified: true, name: 'Ada at home' }),
    })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    expect((await api('GET', `/accounts/${email}`)).body).toMatchObject({ name: 'Ada at home' })
  })
})

describe('a subject', () => {
  const EVERY_ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('')

  it.each(['resident\r\nof-the-provider', EVERY_ASCII])('of any ASCII can be unlinked: %j', async (sub) => {
    const email = `new-${randomUUID()}@acme.example`
    provider.next({ claims: { sub, email } })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    const path = `/accounts/${email}/identities`
    const identity = { provider: 'hostile', subject: sub }
    expect((await api('GET', path)).body.identities).toMatchObject([identity])
    expect((await api('DELETE', path, identity)).status).toBe(204)
    expect((await api('POST', path, identity)).body.identities).toMatchObject([identity])

    // With another way in beside it, its owner may unlink it.
    expect((await api('POST', path, { provider: 'linking', subject: sub })).status).toBe(200)
    provider.next({ claims: { sub, email } })
    const later = new Visitor()
    await expectSignedIn(later, await arrive(later, 'hostile'))
    const page = await later.ask(`${portalOrigin}/account/security`)
    const field = /value="hostile"\/?><input type="hidden" name="subject" value="([^"]*)"/.exec(page.text)
    const subject = field?.[1]?.replaceAll('&#39;', "'") ?? ''
    await later.submit(page, '/account/security/identities/unlink', { provider: 'hostile', subject })
    expect((await api('GET', path)).body.identities).toMatchObject([{ provider: 'linking' }])
  })
})
