import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { beginTicket, outlastCaches, postForm } from '../support/node/arrivals.ts'
import { type Authenticator, authenticatorFrom } from '../support/node/authenticator.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
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

let origin: RecordingOrigin
let issuer: HostileIssuer
beforeAll(async () => {
  origin = await startRecordingOrigin()
  issuer = await startIssuer('tickets-plain')
  await outlastCaches()
})
afterAll(async () => {
  await issuer.close()
  await origin.close()
})

/** Asks for the way into the workspace, and returns the address with the hand-off code without opening it. */
async function takeHandOff(thief: Visitor, workspace: TestWorkspace): Promise<string> {
  thief.cookies.delete(workspace.host)
  const sent = await thief.ask(`${workspace.origin}/`, { follows: false })
  const handed = await thief.ask(sent.headers.get('location') ?? '', { follows: false })
  return handed.headers.get('location') ?? ''
}

const entriesOf = async ({ slug }: TestWorkspace): Promise<number> => {
  const { body } = await api('GET', `/workspaces/${slug}/audit`)
  return body.entries.filter(({ action }: { action: string }) => action === 'workspace.entered').length
}

/** Returns a browser with a copy of all cookies of the victim. */
function thiefOf(victim: Visitor): Visitor {
  const thief = new Visitor()
  for (const [host, jar] of victim.cookies) thief.cookies.set(host, new Map(jar))
  return thief
}

describe('cookies copied before their owner enrolled', () => {
  it('gain nothing from it: neither entry nor the second factor that the owner proved', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'member']])
    const victim = new Visitor()
    await victim.signIn(ada, `${workspace.origin}/`)
    const thief = thiefOf(victim)
    await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 0 })
    await advance(6)
    await victim.enrol()

    const before = origin.requests.length
    const refused = await thief.ask(`${workspace.origin}/mail`, { isScript: true })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toContain('insufficient_user_authentication')
    expect((await thief.ask(`${workspace.origin}/mail`)).url).toContain('/sign-in')
    expect(origin.requests).toHaveLength(before)

    const owner = await victim.ask(`${workspace.origin}/mail`)
    expect(owner, 'who enrols is in at once').toMatchObject({ url: `${workspace.origin}/mail`, status: 200 })
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2' })
  })

  it('stay as they were after a step-up: a renewal has no newer proof', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'member']])
    const first = new Visitor()
    await first.signIn(ada)
    const { authenticator } = await first.enrol()
    await advance(30)
    const victim = new Visitor()
    await victim.signInWithCode(ada, await authenticator.code(), `${workspace.origin}/`)
    const { mfa_time } = origin.lastClaims()
    const thief = thiefOf(victim)
    await advance(700)
    const form = await victim.ask(`${portalOrigin}/sign-in/verify`)
    await victim.submit(form, '/sign-in/verify', { code: await authenticator.code() })
    await thief.ask(`${workspace.origin}/mail`, { isScript: true })
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2', mfa_time })
  })
})

describe('cookies copied before their owner signed in with another method', () => {
  it('are not renewed into a workspace that accepts only the other method', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'member']])
    const identity = { provider: 'tickets-plain', subject: `ada-${workspace.slug}` }
    await api('POST', `/accounts/${ada.email}/identities`, identity)
    const victim = new Visitor()
    await victim.signIn(ada, `${workspace.origin}/`)
    const thief = thiefOf(victim)
    const { returnTo, nonce } = await beginTicket(victim, 'tickets-plain')
    const ticket = await issuer.ticket(nonce, { claims: { sub: identity.subject } })
    await postForm(victim, returnTo, { ticket })
    await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['tickets-plain'] })
    await advance(6)

    const before = origin.requests.length
    expect((await thief.ask(`${workspace.origin}/mail`, { isScript: true })).status).toBe(401)
    expect((await thief.ask(`${workspace.origin}/mail`)).url).not.toContain(workspace.host)
    expect(origin.requests).toHaveLength(before)

    const owner = await victim.ask(`${workspace.origin}/mail`)
    expect(owner).toMatchObject({ url: `${workspace.origin}/mail`, status: 200 })
    expect(origin.lastClaims()).toMatchObject({ provider: 'tickets-plain' })
  })
})

