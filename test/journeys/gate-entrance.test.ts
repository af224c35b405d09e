// The way from the portal into a workspace: who can use a hand-off code, and where a way in can lead.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { plainText } from '../support/node/plain-browser.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  makeWorkspace,
  type Person,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { type Answer, makeAdmitted, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const PASS = '__Host-sallyport-pass'
const FLOW = '__Host-sallyport-flow-'

let origin: RecordingOrigin
let person: Person
let workspace: TestWorkspace
let visitor: Visitor
beforeAll(async () => {
  origin = await startRecordingOrigin()
  const inside = await makeAdmitted(origin.url, 'Bob')
  person = inside.person
  workspace = inside.workspace
  visitor = inside.visitor
})
afterAll(() => origin.close())

const locationOf = ({ headers, url }: Answer) => new URL(headers.get('location') ?? '', url).href

/** Goes from the gate to the portal. Returns the address with the code, unopened. */
async function wayIn(browser: Visitor, to = workspace): Promise<URL> {
  const sent = await browser.ask(`${to.origin}/.sallyport/start`, { follows: false })
  const handed = await browser.ask(locationOf(sent), { follows: false })
  return new URL(locationOf(handed))
}

async function expectRefused(browser: Visitor, way: URL): Promise<void> {
  const before = origin.arrivals()
  const answer = await browser.ask(way.href, { follows: false })
  expect(answer.status).toBe(400)
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(answer.headers.get('location')).toBeNull()
  expect(origin.arrivals()).toBe(before)
}

/** Expects that the browser is sent to the portal for another code, without a pass and with a new flow. */
async function expectBegunAgain(browser: Visitor, way: URL): Promise<void> {
  const before = origin.arrivals()
  const answer = await browser.ask(way.href, { follows: false })
  expect(answer.status).toBe(302)
  const to = new URL(locationOf(answer))
  expect([to.origin, to.pathname, to.searchParams.has('code')]).toEqual([portalOrigin, '/enter', false])
  expect(answer.headers.getSetCookie().join()).not.toContain(PASS)
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  expect(origin.arrivals()).toBe(before)
}

describe('a hand-off code', () => {
  it('in the browser where the way began sets a pass and ends its flow', async () => {
    const way = await wayIn(visitor)
    const flow = FLOW + way.searchParams.get('flow')
    expect(visitor.cookie(workspace.host, flow)).toBeDefined()
    const answer = await visitor.ask(way.href, { follows: false })
    expect(answer.status).toBe(303)
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-sallyport-pass=[\w.-]+~[\w-]{43}; Path=\/; Max-Age=86400; Secure; HttpOnly; SameSite=Lax$/,
      ),
      expect.stringMatching(new RegExp(`^${flow}=; Path=/; Max-Age=0;`)),
    ])
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('is refused the second time', async () => {
    const way = await wayIn(visitor)
    const again = new Visitor()
    again.setCookie(workspace.host, ...flowCookie(visitor, way))
    expect((await visitor.ask(way.href, { follows: false })).status).toBe(303)
    await expectRefused(again, way)
  })

  it('is refused after sixty-one seconds', async () => {
    const way = await wayIn(visitor)
    await advance(61)
    await expectRefused(visitor, way)
  })

  it('opens nothing in another browser, which starts its own way, and is then spent', async () => {
    const way = await wayIn(visitor)
    await expectBegunAgain(new Visitor(), way)
    await expectRefused(visitor, way)
  })

  it('is refused in another browser that has its own flow', async () => {
    const other = new Visitor()
    const sent = await other.ask(`${workspace.origin}/`, { follows: false })
    const [ownFlow = ''] = new URL(locationOf(sent)).searchParams.get('flow')?.split('.') ?? []
    const way = await wayIn(visitor)
    way.searchParams.set('flow', ownFlow)
    await expectRefused(other, way)
  })

  it('is refused on another host', async () => {
    const other = await makeWorkspace(origin.url, [[person, 'member']])
    const way = await wayIn(visitor)
    visitor.setCookie(other.host, ...flowCookie(visitor, way))
    way.host = other.host
    await expectRefused(visitor, way)
  })

  it.each(['iframe', 'frame', 'embed', 'object', 'image'])(
    'is refused inside another page: %s',
    async (destination) => {
      const way = await wayIn(visitor)
      const headers = { 'sec-fetch-dest': destination }
      const answer = await visitor.ask(way.href, { follows: false, headers })
      expect(answer.status).toBe(400)
      expect(answer.headers.getSetCookie()).toEqual([])
    },
  )

  it.each(['navigate', 'same-origin'])(
    'sets a pass for a page behind a service worker, whose navigations are empty and %s',
    async (mode) => {
      const way = await wayIn(visitor)
      const headers = { 'sec-fetch-mode': mode, 'sec-fetch-dest': 'empty', 'upgrade-insecure-requests': '1' }
      const answer = await visitor.ask(way.href, { follows: false, headers })
      expect(answer.status).toBe(303)
      expect(answer.headers.getSetCookie().join()).toContain(`${PASS}=`)
    },
  )

  it.each([
    { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' },
    { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
  ])('is not issued at the portal for a frame, an image or a script: %j', async (headers) => {
    const sent = await visitor.ask(`${workspace.origin}/.sallyport/start`, { follows: false })
    const answer = await visitor.ask(locationOf(sent), { follows: false, headers })
    expect([answer.status, answer.headers.get('location')]).toEqual([403, null])
  })

  it.each([
    [
      'a code that was never issued',
      (way: URL) => way.searchParams.set('code', `${'A'.repeat(22)}.${'A'.repeat(300)}`),
    ],
    [
      'a code with an extra letter',
      (way: URL) => way.searchParams.set('code', `${way.searchParams.get('code')}A`),
    ],
    ['no code', (way: URL) => way.searchParams.delete('code')],
    ['no flow', (way: URL) => way.searchParams.delete('flow')],
    ['an unknown flow', (way: URL) => way.searchParams.set('flow', '../../x')],
  ])('is refused with %s', async (_, spoil) => {
    const way = await wayIn(visitor)
    spoil(way)
    await expectRefused(visitor, way)
  })

  it('opens nothing once its session has ended', async () => {
    const leaving = new Visitor()
    await leaving.signIn(person)
    const way = await wayIn(leaving)
    await leaving.submit(await leaving.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
    await expectBegunAgain(leaving, way)
    await expectRefused(leaving, way)
  })

  it('opens nothing once the member is removed or blocked', async () => {
    const changed = await makeAdmitted(origin.url, 'Bob')
    const toBlocked = await wayIn(changed.visitor, changed.workspace)
    await api('PUT', `/workspaces/${changed.workspace.slug}/policy`, { enforced: true, grace_days: 0 })
    await expectBegunAgain(changed.visitor, toBlocked)
    await api('PUT', `/workspaces/${changed.workspace.slug}/policy`, { enforced: false, grace_days: 0 })
    const toRemoved = await wayIn(changed.visitor, changed.workspace)
    await api('DELETE', `/workspaces/${changed.workspace.slug}/members/${changed.person.email}`)
    await expectBegunAgain(changed.visitor, toRemoved)
  })

  it('in one tab does not disturb another tab', async () => {
    const ways = [await wayIn(visitor), await wayIn(visitor), await wayIn(visitor)]
    for (const way of ways.reverse()) {
      expect((await visitor.ask(way.href, { follows: false })).status).toBe(303)
    }
  })

  it('is issued at the portal only for a flow that began at the gate', async () => {
    const query = new URLSearchParams({ host: workspace.host, return_to: '/reports' })
    const answer = await visitor.ask(`${portalOrigin}/enter?${query}`, { follows: false })
    expect(answer.status).toBe(303)
    expect(locationOf(answer)).toContain(`${workspace.origin}/.sallyport/start?`)
    expect(locationOf(answer)).not.toContain('code=')
  })
})

const flowCookie = (browser: Visitor, way: URL): [string, string] => {
  const name = FLOW + way.searchParams.get('flow')
  return [name, browser.cookie(workspace.host, name) ?? '']
}

describe('the sign-in page', () => {
  const pageFor = async (host: string) => {
    const returnTo = `/enter?${new URLSearchParams({ host, return_to: '/' })}`
    const page = await new Visitor().ask(
      `${portalOrigin}/sign-in?${new URLSearchParams({ return_to: returnTo })}`,
    )
    const words = page.text.replaceAll(/<[^>]*>/g, ' ')
    return { words, policy: page.headers.get('content-security-policy') ?? '' }
  }

  it('names the workspace that it leads to, and confirms no other host', async () => {
    const known = await pageFor(workspace.host)
    expect(known.words).toMatch(sentence(en.signIn.toContinueTo))
    const unknown = await pageFor('evil.example')
    expect(unknown.words).not.toMatch(sentence(en.signIn.toContinueTo))
    expect(unknown.words).not.toContain('evil')
    expect(unknown.policy).not.toContain('evil.example')
  })
})

describe('a navigation in a frame', () => {
  const FRAMES = ['iframe', 'frame', 'embed', 'object', 'fencedframe']
  const inFrame = (destination: string, referer?: string) => ({
    follows: false,
    headers: { 'sec-fetch-dest': destination, ...(referer && { referer }) },
  })

  it.each(FRAMES)(
    'without a pass gets a page of the gate, and no redirect to the portal: %s',
    async (destination) => {
      const before = origin.arrivals()
      const page = `${workspace.origin}/board?x=1&y=<2>`
      for (const path of ['/part', '/.sallyport/start?return_to=/part']) {
        const answer = await new Visitor().ask(workspace.origin + path, inFrame(destination, page))
        expect(answer.status).toBe(401)
        expect(answer.headers.get('location')).toBeNull()
        expect(answer.headers.getSetCookie()).toEqual([])
        const [, href = ''] = /<a [^>]*href="([^"]*)" target="_top"/.exec(answer.text) ?? []
        expect(plainText(href)).toBe(`${workspace.origin}/board?x=1&y=%3C2%3E`)
      }
      expect(origin.arrivals()).toBe(before)
    },
  )

  it.each([
    ['a page of another site', () => 'http://evil.example/board'],
    ['a page that it does not name', () => undefined],
    ['itself, as a frame that reloads says,', () => `${workspace.origin}/part`],
  ])('on %s leads to the front page', async (_, referer) => {
    const answer = await new Visitor().ask(`${workspace.origin}/part`, inFrame('iframe', referer()))
    expect(answer.text).toContain(`href="${workspace.origin}/" target="_top"`)
  })

  it('gets pages that only the workspace’s own host may frame', async () => {
    const gone = await startRecordingOrigin()
    const broken = await makeAdmitted(gone.url, 'Bob')
    await gone.close()
    const answers = [
      [workspace, await new Visitor().ask(`${workspace.origin}/part`, inFrame('iframe'))],
      [broken.workspace, await broken.visitor.ask(`${broken.workspace.origin}/part`, inFrame('iframe'))],
    ] as const
    for (const [{ origin: host }, { headers }] of answers) {
      expect(headers.get('content-security-policy')).toContain(`; frame-ancestors ${host};`)
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
    }
    expect(answers.map(([, { status }]) => status)).toEqual([401, 502])
  })

  it('gets no portal page that may be framed', async () => {
    for (const path of ['/enter?host=x', '/sign-in', '/account/security', `/enter?host=${workspace.host}`]) {
      const { headers } = await visitor.ask(portalOrigin + path, inFrame('iframe'))
      if (!headers.get('content-type')?.startsWith('text/html')) continue
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('x-frame-options')).toBe('DENY')
    }
  })
})

describe('a POST without a pass', () => {
  it('returns as the page it was sent from, never as a POST or another site’s page', async () => {
    for (const [referer, expected] of [
      [`${workspace.origin}/form?step=2`, '/form?step=2'],
      ['http://evil.example/form', '/'],
    ] as const) {
      const browser = new Visitor()
      const ask = { method: 'POST', body: 'a=1', headers: { referer }, follows: false }
      const sent = await browser.ask(`${workspace.origin}/save`, ask)
      expect(sent.status).toBe(303)
      expect(new URL(locationOf(sent)).searchParams.get('return_to')).toBe(expected)
      expect(browser.cookie(workspace.host, PASS)).toBeUndefined()
    }
  })
})
