import { describe, expect, it } from 'vitest'
import { findStepUpDemand, meetsStepUp } from '../../src/core/step-up-challenge.ts'

const NOW = 1_800_000_000
const STEP_UP = 'Bearer error="insufficient_user_authentication"'

describe('findStepUpDemand', () => {
  it.each([
    [
      'RFC 9470, section 3, figure 1: an unknown class',
      `${STEP_UP}, error_description="A different authentication level is required", acr_values="myACR"`,
      null,
    ],
    [
      'RFC 9470, section 3, figure 2: an age',
      `${STEP_UP}, error_description="More recent authentication is required", max_age="5"`,
      { maxAge: 5 },
    ],
  ])('answers the example of %s', (_, header, expected) => {
    expect(findStepUpDemand(header)).toEqual(expected)
  })

  it.each<readonly [string, number | null]>([
    [STEP_UP, null],
    [`${STEP_UP}, acr_values="aal2"`, null],
    [`${STEP_UP}, acr_values="aal3 aal2", max_age=60`, 60],
    [`${STEP_UP}, max_age=0`, 0],
    [`${STEP_UP}, max_age="86400"`, 86_400],
    ['bearer ERROR=insufficient_user_authentication , Max_Age = "60"', 60],
    [`Basic realm="a", ${STEP_UP}, max_age=60, Negotiate`, 60],
    [`Bearer realm="a", error="invalid_token", ${STEP_UP}, max_age=60`, 60],
    [`${STEP_UP}, acr_values="gold", ${STEP_UP}, max_age=60`, 60],
    [`${STEP_UP}, max_age=300, ${STEP_UP}, max_age=60`, 300],
  ])('finds the demand in %s', (header, maxAge) => {
    expect(findStepUpDemand(header)).toEqual({ maxAge })
  })

  it.each([
    '',
    'Bearer',
    'Bearer error="invalid_token"',
    'Bearer error="Insufficient_User_Authentication"',
    'DPoP error="insufficient_user_authentication"',
    'Basic realm="Bearer error=\\"insufficient_user_authentication\\""',
    `${STEP_UP}, acr_values="aal3"`,
    `${STEP_UP}, acr_values=""`,
    `${STEP_UP}, acr_values="AAL2"`,
    `${STEP_UP}, max_age="86401"`,
    `${STEP_UP}, max_age="-1"`,
    `${STEP_UP}, max_age="1.5"`,
    `${STEP_UP}, max_age="1e3"`,
    `${STEP_UP}, max_age=""`,
    `${STEP_UP}, max_age="٣"`,
    `${STEP_UP}, error="invalid_token"`,
    `${STEP_UP}, max_age=60 max_age=5`,
  ])('finds none in %j', (header) => {
    expect(findStepUpDemand(header)).toBeNull()
  })
})

describe('meetsStepUp', () => {
  it.each<readonly [string, number | undefined, number | null, boolean]>([
    ['no second factor', undefined, null, false],
    ['any second factor, for a demand without an age', 0, null, true],
    ['one that is exactly so old', NOW - 60, 60, true],
    ['one that is five seconds older', NOW - 65, 60, true],
    ['one that is six seconds older', NOW - 66, 60, false],
    ['one of five seconds ago, for an age of 0', NOW - 5, 0, true],
    ['one of six seconds ago, for an age of 0', NOW - 6, 0, false],
    ['one at a time that nobody knows', 0, 86_400, false],
  ])('judges %s', (_, provedAt, maxAge, isMet) => {
    expect(meetsStepUp(provedAt, { maxAge }, NOW)).toBe(isMet)
  })
})
