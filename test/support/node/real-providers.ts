// Realistic providers: two OpenID providers and a login service, with people that a test makes.

import type { Page } from 'playwright-core'
import type { ProviderPerson } from '../../../demo/cast.ts'
import { startLoginService } from '../../../demo/login-service.ts'
import { startOpenIdProvider } from '../../../demo/openid-provider.ts'
import { signInOn } from './browser.ts'
import { clientOf } from './providers.ts'
import { advance, fixturePorts, keepEdgeTime, portalOrigin } from './test-bed.ts'

export interface RealProviders {
  /** Makes a person with an account at all three providers, but none at the portal. */
  makeStranger(name: string, facts?: Partial<ProviderPerson>): ProviderPerson
  rotateKeys(): Promise<void>
  close(): Promise<void>
}

export async function startRealProviders(): Promise<RealProviders> {
  const people: ProviderPerson[] = []
  const openId = (id: 'real' | 'real-too') =>
    startOpenIdProvider({
      name: id,
      people,
      port: id === 'real' ? fixturePorts.real : fixturePorts.realToo,
      claimsIn: id === 'real' ? 'id_token' : 'userinfo',
      clients: [
        {
          id: clientOf(id).clientId,
          secret: clientOf(id).clientSecret,
          redirectUris: [`${portalOrigin}/sign-in/callback/${id}`],
          postLogoutRedirectUris: [`${portalOrigin}/sign-out`],
        },
      ],
    })
  // Waits until the edge has forgotten the keys of earlier servers on these ports.
  await advance(700)
  const restoreTime = await keepEdgeTime()
  const real = await openId('real')
  const realToo = await openId('real-too')
  const platform = await startLoginService({
    name: 'platform',
    portal: portalOrigin,
    provider: 'platform',
    people,
    port: fixturePorts.platform,
  })
  return {
    makeStranger(name, facts = {}) {
      const id = `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}`
      const person = {
        subject: id,
        email: `${id}@acme.example`,
        emailVerified: true,
        name,
        password: `${name} has a password elsewhere`,
        amr: ['pwd'],
        ...facts,
      }
      people.push(person)
      return person
    },
    rotateKeys: () => real.rotateKeys(),
    async close() {
      restoreTime()
      await Promise.all([real.close(), realToo.close(), platform.close()])
    },
  }
}

/** Signs in on the provider's page, and returns to the edge. */
export async function signInAtProvider(page: Page, person: ProviderPerson): Promise<void> {
  await signInOn(page, person)
  await page.waitForURL((url) => url.hostname.endsWith('.localhost'))
}
