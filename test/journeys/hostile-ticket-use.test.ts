// How a ticket is brought: by a form, by the browser that it is for, once.

import { randomUUID } from 'node:crypto'
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
import * as replies from '../support/node/replies.ts'
import { replaced, type Tamper } from '../support/node/replies.ts'
import { advance, fixturePorts, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'

let scene: Scene
let issuer: HostileIssuer
let plain: HostileIssuer
beforeAll(async () => {
  scene = await setScene()
  issuer = await startIssuer('tickets')
  plain = await startIssuer('tickets-plain')
  await outlastCaches()
})
afterAll(async () => {
  await issuer.close()
  await plain.close()
  await scene.origin.close()
})

/** The same cookies, in another's hands. */
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
    ['as a text', posted('text/plain', (ticket) => `ticket=${ticket}`)],
    ['as itself', posted('application/jwt', (ticket) => ticket)],
    ['in a form of parts', posted('multipart/form-data; boundary=x', (ticket) => multipart(ticket))],
    ['twice in a form', posted(FORM, (ticket) => `ticket=${ticket}&ticket=${ticket}`)],
    ['beside another', posted(FORM, (ticket) => `ticket=x&ticket=${ticket}`)],
    ['under another name', posted(FORM, (ticket) => `token=${ticket}`)],
    ['with 64 KiB beside it', posted(FORM, (ticket) => `ticket=${ticket}&padding=${'x'.repeat(65_536)}`)],
    ['by PUT', (browser, url, ticket) => put(browser, url, ticket)],
  ]

  it.each(WRONG)('brought %s is turned away', async (_, bring) => {
    const { browser, flow, ticket } = await begun()
    await expectTurnedAway(scene, (asking) => bring(asking, flow.returnTo, ticket), browser)
  })

  it('brought by a form, across sites, signs in', async () => {
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

  it.each(FOREIGN)('whose form is %s is refused, and is still good in the right form', async (_, origin) => {
    const { browser, flow, ticket } = await begun()
    const foreign = (own: Visitor) => postForm(own, flow.returnTo, { ticket }, { headers: { origin } })
    await expectRefused(scene, 'not-completed', foreign, browser)
    await expectSignedIn(browser, await postForm(browser, flow.returnTo, { ticket }))
  })

  it('is taken from a browser that does not say whose form it is', async () => {
    const { browser, flow, ticket } = await begun()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ ticket }).toString()
    const answer = await browser.ask(flow.returnTo, { method: 'POST', headers, body, follows: false })
    await expectSignedIn(browser, answer)
  })

  it('of 64 KiB is turned away', async () => {
    const browser = new Visitor()
    const { returnTo, nonce } = await beginTicket(browser, 'tickets')
    const ticket = await issuer.ticket(nonce, { claims: { padding: 'x'.repeat(49_152) } })
    await expectTurnedAway(scene, (asking) => postForm(asking, returnTo, { ticket }), browser)
  })

  it('is refused in a browser that never asked for it, and is then good for nobody', async () => {
    const { browser, flow, ticket } = await begun()
    await expectRefused(scene, 'not-completed', (other) => postForm(other, flow.returnTo, { ticket }))
    await expectRefused(scene, 'not-completed', (own) => postForm(own, flow.returnTo, { ticket }), browser)
  })

  it('is refused at another provider’s door', async () => {
    const browser = new Visitor()
    const toPlain = await beginTicket(browser, 'tickets-plain')
    const ticket = await issuer.ticket(toPlain.nonce)
    const act = (asking: Visitor) => postForm(asking, toPlain.returnTo, { ticket })
    await expectRefused(scene, 'not-completed', act, browser)
    const own = await beginTicket(browser, 'tickets')
    const elsewhere = await issuer.ticket(toPlain.nonce)
    const atOwn = (asking: Visitor) => postForm(asking, own.returnTo, { ticket: elsewhere })
    await expectRefused(scene, 'not-completed', atOwn, browser)
  })

  it('is refused eleven minutes after it was asked for', async () => {
    const browser = new Visitor()
    const { returnTo, nonce } = await beginTicket(browser, 'tickets')
    await advance(660)
    const ticket = await issuer.ticket(nonce)
    await expectRefused(scene, 'not-completed', (late) => postForm(late, returnTo, { ticket }), browser)
  })
})

