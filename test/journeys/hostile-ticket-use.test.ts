// How a ticket is sent: in a form, by the browser that it is for, once.
// test/flows/sign-in/arrive-ticket.test.ts tests the ticket's contents.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  beginTicket,
  expectRefused,
  expectSignedIn,
  expectTurnedAway,
  outlastCaches,
  postForm,
  type Scene,
  setScene,
  type TicketFlow,
} from '../support/node/arrivals.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import type { Tamper } from '../support/node/replies.ts'
import * as replies from '../support/node/replies.ts'
import { advance, fixturePorts, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'

let scene: Scene
let issuer: HostileIssuer
beforeAll(async () => {
  scene = await setScene()
  issuer = await startIssuer('tickets')
  await outlastCaches()
})
afterAll(async () => {
  await issuer.close()
  await scene.origin.close()
})

/** Returns another browser with the same cookies. */
function copyOf(browser: Visitor): Visitor {
  const copy = new Visitor()
  for (const [host, jar] of browser.cookies) copy.cookies.set(host, new Map(jar))
  return copy
}

async function begun(): Promise<{ browser: Visitor; flow: TicketFlow; ticket: string }> {
  const browser = new Visitor()
  const flow = await beginTicket(browser, 'tickets')
  return { browser, flow, ticket: await issuer.ticket(flow.nonce) }
}

describe('a ticket', () => {
  type Bring = (browser: Visitor, returnTo: string, ticket: string) => Promise<Answer>
  const inAddress = (url: string, ticket: string) => `${url}?${new URLSearchParams({ ticket })}`
  const posted =
    (type: string, write: (ticket: string) => string): Bring =>
    (browser, url, ticket) =>
      postForm(browser, url, write(ticket), { headers: { 'content-type': type } })

  const FORM = 'application/x-www-form-urlencoded'
  const WRONG: readonly (readonly [string, Bring])[] = [
    ['in an address', (browser, url, ticket) => browser.ask(inAddress(url, ticket), { follows: false })],
    [
      'in the address of an empty form',
      (browser, url, ticket) => postForm(browser, inAddress(url, ticket), {}),
    ],
    [
      'in the address of a form, too',
      (browser, url, ticket) => postForm(browser, inAddress(url, ticket), { ticket }),
    ],
    ['as JSON', posted('application/json', (ticket) => JSON.stringify({ ticket }))],
    ['as text', posted('text/plain', (ticket) => `ticket=${ticket}`)],
    ['as itself', posted('application/jwt', (ticket) => ticket)],
    ['in a multipart form', posted('multipart/form-data; boundary=x', (ticket) => multipart(ticket))],
    ['twice in a form', posted(FORM, (ticket) => `ticket=${ticket}&ticket=${ticket}`)],
    ['beside another', posted(FORM, (ticket) => `ticket=x&ticket=${ticket}`)],
    ['under another name', posted(FORM, (ticket) => `token=${ticket}`)],
    ['with 64 KiB beside it', posted(FORM, (ticket) => `ticket=${ticket}&padding=${'x'.repeat(65_536)}`)],
    ['by PUT', (browser, url, ticket) => put(browser, url, ticket)],
  ]

  it.each(WRONG)('sent %s is refused', async (_, bring) => {
    const { browser, flow, ticket } = await begun()
    await expectTurnedAway(scene, (asking) => bring(asking, flow.returnTo, ticket), browser)
  })

  it('posted across sites by a form signs in', async () => {
    const { browser, flow, ticket } = await begun()
    await expectSignedIn(browser, await postForm(browser, flow.returnTo, { ticket }))
  })

  const ownOrigin = `http://127.0.0.1:${fixturePorts.tickets}`
  const FOREIGN: readonly (readonly [string, string])[] = [
    ['another site’s', 'http://evil.example'],
    ['a page without an origin, which any page can make itself', 'null'],
    ['another port of its host', `http://127.0.0.1:${fixturePorts.ticketsPlain}`],
    ['a host that begins like it', `${ownOrigin}.evil.example`],
    ['its host by another scheme', ownOrigin.replace('http:', 'https:')],
    ['the portal', portalOrigin],
  ]

  it.each(FOREIGN)('whose form is %s is refused, and still works in the right form', async (_, origin) => {
    const { browser, flow, ticket } = await begun()
    const foreign = (own: Visitor) => postForm(own, flow.returnTo, { ticket }, { headers: { origin } })
    await expectRefused(scene, 'not-completed', foreign, browser)
    await expectSignedIn(browser, await postForm(browser, flow.returnTo, { ticket }))
  })

  it('is accepted from a browser that does not send the form’s origin', async () => {
    const { browser, flow, ticket } = await begun()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ ticket }).toString()
    const answer = await browser.ask(flow.returnTo, { method: 'POST', headers, body, follows: false })
    await expectSignedIn(browser, answer)
  })

  it('of 64 KiB is refused', async () => {
    const browser = new Visitor()
    const { returnTo, nonce } = await beginTicket(browser, 'tickets')
    const ticket = await issuer.ticket(nonce, { claims: { padding: 'x'.repeat(49_152) } })
    await expectTurnedAway(scene, (asking) => postForm(asking, returnTo, { ticket }), browser)
  })

  it('is refused in a browser that never asked for it, and is then spent', async () => {
    const { browser, flow, ticket } = await begun()
    await expectRefused(scene, 'not-completed', (other) => postForm(other, flow.returnTo, { ticket }))
    await expectRefused(scene, 'not-completed', (own) => postForm(own, flow.returnTo, { ticket }), browser)
  })
})

describe('a used ticket', () => {
  it('is refused the second time, even with the same cookies or in another spelling', async () => {
    const { browser, flow, ticket } = await begun()
    const copy = copyOf(browser)
    await expectSignedIn(browser, await postForm(browser, flow.returnTo, { ticket }))
    for (const spelled of [ticket, `${ticket}==`, `\r\n${ticket}`])
      await expectRefused(
        scene,
        'not-completed',
        (again) => postForm(again, flow.returnTo, { ticket: spelled }),
        copy,
      )
  })
})

describe('a login service’s key set', () => {
  const elsewhere = `http://127.0.0.1:${fixturePorts.tickets}/elsewhere/jwks`
  const KEY_SETS: readonly (readonly [string, Tamper])[] = [
    ['down', replies.down],
    ['four megabytes long', replies.huge],
    ['redirecting', replies.redirecting(elsewhere)],
  ]

  it.each(KEY_SETS)('that is %s signs nobody in until it is repaired', async (_, jwks) => {
    await outlastCaches()
    issuer.serve(jwks)
    const { browser, flow, ticket } = await begun()
    const act = (own: Visitor) => postForm(own, flow.returnTo, { ticket })
    await expectRefused(scene, ['unavailable', 'not-completed'], act, browser)
    expect(issuer.received).toEqual(['/jwks'])
    issuer.serve()
    await advance(10)
    await expectSignedIn(browser, await act(browser))
  })
})

const multipart = (ticket: string) =>
  `--x\r\nContent-Disposition: form-data; name="ticket"\r\n\r\n${ticket}\r\n--x--\r\n`

const put = (browser: Visitor, url: string, ticket: string) =>
  browser.ask(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ticket }).toString(),
    follows: false,
  })
