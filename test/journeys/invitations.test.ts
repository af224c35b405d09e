// Invitations by mail, from the members page to the workspace. On an edge that sends mail.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NoticingEdge } from '../support/node/noticing-edge.ts'
import type { Person } from '../support/node/test-bed.ts'
import { type Answer, alertOf, Visitor } from '../support/node/visitor.ts'

const PASSWORD = 'nine blue herons at dawn'

let edge: NoticingEdge
let olga: Person
let slug: string
let admin: Visitor
beforeAll(async () => {
  edge = await NoticingEdge.start()
  olga = await edge.makePerson('Olga')
  slug = await edge.makeWorkspace('Harbour Foods', [[olga, 'owner']])
  admin = new Visitor(edge.portal)
  await admin.signIn(olga)
  await admin.enrol()
}, 60_000)
afterAll(() => edge.stop())

const members = () => `/workspaces/${slug}/settings/members`
const invitations = () => `${members()}/invitations`

/** Invites on the page, and returns the link of the newest mail. */
async function invite(email: string, role = 'member'): Promise<string> {
  const page = await admin.ask(edge.portal + members())
  const sent = await admin.submit(page, invitations(), { email, role })
  expect([sent.status, sent.text.includes('role="status"')]).toEqual([200, true])
  return linkTo(email)
}

