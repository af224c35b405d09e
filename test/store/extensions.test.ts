// The statements that grant and end extensions decide alone, whatever was read before.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../src/core/email.ts'
import type { Policy } from '../../src/core/policy.ts'
import { findFirst } from '../../src/store/batch.ts'
import { ALWAYS, not } from '../../src/store/condition.ts'
import {
  endExtension,
  extendMember,
  grantExtension,
  selectExtensionFacts,
} from '../../src/store/extensions.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  changes,
  count,
  end,
  IN_EFFECT,
  NOW,
  OFF,
  rows,
  SCHEDULED,
  setPolicy,
} from '../support/rows.ts'

const db = env.DB
const BO = { workspaceId: 'acme', accountId: 'bo' }
const DAY = 86_400
const TEN_DAYS = { until: NOW + 10 * DAY, reason: 'on leave', grantedBy: 'ada@acme.example', grantedAt: NOW }
const FOR_ADMINS: Policy = { ...IN_EFFECT, appliesTo: 'admins' }

const grant = (member = BO, extension = TEN_DAYS, condition = ALWAYS) =>
  findFirst(db, grantExtension(db, member, extension, condition))
const extend = (until = TEN_DAYS.until) => changes(extendMember(db, BO, until, ALWAYS))
const extendedUntil = async () =>
  (await rows('SELECT extended_until FROM members WHERE account_id = ?1', 'bo'))[0]?.extended_until
const facts = (at = NOW) =>
  findFirst(db, selectExtensionFacts(db, 'acme', requireEmail('bo@acme.example'), at))

beforeEach(async () => {
  await addWorkspace('acme')
  for (const id of ['ada', 'bo'])
    await addMember('acme', await addAccount(id), id === 'ada' ? 'owner' : 'member')
})

describe('an extension', () => {
  it.each(['second-factor', 'phishing-resistant'] as const)(
    'is granted under the %s policy',
    async (kind) => {
      await setPolicy('acme', SCHEDULED, kind)
      expect(await grant()).toEqual(TEN_DAYS)
      expect(await rows('SELECT policy_version, phishing_resistant_version FROM extensions')).toEqual([
        kind === 'second-factor'
          ? { policy_version: 1, phishing_resistant_version: 0 }
          : { policy_version: 0, phishing_resistant_version: 1 },
      ])
    },
  )

  it.each<[string, () => Promise<unknown>]>([
    ['without a policy', async () => {}],
    ['under a policy that is off', () => setPolicy('acme', OFF)],
    ['for a member whom no policy covers', () => setPolicy('acme', FOR_ADMINS)],
    [
      'in an ended workspace',
      async () => {
        await setPolicy('acme', IN_EFFECT)
        await end('acme')
      },
    ],
    [
      'for somebody who is no longer a member',
      async () => {
        await setPolicy('acme', IN_EFFECT)
        await db.prepare("DELETE FROM members WHERE account_id = 'bo'").run()
      },
    ],
  ])('is not granted %s', async (_, arrange) => {
    await arrange()
    expect(await grant()).toBeNull()
    expect(await count('extensions')).toBe(0)
  })

  it('is not granted by somebody who may no longer change the workspace', async () => {
    await setPolicy('acme', IN_EFFECT)
    expect(await grant(BO, TEN_DAYS, not(ALWAYS))).toBeNull()
    expect(await count('extensions')).toBe(0)
  })

  it('is granted once for these versions, also after it ended and after the member came back', async () => {
    await setPolicy('acme', IN_EFFECT)
    await grant()
    const again = { ...TEN_DAYS, reason: 'again' }
    expect(await grant(BO, again)).toBeNull()
    await extend()
    expect(await changes(endExtension(db, BO, NOW, ALWAYS))).toBe(true)
    expect(await grant(BO, again)).toBeNull()
    await db.prepare("DELETE FROM members WHERE account_id = 'bo'").run()
    await addMember('acme', 'bo', 'member')
    expect(await grant(BO, again)).toBeNull()
    expect(await rows('SELECT reason FROM extensions')).toEqual([{ reason: 'on leave' }])
  })

  it.each(['second-factor', 'phishing-resistant'] as const)(
    'ends with a new version of the %s policy, and another one is granted then',
    async (kind) => {
      await setPolicy('acme', IN_EFFECT)
      await grant()
      await extend()
      await setPolicy('acme', SCHEDULED, kind)
      expect(await extendedUntil()).toBeNull()
      const another = { ...TEN_DAYS, until: NOW + DAY, reason: 'again' }
      expect(await grant(BO, another)).toEqual(another)
      expect(await count('extensions')).toBe(1)
    },
  )

  it('that is over can’t be ended, and one in force can', async () => {
    await setPolicy('acme', IN_EFFECT)
    await extend()
    expect(await changes(endExtension(db, BO, TEN_DAYS.until, ALWAYS))).toBe(false)
    expect(await changes(endExtension(db, BO, NOW, not(ALWAYS)))).toBe(false)
    expect(await extendedUntil()).toBe(TEN_DAYS.until)
    expect(await changes(endExtension(db, BO, TEN_DAYS.until - 1, ALWAYS))).toBe(true)
    expect(await extendedUntil()).toBeNull()
  })
})

describe('the facts about a member', () => {
  it('say whether a policy covers them, and whether these versions are spent', async () => {
    const bo = { accountId: 'bo', email: 'bo@acme.example' }
    expect(await facts()).toEqual({ ...bo, hasPolicy: false, isSpent: false, extendedUntil: null })
    await setPolicy('acme', IN_EFFECT)
    await grant()
    await extend()
    const granted = { ...bo, hasPolicy: true, isSpent: true, extendedUntil: TEN_DAYS.until }
    expect(await facts()).toEqual(granted)
    expect(await facts(TEN_DAYS.until)).toEqual({ ...granted, extendedUntil: null })
    await setPolicy('acme', FOR_ADMINS)
    expect(await facts()).toEqual({ ...bo, hasPolicy: false, isSpent: false, extendedUntil: null })
  })

  it('of an account that is not a member are not found', async () => {
    await addAccount('cy')
    const cy = selectExtensionFacts(db, 'acme', requireEmail('cy@acme.example'), NOW)
    expect(await findFirst(db, cy)).toBeNull()
  })
})
