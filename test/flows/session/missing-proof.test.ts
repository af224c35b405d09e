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
    ['somebody without a factor, just now', session(false, 0, null), null, null, 'enrolment'],
    [
      'somebody without a factor, before',
      session(false, TEN_MINUTES, null),
      null,
      'first-factor',
      'enrolment',
    ],
    ['somebody who proved both just now', session(true, 0, 0), null, null, null],
    [
      'somebody who proved both before',
      session(true, TEN_MINUTES, TEN_MINUTES),
      null,
      'second-factor',
      'second-factor',
    ],
    ['somebody who proved the second again', session(true, 3600, TEN_MINUTES - 1), null, null, null],
    [
      'somebody who has not proved theirs',
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
