import { describe, expect, it } from 'vitest'
import { decideDemands } from '../../src/core/rule-access.ts'
import { rule, strict } from '../support/rules.ts'

const NOW = 1_800_000_000
const ADA = { role: 'member' as const, mfaTime: NOW - 100, method: 'totp' }
const FRESH = strict('fresh', '/a', { require: { maxAge: 60, methods: null } })
const RECENT = strict('recent', '/a')
const ADMINS = rule('admins', '/a', { roles: ['owner', 'admin'] })
const PASSKEY = strict('passkey', '/a', { require: { maxAge: 300, methods: ['passkey'] } })

describe('a member', () => {
  it('gets in if no rule demands anything', () => {
    expect(decideDemands([], { ...ADA, mfaTime: null }, NOW)).toEqual({ is: 'admit' })
  })

  it('whose second factor is as old as the rule allows is admitted', () => {
    expect(decideDemands([RECENT], ADA, NOW)).toEqual({ is: 'admit' })
  })

  it.each([
    [299, 'admit'],
    [305, 'admit'],
    [306, 'second-factor-too-old'],
    [86_400, 'second-factor-too-old'],
    [-60, 'admit'],
  ])('whose second factor is %i seconds old, where 300 are allowed: %s', (age, is) => {
    expect(decideDemands([RECENT], { ...ADA, mfaTime: NOW - age }, NOW)).toMatchObject({ is })
  })

  it('without a second factor must enrol', () => {
    const decision = decideDemands([RECENT], { ...ADA, mfaTime: null, method: null }, NOW)
    expect(decision).toEqual({ is: 'enrollment-required', rule: RECENT, maxAge: 300 })
  })

  it.each(['totp', 'recovery_code', 'provider', null])('who proved %j does not meet a passkey', (method) => {
    const decision = decideDemands([PASSKEY], { ...ADA, method }, NOW)
    expect(decision).toEqual({ is: 'second-factor-too-weak', rule: PASSKEY, maxAge: 300 })
  })

  it('who proved a passkey meets one, as long as it is fresh', () => {
    expect(decideDemands([PASSKEY], { ...ADA, method: 'passkey' }, NOW)).toEqual({ is: 'admit' })
    const old = { ...ADA, method: 'passkey', mfaTime: NOW - 400 }
    expect(decideDemands([PASSKEY], old, NOW)).toMatchObject({ is: 'second-factor-too-old' })
  })

  it('of another role is refused first, since no proof would help', () => {
    const demands = [FRESH, ADMINS]
    expect(decideDemands(demands, ADA, NOW)).toEqual({ is: 'role-required', rule: ADMINS, maxAge: null })
    expect(decideDemands([ADMINS], { ...ADA, role: 'admin' }, NOW)).toEqual({ is: 'admit' })
  })

  it('must meet all demands, and is asked for the shortest age at once', () => {
    const old = { ...ADA, mfaTime: NOW - 1000 }
    expect(decideDemands([RECENT, FRESH], old, NOW)).toMatchObject({ rule: RECENT, maxAge: 60 })
    expect(decideDemands([RECENT, FRESH], ADA, NOW)).toMatchObject({ rule: FRESH, maxAge: 60 })
  })
})
