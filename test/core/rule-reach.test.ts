import { describe, expect, it } from 'vitest'
import { openingIn, pathsLetInNowhere, ruleBefore, rulesWithEffect } from '../../src/core/rule-reach.ts'
import type { Rule } from '../../src/core/rules.ts'
import type { ServiceScope } from '../../src/core/service-scope.ts'
import { forServices, open, rule } from '../support/rules.ts'

describe('a rule that an earlier rule leaves nothing to', () => {
  const before = (earlier: Partial<Rule>, later: Partial<Rule>) => {
    const rules = [rule('first', '/api', earlier), rule('second', '/api', later)]
    return ruleBefore(rules, rules[1] as Rule)?.id ?? null
  }

  it.each<[string, Partial<Rule>, Partial<Rule>]>([
    ['the same path', {}, {}],
    ['a path below it', {}, { path: '/api/v2' }],
    ['one path below it', {}, { path: '/api/v2', match: 'exact' }],
    ['the same single path', { match: 'exact' }, { match: 'exact' }],
    ['fewer methods', { methods: ['GET', 'POST'] }, { methods: ['POST'] }],
    ['HEAD, which GET covers', { methods: ['GET'] }, { methods: ['HEAD'] }],
    ['the same networks', { networks: ['192.0.2.0/24'] }, { networks: ['192.0.2.0/24'] }],
    ['a network, after a rule for all', {}, { networks: ['192.0.2.0/24'] }],
  ])('is found: %s', (_, earlier, later) => {
    expect(before(earlier, later)).toBe('first')
  })

  it.each<[string, Partial<Rule>, Partial<Rule>]>([
    ['a path above it', { path: '/api/v2' }, {}],
    ['paths below a single path', { match: 'exact' }, {}],
    ['a path in another case', { path: '/API' }, {}],
    ['more methods', { methods: ['GET'] }, { methods: ['GET', 'POST'] }],
    ['every method', { methods: ['GET'] }, {}],
    ['every network', { networks: ['192.0.2.0/24'] }, {}],
    ['another network', { networks: ['192.0.2.0/24'] }, { networks: ['198.51.100.0/24'] }],
  ])('is not reported if it still has something: %s', (_, earlier, later) => {
    expect(before(earlier, later)).toBeNull()
  })

  it('is never put down to a later rule', () => {
    const rules = [rule('first', '/api'), rule('second', '/')]
    expect(ruleBefore(rules, rules[0] as Rule)).toBeNull()
  })
})

describe('a service token', () => {
  const SCOPE: ServiceScope = { paths: ['/api'], methods: ['GET'], networks: null }

  it.each([
    ['at its path', '/api', 'prefix'],
    ['above its path', '/', 'prefix'],
    ['below its path', '/api/v2', 'exact'],
  ] as const)('is let in by a rule for services %s', (_, path, match) => {
    expect(pathsLetInNowhere(SCOPE, [forServices('api', path, { match })])).toEqual([])
  })

  it.each<[string, Rule]>([
    ['beside its path', forServices('apix', '/apix')],
    ['for one path above it', forServices('root', '/', { match: 'exact' })],
    ['for another method', forServices('api', '/api', { methods: ['POST'] })],
    ['for everybody', open('api', '/api')],
    ['for members', rule('api', '/api')],
  ])('is not let in by a rule %s', (_, each) => {
    expect(pathsLetInNowhere(SCOPE, [each])).toEqual(['/api'])
  })

  it('is not let in by a rule that an earlier rule leaves nothing to', () => {
    const rules = [rule('all', '/'), forServices('api', '/api')]
    expect(pathsLetInNowhere(SCOPE, rulesWithEffect(rules))).toEqual(['/api'])
    expect(pathsLetInNowhere(SCOPE, rulesWithEffect(rules.toReversed()))).toEqual([])
  })

  it('is asked about at each of its paths', () => {
    const scope = { ...SCOPE, paths: ['/simple', '/packages'] }
    expect(pathsLetInNowhere(scope, [forServices('index', '/simple')])).toEqual(['/packages'])
  })
})

describe('a change of the list', () => {
  const ALL = open('all', '/')
  const GUARD = rule('guard', '/admin')
  const opening = (before: readonly Rule[], after: readonly Rule[]) => {
    const found = openingIn(before, after)
    return found && `${found.by.id} at ${found.at.path}`
  }

  it.each<[string, readonly Rule[], readonly Rule[], string]>([
    ['a new public rule', [], [open('hooks', '/hooks')], 'hooks at /hooks'],
    ['a new public rule for one path', [], [open('x', '/x', { match: 'exact' })], 'x at /x'],
    ['more methods', [open('a', '/a', { methods: ['GET'] })], [open('a', '/a')], 'a at /a'],
    ['more networks', [open('a', '/a', { networks: ['192.0.2.1'] })], [open('a', '/a')], 'a at /a'],
    ['the removal of a guard', [GUARD, ALL], [ALL], 'all at /admin'],
    ['the removal of a guard for one method', [{ ...GUARD, methods: ['PUT'] }, ALL], [ALL], 'all at /admin'],
    [
      'the removal of a guard in another case',
      [rule('g', '/A/b'), open('a', '/a')],
      [open('a', '/a')],
      'a at /a/b',
    ],
    ['a guard that is moved behind', [GUARD, ALL], [ALL, GUARD], 'all at /admin'],
    ['a guard for less', [GUARD, ALL], [{ ...GUARD, match: 'exact' }, ALL], 'all at /admin'],
    ['a guard for one network', [GUARD, ALL], [{ ...GUARD, networks: ['192.0.2.1'] }, ALL], 'all at /admin'],
    [
      'a guard for all methods that any rule names',
      [GUARD, ALL],
      [{ ...GUARD, methods: ['GET', 'POST'] }, ALL],
      'all at /admin',
    ],
    ['a guard for one method', [GUARD, ALL], [{ ...GUARD, methods: ['POST'] }, ALL], 'all at /admin'],
  ])('opens a path: %s', (_, before, after, what) => {
    expect(opening(before, after)).toBe(what)
  })

  it.each<[string, readonly Rule[], readonly Rule[]]>([
    ['none', [GUARD, ALL], [GUARD, ALL]],
    ['a new guard', [ALL], [GUARD, ALL]],
    ['fewer public rules', [open('a', '/a'), ALL], [ALL]],
    ['another order of public rules', [open('a', '/a'), ALL], [ALL, open('a', '/a')]],
    ['a public rule behind one for members', [rule('m', '/')], [rule('m', '/'), open('a', '/a')]],
    ['a rule for services', [], [forServices('api', '/api')]],
  ])('opens nothing: %s', (_, before, after) => {
    expect(opening(before, after)).toBeNull()
  })

  it('is judged in a moment, however many methods the rules name', () => {
    const methods = (from: number) => Array.from({ length: 20 }, (_, i) => `M${(from * 20 + i) % 500}`)
    const rules = Array.from({ length: 50 }, (_, i) => {
      const path = `/${'a/'.repeat(i)}a`
      return i % 2
        ? rule(`r${i}`, path, { methods: methods(i) })
        : open(`r${i}`, path, { methods: methods(i) })
    })
    const began = performance.now()
    expect(openingIn(rules, rules.slice(1))).toBeNull()
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
