import { describe, expect, it } from 'vitest'
import { findUnmet, type MemberClaims } from '../../src/core/rule-access.ts'
import { rule, strict } from '../support/rules.ts'

const NOW = 1_800_000_000
const ADA: MemberClaims = {
  ...{ workspace: { role: 'member' }, amr: ['pwd', 'otp', 'mfa'] },
  ...{ mfa_time: NOW - 100, mfa_method: 'totp' },
}
const NO_FACTOR: MemberClaims = { workspace: { role: 'member' }, amr: ['pwd'] }
const WITH_PASSKEY: MemberClaims = { ...ADA, mfa_method: 'passkey', amr: ['pwd', 'swk', 'user', 'mfa'] }
const FRESH = strict('fresh', '/a', { require: { maxAge: 60, methods: null } })
const RECENT = strict('recent', '/a')
const ADMINS = rule('admins', '/a', { roles: ['owner', 'admin'] })
const PASSKEY = strict('passkey', '/a', { require: { maxAge: 300, methods: ['passkey'] } })

describe('a member', () => {
  it('gets in if no rule demands anything', () => {
    expect(findUnmet([], NO_FACTOR, NOW)).toBeNull()
  })

  it('whose second factor is as old as the rule allows is admitted', () => {
    expect(findUnmet([RECENT], ADA, NOW)).toBeNull()
  })

  it.each([
    [299, null],
    [305, null],
    [306, 'second-factor-too-old'],
    [86_400, 'second-factor-too-old'],
    [-60, null],
  ])('whose second factor is %i seconds old, where 300 are allowed: %s', (age, refused) => {
    const unmet = findUnmet([RECENT], { ...ADA, mfa_time: NOW - age }, NOW)
    expect(unmet?.refused ?? null).toBe(refused)
  })

  it('without a second factor must enrol', () => {
    const unmet = { refused: 'enrollment-required', rule: RECENT, require: RECENT.require }
    expect(findUnmet([RECENT], NO_FACTOR, NOW)).toEqual(unmet)
  })

  it.each(['totp', 'recovery_code', 'provider', undefined])(
    'who proved %j does not meet a passkey',
    (method) => {
      const unmet = { refused: 'second-factor-too-weak', rule: PASSKEY, require: PASSKEY.require }
      expect(findUnmet([PASSKEY], { ...ADA, mfa_method: method }, NOW)).toEqual(unmet)
    },
  )

  it.each<[string, MemberClaims]>([
    ['a passkey', WITH_PASSKEY],
    ['a key at a trusted provider', { ...ADA, mfa_method: 'provider', amr: ['fed', 'hwk', 'mfa'] }],
  ])('who proved %s meets a passkey, as long as it is fresh', (_, claims) => {
    expect(findUnmet([PASSKEY], claims, NOW)).toBeNull()
    const old = { ...claims, mfa_time: NOW - 400 }
    expect(findUnmet([PASSKEY], old, NOW)).toMatchObject({ refused: 'second-factor-too-old' })
  })

  it('of another role is refused first, since no proof would help', () => {
    expect(findUnmet([FRESH, ADMINS], ADA, NOW)).toEqual({ refused: 'role-required', rule: ADMINS })
    expect(findUnmet([ADMINS], { ...ADA, workspace: { role: 'admin' } }, NOW)).toBeNull()
  })

  it('must meet all demands, and is asked for the shortest age at once', () => {
    const old = { ...ADA, mfa_time: NOW - 1000 }
    const require = { maxAge: 60, methods: null }
    expect(findUnmet([RECENT, FRESH], old, NOW)).toMatchObject({ rule: RECENT, require })
    expect(findUnmet([RECENT, FRESH], ADA, NOW)).toMatchObject({ rule: FRESH, require })
  })

  it('is asked for the passkey at once, if only a later rule wants it', () => {
    const require = { maxAge: 60, methods: ['passkey'] }
    expect(findUnmet([FRESH, PASSKEY], ADA, NOW)).toEqual({
      ...{ refused: 'second-factor-too-old', rule: FRESH, require },
    })
  })
})
