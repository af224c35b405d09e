// A membership decides nothing about its member's account before the member enters the workspace. After that
// it decides how they link another sign-in method, set up a first authenticator app, and turn it off.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  beginTicket,
  locationOf,
  outlastCaches,
  postForm,
  type Scene,
  setScene,
} from '../support/node/arrivals.ts'
import { type Authenticator, authenticatorFrom } from '../support/node/authenticator.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import { refuses } from '../support/node/invariants.ts'
import { send } from '../support/node/portal-forms.ts'
import {
  advance,
  api,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { makeEnrolledPerson, otpauthLink, Visitor } from '../support/node/visitor.ts'

const SECURITY = `${portalOrigin}/account/security`
const AUTHENTICATOR = '/account/security/authenticator'
const DISABLE = `${AUTHENTICATOR}/disable`
const LINK = '/account/security/identities/link'
const UNLINK = '/account/security/identities/unlink'

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

/**
 * Makes a workspace whose admin the person doesn't know. It accepts tickets only and requires a second factor
 * at once.
 */
async function makeDemanding(person: Person): Promise<TestWorkspace> {
  const workspace = await makeWorkspace(scene.origin.url, [[person, 'owner']])
  await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['tickets'] })
  await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 0 })
  return workspace
}

async function bringTicket(browser: Visitor, person: Person, subject: string): Promise<void> {
  const { returnTo, nonce } = await beginTicket(browser, 'tickets')
  const claims = { sub: subject, email: person.email, amr: ['pwd'] }
  await postForm(browser, returnTo, { ticket: await issuer.ticket(nonce, { claims }) })
}

async function makeLinkedPerson(name: string): Promise<{ person: Person; subject: string }> {
  const person = await makePerson(name)
  const subject = randomUUID()
  const identity = { provider: 'tickets', subject }
  expect((await api('POST', `/accounts/${person.email}/identities`, identity)).status).toBe(200)
  return { person, subject }
}

const isEnrolled = async ({ email }: Person) => (await api('GET', `/accounts/${email}`)).body.enrolled

describe('a workspace that its member never entered', () => {
  it('does not keep them from turning off their second factor, and is not named as a reason', async () => {
    const { person, visitor } = await makeEnrolledPerson('Ada')
    const { host } = await makeDemanding(person)
    const page = await visitor.ask(SECURITY)
    expect(page.text).not.toContain(host)
    await visitor.submit(await visitor.ask(portalOrigin + DISABLE), DISABLE, {})
    expect(await isEnrolled(person)).toBe(false)
  })

  it('does not keep them from enrolling, linking and unlinking with the method they have', async () => {
    const { person, subject } = await makeLinkedPerson('Bo')
    await makeDemanding(person)
    const visitor = new Visitor()
    await visitor.signIn(person)
    const page = await visitor.ask(SECURITY)
    const begun = await visitor.submit(page, LINK, { provider: 'tickets' }, false)
    expect(locationOf(begun)).toContain('/login?')
    await visitor.submit(page, UNLINK, { provider: 'tickets', subject })
    expect((await api('GET', `/accounts/${person.email}/identities`)).body.identities).toEqual([])
    await visitor.enrol()
    expect(await isEnrolled(person)).toBe(true)
  })
})

describe('a workspace that its member has entered', () => {
  it('keeps them from turning off the second factor that it requires', async () => {
    const { person, visitor } = await makeEnrolledPerson('Cy')
    const workspace = await makeWorkspace(scene.origin.url, [[person, 'member']])
    await visitor.ask(`${workspace.origin}/`)
    await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 0 })
    expect((await visitor.ask(SECURITY)).text).toContain(workspace.host)
    await refuses(scene, () => send(visitor, { path: DISABLE, fields: {} }))
    expect(await isEnrolled(person)).toBe(true)
  })

  it('binds an owner who changed its settings but never opened its host', async () => {
    const { person, visitor, authenticator } = await makeEnrolledPerson('Di')
    const workspace = await makeWorkspace(scene.origin.url, [[person, 'owner']])
    const settings = `/workspaces/${workspace.slug}/settings/security`
    const fields = { enforced: 'on', grace_days: '0', version: '0' }
    await visitor.submit(await visitor.ask(portalOrigin + settings), settings, fields)
    await refuses(scene, () => send(visitor, { path: DISABLE, fields: {} }))
    expect(await isEnrolled(person)).toBe(true)
    expect(authenticator).toBeDefined()
  })

  describe('a workspace entered by ticket that accepts tickets only', () => {
    let person: Person
    let subject: string
    let thief: Visitor
    let offered: Authenticator
    beforeAll(async () => {
      ;({ person, subject } = await makeLinkedPerson('Eve'))
      thief = new Visitor()
      await thief.signIn(person)
      const workspace = await makeWorkspace(scene.origin.url, [[person, 'member']])
      offered = authenticatorFrom(otpauthLink((await thief.ask(portalOrigin + AUTHENTICATOR)).text))
      await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['tickets'] })
      await advance(6)
      const owner = new Visitor()
      await bringTicket(owner, person, subject)
      expect((await owner.ask(`${workspace.origin}/`)).status).toBe(200)
    })

    it('shows no key to a password session, and offers the ticket', async () => {
      await refuses(scene, async () => {
        const page = await thief.ask(portalOrigin + AUTHENTICATOR)
        expect(page.text).not.toContain('otpauth:')
        expect(page.text).toMatch(
          /href="[^"]*\/sign-in\/with\/tickets\?[^"]*authenticator[^"]*demand=fresh-sign-in"/,
        )
        return page
      })
    })

    it('lets a password session confirm no first app, even with a key shown earlier', async () => {
      await refuses(scene, async () =>
        send(thief, { path: AUTHENTICATOR, fields: { code: await offered.code() } }),
      )
      expect(await isEnrolled(person)).toBe(false)
    })

    it('lets a session by ticket enrol', async () => {
      const owner = new Visitor()
      await bringTicket(owner, person, subject)
      await owner.enrol()
      expect(await isEnrolled(person)).toBe(true)
    })
  })

  it('and another without a common method both let their own method enrol, and no other', async () => {
    const { person, subject } = await makeLinkedPerson('Finn')
    const workspaces = [
      await makeWorkspace(scene.origin.url, [[person, 'member']]),
      await makeWorkspace(scene.origin.url, [[person, 'member']]),
    ]
    const visitor = new Visitor()
    await visitor.signIn(person)
    for (const { origin } of workspaces) await visitor.ask(`${origin}/`)
    const [first, second] = workspaces.map(({ slug }) => `/workspaces/${slug}/providers`)
    await api('PUT', first ?? '', { allowed: ['tickets'] })
    await api('PUT', second ?? '', { allowed: ['real'] })
    const refused = await visitor.ask(portalOrigin + AUTHENTICATOR)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('/sign-in/with/tickets?')
    expect(refused.text).toContain('/sign-in/with/real?')
    await bringTicket(visitor, person, subject)
    await visitor.enrol()
    expect(await isEnrolled(person)).toBe(true)
  })
})
