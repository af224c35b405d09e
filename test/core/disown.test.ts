import { describe, expect, it } from 'vitest'
import { decideDisowning, reportedChange } from '../../src/core/disown.ts'
import { ACCOUNT_EVENTS, type AccountEvent } from '../../src/core/notice.ts'

const change = (kind: AccountEvent, more: { by?: 'owner' | 'operator'; about?: string } = {}) =>
  reportedChange({ kind, ...more })

describe('a change that can be reported', () => {
  it.each([
    ['second_factor.added', 'app'],
    ['second_factor.replaced', 'app'],
    ['passkey.added', 'passkey'],
    ['identity.linked', 'identity'],
    ['second_factor.removed', 'removal'],
    ['authenticator.removed', 'removal'],
    ['passkey.removed', 'removal'],
    ['password.changed', 'password'],
    ['address.changed', 'address'],
  ] as const)('%s is one, as %s', (kind, expected) => {
    expect(change(kind, { about: 'its id' })).toBe(expected)
  })

  it('is none of the other events, above all not a report itself', () => {
    const reportable = ACCOUNT_EVENTS.filter((kind) => change(kind, { about: 'its id' }) !== null)
    expect(reportable).toHaveLength(10)
    expect(reportable).not.toContain('account.disowned')
    expect(reportable).not.toContain('second_factor.reset')
  })

  it('names what was added: a notice of an earlier version does not', () => {
    for (const kind of [
      'second_factor.added',
      'second_factor.replaced',
      'passkey.added',
      'identity.linked',
    ] as const)
      expect(change(kind)).toBeNull()
  })

  it('is no removal by the operator, but a password that the operator has set', () => {
    expect(change('passkey.removed', { by: 'operator' })).toBeNull()
    expect(change('authenticator.removed', { by: 'operator' })).toBeNull()
    expect(change('address.changed', { by: 'operator' })).toBeNull()
    expect(change('password.changed', { by: 'operator' })).toBe('password')
  })
})

describe('a report', () => {
  const there = (isBeside: boolean) => ({ isThere: true, isBeside, isMoved: false })

  it.each(['app', 'passkey'] as const)('takes away the %s only if another factor stays', (kind) => {
    expect(decideDisowning(kind, there(true))).toBe('factor_removed')
    expect(decideDisowning(kind, there(false))).toBe('account_locked')
  })

  it('locks the account for a removed factor, whatever was added since', () => {
    expect(decideDisowning('removal', there(true))).toBe('account_locked')
    expect(decideDisowning('removal', there(false))).toBe('account_locked')
  })

  it.each(['app', 'passkey', 'removal', 'password', 'identity', 'address'] as const)(
    'of the %s locks the account if the address was changed since',
    (kind) => {
      for (const isThere of [true, false])
        expect(decideDisowning(kind, { isThere, isBeside: true, isMoved: true })).toBe('account_locked')
    },
  )

  it('locks a password, and unlinks an identity, whatever factors there are', () => {
    for (const isBeside of [true, false]) {
      expect(decideDisowning('password', there(isBeside))).toBe('password_locked')
      expect(decideDisowning('identity', there(isBeside))).toBe('identity_unlinked')
    }
  })

  it.each(['app', 'passkey', 'password', 'identity', 'address'] as const)('touches no later %s', (kind) => {
    expect(decideDisowning(kind, { isThere: false, isBeside: true, isMoved: false })).toBe('already_undone')
    expect(decideDisowning(kind, { isThere: false, isBeside: false, isMoved: false })).toBe('already_undone')
  })
})
