// Lets D1 fail at each call of each flow, once before the call takes effect and once after. Nobody is
// admitted by a failure. No code is lost needlessly, and trying again works without an operator.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginTicket, outlastCaches, portalHost, postForm } from '../support/node/arrivals.ts'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import { expectUnreachable, withFaults } from '../support/node/faults.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import {
  advance,
  api,
  edgeNow,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import {
  type Answer,
  type Enrolled,
  makeEnrolledPerson,
  otpauthLink,
  Visitor,
} from '../support/node/visitor.ts'

const SESSION = '__Host-sallyport-session'
const VERIFY = '/sign-in/verify'
const SECURITY = `${portalOrigin}/account/security`

let origin: RecordingOrigin
let issuer: HostileIssuer
let workspace: TestWorkspace
let ada: Person // a member who is not enrolled
let bo: Enrolled // also a member
beforeAll(async () => {
  origin = await startRecordingOrigin()
  issuer = await startIssuer('tickets')
  await outlastCaches()
  ada = await makePerson('Ada')
  bo = await makeEnrolledPerson('Bo')
  workspace = await makeWorkspace(origin.url, [
    [ada, 'member'],
    [bo.person, 'member'],
  ])
})
afterAll(async () => {
  await origin.close()
  await issuer.close()
})

type How = 'refused' | 'lost'

interface Attempt {
  /** Makes one request, during which D1 fails. */
  act(): Promise<Answer>
  /** Does what a person would do next, which must succeed. */
  goOn(met: { readonly how: How; readonly answer: Answer }): Promise<void>
}

const isSignedIn = async (browser: Visitor): Promise<boolean> =>
  (await browser.ask(SECURITY)).url === SECURITY

async function expectInside(browser: Visitor, acr: 'aal1' | 'aal2'): Promise<void> {
  const before = origin.arrivals()
  const answer = await browser.ask(`${workspace.origin}/reports`)
  expect([answer.url, answer.status]).toEqual([`${workspace.origin}/reports`, 200])
  expect(origin.arrivals()).toBe(before + 1)
  expect(origin.lastClaims().acr).toBe(acr)
}

const codesLeftOn = (page: string): number => Number(/>(\d+) left</.exec(page)?.[1])

/** Signs Bo in with the first factor. */
async function atVerify(): Promise<{ browser: Visitor; page: Answer }> {
  const browser = new Visitor()
  return { browser, page: await browser.signIn(bo.person, `${workspace.origin}/reports`) }
}

const isGranted = (answer: Answer): boolean =>
  answer.headers.getSetCookie().some((line) => line.startsWith(`${SESSION}=`))

/**
 * Tries the same code again, which must work if nothing was saved. Otherwise signs in again with the next
 * code.
 */
async function enterAgain(
  browser: Visitor,
  page: Answer,
  code: string,
  nextCode: () => Promise<string>,
  { how }: { how: How },
): Promise<void> {
  if (isGranted(await browser.submit(page, VERIFY, { code }, false))) return
  expect(how).toBe('lost')
  const anew = await browser.signIn(bo.person)
  expect(isGranted(await browser.submit(anew, VERIFY, { code: await nextCode() }, false))).toBe(true)
}

