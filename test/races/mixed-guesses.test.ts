// Guesses at one account's second factor from logins and sessions at once, of both kinds, with right ones among them,
// and from clients that hang up. Whatever comes first, five wrong ones are told, and nothing is told uncharged.

import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { csrfOf, FORM_HEADERS } from '../support/node/portal-forms.ts'
import { advance, atOnce, port, portalOrigin, runSql } from '../support/node/test-bed.ts'
import { type Answer, type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const VERIFY = '/sign-in/verify'
const NO_RECOVERY_CODE = 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF'
const FREE = 5

let ada: Enrolled
let asked: { readonly visitor: Visitor; readonly page: Answer }[]
beforeEach(async () => {
  ada = await makeEnrolledPerson('Ada')
  await advance(601)
  const logins = [new Visitor(), new Visitor()]
  for (const login of logins) await login.signIn(ada.person)
  const visitors = [ada.visitor, ...logins]
  asked = await Promise.all(
    visitors.map(async (visitor) => ({ visitor, page: await visitor.ask(portalOrigin + VERIFY) })),
  )
})

const bring = (nth: number, code: string, release?: Promise<void>) => {
  const { visitor, page } = asked[nth % asked.length] ?? { visitor: new Visitor(), page: {} as Answer }
  return visitor.submit(page, VERIFY, { code }, false, release)
}
const countOf = (answers: readonly Answer[], ...statuses: number[]) =>
  answers.filter(({ status }) => statuses.includes(status)).length
const isLetIn = ({ headers }: Answer) =>
  headers.getSetCookie().some((line) => line.startsWith('__Host-sallyport-session='))

/** Wrong ones of both kinds. None is right, or right with a clock that is off. */
async function wrongOnes(count: number): Promise<string[]> {
  const near = await Promise.all(Array.from({ length: 61 }, (_, i) => ada.authenticator.code(i - 30)))
  return Array.from({ length: 2 * count }, (_, i) => String(100_003 + 31 * i))
    .filter((code) => !near.includes(code))
    .slice(0, count)
    .map((code, i) => (i % 3 === 0 ? NO_RECOVERY_CODE : code))
}

/** How many guesses are charged, and how many are recorded, at one time. */
async function countGuesses() {
  const [attempts, refusals] = await runSql<{ n: number }>(
    `SELECT t.failures AS n FROM attempts t JOIN accounts a ON a.id = t.subject
     WHERE t.budget = 'second-factor' AND a.email = '${ada.person.email}'`,
    `SELECT count(*) AS n FROM audit WHERE actor = '${ada.person.email}' AND action = 'second_factor.refused'`,
  )
  return { charged: attempts?.[0]?.n ?? 0, recorded: refusals?.[0]?.n ?? 0 }
}

async function refusedBeforeProof(): Promise<number> {
  const [found] = await runSql<{ n: number }>(
    `SELECT count(*) AS n FROM audit WHERE actor = '${ada.person.email}' AND action = 'second_factor.refused'
       AND id < (SELECT max(id) FROM audit WHERE actor = '${ada.person.email}' AND action = 'second_factor.proved')`,
  )
  return found?.[0]?.n ?? 0
}

describe('a hundred guesses at once, over two logins and a session', () => {
  it('that are all wrong are answered five times, and charged and recorded as often', async () => {
    const guesses = await wrongOnes(100)
    const answers = await atOnce((release) => guesses.map((code, i) => bring(i, code, release)))
    expect([countOf(answers, 422), countOf(answers, 429)]).toEqual([FREE, 100 - FREE])
    expect(await countGuesses()).toEqual({ charged: FREE, recorded: FREE })
  })

  it.each([3, 50, 97])(
    'with a right one at place %i let that one in, or tell nothing of it',
    async (place) => {
      const guesses = await wrongOnes(99)
      guesses.splice(place, 0, await ada.authenticator.code())
      const answers = await atOnce((release) => guesses.map((code, i) => bring(i, code, release)))
      const letIn = answers.filter(isLetIn).length
      // A right one forgets the guesses before it, so that five more may come after it.
      expect(countOf(answers, 422)).toBeLessThanOrEqual(FREE * (1 + letIn))
      expect(letIn).toBeLessThanOrEqual(1)
      if (letIn === 0) expect(answers[place]?.status).toBe(429)
      // Once five were refused, a wait is running, and no right one ends it.
      else expect(await refusedBeforeProof()).toBeLessThan(FREE)
    },
  )

  it('in window after window are answered once in each after the first', async () => {
    const told: number[] = []
    for (const wait of [0, 30, 60, 120, 240]) {
      await advance(wait)
      const guesses = await wrongOnes(30)
      const answers = await atOnce((release) => guesses.map((code, i) => bring(i, code, release)))
      told.push(countOf(answers, 422))
    }
    expect(told).toEqual([FREE, 1, 1, 1, 1])
  })
})

describe('a client that hangs up before the answer', () => {
  async function hangUpAfter(milliseconds: number, code: string): Promise<void> {
    const { visitor } = asked[1] ?? { visitor: new Visitor() }
    const body = new URLSearchParams({ csrf: await csrfOf(visitor, VERIFY), code }).toString()
    const host = new URL(portalOrigin).host
    const cookie = [...(visitor.cookies.get(host) ?? [])].map((pair) => pair.join('=')).join('; ')
    const lines = Object.entries({ ...FORM_HEADERS, host, cookie, 'content-length': String(body.length) })
    const head = [`POST ${VERIFY} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), '', '']
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    socket.write(head.join('\r\n') + body)
    await sleep(milliseconds)
    socket.destroy()
  }

  it('gains no guess: those that are told afterwards are as few as ever', async () => {
    const guesses = await wrongOnes(20)
    for (const [i, code] of guesses.entries()) await hangUpAfter(i % 10, code)
    const { charged, recorded } = await countGuesses()
    expect(recorded).toBe(charged)
    const answers = await atOnce((release) => guesses.map((code, i) => bring(i, code, release)))
    // A guess may still have been under way, so that fewer are told.
    expect(countOf(answers, 422)).toBeLessThanOrEqual(FREE - charged)
    expect(await countGuesses()).toEqual({ charged: FREE, recorded: FREE })
  })
})
