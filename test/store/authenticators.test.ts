import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  confirmAuthenticator,
  refuseStep,
  removeAuthenticatorIf,
  selectAuthenticatorOf,
  spendStep,
} from '../../src/store/authenticators.ts'
import { findFirst } from '../../src/store/batch.ts'
import { not } from '../../src/store/condition.ts'
import { offerAuthenticator } from '../../src/store/pending-authenticators.ts'
import { isRequiredByAPolicy } from '../../src/store/required-factors.ts'
import { saveAllowedProviders } from '../../src/store/workspaces.ts'
import { runs } from '../support/properties.ts'
import {
  addAccount,
  addMember,
  addSession,
  addStranger,
  addWorkspace,
  changes,
  count,
  digestOf,
  enrol,
  IN_EFFECT,
  NOW,
  OFF,
  rows,
  SCHEDULED,
  sealedOf,
  setPolicy,
} from '../support/rows.ts'

const db = env.DB
const ALWAYS = { sql: '1', values: [] }
const ADAS_APP = { id: 'app of ada', accountId: 'ada' }
const STEP = 60_000_000

const spend = (step: number, authenticator = ADAS_APP) =>
  changes(spendStep(db, authenticator, { step, resealed: null }, ALWAYS))
const enrolledAt = async (id: string) =>
  (await rows<{ enrolled_at: number | null }>('SELECT enrolled_at FROM accounts WHERE id = ?', id))[0]
    ?.enrolled_at

beforeEach(async () => {
  await addAccount('ada')
})

