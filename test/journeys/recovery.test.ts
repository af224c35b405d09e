// A person who lost every second factor gets a link from the operator by mail, and sets up a new app with it.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import { NoticingEdge } from '../support/node/noticing-edge.ts'
import type { Person } from '../support/node/test-bed.ts'
import { follow, otpauthLink, recoveryCodesIn, Visitor } from '../support/node/visitor.ts'

const REASON = { reason: 'Lost phone, ticket 4711' }
const PATIENCE = 15_000

let edge: NoticingEdge
beforeAll(async () => {
  edge = await NoticingEdge.start()
})
afterAll(() => edge.stop())

async function enrolled(name: string) {
  const person = await edge.makePerson(name)
  const visitor = new Visitor(edge.portal)
  await visitor.signIn(person)
  return { person, visitor, ...(await visitor.enrol()) }
}

const pathOf = (url: string) => new URL(url).pathname

/** Waits for a mail with a link to this page, and returns the latest link. */
async function linkIn({ email }: Person, page: 'recover' | 'stop-recovery'): Promise<string> {
  return vi.waitFor(async () => {
    const texts = (await edge.mailsTo(email)).map(({ text }) => text)
    const link = texts
      .join('\n')
      .match(new RegExp(`http://\\S+/${page}/spl_[\\w-]+`, 'g'))
      ?.at(-1)
    if (!link) throw new Error(`no link to ${page} in ${texts.length} mails`)
    return link
  }, PATIENCE)
}

const recover = ({ email }: Person) => edge.api('POST', `/accounts/${email}/recovery`, REASON)

describe('a recovery by the operator', () => {
  it('leads from the mail by the first factor to a new app, and ends the old one and its sessions', async () => {
    const { person: ada, visitor: laptop, authenticator: lost, recoveryCodes } = await enrolled('Ada')
    expect((await recover(ada)).status).toBe(202)
    const link = await linkIn(ada, 'recover')

    const phone = new Visitor(edge.portal)
    // A mail scanner opens each link. It has no login, and changes nothing.
    for (let i = 0; i < 10; i++)
      expect((await new Visitor(edge.portal).ask(link)).text).not.toContain('otpauth')
    const first = await phone.ask(link)
    expect(first.text).not.toContain(ada.email)
    const setUp = await phone.signIn(ada, `${edge.portal}/sign-in?return_to=${pathOf(link)}`)
    expect(pathOf(setUp.url)).toBe(pathOf(link))
    expect((await laptop.ask(`${edge.portal}/account/security`)).status, 'the old session still works').toBe(
      200,
    )

    const app = authenticatorFrom(otpauthLink(setUp.text))
    expect((await phone.submit(setUp, pathOf(link), { code: '000000' })).status).toBe(422)
    const codes = await phone.submit(setUp, pathOf(link), { code: await app.code() })
    expect(pathOf(codes.url)).toBe('/account/security/recovery-codes')
    expect(recoveryCodesIn(codes.text)).toHaveLength(10)
    await phone.submit(codes, '/account/security/recovery-codes/confirm', {})
    expect((await laptop.ask(`${edge.portal}/account/security`)).url).toContain('/sign-in')

    await edge.advance(30)
    for (const code of [await lost.code(), recoveryCodes[0] ?? '']) {
      const refused = await new Visitor(edge.portal).signInWithCode(ada, code)
      expect(refused.status).toBe(422)
    }
    await edge.advance(60)
    const again = await new Visitor(edge.portal).signInWithCode(ada, await app.code())
    expect(pathOf(again.url)).toBe('/workspaces')
    expect((await phone.ask(link)).status).toBe(410)
  })

  it('is stopped by the link in the mail: opening it asks, its button stops', async () => {
    const { person: bo } = await enrolled('Bo')
    await recover(bo)
    const stop = await linkIn(bo, 'stop-recovery')
    const anybody = new Visitor(edge.portal)
    for (let i = 0; i < 10; i++) await anybody.ask(stop)
    const ask = await anybody.ask(stop)
    const link = await linkIn(bo, 'recover')
    const signedIn = await new Visitor(edge.portal).signIn(
      bo,
      `${edge.portal}/sign-in?return_to=${pathOf(link)}`,
    )
    expect(signedIn.text, 'still open').toContain('otpauth')
    const stopped = await anybody.submit(ask, pathOf(stop), {})
    expect([stopped.status, pathOf(stopped.url)]).toEqual([200, pathOf(stop)])
    expect((await anybody.ask(stop)).text, 'the page has no button').not.toContain(`action="${pathOf(stop)}"`)
    expect((await anybody.ask(link)).status).toBe(410)
  })

  it('is stopped by a sign-in with the old app', async () => {
    const { person: cy, authenticator } = await enrolled('Cy')
    await recover(cy)
    const link = await linkIn(cy, 'recover')
    await edge.advance(60)
    await new Visitor(edge.portal).signInWithCode(cy, await authenticator.code())
    expect((await new Visitor(edge.portal).ask(link)).status).toBe(410)
    expect((await recover(cy)).status, 'another one may be asked for').toBe(202)
  })

  it('whose link is read too late leads to another link, which works', async () => {
    const { person: di } = await enrolled('Di')
    await recover(di)
    const late = await linkIn(di, 'recover')
    await edge.advance(3601)
    const phone = new Visitor(edge.portal)
    const dead = await phone.ask(late)
    expect(dead.status).toBe(410)
    const lost = await phone.submit(await follow(phone, dead, /Sign in/), '/sign-in', {
      email: di.email,
      password: di.password,
    })
    expect(pathOf(lost.url)).toBe('/sign-in/lost')
    await phone.submit(lost, '/sign-in/lost/link', {})
    await vi.waitFor(async () => expect(await linkIn(di, 'recover')).not.toBe(late), 15_000)
    expect((await phone.ask(await linkIn(di, 'recover'))).text).toContain('otpauth')
  })
})

describe('the page of a lost device', () => {
  it('leads somebody who is signed in to their account', async () => {
    const { visitor } = await enrolled('Eva')
    expect((await visitor.ask(`${edge.portal}/sign-in/lost`)).url).toBe(`${edge.portal}/account/security`)
  })
})
