import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  ADDRESS_BUCKET,
  blockedUntil,
  PASSWORD_BUDGET,
  SECOND_FACTOR_BUDGET,
} from '../../src/core/lockout.ts'
import {
  type AttemptsRow,
  charge,
  chargeLogin,
  chargeUnlessFull,
  fillIfCharged,
  forgetAttempts,
  giveBack,
  selectAttempts,
  selectLongestWait,
} from '../../src/store/attempts.ts'
import { startLogin } from '../../src/store/logins.ts'
import { runs } from '../support/properties.ts'
import { addAccount, BY_PASSWORD, digestOf, enrol, NOW, PASSWORD_HASH } from '../support/rows.ts'

const db = env.DB
const guess = (now: number, budget = SECOND_FACTOR_BUDGET, subject = 'ada') =>
  charge(db, budget, subject, now).first<AttemptsRow>()
const guessAtLogin = (login: string, now: number) =>
  chargeLogin(db, SECOND_FACTOR_BUDGET, digestOf(login), now).first<AttemptsRow>()

describe('a guess', () => {
  it.each([SECOND_FACTOR_BUDGET, PASSWORD_BUDGET])(
    'is charged by the arithmetic of core/lockout.ts, from the 1st to the 130th in a row: $name',
    async (budget) => {
      let now = NOW
      for (let failures = 1; failures <= 130; failures++) {
        const charged = await guess(now, budget)
        expect(charged).toEqual({ failures, blocked_until: blockedUntil(budget, failures, now) })
        now = Math.max(now + 1, charged?.blocked_until ?? 0)
      }
    },
  )

  it('is let through or not, by the statement as by core/lockout.ts, whenever guesses come', async () => {
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
          const row = { failures, blocked_until: expected.until }
          expect(await guess(now, each, subject)).toEqual(isCharged ? row : null)
        }
      }),
      runs(15),
    )
  }, 30_000)

  it('is refused while a wait is running, to its last second, and is not counted then', async () => {
    for (let i = 0; i < 5; i++) await guess(NOW)
    expect(await guess(NOW)).toBeNull()
    expect(await guess(NOW + 29)).toBeNull()
    expect(await selectAttempts(db, SECOND_FACTOR_BUDGET, 'ada').first()).toEqual({
      failures: 5,
      blocked_until: NOW + 30,
    })
    expect(await guess(NOW + 30)).toEqual({ failures: 6, blocked_until: NOW + 90 })
  })

  it('of fifty in one second only five are let through', async () => {
    const results = await db.batch(
      Array.from({ length: 50 }, () => charge(db, SECOND_FACTOR_BUDGET, 'ada', NOW)),
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
    expect(await guess(NOW)).toEqual({ failures: 1, blocked_until: 0 })
  })
})

describe('a guess at a login', () => {
  const startLoginOf = (login: string, accountId: string) =>
    startLogin(
      db,
      { tokenDigest: digestOf(login), accountId, factor: BY_PASSWORD },
      NOW,
      digestOf(`session of ${login}`),
    ).run()

  beforeEach(async () => {
    await addAccount('ada', PASSWORD_HASH)
    await enrol('ada')
  })

  it('is charged to the account: another login has no budget of its own', async () => {
    await startLoginOf('laptop', 'ada')
    await startLoginOf('phone', 'ada')
    for (let i = 0; i < 3; i++) await guessAtLogin('laptop', NOW)
    await guess(NOW)
    expect(await guessAtLogin('phone', NOW)).toEqual({ failures: 5, blocked_until: NOW + 30 })
    expect(await guessAtLogin('laptop', NOW + 1)).toBeNull()
    expect(await guess(NOW + 1)).toBeNull()
  })

  it('is charged to nobody, and never let through, where the login is over or was never begun', async () => {
    await startLoginOf('laptop', 'ada')
    expect(await guessAtLogin('laptop', NOW + 600)).toBeNull()
    expect(await guessAtLogin('nowhere', NOW)).toBeNull()
    expect(await selectAttempts(db, SECOND_FACTOR_BUDGET, 'ada').first()).toBeNull()
    expect(await guessAtLogin('laptop', NOW + 599)).toMatchObject({ failures: 1 })
  })
})

describe('a guess from an address', () => {
  const { capacity, leakSeconds } = ADDRESS_BUCKET
  const OFFICE = digestOf('the office')
  const cafe = digestOf('the café')
  let people = 0

  const pair = (now: number, subject: string, address = OFFICE) => [
    chargeUnlessFull(db, PASSWORD_BUDGET, subject, address, now),
    fillIfCharged(db, ADDRESS_BUCKET, address, now),
  ]
  async function guessFrom(now: number, subject = `person ${++people}`, address = OFFICE): Promise<boolean> {
    const [charged] = await db.batch(pair(now, subject, address))
    return charged?.results.length === 1
  }
  const waitOf = async (subject: string, address = OFFICE) =>
    (
      await selectLongestWait(db, PASSWORD_BUDGET, [subject, address]).first<{
        blocked_until: number | null
      }>()
    )?.blocked_until

  it('of a hundred in one second, at a hundred accounts, is let through sixty times', async () => {
    const results = await db.batch(Array.from({ length: 100 }, (_, i) => pair(NOW, `person ${i}`)).flat())
    const charged = results.filter((_, i) => i % 2 === 0)
    expect(charged.filter(({ results }) => results.length === 1)).toHaveLength(capacity)
    expect(await guessFrom(NOW + leakSeconds - 1)).toBe(false)
    expect(await waitOf('nobody'), 'and the answer says until when').toBe(NOW + leakSeconds)
    expect(await guessFrom(NOW + leakSeconds)).toBe(true)
    expect(await guessFrom(NOW + leakSeconds)).toBe(false)
  })

  it('fits exactly where a bucket that leaks has room', async () => {
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
    expect(await selectAttempts(db, PASSWORD_BUDGET, 'ada').first()).toBeNull()
    expect(await guessFrom(NOW, 'ada', cafe)).toBe(true)
  })

  it('at an account that waits is not charged to the address', async () => {
    for (let i = 0; i < PASSWORD_BUDGET.free; i++) await guessFrom(NOW, 'ada')
    for (let i = 0; i < 100; i++) expect(await guessFrom(NOW, 'ada')).toBe(false)
    for (let i = PASSWORD_BUDGET.free; i < capacity; i++) expect(await guessFrom(NOW)).toBe(true)
    expect(await guessFrom(NOW)).toBe(false)
    expect(await waitOf('ada'), 'the longer wait of the two').toBe(NOW + leakSeconds)
  })

  it('that was right is given back, and nothing else is: whoever signs in as themselves has not emptied it', async () => {
    for (let i = 0; i < capacity - 1; i++) await guessFrom(NOW)
    for (let i = 0; i < 5; i++) {
      expect(await guessFrom(NOW)).toBe(true)
      await giveBack(db, ADDRESS_BUCKET, OFFICE).run()
    }
    expect(await guessFrom(NOW)).toBe(true)
    expect(await guessFrom(NOW)).toBe(false)
  })

  it('leaves no credit behind: however many were given back, sixty fit and no more', async () => {
    for (let i = 0; i < 200; i++) {
      await guessFrom(NOW + i * leakSeconds)
      await giveBack(db, ADDRESS_BUCKET, OFFICE).run()
    }
    const later = NOW + 200 * leakSeconds
    for (let i = 0; i < capacity; i++) expect(await guessFrom(later)).toBe(true)
    expect(await guessFrom(later)).toBe(false)
  })
})
