import { describe, expect, it } from 'vitest'
import { administers, mayChangeRole, ROLES, type Role } from '../../src/core/roles.ts'

const STATES = [...ROLES, null]

describe('roles', () => {
  it('let owners and admins run the workspace, but not members', () => {
    expect(ROLES.filter(administers)).toEqual(['owner', 'admin'])
  })

  it.each<[Role, Role | null, Role | null, boolean]>([
    ['owner', null, 'owner', true],
    ['owner', 'owner', 'member', true],
    ['owner', 'owner', null, true],
    ['admin', null, 'member', true],
    ['admin', null, 'admin', true],
    ['admin', 'member', 'admin', true],
    ['admin', 'admin', null, true],
    ['admin', null, 'owner', false],
    ['admin', 'admin', 'owner', false],
    ['admin', 'owner', 'admin', false],
    ['admin', 'owner', null, false],
    ['member', null, 'member', false],
    ['member', 'member', null, false],
    ['member', 'member', 'owner', false],
  ])('an %s who changes %s into %s: %s', (actor, before, after, isAllowed) => {
    expect(mayChangeRole(actor, before, after)).toBe(isAllowed)
  })

  it('let only an owner change an owner, in both directions', () => {
    for (const actor of ROLES)
      for (const other of STATES)
        for (const [before, after] of [['owner', other] as const, [other, 'owner'] as const])
          expect(mayChangeRole(actor, before, after)).toBe(actor === 'owner')
  })
})
