// Guesses passwords from one network, many at once and against many accounts. 422 means that a guess was
// checked, 429 that it was not.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import {
  advance,
  atOnce,
  makePerson,
  type Person,
  portalOrigin,
  stopClock,
} from '../support/node/test-bed.ts'
import { alertOf, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const CAPACITY = 60
const LEAK_SECONDS = 60
const VOLLEY = 50

let ada: Person
/** A browser in which Ada has signed in, from another network. */
let known: Visitor
// With a running clock a guess becomes free again after a minute, whenever that is.
let startClock: () => Promise<unknown>
beforeAll(async () => {
  startClock = await stopClock()
  ada = await makePerson('Ada')
  known = new Visitor().comesFrom('198.51.100.1')
  await known.signIn(ada)
})
afterAll(() => startClock())

let hosts = 0
/** Returns a visitor with a new address in one /64 network. */
const stranger = () => new Visitor().comesFrom(`2001:db8:bad:cafe:${(++hosts).toString(16)}::${hosts}`)

/** Guesses once per account, for accounts that may or may not exist. */
async function guessAtOnce(): Promise<number[]> {
  const visitors = Array.from({ length: VOLLEY }, stranger)
  const pages = await Promise.all(visitors.map((visitor) => visitor.ask(`${portalOrigin}/sign-in`)))
  const answers = await atOnce((release) =>
    visitors.map((visitor, i) => {
      const page = pages[i]
      if (!page) throw new Error('no page was returned')
      const fields = { email: `somebody-${hosts}-${i}@acme.example`, password: 'not their password' }
      return visitor.submit(page, '/sign-in', fields, false, release)
    }),
  )
  return answers.map(({ status }) => status)
}

describe('fifty wrong passwords at once, twice, from fifty addresses of one IPv6 network at fifty accounts', () => {
  it('are checked sixty times, and once more for each minute that passes', async () => {
    const statuses = [...(await guessAtOnce()), ...(await guessAtOnce())]
    expect(statuses.filter((status) => status === 422)).toHaveLength(CAPACITY)
    expect(statuses.filter((status) => status === 429)).toHaveLength(2 * VOLLEY - CAPACITY)
    await advance(LEAK_SECONDS)
    expect((await guessAtOnce()).filter((status) => status === 422)).toHaveLength(1)
  })

  it('lock out neither a known browser in that network nor any browser in another network', async () => {
    await known.submit(await known.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
    expect((await known.comesFrom('2001:db8:bad:cafe::1').signIn(ada)).status).toBe(200)
    expect((await new Visitor().comesFrom('2001:db8:bad:caff::1').signIn(ada)).status).toBe(200)
  })

  it('make a right password in a new browser of that network wait; then it works and costs no budget', async () => {
    const refused = await stranger().signIn(ada)
    expect(refused.status).toBe(429)
    expect(alertOf(refused.text)).toMatch(sentence(en.layout.tooManyAttempts))
    await advance(LEAK_SECONDS)
    for (let i = 0; i < 3; i++) expect((await stranger().signIn(ada)).status).toBe(200)
    expect((await stranger().signIn({ ...ada, password: 'wrong' })).status).toBe(422)
    expect((await stranger().signIn(ada)).status).toBe(429)
  })
})

describe('fifty passwords at once for one account, each from its own network', () => {
  const FREE = 10

  it.each([4, 25, 46])(
    'get ten answers at most, and a right one at place %i is let in or waits',
    async (place) => {
      const bo = await makePerson('Bo')
      const visitors = Array.from({ length: VOLLEY }, (_, i) =>
        new Visitor().comesFrom(`198.18.${place}.${i + 1}`),
      )
      const pages = await Promise.all(visitors.map((visitor) => visitor.ask(`${portalOrigin}/sign-in`)))
      const answers = await atOnce((release) =>
        visitors.map((visitor, i) => {
          const page = pages[i]
          if (!page) throw new Error('no page was returned')
          const password = i === place ? bo.password : `not the password, ${i}`
          return visitor.submit(page, '/sign-in', { email: bo.email, password }, false, release)
        }),
      )
      const statuses = answers.map(({ status }) => status)
      const right = statuses[place]
      expect([303, 429]).toContain(right)
      // A right one gives back the charges before it, and those are as many as may come after it.
      const told = statuses.filter((status) => status === 422).length
      expect(told).toBeLessThanOrEqual(right === 303 ? 2 * FREE - 1 : FREE)
      expect(statuses.filter((status) => status !== 422 && status !== 429)).toEqual(
        right === 303 ? [303] : [],
      )
    },
  )
})
