// Brings right codes many times at once, from one browser and from many. guesses.test.ts brings wrong codes.

import { beforeAll, describe, expect, it } from 'vitest'
import { advance, atOnce, portalOrigin } from '../support/node/test-bed.ts'
import {
  type Answer,
  type Enrolled,
  makeEnrolledPerson,
  recoveryCodesIn,
  Visitor,
} from '../support/node/visitor.ts'

const ROUNDS = 40
const VERIFY = '/sign-in/verify'
const STALE_SECONDS = 601 // a proof older than ten minutes has to be given again

/** A browser on the page that asks for the code. The page's form stays valid when the login ends. */
interface Asked {
  readonly visitor: Visitor
  readonly page: Answer
}

const isLetIn = ({ headers }: Answer) =>
  headers.getSetCookie().some((cookie) => cookie.startsWith('__Host-sallyport-session='))

const bringAtOnce = (asked: readonly Asked[], code: string) =>
  atOnce((release) =>
    asked.map(({ visitor, page }) => visitor.submit(page, VERIFY, { code }, false, release)),
  )

// The first rounds use many browsers. The others use one browser and one cookie. A login accepts twenty
// codes.
const ROUNDS_OF_MANY = 19
const takePart = <T>(all: readonly T[], times: number, round: number): T[] =>
  Array.from({ length: times }, (_, i) => all[round < ROUNDS_OF_MANY ? i : 0]).filter(
    (each) => each !== undefined,
  )

describe('one TOTP code', () => {
  let ada: Enrolled
  beforeAll(async () => {
    ada = await makeEnrolledPerson('Ada')
  })

  /** Each sign-in starts from a page that is already open, so it reads nothing first. */
  async function makeSignIn(): Promise<{ readonly asked: Asked; again(): Promise<Answer> }> {
    const visitor = new Visitor()
    const signInPage = await visitor.ask(`${portalOrigin}/sign-in`)
    const { email, password } = ada.person
    const again = () => visitor.submit(signInPage, '/sign-in', { email, password }, false)
    await again()
    return { asked: { visitor, page: await visitor.ask(portalOrigin + VERIFY) }, again }
  }

  it.each([2, 10])('brought %i times at once makes exactly one session', async (times) => {
    const logins = await Promise.all(Array.from({ length: times }, makeSignIn))
    const sessions: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      if (round === ROUNDS_OF_MANY) await logins[0]?.again()
      await advance(30)
      const code = await ada.authenticator.code()
      const taking = takePart(logins, times, round)
      const answers = await bringAtOnce(
        taking.map(({ asked }) => asked),
        code,
      )
      sessions.push(answers.filter(isLetIn).length)
      await taking[answers.findIndex(isLetIn)]?.again()
    }
    expect(sessions).toEqual(Array(ROUNDS).fill(1))
  })
})

describe('one recovery code', () => {
  let ada: Enrolled
  const sessions: Asked[] = []
  const codes: string[] = []

  beforeAll(async () => {
    ada = await makeEnrolledPerson('Ada')
    codes.push(...ada.recoveryCodes)
    const visitors = [ada.visitor]
    for (let i = 1; i < 10; i++) {
      await advance(30)
      const visitor = new Visitor()
      await visitor.signInWithCode(ada.person, await ada.authenticator.code())
      visitors.push(visitor)
    }
    await advance(STALE_SECONDS)
    for (const visitor of visitors) sessions.push({ visitor, page: await visitor.ask(portalOrigin + VERIFY) })
  })

  /** Makes new codes in a browser that has just proved a second factor. */
  async function makeNewCodes(visitor: Visitor): Promise<void> {
    const path = '/account/security/recovery-codes'
    const shown = await visitor.submit(await visitor.ask(portalOrigin + path), path, {})
    codes.push(...recoveryCodesIn(shown.text))
    await visitor.submit(shown, `${path}/confirm`, {})
  }

  it.each([2, 10])('brought %i times at once is accepted exactly once', async (times) => {
    const accepted: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await advance(STALE_SECONDS)
      const code = codes.shift() ?? ''
      const asked = takePart(sessions, times, round)
      const answers = await bringAtOnce(asked, code)
      accepted.push(answers.filter(isLetIn).length)
      const winner = asked[answers.findIndex(isLetIn)]
      if (codes.length === 0 && winner) await makeNewCodes(winner.visitor)
    }
    expect(accepted).toEqual(Array(ROUNDS).fill(1))
  })
})
