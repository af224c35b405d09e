// Linking another sign-in method. The provider is asked to prompt. The identity is linked only after the
// person confirms it, in the session that began. No other session, page or tab can substitute its own
// identity.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import {
  locationOf,
  outlastCaches,
  portalHost,
  postForm,
  type Scene,
  setScene,
} from '../support/node/arrivals.ts'
import { startIssuer, startProvider } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import type { HostileProvider } from '../support/node/hostile-provider.ts'
import { refuses } from '../support/node/invariants.ts'
import { csrfOf, FORM_HEADERS, send } from '../support/node/portal-forms.ts'
import { advance, api, makePerson, type Person, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'

const SECURITY = `${portalOrigin}/account/security`
const LINK = '/account/security/identities/link'
const CONFIRM = '/account/security/identities/confirm'

let scene: Scene
let provider: HostileProvider
let issuer: HostileIssuer
beforeAll(async () => {
  scene = await setScene()
  provider = await startProvider('linking')
  issuer = await startIssuer('tickets')
  await outlastCaches()
})
afterAll(async () => {
  await provider.close()
  await issuer.close()
  await scene.origin.close()
})

const identitiesOf = async ({ email }: Person) =>
  (await api('GET', `/accounts/${email}/identities`)).body.identities as { subject: string }[]

async function signedIn(name: string): Promise<{ person: Person; browser: Visitor }> {
  const person = await makePerson(name)
  const browser = new Visitor()
  await browser.signIn(person)
  return { person, browser }
}

/** Starts a link. Returns the provider's address that the browser is sent to. */
async function beginLink(browser: Visitor, id: string): Promise<URL> {
  const page = await browser.ask(SECURITY)
  return new URL(locationOf(await browser.submit(page, LINK, { provider: id }, false)))
}

/** Returns the address that the provider sends the browser back to. */
async function comesBack(browser: Visitor, claims: Record<string, unknown>): Promise<string> {
  provider.next({ claims })
  const asked = await beginLink(browser, 'linking')
  return locationOf(await browser.ask(asked.href, { follows: false }))
}

async function bringTicket(browser: Visitor, claims: Record<string, unknown>): Promise<Answer> {
  const { searchParams } = await beginLink(browser, 'tickets')
  const ticket = await issuer.ticket(searchParams.get('nonce') ?? '', { claims })
  return postForm(browser, searchParams.get('return_to') ?? '', { ticket })
}

const pendingOn = (page: Answer): string => /name="pending" value="([\w-]{22})"/.exec(page.text)?.[1] ?? ''

describe('linking', () => {
  it('asks an OpenID provider and a login service to prompt, whatever session they have', async () => {
    const { browser } = await signedIn('Ada')
    expect((await beginLink(browser, 'linking')).searchParams.get('prompt')).toBe('login')
    expect((await beginLink(browser, 'tickets')).searchParams.get('prompt')).toBe('login')
  })

  it('shows the identity and links it once it is confirmed', async () => {
    const { person, browser } = await signedIn('Bo')
    const claims = { sub: randomUUID(), email: `bo-${randomUUID()}@home.example`, name: 'Bo at home' }
    const page = await browser.ask(await comesBack(browser, claims))
    expect(new URL(page.url).pathname).toBe(CONFIRM)
    for (const shown of [claims.email, claims.name, person.email]) expect(page.text).toContain(shown)
    expect(await identitiesOf(person)).toEqual([])
    const done = await browser.submit(page, CONFIRM, { provider: 'linking', pending: pendingOn(page) })
    expect([done.url, done.text]).toEqual([SECURITY, expect.stringContaining(en.account.done.linked)])
    expect(await identitiesOf(person)).toMatchObject([{ subject: claims.sub, email: claims.email }])
  })

  it('marks an address that the provider has not verified, because anyone could type it there', async () => {
    const { person, browser } = await signedIn('Cleo')
    const shownFor = async (verified: boolean) => {
      const claims = { sub: randomUUID(), email: person.email, email_verified: verified }
      return (await browser.ask(await comesBack(browser, claims))).text
    }
    expect(await shownFor(true)).toContain(`<dt>${en.waysIn.confirm.email}</dt>`)
    expect(await shownFor(false)).toContain(`<dt>${en.waysIn.confirm.unverifiedEmail}</dt>`)
  })

  it('shows the subject of a person without a name or an address', async () => {
    const { browser } = await signedIn('Cy')
    const sub = randomUUID()
    const answer = await bringTicket(browser, { sub, email: undefined, name: undefined })
    expect((await browser.ask(locationOf(answer))).text).toContain(sub)
  })
})

describe('an identity that came back from a provider', () => {
  it('is not linked without the confirming form’s own token, or from another site', async () => {
    const { person, browser } = await signedIn('Di')
    const page = await browser.ask(await comesBack(browser, { sub: randomUUID() }))
    const fields = { provider: 'linking', pending: pendingOn(page) }
    const csrf = await csrfOf(browser, CONFIRM)
    await refuses(scene, async () => {
      const unsigned = await send(browser, { path: CONFIRM, fields }, 'A'.repeat(43))
      const foreign = await browser.ask(portalOrigin + CONFIRM, {
        method: 'POST',
        headers: { ...FORM_HEADERS, origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
        body: new URLSearchParams({ csrf, ...fields }).toString(),
        follows: false,
      })
      expect([unsigned.status, foreign.status]).toEqual([403, 403])
      return [unsigned, foreign]
    })
    expect(await identitiesOf(person)).toEqual([])
  })

  it('is not held if another account has signed in since, by OpenID or by ticket', async () => {
    const { person, browser } = await signedIn('Eve')
    const mallory = await makePerson('Mallory')
    const back = await comesBack(browser, { sub: randomUUID() })
    const { searchParams } = await beginLink(browser, 'tickets')
    const ticket = await issuer.ticket(searchParams.get('nonce') ?? '', { claims: { sub: randomUUID() } })
    await browser.signIn(mallory)
    const answers = [
      await browser.ask(back, { follows: false }),
      await postForm(browser, searchParams.get('return_to') ?? '', { ticket }),
    ]
    for (const answer of answers) expect(locationOf(answer)).toContain('refused=link-ended')
    expect([await identitiesOf(person), await identitiesOf(mallory)]).toEqual([[], []])
  })

  it('is not linked to another person who signs in before it is confirmed', async () => {
    const { person, browser } = await signedIn('Finn')
    const mallory = await makePerson('Mallory')
    const page = await browser.ask(await comesBack(browser, { sub: randomUUID() }))
    await browser.signIn(mallory)
    const shown = await browser.ask(`${portalOrigin}${CONFIRM}?provider=linking`, { follows: false })
    expect(locationOf(shown)).toContain('refused=link-ended')
    await refuses(scene, () =>
      send(browser, { path: CONFIRM, fields: { provider: 'linking', pending: pendingOn(page) } }),
    )
    expect([await identitiesOf(person), await identitiesOf(mallory)]).toEqual([[], []])
  })

  it('is not linked in place of another tab’s, which the person has confirmed', async () => {
    const { person, browser } = await signedIn('Gus')
    const first = await browser.ask(await comesBack(browser, { sub: randomUUID() }))
    await browser.ask(await comesBack(browser, { sub: randomUUID() }))
    const answer = await send(browser, {
      path: CONFIRM,
      fields: { provider: 'linking', pending: pendingOn(first) },
    })
    expect(locationOf(answer)).toContain('refused=link-ended')
    expect(await identitiesOf(person)).toEqual([])
  })

  it('is forgotten after ten minutes, and a fresh proof before that keeps it', async () => {
    const { person, browser } = await signedIn('Hal')
    await advance(300)
    const page = await browser.ask(await comesBack(browser, { sub: randomUUID() }))
    const fields = { provider: 'linking', pending: pendingOn(page) }
    await advance(301)
    const late = await refuses(scene, () => send(browser, { path: CONFIRM, fields }))
    expect(locationOf(late)).toContain('/sign-in?why=fresh')
    await advance(300)
    const shown = await browser.ask(`${portalOrigin}${CONFIRM}?provider=linking`, { follows: false })
    expect(locationOf(shown)).toContain('refused=link-ended')
    expect(await identitiesOf(person)).toEqual([])
    expect(browser.cookie(portalHost, '__Host-sallyport-session')).toBeDefined()
  })
})