const FLOWS: Record<string, () => Promise<Attempt>> = {
  'a password': async () => {
    const browser = new Visitor()
    const page = await browser.ask(`${portalOrigin}/sign-in`)
    const { email, password } = ada
    return {
      act: () => browser.submit(page, '/sign-in', { email, password }, false),
      async goOn() {
        await browser.signIn(ada)
        await expectInside(browser, 'aal1')
      },
    }
  },

  'a TOTP code': async () => {
    await advance(30)
    const { browser, page } = await atVerify()
    const code = await bo.authenticator.code()
    const nextCode = async () => {
      await advance(30)
      return bo.authenticator.code()
    }
    return {
      act: () => browser.submit(page, VERIFY, { code }, false),
      async goOn(met) {
        if (met.answer.status === 503) await enterAgain(browser, page, code, nextCode, met)
        await expectInside(browser, 'aal2')
      },
    }
  },

  'a recovery code': async () => {
    const { browser, page } = await atVerify()
    const code = bo.recoveryCodes.shift() ?? ''
    return {
      act: () => browser.submit(page, VERIFY, { code }, false),
      async goOn(met) {
        const nextCode = async () => bo.recoveryCodes.shift() ?? ''
        if (met.answer.status === 503) await enterAgain(browser, page, code, nextCode, met)
        await expectInside(browser, 'aal2')
        // Each code is stored once, and no more codes than were shown.
        expect(codesLeftOn((await browser.ask(SECURITY)).text)).toBe(bo.recoveryCodes.length)
      },
    }
  },

  'a login ticket': async () => {
    const browser = new Visitor()
    const { returnTo, nonce } = await beginTicket(browser, 'tickets')
    const ticket = await issuer.ticket(nonce)
    return {
      act: () => postForm(browser, returnTo, { ticket }),
      async goOn() {
        const flow = await beginTicket(browser, 'tickets')
        await postForm(browser, flow.returnTo, { ticket: await issuer.ticket(flow.nonce) })
        expect(await isSignedIn(browser)).toBe(true)
      },
    }
  },

  'the first code of an authenticator': async () => {
    const browser = new Visitor()
    const person = await makePerson('Cy')
    await browser.signIn(person)
    const path = '/account/security/authenticator'
    const page = await browser.ask(portalOrigin + path)
    const authenticator = authenticatorFrom(otpauthLink(page.text))
    const code = await authenticator.code()
    return {
      act: () => browser.submit(page, path, { code }, false),
      async goOn() {
        const shown = await browser.ask(portalOrigin + path)
        if (shown.text.includes('otpauth:')) {
          // Nothing was saved, so the same QR code and the same code still work.
          expect(otpauthLink(shown.text)).toBe(authenticator.uri)
          await browser.submit(shown, path, { code })
        }
        await advance(30)
        const other = new Visitor()
        await other.signInWithCode(person, await authenticator.code(), `${portalOrigin}/sign-in`)
        expect(await isSignedIn(other)).toBe(true)
      },
    }
  },

  'an entrance': async () => {
    const browser = new Visitor()
    await browser.signIn(ada)
    const sent = await browser.ask(`${workspace.origin}/reports`, { follows: false })
    const url = sent.headers.get('location') ?? ''
    return { act: () => browser.ask(url, { follows: false }), goOn: () => expectInside(browser, 'aal1') }
  },

  'a hand-off': async () => {
    const browser = new Visitor()
    await browser.signIn(ada)
    const sent = await browser.ask(`${workspace.origin}/reports`, { follows: false })
    const entered = await browser.ask(sent.headers.get('location') ?? '', { follows: false })
    const url = entered.headers.get('location') ?? ''
    expect(url).toContain('/.sallyport/enter?code=')
    return { act: () => browser.ask(url, { follows: false }), goOn: () => expectInside(browser, 'aal1') }
  },

  'a renewal': async () => {
    const browser = new Visitor()
    await browser.signIn(ada, `${workspace.origin}/reports`)
    await advance(150)
    return {
      async act() {
        const before = origin.arrivals()
        const answer = await browser.ask(`${workspace.origin}/x`, { isScript: true })
        if (answer.status !== 200) expect(origin.arrivals()).toBe(before)
        else expect(origin.lastClaims().exp).toBeGreaterThan(await edgeNow())
        return answer
      },
      async goOn() {
        expect((await browser.ask(`${workspace.origin}/x`, { isScript: true })).status).toBe(200)
      },
    }
  },

  'a sign-out': async () => {
    const browser = new Visitor()
    await browser.signIn(ada)
    const page = await browser.ask(`${portalOrigin}/sign-out`)
    const copied = new Visitor()
    copied.setCookie(portalHost, SESSION, browser.cookie(portalHost, SESSION) ?? '')
    return {
      act: () => browser.submit(page, '/sign-out', {}, false),
      async goOn() {
        await browser.ask(`${portalOrigin}/sign-out`).then(async (shown) => {
          if (shown.text.includes('action="/sign-out"')) await browser.submit(shown, '/sign-out', {}, false)
        })
        expect(await isSignedIn(copied)).toBe(false)
      },
    }
  },

  'a password that is changed': async () => {
    const person = await makePerson('Di')
    const browser = new Visitor()
    await browser.signIn(person)
    const page = await browser.ask(`${SECURITY}/password`)
    const next = 'nine blue herons at dawn'
    const typed = { current_password: person.password, new_password: next }
    return {
      act: () => browser.submit(page, '/account/security/password', typed, false),
      async goOn() {
        const opens = await Promise.all(
          [person.password, next].map(async (password) => {
            const other = new Visitor()
            await other.signIn({ ...person, password })
            return isSignedIn(other)
          }),
        )
        expect(opens.filter(Boolean)).toHaveLength(1)
      },
    }
  },

  'a policy': async () => {
    const { slug } = await makeWorkspace(origin.url)
    const body = { enforced: true, grace_days: 7 }
    return {
      act: () => call('PUT', `/workspaces/${slug}/policy`, body),
      async goOn() {
        const saved = await api('PUT', `/workspaces/${slug}/policy`, body)
        expect(saved).toMatchObject({
          status: 200,
          body: { enforced: true, grace_days: 7, state: 'scheduled' },
        })
        const { entries } = (await api('GET', `/workspaces/${slug}/audit`)).body
        expect(entries.filter(({ action }: { action: string }) => action === 'policy.changed')).toHaveLength(
          1,
        )
      },
    }
  },

  'the end of a workspace': async () => {
    const ended = await makeWorkspace(origin.url, [[bo.person, 'owner']])
    const path = `/workspaces/${ended.slug}`
    const facts = { name: 'Again', hosts: [ended.host], origin: origin.url }
    return {
      act: () => call('DELETE', path, {}),
      async goOn() {
        expect([204, 404]).toContain((await api('DELETE', path)).status)
        expect((await api('GET', path)).status).toBe(404)
        expect((await api('PUT', path, facts)).status).toBe(201)
        expect((await api('GET', `${path}/members`)).body.members).toEqual([])
        expect((await api('DELETE', path)).status).toBe(204)
      },
    }
  },

  'a reset by the operator': async () => {
    const { person, visitor } = await makeEnrolledPerson('Eve')
    const path = `/accounts/${person.email}/second-factor`
    return {
      act: () => call('DELETE', path, { reason: 'lost' }),
      async goOn() {
        await api('DELETE', path, { reason: 'lost' })
        expect((await api('GET', `/accounts/${person.email}`)).body.enrolled).toBe(false)
        expect(await isSignedIn(visitor)).toBe(false)
      },
    }
  },
}

/** Makes a call with the operator's token, and returns the answer. */
function call(method: string, path: string, body: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' }
  const asked = { method, headers, body: JSON.stringify(body), isScript: true, follows: false }
  return new Visitor().ask(`${portalOrigin}/api/v1${path}`, asked)
}

describe.each(Object.entries(FLOWS))('%s', (_, begin) => {
  it('neither grants too much nor loses anything, whichever call fails, before or after its effect', async () => {
    const clean = await begin()
    const {
      value,
      calls: { D1: count },
    } = await withFaults([], clean.act)
    expect(value.status).toBeLessThan(500)
    expect(count).toBeGreaterThan(0)
    for (const how of ['refused', 'lost'] as const) {
      for (let at = 1; at <= count; at++) {
        const attempt = await begin()
        const { value: answer } = await withFaults([{ store: 'D1', how, call: at }], attempt.act)
        // A failure in a side task, or after the effect, need not be reported.
        if (answer.status >= 400) await expectUnreachable(answer, { origin, workspace })
        await attempt.goOn({ how, answer })
      }
    }
  })
})
