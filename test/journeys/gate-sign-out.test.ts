// `/.sallyport/sign-out` on a workspace's host: what a link to it removes, and what a request from elsewhere
// can't.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portalHost } from '../support/node/arrivals.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, countRows, headersOf, portalOrigin, sendRaw } from '../support/node/test-bed.ts'
import { type Admitted, makeAdmitted, Visitor } from '../support/node/visitor.ts'

const PASS = '__Host-sallyport-pass'
const SIGN_OUT = '/.sallyport/sign-out'

let origin: RecordingOrigin
let ada: Admitted
beforeAll(async () => {
  origin = await startRecordingOrigin()
  ada = await makeAdmitted(origin.url, 'Ada')
})
afterAll(() => origin.close())

const OWN = { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }

/** Sends the request with Ada's pass. Follows no redirect and keeps no cookie. */
async function ask(headers: Record<string, string>, method = 'GET') {
  const before = { rows: await countRows(), arrivals: origin.arrivals() }
  const cookie = `${PASS}=${ada.visitor.cookie(ada.workspace.host, PASS)}`
  const lines = Object.entries({ Cookie: cookie, ...headers })
  const answer = await sendRaw(ada.workspace.host, SIGN_OUT, { method, headers: lines })
  expect(origin.arrivals()).toBe(before.arrivals)
  expect(await countRows()).toEqual(before.rows)
  const set = headersOf(answer.headers).getSetCookie()
  return {
    status: answer.status,
    location: answer.headers.location,
    drops: set.some((line) => line.startsWith(`${PASS}=; Path=/; Max-Age=0;`)),
    headers: answer.headers,
    text: answer.text,
  }
}

describe('a sign-out from a page of this host', () => {
  it.each<[string, Record<string, string>]>([
    ['by a link', OWN],
    ['by a link, behind a service worker', { ...OWN, 'Sec-Fetch-Dest': 'empty' }],
    ['by the address bar', { ...OWN, 'Sec-Fetch-Site': 'none' }],
    ['in a browser without fetch metadata', { Referer: 'REFERER' }],
    ['in a browser that says nothing', {}],
  ])('%s drops its pass at once and leads to the portal’s question', async (_, headers) => {
    const own = { ...headers, ...(headers.Referer && { Referer: `${ada.workspace.origin}/page` }) }
    const answer = await ask(own)
    expect(answer).toMatchObject({ status: 303, location: `${portalOrigin}/sign-out`, drops: true })
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('by a form does the same', async () => {
    const answer = await ask({ ...OWN, Origin: ada.workspace.origin }, 'POST')
    expect(answer).toMatchObject({ status: 303, location: `${portalOrigin}/sign-out`, drops: true })
  })

  it('without a pass also leads to the portal', async () => {
    const answer = await sendRaw(ada.workspace.host, SIGN_OUT, { headers: Object.entries(OWN) })
    expect([answer.status, answer.headers.location]).toEqual([303, `${portalOrigin}/sign-out`])
  })
})

describe('a sign-out from elsewhere', () => {
  it.each<[string, Record<string, string>]>([
    ['a link of another site', { ...OWN, 'Sec-Fetch-Site': 'cross-site' }],
    ['a link of another workspace under the same domain', { ...OWN, 'Sec-Fetch-Site': 'same-site' }],
    [
      'an image of another site',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
    ],
    [
      'an image in a page of this host',
      { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
    ],
    ['a link in a browser without fetch metadata', { Referer: 'https://evil.example/' }],
    ['an image in such a browser, without the pass', { Cookie: 'own=1' }],
  ])('by %s drops nothing and leads to the question', async (_, headers) => {
    const answer = await ask(headers)
    expect(answer).toMatchObject({ status: 303, location: `${portalOrigin}/sign-out`, drops: false })
  })

  it.each(['same-origin', 'cross-site'])(
    'in a frame (%s) drops nothing and offers to open the whole window',
    async (site) => {
      const answer = await ask({ ...OWN, 'Sec-Fetch-Site': site, 'Sec-Fetch-Dest': 'iframe' })
      expect(answer).toMatchObject({ status: 200, location: undefined, drops: false })
      expect(answer.headers['content-security-policy']).toContain(`frame-ancestors ${ada.workspace.origin};`)
      expect(answer.text).toMatch(/<a [^>]*href="\/\.sallyport\/sign-out"[^>]* target="_top"/)
    },
  )

  it.each(['https://evil.example', 'null'])('by a form from %s drops nothing', async (from) => {
    expect(await ask({ Origin: from }, 'POST')).toMatchObject({ status: 303, drops: false })
  })

  it.each<[string, string]>([
    ['Sec-Purpose', 'prefetch'],
    ['Sec-Purpose', 'prefetch;prerender'],
    ['Purpose', 'prefetch'],
  ])('that is prefetched (%s: %s) is refused, so that the click asks again', async (name, value) => {
    expect(await ask({ ...OWN, [name]: value })).toMatchObject({ status: 503, drops: false })
  })

  it.each(['HEAD', 'PUT', 'DELETE', 'OPTIONS'])('by %s drops nothing', async (method) => {
    expect(await ask(OWN, method)).toMatchObject({ status: 303, drops: false })
  })
})

describe('after a sign-out', () => {
  it('the session still gets a new pass if the question was not answered', async () => {
    const bo = await makeAdmitted(origin.url, 'Bo')
    await bo.visitor.ask(bo.workspace.origin + SIGN_OUT)
    expect(bo.visitor.cookie(bo.workspace.host, PASS)).toBeUndefined()
    expect((await bo.visitor.ask(`${bo.workspace.origin}/x`, { isScript: true })).status).toBe(401)
    expect((await bo.visitor.ask(`${bo.workspace.origin}/x`)).url).toBe(`${bo.workspace.origin}/x`)
  })

  it('at the portal, a copied pass lasts until it expires and is never renewed', async () => {
    const cy = await makeAdmitted(origin.url, 'Cy')
    const thief = new Visitor()
    thief.setCookie(cy.workspace.host, PASS, cy.visitor.cookie(cy.workspace.host, PASS) ?? '')
    const question = await cy.visitor.ask(cy.workspace.origin + SIGN_OUT)
    expect(question.url).toBe(`${portalOrigin}/sign-out`)
    const done = await cy.visitor.submit(question, '/sign-out', {})
    expect([done.status, done.url]).toEqual([200, `${portalOrigin}/sign-out`])
    expect(cy.visitor.cookie(portalHost, '__Host-sallyport-session')).toBeUndefined()
    await advance(121)
    const before = origin.arrivals()
    expect((await thief.ask(`${cy.workspace.origin}/x`, { isScript: true })).status).toBe(401)
    expect(origin.arrivals()).toBe(before)
  })
})