async function linkTo(email: string, count = 1): Promise<string> {
  for (let tries = 0; tries < 50; tries++) {
    const mails = await edge.mailsTo(email)
    const [link] = /http\S+\/invitations\/spl_[\w-]+/.exec(mails.at(-1)?.text ?? '') ?? []
    if (link && mails.length >= count) return link
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no invitation was mailed to ${email}`)
}

const pathOf = (link: string) => new URL(link).pathname
const accept = (visitor: Visitor, page: Answer) => visitor.submit(page, new URL(page.url).pathname, {}, false)
const leadsIn = ({ status, headers }: Answer) => {
  expect(status).toBe(303)
  expect(headers.get('location')).toContain(`/enter?host=${slug}.localhost`)
}
const roleOf = async (email: string): Promise<string | undefined> => {
  const { body } = await edge.api('GET', `/workspaces/${slug}/members`)
  return body.members.find((member: { email: string }) => member.email === email)?.role
}
const stateOf = async (email: string): Promise<string | undefined> => {
  const { body } = await edge.api('GET', `/workspaces/${slug}/invitations`)
  return body.invitations.find((invitation: { email: string }) => invitation.email === email)?.state
}

/** A person without an account, whom the mail binding delivers to. */
let newcomers = 40
const newAddress = () => `person-${newcomers++}@acme.example`

describe('somebody with an account', () => {
  it('signs in by the link, comes back, accepts by a button and enters', async () => {
    const bo = await edge.makePerson('Bo')
    const link = await invite(bo.email, 'admin')
    const visitor = new Visitor(edge.portal)
    const page = await visitor.ask(link)
    expect(page.text).toContain('Harbour Foods')
    expect(page.text).not.toContain(`action="${pathOf(link)}"`)
    const back = await visitor.signIn(
      bo,
      `${edge.portal}/sign-in?return_to=${encodeURIComponent(pathOf(link))}`,
    )
    expect(back.url).toBe(link)
    expect(await roleOf(bo.email)).toBe(undefined)
    leadsIn(await accept(visitor, back))
    expect([await roleOf(bo.email), await stateOf(bo.email)]).toEqual(['admin', 'accepted'])
    // The second time, the link says so and leads in.
    const again = await visitor.ask(link)
    expect(again.status).toBe(200)
    expect(again.text).toContain(`/enter?host=${slug}.localhost`)
  })

  it('who is signed in with another one is told for whom it is, and can switch', async () => {
    const [bo, eve] = [await edge.makePerson('Bo'), await edge.makePerson('Eve')]
    const link = await invite(bo.email)
    const visitor = new Visitor(edge.portal)
    await visitor.signIn(eve)
    const page = await visitor.ask(link)
    expect(page.text).toContain(bo.email)
    expect(page.text).toContain('why=other')
    // A button that was taken from another page accepts nothing.
    const own = new Visitor(edge.portal)
    await own.signIn(bo)
    const csrf =
      /action="\/sign-out"[^>]*><input type="hidden" name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: edge.portal }
    const forced = await visitor.ask(link, { method: 'POST', headers, body: `csrf=${csrf}`, follows: false })
    expect(forced.status).toBe(403)
    expect([await roleOf(eve.email), await roleOf(bo.email)]).toEqual([undefined, undefined])
    const switched = await visitor.signIn(
      bo,
      `${edge.portal}/sign-in?why=other&return_to=${encodeURIComponent(pathOf(link))}`,
    )
    leadsIn(await accept(visitor, switched))
    expect(await roleOf(bo.email)).toBe('member')
  })
})

describe('somebody without an account', () => {
  it('chooses a name and a password, and is in: account, membership and session at once', async () => {
    const email = newAddress()
    const link = await invite(email)
    const visitor = new Visitor(edge.portal)
    const page = await visitor.ask(link)
    const form = `${pathOf(link)}/account`
    const short = await visitor.submit(page, form, {
      name: 'Cy',
      new_password: 'short',
      new_password_again: 'short',
    })
    expect([short.status, alertOf(short.text) !== '']).toEqual([422, true])
    const unlike = await visitor.submit(short, form, {
      name: 'Cy',
      new_password: PASSWORD,
      new_password_again: 'x',
    })
    expect(unlike.status).toBe(422)
    expect(unlike.text).toContain('value="Cy"')
    expect(unlike.text).not.toContain(PASSWORD)
    expect((await edge.api('GET', `/accounts/${email}`)).status).toBe(404)
    const fields = { name: 'Cy', new_password: PASSWORD, new_password_again: PASSWORD }
    leadsIn(await visitor.submit(unlike, form, fields, false))
    expect((await visitor.ask(`${edge.portal}/workspaces`)).text).toContain('Harbour Foods')
    expect(await roleOf(email)).toBe('member')
    // The account works like any other.
    const elsewhere = await new Visitor(edge.portal).signIn({ email, password: PASSWORD })
    expect(new URL(elsewhere.url).pathname).toBe('/workspaces')
    // The link makes no second account, and signs nobody in.
    const stranger = new Visitor(edge.portal)
    const over = await stranger.ask(link)
    expect(over.status).toBe(410)
    expect(over.text).not.toContain('<form method="post" action="/invitations')
  })

  it('where a second factor is required, sets it up before the invitation is used up', async () => {
    const strict = await edge.makeWorkspace('Copper', [[olga, 'owner']])
    await edge.api('PUT', `/workspaces/${strict}/policy`, { enforced: true, grace_days: 0 })
    const email = newAddress()
    expect(
      (await edge.api('POST', `/workspaces/${strict}/invitations`, { email, role: 'member' })).status,
    ).toBe(201)
    const link = await linkTo(email)
    const visitor = new Visitor(edge.portal)
    const fields = { name: 'Di', new_password: PASSWORD, new_password_again: PASSWORD }
    const page = await visitor.submit(await visitor.ask(link), `${pathOf(link)}/account`, fields)
    expect(page.url).toBe(link)
    expect(page.text).toContain(
      `/account/security/authenticator?return_to=${encodeURIComponent(pathOf(link))}`,
    )
    expect(page.text).not.toContain(`action="${pathOf(link)}"`)
    await visitor.enrol()
    const ready = await visitor.ask(link)
    const accepted = await accept(visitor, ready)
    expect(accepted.headers.get('location')).toContain(`/enter?host=${strict}.localhost`)
    const { body } = await edge.api('GET', `/workspaces/${strict}/members`)
    expect(body.members).toContainEqual(expect.objectContaining({ email, standing: 'enrolled' }))
  })
})

describe('a link', () => {
  it('that a scanner opens ten times, with HEAD too, still works, and nobody is a member', async () => {
    const email = newAddress()
    const link = await invite(email)
    const scanner = new Visitor(edge.portal)
    for (let opening = 0; opening < 10; opening++) {
      expect((await scanner.ask(link)).status).toBe(200)
      expect((await scanner.ask(link, { method: 'HEAD' })).status).toBe(200)
    }
    expect([await stateOf(email), await roleOf(email)]).toEqual(['open', undefined])
  })

  it('of the mail before works after the invitation was sent again, by the button of the list', async () => {
    const bo = await edge.makePerson('Bo')
    const first = await invite(bo.email)
    await edge.advance(60)
    await admin.signIn(olga) // the session may need a newer proof
    const list = await edge.api('GET', `/workspaces/${slug}/invitations`)
    const { id } = list.body.invitations.find((each: { email: string }) => each.email === bo.email)
    expect((await edge.api('POST', `/workspaces/${slug}/invitations/${id}/resend`)).status).toBe(200)
    const second = await linkTo(bo.email, 2)
    expect(second).not.toBe(first)
    for (const link of [first, second]) expect((await new Visitor(edge.portal).ask(link)).status).toBe(200)
    const visitor = new Visitor(edge.portal)
    const page = await visitor.signIn(
      bo,
      `${edge.portal}/sign-in?return_to=${encodeURIComponent(pathOf(first))}`,
    )
    leadsIn(await accept(visitor, page))
    expect((await new Visitor(edge.portal).ask(second)).status).toBe(410)
  })

  it('is dead once the invitation was revoked, or is too old, for the page that was open too', async () => {
    const [bo, cy] = [await edge.makePerson('Bo'), await edge.makePerson('Cy')]
    const here = `/workspaces/${slug}/invitations`
    const make = async ({ email }: Person) => {
      const { body } = await edge.api('POST', here, { email, role: 'member' })
      const link = await linkTo(email)
      const visitor = new Visitor(edge.portal)
      const from = `${edge.portal}/sign-in?return_to=${encodeURIComponent(pathOf(link))}`
      return { id: body.id as string, link, visitor, page: await visitor.signIn({ ...bo, email }, from) }
    }
    const revoked = await make(bo)
    expect((await edge.api('DELETE', `${here}/${revoked.id}`)).status).toBe(204)
    const refused = await accept(revoked.visitor, revoked.page)
    expect(refused.status).toBe(410)
    expect((await revoked.visitor.ask(revoked.link)).status).toBe(410)
    const late = await make(cy)
    await edge.advance(7 * 86_400)
    await late.visitor.signIn(cy)
    const expired = await late.visitor.ask(late.link)
    expect([expired.status, expired.text.includes('Harbour Foods')]).toEqual([410, true])
    for (const { email } of [bo, cy]) expect(await roleOf(email)).toBe(undefined)
  })

  it('that is forged or of nobody looks like one that was revoked', async () => {
    const visitor = new Visitor(edge.portal)
    const [forged, garbage] = [
      await visitor.ask(`${edge.portal}/invitations/spl_${'A'.repeat(65)}1796000000`),
      await visitor.ask(`${edge.portal}/invitations/x`),
    ]
    expect([forged.status, garbage.status]).toEqual([410, 410])
    const plain = (text: string) => text.replaceAll(/name="return_to" value="[^"]*"/g, '')
    expect(plain(forged.text)).toBe(plain(garbage.text))
  })
})
