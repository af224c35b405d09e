import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ADDRESS_BUCKET,
  blockedUntil,
  PASSWORD_BUDGET,
  SECOND_FACTOR_BUDGET,
} from '../../src/core/lockout.ts'
import {
  charge,
  chargeUnlessFull,
  fillIfCharged,
  forgetAttempts,
  giveBack,
  mayGuess,
  selectAttempts,
  selectLongestWait,
} from '../../src/store/attempts.ts'
import { findFirst } from '../../src/store/batch.ts'
import { runs } from '../support/properties.ts'
import { digestOf, NOW, rows } from '../support/rows.ts'

const db = env.DB
const guess = (now: number, budget = SECOND_FACTOR_BUDGET, subject = 'ada') =>
  findFirst(db, charge(db, budget, subject, now))

describe('a guess', () => {
  it.each([SECOND_FACTOR_BUDGET, PASSWORD_BUDGET])(
    'is charged as core/lockout.ts computes, from the 1st to the 130th in a row: $name',
    async (budget) => {
      let now = NOW
      for (let failures = 1; failures <= 130; failures++) {
        const charged = await guess(now, budget)
        expect(charged).toEqual({ failures, blockedUntil: blockedUntil(budget, failures, now) })
        now = Math.max(now + 1, charged?.blockedUntil ?? 0)
      }
    },
  )

  it('is allowed or refused as core/lockout.ts computes, at any times', async () => {
    const budget = fc.constantFrom(SECOND_FACTOR_BUDGET, PASSWORD_BUDGET)
    const pause = fc.oneof(
      fc.constant(0),
      fc.integer({ max: 40, min: 1 }),
      fc.constantFrom(59, 60, 3599, 3600),
    )
    let subjects = 0
    await fc.assert(
      fc.asyncProperty(budget, fc.array(pause, { minLength: 8, maxLength: 25 }), async (each, pauses) => {
        const subject = `somebody ${++subjects}`
        let expected = { now: NOW, failures: 0, until: 0 }
        for (const seconds of pauses) {
          const now = expected.now + seconds
          const isCharged = now >= expected.until
          const failures = expected.failures + (isCharged ? 1 : 0)
          expected = { now, failures, until: isCharged ? blockedUntil(each, failures, now) : expected.until }
          const row = { failures, blockedUntil: expected.until }
          expect(await guess(now, each, subject)).toEqual(isCharged ? row : null)
        }
      }),
      runs(15),
    )
  }, 30_000)

  it('is refused during a wait, to its last second, and is not counted then', async () => {
    for (let i = 0; i < 5; i++) await guess(NOW)
    expect(await guess(NOW)).toBeNull()
    expect(await guess(NOW + 29)).toBeNull()
    expect(await findFirst(db, selectAttempts(db, SECOND_FACTOR_BUDGET, 'ada'))).toEqual({
      failures: 5,
      blockedUntil: NOW + 30,
    })
    expect(await guess(NOW + 30)).toEqual({ failures: 6, blockedUntil: NOW + 90 })
  })

  it('among fifty in one second is allowed only five times', async () => {
    const results = await db.batch(
      Array.from({ length: 50 }, () => charge(db, SECOND_FACTOR_BUDGET, 'ada', NOW).statement),
    )
    expect(results.filter(({ results }) => results.length === 1)).toHaveLength(5)
  })

  it('by one account is not charged to another, and at a password not to the second factor', async () => {
    for (let i = 0; i < 5; i++) await guess(NOW)
    expect(await guess(NOW, SECOND_FACTOR_BUDGET, 'bela')).toMatchObject({ failures: 1 })
    expect(await guess(NOW, PASSWORD_BUDGET)).toMatchObject({ failures: 1 })
  })

  it('after a success is the first again', async () => {
    for (let i = 0; i < 5; i++) await guess(NOW)
    await forgetAttempts(db, SECOND_FACTOR_BUDGET, 'ada').run()
    expect(await guess(NOW)).toEqual({ failures: 1, blockedUntil: 0 })
  })
})

describe('what a guess may spend', () => {
  const may = async (most: number, now = NOW) => {
    const { sql, values } = mayGuess(SECOND_FACTOR_BUDGET, 'ada', now, most)
    return (await rows(`SELECT 1 WHERE ${sql}`, ...values)).length === 1
  }

  it('is nothing during a wait, or once the failures reach the limit', async () => {
    expect(await may(5)).toBe(true)
    for (let i = 0; i < 4; i++) await guess(NOW)
    expect([await may(5), await may(4)]).toEqual([true, false])
    await guess(NOW)
    expect([await may(100), await may(100, NOW + 29), await may(100, NOW + 30)]).toEqual([false, false, true])
  })
})

