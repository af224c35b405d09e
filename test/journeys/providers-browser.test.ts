import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ProviderPerson } from '../../demo/cast.ts'
import { en } from '../../src/words/en/index.ts'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import {
  alertOn,
  clickButton,
  clickLink,
  enterCodeOn,
  headingOn,
  type OpenBrowser,
  openBrowser,
  textOn,
} from '../support/node/browser.ts'
import { type RealProviders, signInAtProvider, startRealProviders } from '../support/node/real-providers.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  edgeNow,
  makeWorkspace,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { said, sentence } from '../support/sentence.ts'

let browser: OpenBrowser
let origin: RecordingOrigin
let providers: RealProviders

beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin()
  providers = await startRealProviders()
})
afterEach(() => browser.closeContexts())
afterAll(async () => {
  await providers?.close()
  await origin?.close()
  await browser?.closeContexts()
})

const WAYS = [
  ['an OpenID provider that says who it is in the id token', 'Real', 'real'],
  ['an OpenID provider that says it when asked', 'Real too', 'real-too'],
  ['a login service that hands out tickets', 'Platform', 'platform'],
] as const

async function addMember({ slug }: TestWorkspace, { email }: ProviderPerson): Promise<void> {
  expect((await api('PUT', `/workspaces/${slug}/members/${email}`, { role: 'member' })).status).toBe(201)
}

const enforce = ({ slug }: TestWorkspace) =>
  api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 0 })

/** Enters from a workspace through the sign-in page and the provider. */
async function comeIn(page: Page, workspace: TestWorkspace, label: string, person: ProviderPerson) {
  await page.goto(`${workspace.origin}/reports?of=today`)
  await clickLink(page, said(en.signIn.continueWith({ provider: label })))
  await signInAtProvider(page, person)
}

/** Sets up an app from the link on the page. */
async function setUpAuthenticator(page: Page) {
  const uri = (await page.locator('a[href^="otpauth:"]').getAttribute('href')) ?? ''
  const authenticator = authenticatorFrom(uri)
  await enterCodeOn(page, await authenticator.code())

  await clickButton(page, en.recoveryCodes.confirm)
  return authenticator
}

describe.each(WAYS)('through %s', (_, label, id) => {
  it('a first sign-in creates an account, which an admin adds; the next one finds it', async () => {
    const nia = providers.makeStranger('Nia')
    const workspace = await makeWorkspace(origin.url)
    const page = await browser.newPage()
    await comeIn(page, workspace, label, nia)
    expect(await headingOn(page)).toMatch(sentence(en.enter.notAMemberTitle))
    expect(await textOn(page)).toContain(nia.email)

    await addMember(workspace, nia)
    await page.goto(`${workspace.origin}/reports?of=today`)
    expect(await page.textContent('body')).toBe('origin: GET /reports?of=today')
    expect(origin.lastClaims()).toMatchObject({ email: nia.email, name: 'Nia', amr: ['fed'], provider: id })
    const { body: before } = await api('GET', `/accounts/${nia.email}`)

    const later = await browser.newPage()
    await comeIn(later, workspace, label, nia)
    expect(origin.lastClaims()).toMatchObject({ sub: before.id, acr: 'aal1' })
    const { body } = await api('GET', `/accounts/${nia.email}/identities`)
    expect(body.identities).toMatchObject([{ provider: id, subject: nia.subject }])
  })

  it('an enrolled person is asked for the second factor and enters with both', async () => {
    const ola = providers.makeStranger('Ola')
    const workspace = await makeWorkspace(origin.url)
    const page = await browser.newPage()
    await comeIn(page, workspace, label, ola)
    await addMember(workspace, ola)
    await page.goto(`${portalOrigin}/account/security/authenticator`)
    const authenticator = await setUpAuthenticator(page)

    await advance(30)
    const other = await browser.newPage()
    await comeIn(other, workspace, label, ola)
    expect(await headingOn(other)).toBe(en.verify.title)
    expect(await other.context().cookies(portalOrigin)).not.toContainEqual(
      expect.objectContaining({ name: '__Host-sallyport-session' }),
    )
    await enterCodeOn(other, await authenticator.code())
    expect(await other.textContent('body')).toBe('origin: GET /reports?of=today')
    const expected = { acr: 'aal2', amr: ['fed', 'otp', 'mfa'], mfa_method: 'totp', provider: id }
    expect(origin.lastClaims()).toMatchObject(expected)
  })
})

