// An invitation of an address without an account, where a provider makes accounts at the first sign-in.

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { invitations } from '../../src/words/en/invitations.ts'
import {
  clickButton,
  clickLink,
  headingOn,
  type OpenBrowser,
  openBrowser,
  textOn,
} from '../support/node/browser.ts'
import { type RealProviders, signInAtProvider, startRealProviders } from '../support/node/real-providers.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  api,
  makeInvitation,
  makeWorkspace,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { said } from '../support/sentence.ts'

const { invitation: say } = invitations

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
})

async function openInvitation({ slug }: TestWorkspace, email: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(portalOrigin + (await makeInvitation(slug, email)).path)
  return page
}

const isMember = async ({ slug }: TestWorkspace, email: string): Promise<boolean> =>
  (await api('GET', `/workspaces/${slug}/members`)).body.members.some(
    (member: { email: string }) => member.email === email,
  )

it('the provider makes the account, the link asks to accept, and the workspace opens', async () => {
  const nia = providers.makeStranger('Nia')
  const workspace = await makeWorkspace(origin.url)
  const page = await openInvitation(workspace, nia.email)
  const link = page.url()
  await clickLink(page, said(en.signIn.continueWith({ provider: 'Real' })))
  await signInAtProvider(page, nia)
  expect(page.url()).toBe(link)
  expect((await api('GET', `/accounts/${nia.email}`)).body).toMatchObject({ name: 'Nia' })
  expect(await isMember(workspace, nia.email), 'nobody joins without the button').toBe(false)

  await clickButton(page, say.accept)
  expect(await page.textContent('body')).toBe('origin: GET /')
  expect(origin.lastClaims()).toMatchObject({ email: nia.email, amr: ['fed'], provider: 'real' })
  expect(await isMember(workspace, nia.email)).toBe(true)
})

it('somebody whom the provider knows by another address joins nothing, and is told why', async () => {
  const [nia, eve] = [providers.makeStranger('Nia'), providers.makeStranger('Eve')]
  const workspace = await makeWorkspace(origin.url)
  const page = await openInvitation(workspace, nia.email)
  await clickLink(page, said(en.signIn.continueWith({ provider: 'Real' })))
  await signInAtProvider(page, eve)
  expect(await headingOn(page)).toContain(workspace.slug)
  expect(await textOn(page)).toContain(said(say.otherAccount({ email: nia.email, other: eve.email })))
  expect(await page.getByRole('button', { name: say.accept }).count()).toBe(0)
  for (const { email } of [nia, eve]) expect(await isMember(workspace, email)).toBe(false)
})
