import { describe, expect, it } from 'vitest'
import { findShortfall, findStepUpDemand, type SecondFactorClaims } from '../../src/core/step-up-challenge.ts'

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
      { maxAge: 5, methods: null },
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
    expect(findStepUpDemand(header)).toEqual({ maxAge, methods: null })
  })

  it.each<readonly [string, number | null]>([
    [`${STEP_UP}, acr_values="phr"`, null],
    [`${STEP_UP}, acr_values=phr, max_age=300`, 300],
    [`${STEP_UP}, acr_values="phrh phr"`, null],
    [`${STEP_UP}, acr_values="gold", ${STEP_UP}, acr_values="phr", max_age=60`, 60],
  ])('finds the demand for a passkey in %s', (header, maxAge) => {
    expect(findStepUpDemand(header)).toEqual({ maxAge, methods: ['passkey'] })
  })

  it.each(['phr aal2', 'aal2 phr'])(
    'wants no passkey where any second factor is enough too: %s',
    (classes) => {
      const demand = findStepUpDemand(`${STEP_UP}, acr_values="${classes}", max_age=60`)
      expect(demand).toEqual({ maxAge: 60, methods: null })
    },
  )

  it.each([
    '',
    'Bearer',
    'Bearer error="invalid_token"',
    'Bearer error="Insufficient_User_Authentication"',
    'DPoP error="insufficient_user_authentication"',
    'Basic realm="Bearer error=\\"insufficient_user_authentication\\""',
    `${STEP_UP}, acr_values="aal3"`,
    `${STEP_UP}, acr_values=""`,
    `${STEP_UP}, acr_values="phrh"`,
    `${STEP_UP}, acr_values="PHR"`,
    `${STEP_UP}, acr_values="phr", max_age="86401"`,
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

describe('findShortfall', () => {
  const TOTP = { mfa_method: 'totp', amr: ['pwd', 'otp', 'mfa'] }

  it.each<readonly [string, number, number | null, string | null]>([
    ['any second factor, for a demand without an age', 0, null, null],
    ['one that is exactly so old', NOW - 60, 60, null],
    ['one that is five seconds older', NOW - 65, 60, null],
    ['one that is six seconds older', NOW - 66, 60, 'second-factor-too-old'],
    ['one of five seconds ago, for an age of 0', NOW - 5, 0, null],
    ['one of six seconds ago, for an age of 0', NOW - 6, 0, 'second-factor-too-old'],
    ['one at a time that nobody knows', 0, 86_400, 'second-factor-too-old'],
  ])('judges the age of %s', (_, mfa_time, maxAge, missing) => {
    expect(findShortfall({ maxAge, methods: null }, { ...TOTP, mfa_time }, NOW)).toBe(missing)
  })

  it('asks a person without a second factor to enrol, whatever is demanded', () => {
    for (const methods of [null, ['passkey'] as const])
      expect(findShortfall({ maxAge: null, methods }, { amr: ['pwd'] }, NOW)).toBe('enrollment-required')
  })

  it.each<readonly [string, SecondFactorClaims, string | null]>([
    ['an app', TOTP, 'second-factor-too-weak'],
    ['a recovery code', { mfa_method: 'recovery_code', amr: ['pwd', 'mfa'] }, 'second-factor-too-weak'],
    [
      'a code at a provider',
      { mfa_method: 'provider', amr: ['fed', 'otp', 'mfa'] },
      'second-factor-too-weak',
    ],
    ['a key at a provider', { mfa_method: 'provider', amr: ['fed', 'hwk', 'mfa'] }, null],
    ['an app, whatever `amr` says', { ...TOTP, amr: ['pwd', 'hwk', 'mfa'] }, 'second-factor-too-weak'],
    ['a passkey', { mfa_method: 'passkey', amr: ['pwd', 'swk', 'mfa'] }, null],
  ])('judges %s where a passkey is demanded', (_, claims, missing) => {
    const demand = { maxAge: 60, methods: ['passkey'] } as const
    expect(findShortfall(demand, { ...claims, mfa_time: NOW }, NOW)).toBe(missing)
    const old = missing ?? 'second-factor-too-old'
    expect(findShortfall(demand, { ...claims, mfa_time: NOW - 66 }, NOW)).toBe(old)
  })
})