describe('where a workspace requires a second factor', () => {
  it('a person without one is blocked, enrols after a fresh provider sign-in, and enters', async () => {
    const pia = providers.makeStranger('Pia')
    const workspace = await makeWorkspace(origin.url)
    const page = await browser.newPage()
    await comeIn(page, workspace, 'Real', pia)
    await addMember(workspace, pia)
    await enforce(workspace)
    await advance(700) // longer than a proof is fresh
    await page.goto(`${workspace.origin}/`)
    expect(await headingOn(page)).toMatch(sentence(en.enter.blockedTitle))

    await clickLink(page, en.enter.setUpNow)
    expect(await textOn(page)).toContain(en.signIn.fresh)
    await clickLink(page, said(en.signIn.continueWith({ provider: 'Real' })))
    // The provider knows the person, but asks again.
    await signInAtProvider(page, pia)
    await setUpAuthenticator(page)
    expect(await page.textContent('body')).toBe('origin: GET /')
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2', mfa_method: 'totp' })
  })

  it('a trusted provider’s claim admits without enrolment, and the assertion names the provider', async () => {
    const quin = providers.makeStranger('Quin', { amr: ['pwd', 'hwk'] })
    const workspace = await makeWorkspace(origin.url)
    await enforce(workspace)
    const page = await browser.newPage()
    await comeIn(page, workspace, 'Real', quin)
    await addMember(workspace, quin)
    await page.goto(`${workspace.origin}/`)
    expect(await page.textContent('body')).toBe('origin: GET /')
    const claims = origin.lastClaims()
    expect(claims).toMatchObject({ acr: 'aal2', mfa_method: 'provider', provider: 'real' })
    expect(claims).toMatchObject({ amr: ['fed', 'hwk', 'mfa'], mfa_time: claims.auth_time })
    expect((await api('GET', `/accounts/${quin.email}`)).body).toMatchObject({ enrolled: false })
  })

  it('the same claim from an untrusted provider is ignored', async () => {
    const rune = providers.makeStranger('Rune', { amr: ['pwd', 'hwk', 'mfa'] })
    const workspace = await makeWorkspace(origin.url)
    await enforce(workspace)
    const page = await browser.newPage()
    await comeIn(page, workspace, 'Real too', rune)
    await addMember(workspace, rune)
    const before = origin.arrivals()
    await page.goto(`${workspace.origin}/`)
    expect(await headingOn(page)).toMatch(sentence(en.enter.blockedTitle))
    expect(origin.arrivals()).toBe(before)
  })
})

describe('a step-up', () => {
  it('is done at the provider that vouched, with a new proof', async () => {
    const sina = providers.makeStranger('Sina', { amr: ['mfa'] })
    const workspace = await makeWorkspace(origin.url)
    const page = await browser.newPage()
    await comeIn(page, workspace, 'Real', sina)
    await addMember(workspace, sina)
    await page.goto(`${workspace.origin}/`)
    const before = origin.lastClaims().mfa_time as number
    await advance(120)
    const back = `/enter?host=${encodeURIComponent(workspace.host)}&return_to=%2Fdanger`
    await page.goto(`${portalOrigin}/sign-in/verify?max_age=60&return_to=${encodeURIComponent(back)}`)
    await signInAtProvider(page, sina)
    expect(await page.textContent('body')).toBe('origin: GET /danger')
    expect(origin.lastClaims().mfa_time).toBeGreaterThan(before)
    expect((await edgeNow()) - (origin.lastClaims().mfa_time as number)).toBeLessThan(60)
  })
})

