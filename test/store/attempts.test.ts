import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { blockedUntil, PASSWORD_BUDGET, SECOND_FACTOR_BUDGET } from '../../src/core/lockout.ts'
import {
  type AttemptsRow,
  charge,
  chargeLogin,
  forgetAttempts,
  selectAttempts,
} from '../../src/store/attempts.ts'
import { startLogin } from '../../src/store/logins.ts'
import { addAccount, BY_PASSWORD, digestOf, enrol, NOW } from '../support/rows.ts'

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
    await addAccount('ada')
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
