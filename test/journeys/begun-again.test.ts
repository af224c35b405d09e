// A hand-off code that is no longer valid. The way in starts again once, and every browser ends at a page.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runSql,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { type Answer, follow, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const SESSION = '__Host-sallyport-session'
const PASS = '__Host-sallyport-pass'
const portalHost = new URL(portalOrigin).host

let origin: RecordingOrigin
let ada: Person
let workspace: TestWorkspace
beforeAll(async () => {
  origin = await startRecordingOrigin()
  ada = await makePerson('Ada')
  workspace = await makeWorkspace(origin.url, [[ada, 'member']])
})
afterAll(() => origin.close())

const locationOf = ({ headers }: Answer) => headers.get('location') ?? ''
const credentials = ({ email, password }: Person) => ({ email, password })
/** Posts the password and returns the address that the answer redirects to. */
const signInAt = async (browser: Visitor, page: Answer, person = ada) =>
  locationOf(await browser.submit(page, '/sign-in', credentials(person), false))
const step = async (browser: Visitor, url: string) => locationOf(await browser.ask(url, { follows: false }))
const isGate = (url: string) => url.startsWith(`${workspace.origin}/.sallyport/enter?code=`)
const entriesOf = async (email: string) => {
  const [found] = await runSql<{ n: number }>(
    `SELECT count(*) AS n FROM audit WHERE actor = '${email}' AND action = 'workspace.entered'`,
  )
  return found?.[0]?.n ?? 0
}

/** A browser that keeps no cookies for the workspace's host. */
class Forgetful extends Visitor {
  protected override async send(...[url, sent]: Parameters<Visitor['send']>): Promise<Response> {
    const response = await super.send(url, sent)
    if (new URL(url).host !== workspace.host) return response
    const headers = new Headers(response.headers)
    headers.delete('set-cookie')
    return new Response(response.body, { status: response.status, headers })
  }
}

describe('two tabs that sign in with a password at once', () => {
  it('both end where they were going, though the second ends the session of the first', async () => {
    const browser = new Visitor()
    const tabs = [
      await browser.ask(`${workspace.origin}/one`),
      await browser.ask(`${workspace.origin}/two`),
    ] as const
    const first = await signInAt(browser, tabs[0])
    const before = browser.cookie(portalHost, SESSION)
    const second = await signInAt(browser, tabs[1])
    expect([isGate(first), isGate(second)]).toEqual([true, true])
    expect(browser.cookie(portalHost, SESSION)).not.toBe(before)
    expect((await browser.ask(first)).url).toBe(`${workspace.origin}/one`)
    expect((await browser.ask(second)).url).toBe(`${workspace.origin}/two`)
  })

  it('both do so in any order of the answers', async () => {
    const browser = new Visitor()
    const one = await browser.ask(`${workspace.origin}/one`)
    const two = await browser.ask(`${workspace.origin}/two`)
    const first = await signInAt(browser, one)
    expect((await browser.submit(two, '/sign-in', credentials(ada))).url).toBe(`${workspace.origin}/two`)
    expect((await browser.ask(first)).url).toBe(`${workspace.origin}/one`)
  })

  it('both do so if the first went through a page of the portal', async () => {
    const browser = new Visitor()
    await browser.signIn(ada)
    const two = await browser.ask(`${portalOrigin}/sign-in`)
    const enter = await step(browser, `${workspace.origin}/one`)
    const way = await step(browser, enter)
    expect(isGate(way)).toBe(true)
    await browser.submit(two, '/sign-in', credentials(ada))
    expect((await browser.ask(way)).url).toBe(`${workspace.origin}/one`)
  })
})

