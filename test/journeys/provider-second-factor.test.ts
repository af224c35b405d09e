// A trusted provider proves a second factor only if it is asked to, as Keycloak does while its session is
// valid.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  admit,
  arrive,
  claimsAt,
  locationOf,
  outlastCaches,
  type Scene,
  setScene,
} from '../support/node/arrivals.ts'
import { startProvider } from '../support/node/hostile-bed.ts'
import type { HostileProvider } from '../support/node/hostile-provider.ts'
import type { Members } from '../support/node/jws.ts'
import { advance, api, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'

let provider: HostileProvider
let challenged: HostileProvider
let scene: Scene
let browser: Visitor
beforeAll(async () => {
  provider = await startProvider('other')
  challenged = await startProvider('hostile')
  await outlastCaches()
})
beforeEach(async () => {
  scene = await setScene()
  browser = new Visitor()
})
afterAll(async () => {
  await provider.close()
  await challenged.close()
  await scene.origin.close()
})

const enforce = (grace_days = 0) =>
  api('PUT', `/workspaces/${scene.workspace.slug}/policy`, { enforced: true, grace_days })

/**
 * Makes a member who came through the provider. Its session answers with `said`, and a fresh sign-in with
 * `proved`.
 */
async function memberAt(idp: HostileProvider, id: string, said: Members, proved: Members = said) {
  const sub = crypto.randomUUID()
  const email = `${sub}@acme.example`
  idp.next({
    claims: (right, asked) => ({ ...right, sub, email, ...(asked.has('prompt') ? proved : said) }),
  })
  await arrive(browser, id)
  await admit(scene, email)
}

const linksIn = ({ text, url }: Answer, pattern: RegExp): string[] =>
  [...text.matchAll(/<a [^>]*href="([^"]*)"/g)]
    .map(([, href = '']) => new URL(href.replaceAll('&amp;', '&'), url).href)
    .filter((href) => pattern.test(href))

const PROOF = /\/sign-in\/with\/[a-z]+\?.*demand=second-factor/
const ENROLMENT = /\/account\/security\/authenticator/

/** Goes to the workspace, and expects the page that refuses. */
async function turnedAway() {
  const before = scene.origin.arrivals()
  const page = await browser.ask(`${scene.workspace.origin}/reports`)
  expect([page.status, new URL(page.url).pathname]).toEqual([403, '/enter'])
  expect(scene.origin.arrivals()).toBe(before)
  return page
}

/** Follows the button to the provider and back. */
async function proveAt(page: Answer) {
  const [way = ''] = linksIn(page, PROOF)
  const sent = await browser.ask(way, { follows: false })
  const answered = await browser.ask(locationOf(sent), { follows: false })
  const back = await browser.ask(locationOf(answered))
  return { asked: new URL(locationOf(sent)).searchParams, back }
}

describe('where a workspace requires a second factor', () => {
  it.each<readonly [string, Members, Members, readonly string[]]>([
    ['a method', { amr: ['pwd'] }, { amr: ['pwd', 'otp'] }, ['fed', 'otp', 'mfa']],
    ['a class', { acr: '0' }, { acr: 'gold' }, ['fed', 'mfa']],
    ['another class that is trusted', { acr: 'silver' }, { acr: 'urn:acme:two-factors' }, ['fed', 'mfa']],
  ])(
    'a provider that reports it by %s only if asked is asked, and the person is admitted',
    async (_, ...said) => {
      const [before, after, amr] = said
      await memberAt(provider, 'other', before, after)
      await enforce()
      const page = await turnedAway()
      expect(linksIn(page, ENROLMENT)).not.toEqual([])
      const { asked, back } = await proveAt(page)
      expect(Object.fromEntries(asked)).toMatchObject({
        prompt: 'login',
        max_age: '600',
        acr_values: 'gold silver',
      })
      expect([back.url, back.status]).toEqual([`${scene.workspace.origin}/reports`, 200])
      const proof = { acr: 'aal2', mfa_method: 'provider', amr, provider: 'other' }
      expect(scene.origin.lastClaims()).toMatchObject(proof)
      await advance(130) // longer than a pass lasts
      expect(await claimsAt(scene, browser)).toMatchObject(proof)
    },
  )

  it('a provider that does not report it even then leads back to the same page', async () => {
    await memberAt(provider, 'other', { amr: ['pwd'], acr: 'bronze' })
    await enforce()
    const { back } = await proveAt(await turnedAway())
    expect([back.status, new URL(back.url).pathname]).toEqual([403, '/enter'])
    expect(linksIn(back, PROOF)).toHaveLength(1)
    expect(scene.origin.arrivals()).toBe(0)
  })

  it('a provider that is not trusted with it is not offered', async () => {
    await memberAt(challenged, 'hostile', { amr: ['otp', 'mfa'], acr: 'gold' })
    await enforce()
    const page = await turnedAway()
    expect(linksIn(page, PROOF)).toEqual([])
    expect(linksIn(page, ENROLMENT)).not.toEqual([])
  })

  it('it can be proved there before the date, and where a person is sent to enrol', async () => {
    await memberAt(provider, 'other', { amr: ['pwd'] }, { amr: ['otp'] })
    await enforce(14)
    const page = await browser.ask(`${scene.workspace.origin}/reports`)
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/enter'])
    const [enrolment = ''] = linksIn(page, ENROLMENT)
    const setUp = await browser.ask(enrolment)
    expect(linksIn(setUp, PROOF)).toHaveLength(1)
    const { back } = await proveAt(page)
    expect(back.url).toBe(`${scene.workspace.origin}/reports`)
    expect(linksIn(await browser.ask(`${portalOrigin}/account/security/authenticator`), PROOF)).toEqual([])
  })
})

it('an ordinary sign-in asks the provider for nothing more', async () => {
  await memberAt(provider, 'other', {})
  const [asked] = provider.receivedAt('/authorize')
  for (const name of ['prompt', 'max_age', 'acr_values']) expect(asked?.query.has(name)).toBe(false)
})
