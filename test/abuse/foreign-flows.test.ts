// An attacker begins a way in, and the victim carries it through their sign-in. Its code opens nothing in
// either browser.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { locationOf, portalHost } from '../support/node/arrivals.ts'
import { NO_RULES, SERVICE } from '../support/node/grounds.ts'
import { saveRules } from '../support/node/machines.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { type Answer, type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const PASS = '__Host-sallyport-pass'
const SESSION = '__Host-sallyport-session'

describe.each([NO_RULES, SERVICE])('$title', ({ at, rules }) => {
  let origin: RecordingOrigin
  let ada: Person
  let bo: Enrolled
  let mallory: Person
  let workspace: TestWorkspace
  beforeAll(async () => {
    origin = await startRecordingOrigin()
    ada = await makePerson('Ada')
    bo = await makeEnrolledPerson('Bo')
    mallory = await makePerson('Mallory')
    workspace = await makeWorkspace(origin.url, [
      [ada, 'member'],
      [bo.person, 'member'],
      [mallory, 'member'],
    ])
    await saveRules(workspace, ...(rules ?? []))
  })
  afterAll(() => origin.close())

  let attacker: Visitor
  let victim: Visitor
  /** The portal's path with the flow that the attacker's browser began. */
  let begun: string
  beforeEach(async () => {
    attacker = new Visitor()
    victim = new Visitor()
    const sent = await attacker.ask(`${workspace.origin}${at}/reports`, { follows: false })
    begun = locationOf(sent).slice(portalOrigin.length)
  })

  const once = (browser: Visitor, url: string) => browser.ask(url, { follows: false })
  const passOf = (browser: Visitor) => browser.cookie(workspace.host, PASS)
  const isCode = (answer: Answer) =>
    locationOf(answer).startsWith(`${workspace.origin}/.sallyport/enter?code=`)
  const linkTo = (page: string) => `${portalOrigin}${page}?${new URLSearchParams({ return_to: begun })}`

  /**
   * Brings the code in the victim's browser, as the link does. Then brings it in the attacker's browser, which
   * has the flow's cookie.
   */
  async function expectOpensNothing(code: string, { email } = ada): Promise<void> {
    const here = await victim.ask(code)
    // The victim's browser has no cookie of that flow, so it begins a new flow in the victim's session.
    expect(here.url).toBe(`${workspace.origin}${at}/reports`)
    expect(origin.lastClaims()).toMatchObject({ email })
    const there = await once(attacker, code)
    expect([there.status, there.headers.get('location')]).toEqual([400, null])
    expect(passOf(attacker)).toBeUndefined()
  }

  describe('a link with a flow that the attacker began', () => {
    it('through the sign-in page leads the victim into their own session, and the attacker nowhere', async () => {
      const page = await victim.ask(linkTo('/sign-in'))
      const answer = await victim.submit(
        page,
        '/sign-in',
        { email: ada.email, password: ada.password },
        false,
      )
      expect(isCode(answer)).toBe(true)
      await expectOpensNothing(locationOf(answer))
    })

    it('through the page of the second factor does the same', async () => {
      await advance(601)
      victim = bo.visitor
      const page = await victim.ask(linkTo('/sign-in/verify'))
      const code = await bo.authenticator.code()
      const answer = await victim.submit(page, '/sign-in/verify', { code }, false)
      expect(isCode(answer)).toBe(true)
      await expectOpensNothing(locationOf(answer), bo.person)
    })

    it('to a victim who is signed in does the same', async () => {
      await victim.signIn(ada)
      const answer = await once(victim, portalOrigin + begun)
      expect(isCode(answer)).toBe(true)
      await expectOpensNothing(locationOf(answer))
    })

    it('and a code of the attacker’s session sign no other browser in', async () => {
      await attacker.signIn(mallory)
      const own = await once(attacker, portalOrigin + begun)
      expect(isCode(own)).toBe(true)
      const answer = await victim.ask(locationOf(own))
      expect(new URL(answer.url).host, 'the victim is asked to sign in').toBe(portalHost)
      expect([passOf(victim), victim.cookie(portalHost, SESSION)]).toEqual([undefined, undefined])
    })
  })
})