describe('a ticket that was used', () => {
  const SPELLINGS: readonly (readonly [string, (ticket: string) => string])[] = [
    ['with padding', (ticket) => `${ticket}==`],
    ['with padding inside', (ticket) => ticket.replaceAll('.', '=.')],
    ['before white space', (ticket) => `${ticket} `],
    ['after a line break', (ticket) => `\r\n${ticket}`],
    ['around white space', (ticket) => ticket.replaceAll('.', ' . ')],
    ['with a line break inside', (ticket) => `${ticket.slice(0, 40)}\n${ticket.slice(40)}`],
    ['with another ending of the same bytes', looseEnding],
    ['in the alphabet of plain base64', (ticket) => ticket.replaceAll('-', '+').replaceAll('_', '/')],
    ['with a dot at its end', (ticket) => `${ticket}.`],
  ]

  /** A ticket without `-` and `_`, about one in twenty, reads the same in both alphabets. */
  async function begunWhere(isFit: (ticket: string) => boolean) {
    for (;;) {
      const way = await begun()
      if (isFit(way.ticket)) return way
    }
  }

  it('is refused the second time, even with the cookies of the first', async () => {
    const { browser, flow, ticket } = await begun()
    const copy = copyOf(browser)
    await expectSignedIn(browser, await postForm(browser, flow.returnTo, { ticket }))
    await expectRefused(scene, 'not-completed', (again) => postForm(again, flow.returnTo, { ticket }), copy)
  })

  it.each(SPELLINGS)(
    'is refused %s, and was before: a ticket is written in one way only',
    async (_, spell) => {
      const { browser, flow, ticket } = await begunWhere((ticket) => spell(ticket) !== ticket)
      const copy = copyOf(browser)
      const spelled = (asking: Visitor) => postForm(asking, flow.returnTo, { ticket: spell(ticket) })
      await expectRefused(scene, 'not-completed', spelled, browser)
      await expectSignedIn(browser, await postForm(browser, flow.returnTo, { ticket }))
      await expectRefused(scene, 'not-completed', spelled, copy)
    },
  )

  it('leaves its nonce used: another ticket for it is refused', async () => {
    const { browser, flow, ticket } = await begun()
    const copy = copyOf(browser)
    await postForm(browser, flow.returnTo, { ticket })
    const second = await issuer.ticket(flow.nonce)
    await expectRefused(
      scene,
      'not-completed',
      (own) => postForm(own, flow.returnTo, { ticket: second }),
      copy,
    )
  })

  it.each([
    ['portal', { aud: 'https://auth.elsewhere.example' }],
    ['nonce', { nonce: 'A'.repeat(22) }],
    ['subject', { sub: '' }],
    ['proof in the future', { auth_time: 4_102_444_800 }],
  ])('for the wrong %s is used, too: its name is good for nothing more', async (_, wrong) => {
    const jti = randomUUID()
    const browser = new Visitor()
    const { returnTo, nonce } = await beginTicket(browser, 'tickets')
    for (const claims of [wrong, {}]) {
      const ticket = await issuer.ticket(nonce, { claims: { jti, ...claims } })
      await expectRefused(scene, 'not-completed', (own) => postForm(own, returnTo, { ticket }), browser)
    }
  })

  it('doesn’t use up the names of another issuer’s tickets', async () => {
    const jti = randomUUID()
    const browser = new Visitor()
    const toPlain = await beginTicket(browser, 'tickets-plain')
    const foreign = await plain.ticket(toPlain.nonce, { claims: { jti } })
    await expectRefused(
      scene,
      'no-account',
      (own) => postForm(own, toPlain.returnTo, { ticket: foreign }),
      browser,
    )
    const { returnTo, nonce } = await beginTicket(browser, 'tickets')
    const ticket = await issuer.ticket(nonce, { claims: { jti } })
    await expectSignedIn(browser, await postForm(browser, returnTo, { ticket }))
  })
})

describe('a login service’s key set', () => {
  const elsewhere = `http://127.0.0.1:${fixturePorts.tickets}/elsewhere/jwks`
  const KEY_SETS: readonly (readonly [string, Tamper])[] = [
    ['down', replies.down],
    ['failing', replies.failing],
    ['a page', replies.aPage],
    ['empty', replies.empty],
    ['garbage', replies.garbage],
    ['null', replies.nothing],
    ['four megabytes long', replies.huge],
    ['redirecting', replies.redirecting(elsewhere)],
    ['without keys', replaced({ keys: [] })],
    ['of texts', replaced({ keys: ['es256'] })],
    [
      'of a hundred keys',
      (right) => replaced({ keys: Array(100).fill(JSON.parse(right.body).keys[0]) })(right),
    ],
  ]

  it.each(KEY_SETS)('signs nobody in that is %s, until it is well', async (_, jwks) => {
    await outlastCaches()
    issuer.serve(jwks)
    const { browser, flow, ticket } = await begun()
    const act = (own: Visitor) => postForm(own, flow.returnTo, { ticket })
    await expectRefused(scene, ['unavailable', 'not-completed'], act, browser)
    expect(issuer.received).toEqual(['/jwks'])
    await postForm(browser, flow.returnTo, { ticket })
    expect(issuer.received, 'again, and not asked for again at once').toEqual(['/jwks'])
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

/** ES256's signature is 64 bytes: the last of its 86 letters has four bits to spare. */
function looseEnding(ticket: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = letters.indexOf(ticket.at(-1) ?? '')
  return ticket.slice(0, -1) + letters[last ^ 1]
}
