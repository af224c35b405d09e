import { describe, expect, it } from 'vitest'
import type { Proof } from '../../../src/core/assurance.ts'
import {
  missingForOwnChange,
  missingForPages,
  missingForSettings,
} from '../../../src/flows/session/missing-proof.ts'
import type { Session } from '../../../src/flows/session/session.ts'

const NOW = 1_800_000_000
const TEN_MINUTES = 600

const session = (isEnrolled: boolean, firstAgo: number, secondAgo: number | null) =>
  ({
    isEnrolled,
    proof: {
      firstFactor: 'pwd',
      provider: 'password',
      authTime: NOW - firstAgo,
      secondFactor: secondAgo === null ? null : { method: 'totp', at: NOW - secondAgo },
    } as Proof,
  }) as Session

type Case = readonly [
  who: string,
  session: Session | null,
  forPages: string | null,
  forOwnChange: string | null,
  forSettings: string | null,
]

describe('the missing proof', () => {
  it.each<Case>([
    ['nobody', null, 'sign-in', null, null],
    ['a person without a factor, just now', session(false, 0, null), null, null, 'enrolment'],
    [
      'a person without a factor, earlier',
      session(false, TEN_MINUTES, null),
      null,
      'first-factor',
      'enrolment',
    ],
    ['a person who proved both just now', session(true, 0, 0), null, null, null],
    [
      'a person who proved both earlier',
      session(true, TEN_MINUTES, TEN_MINUTES),
      null,
      'second-factor',
      'second-factor',
    ],
    ['a person who proved the second again', session(true, 3600, TEN_MINUTES - 1), null, null, null],
    [
      'a person who has not proved their factor',
      session(true, 0, null),
      'second-factor',
      'second-factor',
      'second-factor',
    ],
  ])('for %s', (_, of, forPages, forOwnChange, forSettings) => {
    expect(missingForPages(of)).toBe(forPages)
    if (of === null) return
    expect([missingForOwnChange(of, NOW), missingForSettings(of, NOW)]).toEqual([forOwnChange, forSettings])
  })
})
