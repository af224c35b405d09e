// Links into sign-in that somebody else has written. They lead nowhere else, and show only Sallyport's own
// words.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  expectOwnWords,
  expectTurnedAway,
  locationOf,
  outlastCaches,
  postForm,
  type Scene,
  setScene,
  wayBack,
} from '../support/node/arrivals.ts'
import { startProvider } from '../support/node/hostile-bed.ts'
import type { HostileProvider } from '../support/node/hostile-provider.ts'
import { MARKUP } from '../support/node/replies.ts'
import { portalOrigin } from '../support/node/test-bed.ts'
import { alertOf, Visitor } from '../support/node/visitor.ts'

let scene: Scene
let provider: HostileProvider
beforeAll(async () => {
  scene = await setScene()
  provider = await startProvider('hostile')
  await outlastCaches()
})
afterAll(async () => {
  await provider.close()
  await scene.origin.close()
})

const HOSTILE = [
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/.//evil.example/',
  '/\t/evil.example/',
  'javascript:alert(1)',
  '@evil.example/',
  `/${'/evil.example/'.repeat(300)}`,
]

describe('a return address', () => {
  it.each(HOSTILE.map((each) => [JSON.stringify(each.slice(0, 30)), each]))(
    'never leads off the portal, after a sign-in or a refusal: %s',
    async (_, hostile) => {
      const query = `?${new URLSearchParams({ return_to: hostile })}`
      for (const back of [{}, { back: (answer: URLSearchParams) => answer.delete('iss') }]) {
        provider.next(back)
        const browser = new Visitor()
        const way = await wayBack(browser, 'hostile', query)
        const answer = await browser.ask(way.href, { follows: false })
        const { origin, searchParams } = new URL(locationOf(answer))
        expect(origin).toBe(portalOrigin)
        expect(new URL(searchParams.get('return_to') ?? '/', portalOrigin).origin).toBe(portalOrigin)
      }
    },
  )
})

describe('the sign-in page', () => {
  const REFUSALS = ['constructor', '__proto__', 'toString', MARKUP, 'x'.repeat(5000), '']
  it.each(REFUSALS.map((each) => [JSON.stringify(each.slice(0, 30)), each]))(
    'shows nothing for an unknown refusal: %s',
    async (_, refused) => {
      for (const id of ['hostile', MARKUP, '__proto__']) {
        const query = new URLSearchParams({ refused, provider: id })
        const page = await new Visitor().ask(`${portalOrigin}/sign-in?${query}`)
        expect(page.status).toBe(200)
        expect(alertOf(page.text)).toBe('')
        expectOwnWords(page.text)
      }
    },
  )

  it('names no provider that does not exist', async () => {
    for (const id of [MARKUP, 'evil', '__proto__', '']) {
      const query = new URLSearchParams({ refused: 'no-account', provider: id })
      const page = await new Visitor().ask(`${portalOrigin}/sign-in?${query}`)
      expect(page.status).toBe(200)
      expectOwnWords(page.text)
      expect(alertOf(page.text)).not.toContain(id || 'undefined')
    }
  })
})

describe('an entrance for a provider', () => {
  it.each(['nobody', 'password', '__proto__', 'HOSTILE', 'hostile%00', '..%2fhostile', 'x'.repeat(100)])(
    'that does not exist leads nowhere: %s',
    async (id) => {
      for (const path of [`with/${id}`, `callback/${id}?code=x&state=${'A'.repeat(22)}`, `ticket/${id}`]) {
        await expectTurnedAway(scene, (browser) =>
          browser.ask(`${portalOrigin}/sign-in/${path}`, { follows: false }),
        )
      }
      await expectTurnedAway(scene, (browser) =>
        postForm(browser, `${portalOrigin}/sign-in/ticket/${id}`, { ticket: 'a.b.c' }),
      )
    },
  )

  it('of one kind is closed to the other kind', async () => {
    const state = 'A'.repeat(22)
    await expectTurnedAway(scene, (browser) =>
      browser.ask(`${portalOrigin}/sign-in/callback/tickets?code=x&state=${state}`, { follows: false }),
    )
    await expectTurnedAway(scene, (browser) =>
      postForm(browser, `${portalOrigin}/sign-in/ticket/hostile`, { ticket: 'a.b.c' }),
    )
  })
})