describe('during sign-in', () => {
  it('two tabs don’t disturb each other, in any order of return', async () => {
    const tove = providers.makeStranger('Tove')
    const [one, two] = [await makeWorkspace(origin.url), await makeWorkspace(origin.url)]
    const context = await browser.newContext()
    const [first, second] = [await context.newPage(), await context.newPage()]
    await first.goto(`${one.origin}/first`)
    await clickLink(first, said(en.signIn.continueWith({ provider: 'Real' })))
    await second.goto(`${two.origin}/second`)
    await clickLink(second, said(en.signIn.continueWith({ provider: 'Platform' })))
    await signInAtProvider(second, tove)
    expect(await headingOn(second)).toContain(two.slug)
    await addMember(two, tove)
    await addMember(one, tove)
    await signInAtProvider(first, tove)
    expect(await first.textContent('body')).toBe('origin: GET /first')
    await second.goto(`${two.origin}/second`)
    expect(await second.textContent('body')).toBe('origin: GET /second')
    const { body } = await api('GET', `/accounts/${tove.email}/identities`)
    expect(body.identities.map(({ provider }: { provider: string }) => provider).sort()).toEqual([
      'platform',
      'real',
    ])
  })

  it('a person who cancels at the provider is told so, with every method still open', async () => {
    const page = await browser.newPage()
    await page.goto(`${portalOrigin}/sign-in`)
    await clickLink(page, said(en.signIn.continueWith({ provider: 'Real' })))
    await clickButton(page, 'Cancel')
    expect(await alertOn(page)).toMatch(sentence(en.providerRefusals.cancelled, 'Real'))
    await clickLink(page, said(en.signIn.continueWith({ provider: 'Platform' })))
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
  })

  it('new keys of a provider are noticed', async () => {
    const uma = providers.makeStranger('Uma')
    const workspace = await makeWorkspace(origin.url)
    await comeIn(await browser.newPage(), workspace, 'Real', uma)
    await providers.rotateKeys()
    await advance(120)
    const page = await browser.newPage()
    await comeIn(page, workspace, 'Real', uma)
    expect(await headingOn(page)).toMatch(sentence(en.enter.notAMemberTitle))
  })

  it('sign-out ends the session here and offers to end the provider’s too', async () => {
    const vera = providers.makeStranger('Vera')
    const page = await browser.newPage()
    await page.goto(`${portalOrigin}/sign-in`)
    await clickLink(page, said(en.signIn.continueWith({ provider: 'Real' })))
    await signInAtProvider(page, vera)
    await clickButton(page, en.links.signOut)
    expect(await headingOn(page)).toBe(en.signOut.done)
    await clickLink(page, 'sign out of Real, too')
    expect(await headingOn(page)).toBe('Sign out of real?')
    const isBack = page.waitForURL((url) => url.pathname === '/sign-out')
    await page.getByRole('button', { name: /Sign out/ }).click()
    await isBack
    expect(await textOn(page)).not.toMatch(sentence(en.signOut.atProvider))
    await clickLink(page, en.signOut.signIn)
    await clickLink(page, said(en.signIn.continueWith({ provider: 'Real' })))
    // The provider asks again, because its own session has ended.
    await signInAtProvider(page, vera)
    expect(await headingOn(page)).toBe(en.workspaces.title)
  })

  it('everything works without JavaScript, from the provider and the login service', async () => {
    const wim = providers.makeStranger('Wim')
    for (const label of ['Real', 'Platform']) {
      const context = await browser.newContext({ javaScriptEnabled: false })
      const page = await context.newPage()
      await page.goto(`${portalOrigin}/sign-in`)
      await clickLink(page, said(en.signIn.continueWith({ provider: label })))
      await page.getByLabel(en.signIn.email).fill(wim.email)
      await page.getByLabel(en.signIn.password).fill(wim.password)
      await clickButton(page, en.signIn.submit)
      const goOn = page.getByRole('button', { name: 'Continue' })
      if (await goOn.isVisible()) await clickButton(page, 'Continue')
      expect(await headingOn(page)).toBe(en.workspaces.title)
    }
  })
})
