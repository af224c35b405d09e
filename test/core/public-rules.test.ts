import { describe, expect, it } from 'vitest'
import { keepsPublicRules } from '../../src/core/public-rules.ts'
import type { Rule } from '../../src/core/rules.ts'
import { forServices, open, rule, strict } from '../support/rules.ts'

const HOOKS = open('hooks', '/hooks')
const STATUS = open('status', '/status')
const GUARD = strict('guard', '/hooks/admin')
const OTHER = strict('other', '/reports')

describe('a list of rules keeps the public ones', () => {
  it.each<[string, readonly Rule[], readonly Rule[]]>([
    ['if nothing changes', [GUARD, HOOKS], [GUARD, HOOKS]],
    ['if a rule is added anywhere', [HOOKS], [rule('new', '/hooks/x'), HOOKS, forServices('api', '/api')]],
    ['if a rule after them is changed', [HOOKS, OTHER], [HOOKS, rule('other', '/')]],
    ['if an unrelated rule before them goes', [OTHER, HOOKS], [HOOKS]],
    [
      'if their guards change places',
      [GUARD, rule('b', '/hooks/b'), HOOKS],
      [rule('b', '/hooks/b'), GUARD, HOOKS],
    ],
  ])('%s', (_, before, after) => {
    expect(keepsPublicRules(before, after)).toBe(true)
  })

  it.each<[string, readonly Rule[], readonly Rule[]]>([
    ['if one is added', [], [HOOKS]],
    ['if one is removed', [HOOKS], []],
    ['if one opens more', [HOOKS], [open('hooks', '/')]],
    ['if one becomes one of members', [HOOKS], [rule('hooks', '/hooks')]],
    ['if a rule of members becomes one', [rule('hooks', '/hooks')], [HOOKS]],
    ['if they change places', [HOOKS, STATUS], [STATUS, HOOKS]],
    ['if a guard goes', [GUARD, HOOKS], [HOOKS]],
    ['if a guard moves behind what it guards', [GUARD, HOOKS], [HOOKS, GUARD]],
    ['if a guard is loosened', [GUARD, HOOKS], [strict('guard', '/hooks/admin/x'), HOOKS]],
    ['if a wider guard goes', [rule('w', '/', { methods: ['POST'] }), HOOKS], [HOOKS]],
    [
      'if a guard goes that Windows reads in the path',
      [rule('w', '/hooks'), open('a', '/hooks.')],
      [open('a', '/hooks.')],
    ],
    ['if a guard in another case goes', [rule('w', '/Hooks/x'), HOOKS], [HOOKS]],
  ])('not %s', (_, before, after) => {
    expect(keepsPublicRules(before, after)).toBe(false)
  })
})