describe('cookies copied from a browser in which the owner recovers the account', () => {
  it.each<[string, (victim: Visitor, authenticator: Authenticator, person: Person) => Promise<unknown>]>([
    [
      'changes the password',
      async (victim, _, { password }) =>
        victim.submit(
          await victim.ask(`${portalOrigin}/account/security/password`),
          '/account/security/password',
          {
            current_password: password,
            new_password: 'nine blue herons at dawn',
          },
        ),
    ],
    [
      'replaces the app',
      async (victim) => {
        const path = '/account/security/authenticator'
        const page = await victim.ask(portalOrigin + path)
        const next = authenticatorFrom(otpauthLink(page.text))
        await victim.submit(page, path, { code: await next.code() })
      },
    ],
    [
      'turns the second factor off',
      async (victim) => {
        const path = '/account/security/authenticator/disable'
        const done = await victim.submit(await victim.ask(portalOrigin + path), path, {})
        expect(done.text).toContain(en.account.done.disabled)
      },
    ],
    [
      'signs in again',
      async (victim, authenticator, person) => {
        await advance(30)
        await victim.signInWithCode(person, await authenticator.code())
      },
    ],
  ])('open no workspace once the owner %s', async (_, takeBack) => {
    const { person, visitor: victim, authenticator } = await makeEnrolledPerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[person, 'member']])
    await victim.ask(`${workspace.origin}/`)
    const thief = thiefOf(victim)
    await takeBack(victim, authenticator, person)
    await advance(130)
    const stolen = await thief.ask(`${workspace.origin}/mail`, { isScript: true })
    const own = await victim.ask(`${workspace.origin}/mail`)
    expect(own).toMatchObject({ url: `${workspace.origin}/mail`, status: 200 })
    expect(stolen.status).toBe(401)
    expect((await thief.ask(`${portalOrigin}/account/security`)).url, 'nor the portal').toContain('/sign-in')
  })

  it('turning off the second factor ends sessions in other browsers, for pages and passes', async () => {
    const { person, visitor, authenticator } = await makeEnrolledPerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[person, 'member']])
    await advance(30)
    const other = new Visitor()
    await other.signInWithCode(person, await authenticator.code(), `${workspace.origin}/`)
    const path = '/account/security/authenticator/disable'
    await visitor.submit(await visitor.ask(portalOrigin + path), path, {})
    expect((await other.ask(`${portalOrigin}/account/security`)).url).toContain('/sign-in')
    await advance(121)
    const before = origin.requests.length
    expect((await other.ask(`${workspace.origin}/mail`, { isScript: true })).status).toBe(401)
    expect(origin.requests).toHaveLength(before)
    const here = await visitor.ask(`${portalOrigin}/account/security`)
    expect(new URL(here.url).pathname, 'this one goes on').toBe('/account/security')
  })
})

describe('a hand-off code issued to a copied cookie', () => {
  const provesMore: [string, (victim: Visitor, person: Person) => Promise<unknown>][] = [
    ['enrols', (victim) => victim.enrol()],
    [
      'signs in with another method',
      async (victim, { email }) => {
        const subject = `subject-of-${email.split('@')[0]}`
        await api('POST', `/accounts/${email}/identities`, { provider: 'tickets-plain', subject })
        const { returnTo, nonce } = await beginTicket(victim, 'tickets-plain')
        await postForm(victim, returnTo, { ticket: await issuer.ticket(nonce, { claims: { sub: subject } }) })
      },
    ],
  ]
  it.each(provesMore)('opens nothing once the session’s owner %s', async (_, proveMore) => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'member']])
    const victim = new Visitor()
    await victim.signIn(ada)
    const thief = thiefOf(victim)
    const way = await takeHandOff(thief, workspace)
    expect(way).toContain('/.sallyport/enter?code=')
    await proveMore(victim, ada)

    const before = origin.requests.length
    const redeemed = await thief.ask(way)
    expect(new URL(redeemed.url).pathname, 'asked to sign in').toBe('/sign-in')
    expect(thief.cookie(workspace.host, '__Host-sallyport-pass')).toBeUndefined()
    expect(origin.requests).toHaveLength(before)
    expect(await entriesOf(workspace)).toBe(0)
    expect((await thief.ask(way, { follows: false })).status, 'it is spent').toBe(400)
  })

  it('has no newer proof once the session’s owner steps up', async () => {
    const { person, visitor: victim, authenticator } = await makeEnrolledPerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[person, 'member']])
    await advance(700)
    const thief = thiefOf(victim)
    const way = await takeHandOff(thief, workspace)
    const form = await victim.ask(`${portalOrigin}/sign-in/verify`)
    await victim.submit(form, '/sign-in/verify', { code: await authenticator.code() })
    const before = origin.requests.length
    expect(new URL((await thief.ask(way)).url).pathname, 'asked to sign in').toBe('/sign-in')
    expect(thief.cookie(workspace.host, '__Host-sallyport-pass')).toBeUndefined()
    expect(origin.requests).toHaveLength(before)
    expect(await entriesOf(workspace)).toBe(0)
    expect((await victim.ask(`${workspace.origin}/`)).status, 'the owner goes on').toBe(200)
  })
})
