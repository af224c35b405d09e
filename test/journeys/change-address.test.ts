// A person changes their address with the mails of a real edge, from the form to the next sign-in.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { address as say } from '../../src/words/en/address.ts'
import { en } from '../../src/words/en/index.ts'
import { NoticingEdge } from '../support/node/noticing-edge.ts'
import type { Person } from '../support/node/test-bed.ts'
import { type Answer, alertOf, Visitor } from '../support/node/visitor.ts'

const ADDRESS = '/account/security/address'
const CANCEL = '/account/security/cancel-address'
/** How long a mail may take on a busy machine, in milliseconds. */
const PATIENCE = 15_000

let edge: NoticingEdge
beforeAll(async () => {
  edge = await NoticingEdge.start()
})
afterAll(() => edge.stop())

// The edge's mail binding delivers to these.
let addresses = 59
const newAddress = () => `person-${addresses--}@acme.example`
const pathOf = ({ url }: Answer) => new URL(url).pathname

async function signedIn(name: string) {
  const person = await edge.makePerson(name)
  const visitor = new Visitor(edge.portal)
  await visitor.signIn(person)
  return { person, visitor }
}

const ask = async (visitor: Visitor, email: string) =>
  visitor.submit(await visitor.ask(edge.portal + ADDRESS), ADDRESS, { email })

async function mailTo(email: string, subject: string) {
  return vi.waitFor(async () => {
    const found = (await edge.mailsTo(email)).find((mail) => mail.subject === subject)
    if (!found) throw new Error(`no mail “${subject}” to ${email}`)
    return found
  }, PATIENCE)
}

async function linkIn(email: string): Promise<string> {
  const { subject } = (await en.loadMail()).links['address.confirm']
  const { text } = await mailTo(email, subject)
  return /http\S+\/address\/spl_\S+/.exec(text)?.[0] ?? ''
}

const use = async (visitor: Visitor, link: string) =>
  visitor.submit(await visitor.ask(link), new URL(link).pathname, {})

async function signInAs(person: Person, email: string) {
  return new Visitor(edge.portal).signIn({ ...person, email })
}

describe('a person without a second factor', () => {
  it('changes their address by the link, and signs in with it from then on', async () => {
    const { person, visitor } = await signedIn('Ada')
    const other = new Visitor(edge.portal)
    await other.signIn(person)
    const email = newAddress()
    const waiting = await ask(visitor, email)
    expect(pathOf(waiting)).toBe(ADDRESS)
    expect(waiting.text).toContain(email)
    await mailTo(person.email, en.notices.titles['address.requested'])

    const done = await use(visitor, await linkIn(email))
    expect(pathOf(done)).toBe('/account/security')
    expect(done.text).toContain(en.account.done.address)
    for (const each of [person.email, email]) await mailTo(each, en.notices.titles['address.changed'])
    expect(pathOf(await other.ask(`${edge.portal}/account/security`))).toBe('/sign-in')
    expect((await signInAs(person, person.email)).status).toBe(422)
    expect(pathOf(await signInAs(person, email))).toBe('/workspaces')
  })

  it('may open the link in a browser where they must sign in first', async () => {
    const { person, visitor } = await signedIn('Bo')
    const email = newAddress()
    await ask(visitor, email)
    const link = await linkIn(email)
    const phone = new Visitor(edge.portal)
    const door = await phone.ask(link)
    expect(pathOf(door)).toBe('/sign-in')
    const page = await phone.submit(door, '/sign-in', { email: person.email, password: person.password })
    expect(page.url).toBe(link)
    expect((await phone.submit(page, new URL(link).pathname, {})).text).toContain(en.account.done.address)
  })
})

describe('an enrolled person', () => {
  it('proves the second factor again for a link that is used later', async () => {
    const { visitor } = await signedIn('Cy')
    const { authenticator } = await visitor.enrol()
    const email = newAddress()
    await ask(visitor, email)
    const link = await linkIn(email)
    await edge.advance(601)
    const verify = await visitor.ask(link)
    expect(pathOf(verify)).toBe('/sign-in/verify')
    const page = await visitor.submit(verify, '/sign-in/verify', { code: await authenticator.code() })
    expect(page.url).toBe(link)
    expect((await visitor.submit(page, new URL(link).pathname, {})).text).toContain(en.account.done.address)
  })
})

describe('a link', () => {
  it('in another account’s browser does nothing, and names neither address', async () => {
    const { person, visitor } = await signedIn('Di')
    const { visitor: thief } = await signedIn('Eve')
    const email = newAddress()
    await ask(visitor, email)
    const page = await thief.ask(await linkIn(email))
    expect(page.status).toBe(403)
    expect(page.text).toContain(say.notYours.title)
    for (const each of [person.email, email]) expect(page.text).not.toContain(each)
  })

  it('works no longer once the change was cancelled', async () => {
    const { visitor } = await signedIn('Flo')
    const email = newAddress()
    const waiting = await ask(visitor, email)
    const link = await linkIn(email)
    const cancelled = await visitor.submit(waiting, CANCEL, {})
    expect(cancelled.text).toContain(say.cancelled)
    const page = await visitor.ask(link)
    expect([page.status, page.text.includes(say.gone.title)]).toEqual([410, true])
  })
})

describe('the form', () => {
  it('answers the same for an address that is taken, whose owner is told', async () => {
    const { visitor } = await signedIn('Gus')
    const taken = await edge.makePerson('Hal')
    const free = newAddress()
    const [first, second] = [await ask(visitor, taken.email), await ask(visitor, free)]
    expect(second.status).toBe(first.status)
    const forms = /name="csrf" value="[^"]*"/g
    const comparable = (answer: Answer, email: string) =>
      answer.text
        .replaceAll(email, '')
        .replaceAll(forms, '')
        .replaceAll(/<time.*?<\/time>/g, '')
    expect(comparable(second, free)).toBe(comparable(first, taken.email))
    const { text } = await mailTo(taken.email, (await en.loadMail()).addressTaken.subject)
    expect(text).not.toContain('spl_')
  })

  it.each([
    ['not an address', say.malformed],
    ['', say.malformed],
  ])('refuses %j beside the field', async (typed, problem) => {
    const { visitor } = await signedIn('Ida')
    const answer = await ask(visitor, typed)
    expect([answer.status, alertOf(answer.text)]).toEqual([422, problem])
  })
})
