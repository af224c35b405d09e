// Guesses a second factor many times at once and many times in a row. Each guess is charged to the account's
// one budget before anyone is told. 422 means that a guess was answered, 429 that it has to wait.

import { beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { advance, atOnce, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, alertOf, type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const ROUNDS = 40
const FREE = 5
const VERIFY = '/sign-in/verify'
const STALE_SECONDS = 601 // a proof older than ten minutes has to be given again

const statusesOf = (answers: readonly Answer[]) => answers.map(({ status }) => status)
const countOf = (answers: readonly Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length

const NO_RECOVERY_CODE = 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF'

/** Returns wrong app codes and wrong recovery codes. None is right by chance. */
async function wrongGuesses({ authenticator }: Enrolled, count: number): Promise<string[]> {
  const right = await Promise.all([-2, -1, 0, 1, 2].map((steps) => authenticator.code(steps)))
  const wrong = Array.from({ length: count + right.length }, (_, i) => String(100_003 + 17 * i))
  return wrong
    .filter((code) => !right.includes(code))
    .slice(0, count)
    .map((code, i) => (i % 3 === 0 ? NO_RECOVERY_CODE : code))
}

/**
 * A signed-in browser on the page that asks for another proof. The page's form is valid as long as the
 * session.
 */
interface Asked {
  readonly visitor: Visitor
  readonly page: Answer
}

const bring = ({ visitor, page }: Asked, code: string, release?: Promise<void>) =>
  visitor.submit(page, VERIFY, { code }, false, release)

describe('guesses at once', () => {
  let ada: Enrolled
  let first: Asked
  let second: Asked
  let all: readonly Asked[]

  beforeAll(async () => {
    ada = await makeEnrolledPerson('Ada')
    const visitors = [ada.visitor]
    for (let i = 1; i < 5; i++) {
      await advance(30)
      const visitor = new Visitor()
      await visitor.signInWithCode(ada.person, await ada.authenticator.code())
      visitors.push(visitor)
    }
    await advance(STALE_SECONDS)
    const asked = visitors.map(async (visitor) => ({
      visitor,
      page: await visitor.ask(portalOrigin + VERIFY),
    }))
    all = await Promise.all(asked)
    const [one, other] = all
    if (!one || !other) throw new Error('nobody is there')
    first = one
    second = other
  })

  async function guessAtOnce(count: number): Promise<Answer[]> {
    const guesses = await wrongGuesses(ada, count)
    return atOnce((release) => guesses.map((code, i) => bring(all[i % all.length] ?? first, code, release)))
  }

  /** Waits, and proves a right code, which resets the failures. */
  async function succeed(): Promise<void> {
    await advance(30)
    expect((await bring(first, await ada.authenticator.code())).status).toBe(303)
    await advance(STALE_SECONDS)
  }

  it.each([
    [10, ROUNDS],
    [50, 5],
  ])('%i that are wrong, from all sessions, are checked five times and no more', async (count, rounds) => {
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

  it('make right codes wait too, and use up none of them', async () => {
    await guessAtOnce(FREE)
    const code = await ada.authenticator.code()
    const [recoveryCode = ''] = ada.recoveryCodes
    const refused = [await bring(first, code), await bring(second, recoveryCode)]
    expect(statusesOf(refused)).toEqual([429, 429])
    for (const { headers } of refused) expect(headers.get('retry-after')).toMatch(/^([1-9]|[12]\d|30)$/)
    expect(alertOf(refused[0]?.text ?? '')).toMatch(sentence(en.codeRefusals.locked))
    await advance(30)
    expect((await bring(second, recoveryCode)).status).toBe(303)
    expect((await bring(first, code)).status).toBe(303)
    await advance(STALE_SECONDS)
  })
})

describe('a hundred wrong codes in a row', () => {
  // The wait after each wrong guess: 30 s, doubling up to an hour.
  const waitAfter = (failures: number) => (failures < FREE ? 0 : Math.min(30 * 2 ** (failures - FREE), 3600))

  it('disable the authenticator until a recovery code is used', async () => {
    const ada = await makeEnrolledPerson('Ada')
    const guesser = ada.visitor
    const signInPage = await guesser.ask(`${portalOrigin}/sign-in`)
    const { email, password } = ada.person
    await advance(STALE_SECONDS)
    const page = await guesser.ask(portalOrigin + VERIFY)
    /**
     * Guesses in the session, and after the session ends, in one login after another. The form is valid for
     * all of them.
     */
    const guess = async (code: string): Promise<Answer> => {
      const answer = await guesser.submit(page, VERIFY, { code }, false)
      if (answer.status !== 303 || answer.headers.getSetCookie().some((line) => line.includes('-session='))) {
        return answer
      }
      await guesser.submit(signInPage, '/sign-in', { email, password }, false)
      return guesser.submit(page, VERIFY, { code }, false)
    }
    for (let failures = 0; failures < 100; failures++) {
      await advance(waitAfter(failures))
      const [wrong = ''] = failures < 98 ? [NO_RECOVERY_CODE] : (await wrongGuesses(ada, 2)).slice(1)
      const answer = await guess(wrong)
      expect(answer.status).toBe(422)
      const isDisabled = sentence(en.codeRefusals.authenticatorDisabled).test(alertOf(answer.text))
      expect(isDisabled).toBe(failures === 99)
    }
    await advance(3600)
    const refused = await guess(await ada.authenticator.code())
    expect(refused.status).toBe(422)
    expect(alertOf(refused.text)).toMatch(sentence(en.codeRefusals.authenticatorDisabled))

    await advance(3600)
    expect((await guess(ada.recoveryCodes[0] ?? '')).status).toBe(303)
    await advance(STALE_SECONDS)
    expect((await guess(await ada.authenticator.code())).status).toBe(303)
  })
})
