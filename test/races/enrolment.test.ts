import { beforeAll, describe, expect, it } from 'vitest'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import { atOnce, makePerson, type Person, portalOrigin, runSql } from '../support/node/test-bed.ts'
import { type Answer, otpauthLink, Visitor } from '../support/node/visitor.ts'

const ROUNDS = 15
const PATH = '/account/security/authenticator'

const isEnrolled = ({ headers }: Answer) =>
  headers.getSetCookie().some((cookie) => cookie.startsWith('__Host-sallyport-session='))

describe('an authenticator', () => {
  const visitors: Visitor[] = []
  let ada: Person
  beforeAll(async () => {
    ada = await makePerson('Ada')
    for (let i = 0; i < 10; i++) {
      const visitor = new Visitor()
      await visitor.signIn(ada)
      visitors.push(visitor)
    }
  })

  async function offerTo(visitor: Visitor) {
    const page = await visitor.ask(portalOrigin + PATH)
    const authenticator = authenticatorFrom(otpauthLink(page.text))
    return { visitor, page, code: await authenticator.code() }
  }

  /**
   * Removes the authenticator and keeps every browser signed in. Turning it off on the page would end the
   * other sessions.
   */
  const startAgain = () =>
    runSql(
      `DELETE FROM authenticators WHERE account_id = (SELECT id FROM accounts WHERE email = '${ada.email}')`,
      'UPDATE sessions SET mfa_time = NULL, mfa_method = NULL',
      'DELETE FROM recent_counts',
    )

  it.each([2, 10])('confirmed %i times at once in one browser is saved once', async (times) => {
    const [visitor = new Visitor()] = visitors
    const enrolled: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const { page, code } = await offerTo(visitor)
      const answers = await atOnce((release) =>
        Array.from({ length: times }, () => visitor.submit(page, PATH, { code }, false, release)),
      )
      enrolled.push(answers.filter(isEnrolled).length)
      await startAgain()
    }
    expect(enrolled).toEqual(Array(ROUNDS).fill(1))
  })

  it.each([2, 10])('set up in %i browsers at once is saved for one of them', async (times) => {
    const enrolled: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const offers = await Promise.all(visitors.slice(0, times).map(offerTo))
      const answers = await atOnce((release) =>
        offers.map(({ visitor, page, code }) => visitor.submit(page, PATH, { code }, false, release)),
      )
      enrolled.push(answers.filter(isEnrolled).length)
      await startAgain()
    }
    expect(enrolled).toEqual(Array(ROUNDS).fill(1))
  })
})
