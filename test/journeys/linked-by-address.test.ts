// A provider is trusted for addresses, and a person got another person's address there. Checks which sign-ins
// link an account, and which do not.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  admit,
  arrive,
  beginTicket,
  claimsAt,
  expectRefused,
  expectSignedIn,
  locationOf,
  outlastCaches,
  portalHost,
  postForm,
  type Scene,
  setScene,
} from '../support/node/arrivals.ts'
import { startIssuer, startProvider } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import type { HostileProvider } from '../support/node/hostile-provider.ts'
import type { Members } from '../support/node/jws.ts'
import { advance, api, makePerson, type Person, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const VERIFY = `${portalOrigin}/sign-in/verify`
const SESSION = '__Host-sallyport-session'

let scene: Scene
let linking: HostileProvider // challenged: its second factor is not trusted
let tickets: HostileIssuer // with trust in its second factor
beforeAll(async () => {
  scene = await setScene()
  linking = await startProvider('linking')
  tickets = await startIssuer('tickets')
  await outlastCaches()
})
afterAll(async () => {
  await linking.close()
  await tickets.close()
  await scene.origin.close()
})

const identitiesOf = async ({ email }: Person) =>
  (await api('GET', `/accounts/${email}/identities`)).body.identities as { subject: string }[]

function arriveAs(browser: Visitor, claims: Members): Promise<Answer> {
  linking.next({ claims })
  return arrive(browser, 'linking')
}

async function arriveByTicket(browser: Visitor, claims: Members): Promise<Answer> {
  const { returnTo, nonce } = await beginTicket(browser, 'tickets')
  return postForm(browser, returnTo, { ticket: await tickets.ticket(nonce, { claims }) })
}

const refused = (claims: Members) =>
  expectRefused(scene, 'address-taken', (browser) => arriveAs(browser, claims))

async function expectAsked(browser: Visitor, answer: Answer): Promise<Answer> {
  expect([answer.status, locationOf(answer)]).toEqual([303, expect.stringContaining(VERIFY)])
  expect(browser.cookie(portalHost, SESSION)).toBeUndefined()
  return browser.ask(locationOf(answer))
}

const unlink = (person: Person, subject: string, provider = 'linking') =>
  api('DELETE', `/accounts/${person.email}/identities`, { provider, subject })

describe('an identity that was unlinked', () => {
  it('by the operator is not linked again by address, but can be linked by hand', async () => {
    const ada = await makePerson('Ada')
    const claims = { sub: randomUUID(), email: ada.email }
    const browser = new Visitor()
    await expectSignedIn(browser, await arriveAs(browser, claims))
    expect((await unlink(ada, claims.sub)).status).toBe(204)
    expect((await browser.ask(`${portalOrigin}/account/security`, { follows: false })).status).toBe(303)
    await refused(claims)
    await refused({ ...claims, sub: randomUUID() })
    expect(await identitiesOf(ada)).toEqual([])

    const identity = { provider: 'linking', subject: claims.sub }
    expect((await api('POST', `/accounts/${ada.email}/identities`, identity)).status).toBe(200)
    const again = new Visitor()
    await expectSignedIn(again, await arriveAs(again, claims))
  })

  it('by its owner is not linked again by address either', async () => {
    const bo = await makePerson('Bo')
    const claims = { sub: randomUUID(), email: bo.email }
    await arriveAs(new Visitor(), claims)
    const owner = new Visitor()
    await owner.signIn(bo)
    const page = await owner.ask(`${portalOrigin}/account/security`)
    const fields = { provider: 'linking', subject: claims.sub }
    await owner.submit(page, '/account/security/identities/unlink', fields)
    expect(await identitiesOf(bo)).toEqual([])
    await refused(claims)
  })

  it('ends a sign-in that began with it: the code comes too late', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Cy')
    const sub = randomUUID()
    await api('POST', `/accounts/${person.email}/identities`, { provider: 'linking', subject: sub })
    await advance(30)
    const browser = new Visitor()
    const page = await expectAsked(browser, await arriveAs(browser, { sub }))
    await unlink(person, sub)
    const answer = await browser.submit(page, '/sign-in/verify', { code: await authenticator.code() })
    expect(answer.url).toContain('why=expired')
    expect(browser.cookie(portalHost, SESSION)).toBeUndefined()
  })
})

it('an address links no second subject of a provider that already has one for the account', async () => {
  const dana = await makePerson('Dana')
  const first = { sub: randomUUID(), email: dana.email }
  await arriveAs(new Visitor(), first)
  await refused({ ...first, sub: randomUUID() })
  expect(await identitiesOf(dana)).toMatchObject([{ subject: first.sub }])
})

describe('an enrolled account', () => {
  it('is not linked by address without its code, and is with it', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Eve')
    const claims = { sub: randomUUID(), email: person.email }
    await advance(30)
    const browser = new Visitor()
    const page = await expectAsked(browser, await arriveAs(browser, claims))
    expect(await identitiesOf(person)).toEqual([])
    const wrong = await browser.submit(page, '/sign-in/verify', { code: '000000' })
    expect(await identitiesOf(person)).toEqual([])

    await browser.submit(wrong, '/sign-in/verify', { code: await authenticator.code() })
    expect(browser.cookie(portalHost, SESSION)).toBeDefined()
    expect(await identitiesOf(person)).toMatchObject([{ subject: claims.sub, email: person.email }])
    const { entries } = (await api('GET', '/audit')).body
    const entry = (entries as { action: string }[]).find(({ action }) => action === 'identity.linked')
    expect(entry).toMatchObject({ actor: 'provider linking', detail: { by: 'its verified address' } })
  })

  it('is asked for its code by a trusted provider too, the first time only', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Finn')
    await admit(scene, person.email)
    const claims = { sub: randomUUID(), email: person.email, email_verified: true, amr: ['mfa'] }
    await advance(30)
    const browser = new Visitor()
    const page = await expectAsked(browser, await arriveByTicket(browser, claims))
    expect(await identitiesOf(person)).toEqual([])
    await browser.submit(page, '/sign-in/verify', { code: await authenticator.code() })
    expect(await claimsAt(scene, browser)).toMatchObject({ mfa_method: 'totp', provider: 'tickets' })

    const later = new Visitor()
    await expectSignedIn(later, await arriveByTicket(later, claims))
    expect(await claimsAt(scene, later)).toMatchObject({ mfa_method: 'provider', provider: 'tickets' })
  })

  it('with two subjects waiting is linked to the one whose code comes first', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Gus')
    const subjects = [randomUUID(), randomUUID()]
    const browsers = subjects.map(() => new Visitor())
    const pages: Answer[] = []
    for (const [at, browser] of browsers.entries()) {
      const answer = await arriveAs(browser, { sub: subjects[at], email: person.email })
      pages.push(await expectAsked(browser, answer))
    }
    for (const [at, browser] of browsers.entries()) {
      await advance(30)
      const code = await authenticator.code()
      await browser.submit(pages[at] as Answer, '/sign-in/verify', { code })
    }
    expect(browsers.map((browser) => browser.cookie(portalHost, SESSION) !== undefined)).toEqual([
      true,
      false,
    ])
    expect(await identitiesOf(person)).toMatchObject([{ subject: subjects[0] }])
  })
})
