// After the provider's account was refused. The provider's session would bring the same account again and
// again.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { arrive, expectSignedIn, locationOf, outlastCaches, wayBack } from '../support/node/arrivals.ts'
import { startProvider } from '../support/node/hostile-bed.ts'
import type { HostileProvider, Wrong } from '../support/node/hostile-provider.ts'
import { changed } from '../support/node/replies.ts'
import { makePerson, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'

let provider: HostileProvider
beforeAll(async () => {
  provider = await startProvider('linking')
})
beforeEach(outlastCaches)
afterAll(() => provider.close())

const linksOf = ({ text, url }: Answer) =>
  [...text.matchAll(/<a [^>]*href="([^"]*)"/g)].map(
    ([, href = '']) => new URL(href.replaceAll('&amp;', '&'), url),
  )
const waysTo = (id: string, page: Answer) =>
  linksOf(page).filter(({ pathname }) => pathname === `/sign-in/with/${id}`)
const demandsOf = (links: readonly URL[]) => links.map(({ searchParams }) => searchParams.get('demand'))

const NOBODY = { sub: 'nobody-here', email: 'nobody-here@acme.example' }

async function refusedPage(browser: Visitor, wrong: Wrong) {
  provider.next(wrong)
  const answer = await arrive(browser, 'linking')
  return browser.ask(locationOf(answer))
}

it.each<readonly [string, Wrong]>([
  ['that is unknown here', { claims: NOBODY }],
  ['without a verified address', { claims: { ...NOBODY, email_verified: false } }],
  [
    'without an address',
    { claims: { ...NOBODY, email: undefined }, userinfo: changed({ email: undefined }) },
  ],
])('an account %s is offered another account there, and every other method', async (_, wrong) => {
  const page = await refusedPage(new Visitor(), wrong)
  expect(demandsOf(waysTo('linking', page))).toEqual(['another-account'])
  for (const id of ['hostile', 'real', 'platform']) expect(demandsOf(waysTo(id, page))).toEqual([null])
  expect(page.text).toMatch(/name="password"/)
})

it('a person who cancelled, or has no access there, may choose the same account or another', async () => {
  const page = await refusedPage(new Visitor(), {
    back(parameters) {
      parameters.delete('code')
      parameters.set('error', 'access_denied')
    },
  })
  expect(demandsOf(waysTo('linking', page)).sort()).toEqual(['another-account', null])
})

it.each<readonly [string, Wrong, string]>([
  [
    'asks for an account choice if the provider supports it',
    {
      discovery: changed({ prompt_values_supported: ['none', 'login', 'select_account'] }),
    },
    'select_account',
  ],
  [
    'asks for a fresh sign-in if the provider does not',
    {
      discovery: changed({ prompt_values_supported: ['none', 'login'] }),
    },
    'login',
  ],
  ['asks for a fresh sign-in if the provider does not say', {}, 'login'],
])('another account %s', async (_, wrong, prompt) => {
  const browser = new Visitor()
  const page = await refusedPage(browser, { ...wrong, claims: NOBODY })
  const [way] = waysTo('linking', page)
  const sent = new URL(locationOf(await browser.ask(way?.href ?? '', { follows: false })))
  expect([sent.searchParams.get('prompt'), sent.searchParams.has('max_age')]).toEqual([prompt, false])
})

it.each([
  ['yesterday', -86_400],
  ['at an unknown time', undefined],
])('another account works if it signed in there %s', async (_, age) => {
  const ada = await makePerson('Ada')
  const browser = new Visitor()
  provider.next({
    claims: (right) => ({
      ...right,
      ...{ sub: ada.email, email: ada.email },
      auth_time: age && Number(right.iat) + age,
    }),
  })
  const back = await wayBack(browser, 'linking', '?demand=another-account')
  await expectSignedIn(browser, await browser.ask(back.href, { follows: false }))
})

it('an unknown demand is ignored', async () => {
  provider.next()
  const sent = await new Visitor().ask(`${portalOrigin}/sign-in/with/linking?demand=everything`, {
    follows: false,
  })
  expect(new URL(locationOf(sent)).searchParams.has('prompt')).toBe(false)
})
