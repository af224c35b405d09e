// Which account a first sign-in gets, over real HTTP, one case of each kind.
// test/flows/sign-in/arrive-oidc.test.ts has the other cases.

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

describe('a first sign-in through a provider', () => {
  /** Returns the claims of a person unknown to the edge. */
  const stranger = (claims: object = {}) => {
    const id = randomUUID()
    return { sub: id, email: `new-${id}@acme.example`, ...claims }
  }
  const refusedAt = (id: 'hostile' | 'linking', code: Refusal | readonly Refusal[], claims: object) => {
    for (const each of [provider, linking]) each.next({ claims: { ...claims } })
    return expectRefused(scene, code, (browser) => arrive(browser, id))
  }

  it('with an unusable address creates no account', async () => {
    await refusedAt('hostile', 'address-unusable', stranger({ email: 'new@evil.example@acme.example' }))
    await refusedAt('hostile', 'address-unusable', stranger({ email_verified: 'true' }))
  })

  it('is linked by its verified address only if the provider is trusted for addresses', async () => {
    const bob = await makePerson('Bob')
    const claims = stranger({ email: bob.email })
    await refusedAt('hostile', 'address-taken', claims)
    await refusedAt('linking', 'address-unusable', { ...claims, email_verified: false })
    linking.next({ claims })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'linking'))
    expect((await browser.ask(`${portalOrigin}/account/security`)).text).toContain(bob.email)
  })

  it('with an unknown address says whom to ask, if the provider creates no accounts', async () => {
    expect(await refusedAt('linking', 'no-account', stranger())).toContain(CONTACT)
  })

  it('with markup for a name works, and the name is never run', async () => {
    provider.next({ claims: stranger({ name: MARKUP }) })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    expect((await browser.ask(`${portalOrigin}/account/security`)).text).not.toContain('<img src=x')
  })

  it.each([{ amr: ['mfa', 'otp', 'hwk'] }, { acr: 'aal2', mfa_time: 4_102_444_800, mfa_method: 'totp' }])(
    'from an untrusted provider with %j does not skip the code',
    async (claims) => {
      const { person } = await makeEnrolledPerson('Bob')
      linking.next({ claims: stranger({ email: person.email, ...claims }) })
      const browser = new Visitor()
      const answer = await arrive(browser, 'linking')
      expect(locationOf(answer)).toContain(`${portalOrigin}/sign-in/verify`)
      expect(browser.cookie(portalHost, '__Host-sallyport-session')).toBeUndefined()
    },
  )

  it('reads user info for what the token lacks, and ignores another subject’s', async () => {
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

describe('a subject at a provider', () => {
  const EVERY_ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('')

  it.each(['resident\r\nof-the-provider', EVERY_ASCII])(
    'of any ASCII characters can be unlinked: %j',
    async (sub) => {
      const email = `new-${randomUUID()}@acme.example`
      provider.next({ claims: { sub, email } })
      const browser = new Visitor()
      await expectSignedIn(browser, await arrive(browser, 'hostile'))
      const path = `/accounts/${email}/identities`
      const identity = { provider: 'hostile', subject: sub }
      expect((await api('GET', path)).body.identities).toMatchObject([identity])
      expect((await api('DELETE', path, identity)).status).toBe(204)
      expect((await api('POST', path, identity)).body.identities).toMatchObject([identity])

      // The owner may unlink it once they have another sign-in method.
      expect((await api('POST', path, { provider: 'linking', subject: sub })).status).toBe(200)
      provider.next({ claims: { sub, email } })
      const later = new Visitor()
      await expectSignedIn(later, await arrive(later, 'hostile'))
      const page = await later.ask(`${portalOrigin}/account/security`)
      const field = /value="hostile"\/?><input type="hidden" name="subject" value="([^"]*)"/.exec(page.text)
      const subject = field?.[1]?.replaceAll('&#39;', "'") ?? ''
      await later.submit(page, '/account/security/identities/unlink', { provider: 'hostile', subject })
      expect((await api('GET', path)).body.identities).toMatchObject([{ provider: 'linking' }])
    },
  )
})
