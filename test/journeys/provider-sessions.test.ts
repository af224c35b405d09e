// Flows through a provider, and the sessions of the browser that began them. A flow that began with a cookie
// that is no longer valid links nothing and ends nothing. No session is left that nobody can sign out.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  beginTicket,
  locationOf,
  portalHost,
  postForm,
  type Scene,
  setScene,
  settleResident,
  type TicketFlow,
  wayBack,
} from '../support/node/arrivals.ts'
import { startIssuer, startProvider } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import type { HostileProvider } from '../support/node/hostile-provider.ts'
import {
  advance,
  api,
  countRows,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
} from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const SESSION = '__Host-sallyport-session'
const SECURITY = `${portalOrigin}/account/security`
const LINK = '/account/security/identities/link'

let scene: Scene
let provider: HostileProvider
let issuer: HostileIssuer
beforeAll(async () => {
  scene = await setScene()
  provider = await startProvider('hostile')
  issuer = await startIssuer('tickets')
  await settleResident(scene, provider, 'hostile')
})
afterAll(async () => {
  await provider.close()
  await issuer.close()
  await scene.origin.close()
})

async function signedIn(person: Person): Promise<Visitor> {
  const browser = new Visitor()
  await browser.signIn(person)
  return browser
}

function copyOf(browser: Visitor): Visitor {
  const copy = new Visitor()
  copy.setCookie(portalHost, SESSION, browser.cookie(portalHost, SESSION) ?? '')
  return copy
}

const isIn = async (browser: Visitor): Promise<boolean> =>
  (await browser.ask(SECURITY, { follows: false })).status === 200

/** Returns the request to the ticket service's login page, for linking. */
async function beginLink(browser: Visitor): Promise<TicketFlow> {
  const page = await browser.ask(SECURITY)
  const sent = await browser.submit(page, LINK, { provider: 'tickets' }, false)
  const { searchParams } = new URL(locationOf(sent))
  return { returnTo: searchParams.get('return_to') ?? '', nonce: searchParams.get('nonce') ?? '' }
}

const strangersTicket = (nonce: string): Promise<string> =>
  issuer.ticket(nonce, {
    claims: { sub: `thief-${crypto.randomUUID()}`, email: `thief-${crypto.randomUUID()}@acme.example` },
  })

const identitiesOf = async ({ email }: Person) =>
  (await api('GET', `/accounts/${email}/identities`)).body.identities

describe('a flow that began with a copied cookie', () => {
  it('links nothing after the owner changed the password', async () => {
    const ada = await makePerson('Ada')
    const owner = await signedIn(ada)
    const thief = copyOf(owner)
    const { returnTo, nonce } = await beginLink(thief)
    const typed = { current_password: ada.password, new_password: 'nine blue herons at dawn' }
    const page = await owner.ask(`${SECURITY}/password`)
    await owner.submit(page, '/account/security/password', typed)
    const answer = await postForm(thief, returnTo, { ticket: await strangersTicket(nonce) })
    expect(locationOf(answer)).toContain('refused=link-ended')
    expect(await identitiesOf(ada)).toEqual([])
  })

  it('links nothing after the owner enrolled', async () => {
    const bo = await makePerson('Bo')
    const owner = await signedIn(bo)
    const thief = copyOf(owner)
    const { returnTo, nonce } = await beginLink(thief)
    await owner.enrol()
    await postForm(thief, returnTo, { ticket: await strangersTicket(nonce) })
    expect(await identitiesOf(bo)).toEqual([])
  })

  it('that is completed by another person ends no session of the owner', async () => {
    const cy = await makePerson('Cy')
    const owner = await signedIn(cy)
    const thief = copyOf(owner)
    const { returnTo, nonce } = await beginTicket(thief, 'tickets')
    await owner.enrol() // replaces its cookie
    await postForm(thief, returnTo, { ticket: await strangersTicket(nonce) })
    expect(await isIn(thief)).toBe(true)
    expect(await isIn(owner)).toBe(true)
  })

  it('is too late for a link if the proof is older than ten minutes', async () => {
    const di = await makePerson('Di')
    const browser = await signedIn(di)
    await advance(300)
    const { returnTo, nonce } = await beginLink(browser)
    await advance(310)
    const answer = await postForm(browser, returnTo, { ticket: await strangersTicket(nonce) })
    expect(locationOf(answer)).toContain('refused=link-ended')
    expect(await identitiesOf(di)).toEqual([])
  })
})

describe('a member of a workspace that accepts other methods only', () => {
  it('with only a password cannot link an accepted method, and is told why', async () => {
    const eve = await makePerson('Eve')
    const browser = await signedIn(eve)
    const early = await beginLink(browser)
    const page = await browser.ask(SECURITY)
    const { slug, host } = await makeWorkspace(scene.origin.url, [[eve, 'admin']])
    await browser.ask(`http://${host}/`)
    await api('PUT', `/workspaces/${slug}/providers`, { allowed: ['tickets'] })

    const refused = await browser.submit(page, LINK, { provider: 'tickets' }, false)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('why=other')
    // A flow that began before can't either.
    const answer = await postForm(browser, early.returnTo, { ticket: await strangersTicket(early.nonce) })
    expect(locationOf(answer)).toContain('refused=link-ended')
    const tab = await browser.ask(SECURITY)
    expect(tab.text).not.toContain(`action="${LINK}"`)
    expect(await identitiesOf(eve)).toEqual([])
    const before = scene.origin.arrivals()
    await browser.ask(`http://${host}/`)
    expect(scene.origin.arrivals()).toBe(before)
  })
})

describe('two tabs that go to the provider before either returns', () => {
  it('end as one session, which sign-out ends', async () => {
    provider.next()
    const browser = new Visitor()
    const { sessions: before = 0 } = await countRows()
    const ways = [await wayBack(browser, 'hostile'), await wayBack(browser, 'hostile')]
    const cookies: string[] = []
    for (const way of ways) {
      expect((await browser.ask(way.href, { follows: false })).status).toBe(303)
      cookies.push(browser.cookie(portalHost, SESSION) ?? '')
    }
    expect((await countRows()).sessions).toBe(before + 1)
    const page = await browser.ask(`${portalOrigin}/sign-out`)
    await browser.submit(page, '/sign-out', {})
    for (const cookie of cookies) {
      const copy = new Visitor()
      copy.setCookie(portalHost, SESSION, cookie)
      expect(await isIn(copy)).toBe(false)
    }
    expect((await countRows()).sessions).toBe(before)
  })
})
