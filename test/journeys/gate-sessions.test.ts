// How long a session lasts, and the login before it. test/abuse tests false sessions.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, portalOrigin } from '../support/node/test-bed.ts'
import { type Admitted, makeAdmitted, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const SESSION = '__Host-sallyport-session'
const portalHost = new URL(portalOrigin).host

let origin: RecordingOrigin
let inside: Admitted
beforeAll(async () => {
  origin = await startRecordingOrigin()
  inside = await makeAdmitted(origin.url, 'Bob')
})
afterAll(() => origin.close())

describe('a session', () => {
  const isSignedIn = async (cookie: string): Promise<boolean> => {
    const browser = new Visitor()
    browser.setCookie(portalHost, SESSION, cookie)
    return !(await browser.ask(`${portalOrigin}/account/security`)).url.includes('/sign-in')
  }
  const cookieOf = (visitor: Visitor) => visitor.cookie(portalHost, SESSION) ?? ''

  it('never keeps a value from before sign-in', async () => {
    const planted = 'A'.repeat(43)
    const visitor = new Visitor()
    visitor.setCookie(portalHost, SESSION, planted)
    await visitor.signIn(inside.person)
    expect(cookieOf(visitor)).toMatch(/^[\w-]{43}$/)
    expect(cookieOf(visitor)).not.toBe(planted)
    expect(await isSignedIn(planted)).toBe(false)
    expect(await isSignedIn(cookieOf(visitor))).toBe(true)
  })

  it('ends in its browser when another session begins there', async () => {
    const visitor = new Visitor()
    await visitor.signIn(inside.person)
    const before = cookieOf(visitor)
    await visitor.signIn(inside.person)
    expect(await isSignedIn(before)).toBe(false)
  })

  it('changes its value at enrolment and at each new proof of the second factor', async () => {
    const { person } = await makeAdmitted(origin.url, 'Ada')
    const visitor = new Visitor()
    await visitor.signIn(person)
    const before = cookieOf(visitor)
    const { authenticator } = await visitor.enrol()
    const enrolled = cookieOf(visitor)
    await advance(601)
    const page = await visitor.ask(`${portalOrigin}/sign-in/verify`)
    await visitor.submit(page, '/sign-in/verify', { code: await authenticator.code() })
    expect(new Set([before, enrolled, cookieOf(visitor)]).size).toBe(3)
    for (const old of [before, enrolled]) expect(await isSignedIn(old)).toBe(false)
    expect(await isSignedIn(cookieOf(visitor))).toBe(true)
  })

  it('ends at sign-out, also for a copy of its cookie', async () => {
    const visitor = new Visitor()
    await visitor.signIn(inside.person)
    const copy = cookieOf(visitor)
    await visitor.submit(await visitor.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
    expect(cookieOf(visitor)).toBe('')
    expect(await isSignedIn(copy)).toBe(false)
  })
})

describe('between the first factor and the second', () => {
  it('at most ten minutes may pass', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Ada')
    const visitor = new Visitor()
    const page = await visitor.signIn(person)
    await advance(600)
    const late = await visitor.submit(page, '/sign-in/verify', { code: await authenticator.code() })
    expect(late.url).toContain('/sign-in?')
    expect(visitor.cookie(portalHost, SESSION)).toBeUndefined()
  })
})