describe('a way in that has started again', () => {
  it('does not start a third time, whatever happens to the session', async () => {
    const browser = new Visitor()
    let way = await signInAt(browser, await browser.ask(`${workspace.origin}/one`))
    const endsSession = async () => signInAt(browser, await browser.ask(`${portalOrigin}/sign-in`))
    await endsSession()
    const again = await step(browser, way)
    expect(again).toContain(`${portalOrigin}/enter?`)
    way = await step(browser, again)
    expect(isGate(way)).toBe(true)
    await endsSession()
    const answer = await browser.ask(way, { follows: false })
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
    expect((await browser.ask(`${workspace.origin}/`)).status, 'its link leads in').toBe(200)
  })

  it('leads to sign-in after a sign-out, and then in', async () => {
    const browser = new Visitor()
    const way = await signInAt(browser, await browser.ask(`${workspace.origin}/one`))
    await browser.submit(await browser.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
    const page = await browser.ask(way)
    expect(new URL(page.url).pathname).toBe('/sign-in')
    expect((await browser.submit(page, '/sign-in', credentials(ada))).url).toBe(`${workspace.origin}/one`)
  })
})

describe('a browser without cookies for the workspace', () => {
  it('ends at a page after the password, without a pass', async () => {
    const browser = new Forgetful()
    const page = await browser.ask(`${workspace.origin}/one`)
    const before = origin.arrivals()
    const answer = await browser.submit(page, '/sign-in', credentials(ada))
    expect(answer.status).toBe(400)
    expect(new URL(answer.url).host).toBe(workspace.host)
    expect(origin.arrivals()).toBe(before)
  })

  it('ends at a page if it already has a session', async () => {
    const browser = new Forgetful()
    await browser.signIn(ada)
    expect((await browser.ask(`${workspace.origin}/one`)).status).toBe(400)
  })
})

describe('a flow that has ended when the form is posted', () => {
  it('admits a person who took longer than ten minutes to type the password', async () => {
    const browser = new Visitor()
    const page = await browser.ask(`${workspace.origin}/one`)
    browser.cookies.delete(workspace.host)
    await advance(700)
    const entries = await entriesOf(ada.email)
    expect((await browser.submit(page, '/sign-in', credentials(ada))).url).toBe(`${workspace.origin}/one`)
    expect(await entriesOf(ada.email)).toBe(entries + 1)
  })

  it('admits a person whose copied tab has used up the flow', async () => {
    const browser = new Visitor()
    const page = await browser.ask(`${workspace.origin}/one`)
    for (const _ of ['one tab', 'the other'])
      expect((await browser.submit(page, '/sign-in', credentials(ada))).url).toBe(`${workspace.origin}/one`)
  })

  it('admits a person who saved recovery codes on the way', async () => {
    const { person, recoveryCodes } = await makeEnrolledPerson('Bo')
    const own = await makeWorkspace(origin.url, [[person, 'member']])
    const browser = new Visitor()
    const page = await browser.signInWithCode(person, recoveryCodes[0] ?? '', `${own.origin}/one`)
    expect(new URL(page.url).pathname).toBe('/account/security/recovery-codes')
    browser.cookies.delete(own.host)
    await advance(700)
    expect((await follow(browser, page, /^Continue/)).url).toBe(`${own.origin}/one`)
  })
})

describe('the code for a second factor', () => {
  it('leads straight to the gate, and no other form goes through the portal twice', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Bo')
    const own = await makeWorkspace(origin.url, [[person, 'member']])
    await advance(30)
    const browser = new Visitor()
    const page = await browser.signIn(person, `${own.origin}/one`)
    const way = locationOf(
      await browser.submit(page, '/sign-in/verify', { code: await authenticator.code() }, false),
    )
    expect(way).toContain(`${own.origin}/.sallyport/enter?code=`)
    expect(await step(browser, way)).toBe(`${own.origin}/one`)
  })
})

describe('a sign-in on the way to a workspace that refuses', () => {
  const signedIn = async (person: Person, to: TestWorkspace) => {
    const browser = new Visitor()
    const page = await browser.signIn(person, `${to.origin}/one`)
    return { browser, page }
  }

  it('ends at the page that says why: not a member, recorded once', async () => {
    const stranger = await makePerson('Mallory')
    const { browser, page } = await signedIn(stranger, workspace)
    expect([page.status, new URL(page.url).host]).toEqual([403, portalHost])
    expect(browser.cookie(workspace.host, PASS)).toBeUndefined()
    const [found] = await runSql<{ n: number }>(
      `SELECT count(*) AS n FROM audit WHERE actor = '${stranger.email}' AND action = 'workspace.refused'`,
    )
    expect(found?.[0]?.n).toBe(1)
  })

  it('ends at the page that asks to enrol, and leads in from there', async () => {
    const bo = await makePerson('Bo')
    const own = await makeWorkspace(origin.url, [[bo, 'member']])
    await api('PUT', `/workspaces/${own.slug}/policy`, { enforced: true, grace_days: 30 })
    const { browser, page } = await signedIn(bo, own)
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/enter'])
    expect((await browser.submit(page, '/enter', {})).url).toBe(`${own.origin}/one`)
  })

  it('ends at the page that blocks', async () => {
    const bo = await makePerson('Bo')
    const own = await makeWorkspace(origin.url, [[bo, 'member']])
    await api('PUT', `/workspaces/${own.slug}/policy`, { enforced: true, grace_days: 0 })
    const { page } = await signedIn(bo, own)
    expect([page.status, new URL(page.url).pathname]).toEqual([403, '/enter'])
  })
})