describe('spending a step', () => {
  beforeEach(() => enrol('ada'))

  it('accepts a code once, even inside its own 30 seconds', async () => {
    expect(await spend(STEP)).toBe(true)
    expect(await spend(STEP)).toBe(false)
  })

  it('refuses a code older than the last one used, even if its step is still accepted', async () => {
    expect(await spend(STEP + 1)).toBe(true)
    expect(await spend(STEP)).toBe(false)
  })

  it('accepts the next step’s code after this one', async () => {
    expect(await spend(STEP)).toBe(true)
    expect(await spend(STEP + 1)).toBe(true)
  })

  it('only goes forward: a step after all spent ones, and never a refused one', async () => {
    const step = fc.record({
      isRefusal: fc.nat(4).map((n) => n === 0),
      step: fc.integer({ min: -6, max: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (taken) => {
        await rows('UPDATE authenticators SET last_step = ?', STEP - 7)
        await rows('DELETE FROM refused_steps')
        let last = -7
        const refused = new Set<number>()
        for (const { isRefusal, step } of taken) {
          if (isRefusal) await refuseStep(db, { accountId: 'ada', period: 30 }, STEP + step).run()
          if (isRefusal) refused.add(step)
          else {
            const isNext = step > last && !refused.has(step)
            expect(await spend(STEP + step)).toBe(isNext)
            if (isNext) last = step
          }
        }
      }),
      runs(25),
    )
  }, 30_000)

  it('changes nothing the second time in one batch', async () => {
    const results = await db.batch([
      spendStep(db, ADAS_APP, { step: STEP, resealed: null }, ALWAYS),
      spendStep(db, ADAS_APP, { step: STEP, resealed: null }, ALWAYS),
    ])
    expect(results.map(({ meta }) => meta.changes)).toEqual([1, 0])
  })

  it('never accepts a step whose code was once typed early, even at its time', async () => {
    await refuseStep(db, { accountId: 'ada', period: 30 }, STEP).run()
    await refuseStep(db, { accountId: 'ada', period: 30 }, STEP).run()
    expect(await spend(STEP)).toBe(false)
    expect(await spend(STEP + 1)).toBe(true)
  })

  it('refuses a step to one account and not to another', async () => {
    await addAccount('bela')
    await enrol('bela')
    await refuseStep(db, { accountId: 'ada', period: 30 }, STEP).run()
    expect(await spend(STEP, { id: 'app of bela', accountId: 'bela' })).toBe(true)
  })

  it('refuses a code of a replaced app', async () => {
    expect(await spend(STEP, { id: 'the app before', accountId: 'ada' })).toBe(false)
  })

  it('spends nothing if the login that asks has ended', async () => {
    const over = {
      sql: 'EXISTS (SELECT 1 FROM logins WHERE token_digest = ? AND expires_at > ?)',
      values: ['x', NOW],
    }
    expect(await changes(spendStep(db, ADAS_APP, { step: STEP, resealed: null }, over))).toBe(false)
    const both = { sql: '? < ?', values: [1, 2] }
    expect(await changes(spendStep(db, ADAS_APP, { step: STEP, resealed: null }, both))).toBe(true)
  })
})

const CONFIRMING = { step: STEP, configured: ['password', 'okta', 'entra'] }

describe('confirming an authenticator', () => {
  const PENDING = { sessionId: 'laptop', id: 'new app', accountId: 'ada', replacing: null, isEnrolled: false }
  const REPLACING = { ...PENDING, replacing: 'app of ada', isEnrolled: true }
  const confirm = (pending: Parameters<typeof confirmAuthenticator>[1]) =>
    changes(confirmAuthenticator(db, pending, CONFIRMING, NOW))
  const current = async () => (await findFirst(db, selectAuthenticatorOf(db, { accountId: 'ada' })))?.id

  beforeEach(async () => {
    await addSession('laptop', 'ada', { mfaTime: NOW })
    await offerAuthenticator(
      db,
      { id: 'laptop', token: digestOf('laptop') },
      { id: 'new app', sealedSecret: sealedOf('new'), configured: CONFIRMING.configured },
      NOW,
      NOW - 3600,
    ).run()
  })

  it('enrols the account from that second on, and uses up the confirming code', async () => {
    expect(await confirm(PENDING)).toBe(true)
    expect(await enrolledAt('ada')).toBe(NOW)
    expect(await spend(STEP, { id: 'new app', accountId: 'ada' })).toBe(false)
  })

  it.each([
    ['a confirmation in another session', { ...PENDING, sessionId: 'phone' }],
    ['a confirmation of an app no longer offered', { ...PENDING, id: 'an older offer' }],
    ['a confirmation for another account', { ...PENDING, accountId: 'bela' }],
    ['a replacement without an app to replace', REPLACING],
  ])('%s changes nothing', async (_, pending) => {
    await addAccount('bela')
    await addSession('phone', 'bela')
    expect(await confirm(pending)).toBe(false)
    expect(await count('authenticators')).toBe(0)
  })

  it('as the first app does not overwrite one confirmed meanwhile', async () => {
    await enrol('ada')
    expect(await confirm(PENDING)).toBe(false)
    expect(await current()).toBe('app of ada')
  })

  it('as a replacement replaces only the app that was seen', async () => {
    await enrol('ada')
    expect(await confirm({ ...REPLACING, replacing: 'the app before' })).toBe(false)
    expect(await confirm(REPLACING)).toBe(true)
    expect(await current()).toBe('new app')
    expect(await count('authenticators')).toBe(1)
  })

  it('as the first app needs a method that the workspaces accept; as a replacement it does not', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    await saveAllowedProviders(db, 'acme', ['okta']).run()
    expect(await confirm(PENDING)).toBe(false)
    expect(await count('authenticators')).toBe(0)
    await enrol('ada')
    expect(await confirm(REPLACING)).toBe(true)
  })

  it('as a replacement keeps the account’s first enrolment time', async () => {
    await enrol('ada')
    await changes(confirmAuthenticator(db, REPLACING, CONFIRMING, NOW + 500))
    expect(await enrolledAt('ada')).toBe(NOW)
  })
})

describe('disabling one’s own second factor', () => {
  const disable = () => changes(removeAuthenticatorIf(db, 'ada', not(isRequiredByAPolicy('ada'))))

  beforeEach(async () => {
    await enrol('ada')
    await addWorkspace('acme')
    await addWorkspace('globex')
    await addMember('acme', 'ada', 'member')
  })

  it.each([
    ['enforces', IN_EFFECT],
    ['has set a date', SCHEDULED],
  ])('is refused while one of their workspaces %s', async (_, policy) => {
    await addMember('globex', 'ada', 'member')
    await setPolicy('acme', OFF)
    await setPolicy('globex', policy)
    expect(await disable()).toBe(false)
    expect(await enrolledAt('ada')).toBe(NOW)
  })

  it('is allowed while a workspace enforces that the person never entered', async () => {
    await addStranger('globex', 'ada', 'member')
    await setPolicy('globex', IN_EFFECT)
    expect(await disable()).toBe(true)
  })

  it('is allowed while only other people’s workspaces enforce', async () => {
    await setPolicy('acme', OFF)
    await setPolicy('globex', IN_EFFECT)
    expect(await disable()).toBe(true)
    expect(await enrolledAt('ada')).toBeNull()
  })

  it('by the operator is never refused', async () => {
    await setPolicy('acme', IN_EFFECT)
    expect(await changes(removeAuthenticatorIf(db, 'ada', ALWAYS))).toBe(true)
    expect(await enrolledAt('ada')).toBeNull()
  })
})
