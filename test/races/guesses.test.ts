// Guesses at a second factor, many at once and many in a row. Each is charged before it is checked, to one budget of the
// account: 422 says that a guess was checked, 429 that it was not.

import { beforeAll, describe, expect, it } from 'vitest'
import { advance, atOnce, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, alertOf, type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const ROUNDS = 40
const FREE = 5
const VERIFY = '/sign-in/verify'
const STALE_SECONDS = 601 // a proof older than ten minutes may be given again

const statusesOf = (answers: readonly Answer[]) => answers.map(({ status }) => status)
const countOf = (answers: readonly Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length

/** Both kinds, and none that is right by chance. */
async function wrongGuesses({ authenticator }: Enrolled, count: number): Promise<string[]> {
  const right = await Promise.all([-2, -1, 0, 1, 2].map((steps) => authenticator.code(steps)))
  const wrong = Array.from({ length: count + right.length }, (_, i) => String(100_003 + 17 * i))
  return wrong
    .filter((code) => !right.includes(code))
    .slice(0, count)
    .map((code, i) =>
      i % 3 === 0 ? `AAAA-BBBB-CCCC-DDDD-EEEE-${code.replaceAll(/[^2-7]/g, 'Z').slice(2)}` : code,
    )
}

describe('guesses at once', () => {
  let ada: Enrolled
  let page: Answer
  const sessions: Visitor[] = []

  beforeAll(async () => {
    ada = await makeEnrolledPerson('Ada')
    sessions.push(ada.visitor)
    for (let i = 1; i < 5; i++) {
      await advance(30)
      const visitor = new Visitor()
      await visitor.signInWithCode(ada.person, await ada.authenticator.code())
      sessions.push(visitor)
    }
    await advance(STALE_SECONDS)
  })

  const bring = async (visitor: Visitor | undefined, code: string): Promise<Answer> => {
    if (!visitor) throw new Error('nobody is there')
    page = await visitor.ask(portalOrigin + VERIFY)
    return visitor.submit(page, VERIFY, { code }, false)
  }

  async function guessAtOnce(count: number): Promise<Answer[]> {
    const guesses = await wrongGuesses(ada, count)
    const pages = await Promise.all(sessions.map((visitor) => visitor.ask(portalOrigin + VERIFY)))
    return atOnce((release) =>
      guesses.flatMap((code, i) => {
        const visitor = sessions[i % sessions.length]
        const asked = pages[i % sessions.length]
        return visitor && asked ? [visitor.submit(asked, VERIFY, { code }, false, release)] : []
      }),
    )
  }

  /** The wait is over, and one that is right makes an end of the failures. */
  async function succeed(): Promise<void> {
    await advance(30)
    expect((await bring(ada.visitor, await ada.authenticator.code())).status).toBe(303)
    await advance(STALE_SECONDS)
  }

  it.each([
    [10, ROUNDS],
    [50, 10],
  ])('%i wrong ones, from all sessions, are checked five times and not once more', async (count, rounds) => {
    const checked: number[] = []
    const locked: number[] = []
    for (let round = 0; round < rounds; round++) {
      const answers = await guessAtOnce(count)
      checked.push(countOf(answers, 422))
      locked.push(countOf(answers, 429))
      await succeed()
    }
    expect(checked).toEqual(Array(rounds).fill(FREE))
    expect(locked).toEqual(Array(rounds).fill(count - FREE))
  })

  it('cost the wait to codes that are right, too, and spend none of them', async () => {
    await guessAtOnce(FREE)
    const code = await ada.authenticator.code()
    const [recoveryCode = ''] = ada.recoveryCodes
    const refused = [await bring(ada.visitor, code), await bring(sessions[1], recoveryCode)]
    expect(statusesOf(refused)).toEqual([429, 429])
    expect(alertOf(refused[0]?.text ?? '')).toMatch(/Too many wrong codes.*in \d+ seconds/s)
    await advance(30)
    expect((await bring(sessions[1], recoveryCode)).status).toBe(303)
    expect((await bring(ada.visitor, code)).status).toBe(303)
    await advance(STALE_SECONDS)
  })
})

describe('a hundred wrong codes in a row', () => {
  // 30 s, doubling to an hour: what a guesser waits for between the fifth guess and the hundredth.
  const waitAfter = (failures: number) => (failures < FREE ? 0 : Math.min(30 * 2 ** (failures - FREE), 3600))

  it('put the authenticator out of use, until a recovery code is used', async () => {
    const ada = await makeEnrolledPerson('Ada')
    const guesser = new Visitor()
    /** In a login, or in a new one where that took too long. */
    const guess = async (code: string): Promise<Answer> => {
      const asked = await guesser.ask(portalOrigin + VERIFY)
      const page = asked.url.includes(VERIFY) ? asked : await guesser.signIn(ada.person)
      return guesser.submit(page, VERIFY, { code }, false)
    }
    await advance(30)
    const wrong = await wrongGuesses(ada, 1).then(([first = '']) =>
      first.replaceAll(/\D/g, '').padEnd(6, '1'),
    )
    for (let failures = 0; failures < 100; failures++) {
      await advance(waitAfter(failures))
      const answer = await guess(wrong)
      expect(answer.status).toBe(422)
      if (failures < 99) expect(alertOf(answer.text)).not.toContain('no longer counts')
    }
    await advance(3600)
    const refused = await guess(await ada.authenticator.code())
    expect(refused.status).toBe(422)
    expect(alertOf(refused.text)).toContain('no longer counts')

    await advance(3600)
    expect((await guess(ada.recoveryCodes[0] ?? '')).status).toBe(303)
    await advance(STALE_SECONDS)
    expect((await guess(await ada.authenticator.code())).status).toBe(303)
  })
})