describe('a guess from an address', () => {
  const { capacity, leakSeconds } = ADDRESS_BUCKET
  const OFFICE = digestOf('the office')
  const cafe = digestOf('the café')
  let people = 0

  const pair = (now: number, subject: string, address = OFFICE) => [
    chargeUnlessFull(db, PASSWORD_BUDGET, subject, address, now).statement,
    fillIfCharged(db, ADDRESS_BUCKET, address, now),
  ]
  async function guessFrom(now: number, subject = `person ${++people}`, address = OFFICE): Promise<boolean> {
    const [charged] = await db.batch(pair(now, subject, address))
    return charged?.results.length === 1
  }
  const waitOf = (subject: string, address = OFFICE) =>
    findFirst(db, selectLongestWait(db, PASSWORD_BUDGET, [subject, address]))

  it('among a hundred in one second, at a hundred accounts, is allowed sixty times', async () => {
    const results = await db.batch(Array.from({ length: 100 }, (_, i) => pair(NOW, `person ${i}`)).flat())
    const charged = results.filter((_, i) => i % 2 === 0)
    expect(charged.filter(({ results }) => results.length === 1)).toHaveLength(capacity)
    expect(await guessFrom(NOW + leakSeconds - 1)).toBe(false)
    expect(await waitOf('nobody'), 'and the answer says until when').toBe(NOW + leakSeconds)
    expect(await guessFrom(NOW + leakSeconds)).toBe(true)
    expect(await guessFrom(NOW + leakSeconds)).toBe(false)
  })

  it('is allowed exactly when a leaky bucket has room', async () => {
    let now = NOW
    let level = 0
    const random = [7, 0, 0, 1, 59, 60, 61, 0, 600, 3, 0, 90]
    for (let i = 0; i < 400; i++) {
      const seconds = i < 80 ? 0 : (random[i % random.length] ?? 0)
      now += seconds
      level = Math.max(0, level - seconds / leakSeconds)
      const fits = level + 1 <= capacity + 1e-9
      expect(await guessFrom(now), `after ${i}, at a level of ${level}`).toBe(fits)
      if (fits) level += 1
    }
  })

  it('that finds the bucket full is not charged to the account', async () => {
    for (let i = 0; i < capacity; i++) await guessFrom(NOW)
    expect(await guessFrom(NOW, 'ada')).toBe(false)
    expect(await findFirst(db, selectAttempts(db, PASSWORD_BUDGET, 'ada'))).toBeNull()
    expect(await guessFrom(NOW, 'ada', cafe)).toBe(true)
  })

  it('at an account that must wait is not charged to the address', async () => {
    for (let i = 0; i < PASSWORD_BUDGET.free; i++) await guessFrom(NOW, 'ada')
    for (let i = 0; i < 100; i++) expect(await guessFrom(NOW, 'ada')).toBe(false)
    for (let i = PASSWORD_BUDGET.free; i < capacity; i++) expect(await guessFrom(NOW)).toBe(true)
    expect(await guessFrom(NOW)).toBe(false)
    expect(await waitOf('ada'), 'the longer wait of the two').toBe(NOW + leakSeconds)
  })

  it('is refunded only if it was right: signing in does not empty the bucket', async () => {
    for (let i = 0; i < capacity - 1; i++) await guessFrom(NOW)
    for (let i = 0; i < 5; i++) {
      expect(await guessFrom(NOW)).toBe(true)
      await giveBack(db, ADDRESS_BUCKET, OFFICE).run()
    }
    expect(await guessFrom(NOW)).toBe(true)
    expect(await guessFrom(NOW)).toBe(false)
  })

  it('leaves no credit: after any number of refunds, sixty fit and no more', async () => {
    for (let i = 0; i < 200; i++) {
      await guessFrom(NOW + i * leakSeconds)
      await giveBack(db, ADDRESS_BUCKET, OFFICE).run()
    }
    const later = NOW + 200 * leakSeconds
    for (let i = 0; i < capacity; i++) expect(await guessFrom(later)).toBe(true)
    expect(await guessFrom(later)).toBe(false)
  })
})
