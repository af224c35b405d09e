import { describe, expect, it } from 'vitest'
import { findRuleProblems } from '../../src/core/rule-problems.ts'
import type { Cors, Rule } from '../../src/core/rules.ts'
import { parseRules, writeRules } from '../../src/core/stored-rules.ts'
import { CORS, open, rule, strict } from '../support/rules.ts'

/** Returns the problems of one rule, as `field: problem`. */
const problemsOf = (change: Partial<Rule>, base = rule('a', '/a')) =>
  findRuleProblems([{ ...base, ...change }]).map(
    ({ path, problem }) => `${path.slice(1).join('.')}: ${problem}`,
  )
const problemsOfCors = (change: Partial<Cors>) => problemsOf({ cors: { ...CORS, ...change } })
const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at))

describe('a rule', () => {
  it.each<Partial<Rule>>([
    {},
    { id: 'a-9', path: '/', match: 'exact' },
    { id: 'x'.repeat(32), path: `/${'a'.repeat(255)}` },
    { path: '/.well-known/a_b-c~d/...' },
    { methods: ['GET', 'M-SEARCH'] },
    { require: { maxAge: 60, methods: null } },
    { require: { maxAge: 86_400, methods: ['passkey'] } },
    { roles: ['owner', 'admin', 'member'] },
    { networks: many(20, (at) => `10.0.${at}.0/24`) },
    { networks: ['2001:db8::/32', '192.0.2.1'] },
    { cors: CORS },
    { cors: { ...CORS, origins: ['*'], methods: [], headers: [], maxAge: 7200 } },
    { cors: { ...CORS, origins: ['http://localhost:3000'], credentials: true, maxAge: 0 } },
  ])('within the table has no problem: %j', (change) => {
    expect(problemsOf(change)).toEqual([])
  })

  it.each<[Partial<Rule>, string]>([
    [{ id: '' }, 'id: not_an_id'],
    [{ id: 'A' }, 'id: not_an_id'],
    [{ id: 'a_b' }, 'id: not_an_id'],
    [{ id: 'x'.repeat(33) }, 'id: not_an_id'],
    [{ path: '' }, 'path: path_without_slash'],
    [{ path: 'a' }, 'path: path_without_slash'],
    [{ path: `/${'a'.repeat(256)}` }, 'path: path_too_long'],
    [{ path: '/a b' }, 'path: path_with_other_characters'],
    [{ path: '/a%20b' }, 'path: path_with_other_characters'],
    [{ path: '/a:b' }, 'path: path_with_other_characters'],
    [{ path: '/café' }, 'path: path_with_other_characters'],
    [{ path: '/a\n' }, 'path: path_with_other_characters'],
    [{ path: '/*' }, 'path: path_with_other_characters'],
    [{ path: '//a' }, 'path: path_with_empty_segment'],
    [{ path: '/a//b' }, 'path: path_with_empty_segment'],
    [{ path: '/a/../b' }, 'path: path_with_dot_segment'],
    [{ path: '/a/.' }, 'path: path_with_dot_segment'],
    [{ path: '/a/' }, 'path: path_ends_with_slash'],
    [{ methods: [] }, 'methods: empty_list'],
    [{ methods: ['GET', 'post'] }, 'methods.1: method_in_lower_case'],
    [{ methods: ['Get'] }, 'methods.0: method_in_lower_case'],
    [{ methods: ['G T'] }, 'methods.0: not_a_method'],
    [{ methods: [''] }, 'methods.0: not_a_method'],
    [{ methods: many(21, () => 'GET') }, 'methods: too_many_in_list'],
    [{ require: { maxAge: 59, methods: null } }, 'require.max_age: age_out_of_range'],
    [{ require: { maxAge: 86_401, methods: null } }, 'require.max_age: age_out_of_range'],
    [{ require: { maxAge: 60.5, methods: null } }, 'require.max_age: age_out_of_range'],
    [{ access: 'public', require: { maxAge: 60, methods: null } }, 'require: only_for_members'],
    [{ access: 'service', require: { maxAge: 60, methods: null } }, 'require: only_for_members'],
    [{ access: 'public', roles: ['owner'] }, 'roles: only_for_members'],
    [{ access: 'service', roles: ['owner'] }, 'roles: only_for_members'],
    [{ roles: [] }, 'roles: empty_list'],
    [{ networks: [] }, 'networks: empty_list'],
    [{ networks: ['10.1.2.3/8'] }, 'networks.0: has_host_bits'],
    [{ networks: ['10.0.0.0/8', 'office'] }, 'networks.1: not_a_network'],
    [{ networks: many(21, (at) => `10.0.${at}.0/24`) }, 'networks: too_many_in_list'],
  ])('outside it has one that names the field: %j', (change, problem) => {
    expect(problemsOf(change)).toEqual([problem])
  })

  it.each<[Partial<Cors>, string]>([
    [{ origins: [] }, 'cors.origins: empty_list'],
    [{ origins: many(11, (at) => `https://${at}.example`) }, 'cors.origins: too_many_in_list'],
    [{ origins: ['https://app.example/path'] }, 'cors.origins.0: origin_with_more'],
    [{ origins: ['https://app.example/'] }, 'cors.origins.0: origin_with_more'],
    [{ origins: ['https://APP.example'] }, 'cors.origins.0: origin_with_more'],
    [{ origins: ['https://app.example:443'] }, 'cors.origins.0: origin_with_more'],
    [{ origins: ['https://bücher.example'] }, 'cors.origins.0: origin_with_more'],
    [{ origins: ['https://*.example'] }, 'cors.origins.0: origin_with_wildcard'],
    [{ origins: ['app.example'] }, 'cors.origins.0: not_a_web_origin'],
    [{ origins: ['null'] }, 'cors.origins.0: not_a_web_origin'],
    [{ origins: ['ftp://app.example'] }, 'cors.origins.0: not_a_web_origin'],
    [{ origins: ['*'], credentials: true }, 'cors.credentials: any_origin_with_credentials'],
    [{ methods: ['put'] }, 'cors.methods.0: method_in_lower_case'],
    [{ headers: ['X-A', 'not a header'] }, 'cors.headers.1: not_a_header'],
    [{ headers: ['*'] }, 'cors.headers.0: not_a_header'],
    [{ headers: ['X\r\nSet-Cookie'] }, 'cors.headers.0: not_a_header'],
    [{ maxAge: 7201 }, 'cors.max_age: age_out_of_range'],
    [{ maxAge: -1 }, 'cors.max_age: age_out_of_range'],
  ])('with CORS outside it has one that names the field: %j', (change, problem) => {
    expect(problemsOfCors(change)).toEqual([problem])
  })
})

describe('a list of rules', () => {
  it('may have fifty rules, and no more', () => {
    const list = (count: number) => Array.from({ length: count }, (_, at) => open(`r${at}`, `/${at}`))
    expect(findRuleProblems(list(50))).toEqual([])
    expect(findRuleProblems(list(51))).toEqual([{ path: [], problem: 'too_many_rules' }])
  })

  it('with an id twice has the problem at the later rule', () => {
    const rules = [open('a', '/x'), open('b', '/y'), open('a', '/z')]
    expect(findRuleProblems(rules)).toEqual([{ path: [2, 'id'], problem: 'id_taken' }])
  })

  it('may have at most 16 KiB of JSON', () => {
    const list = (length: number) =>
      Array.from({ length: 50 }, (_, at) =>
        open(`r${at}`, `/${'a'.repeat(length)}`, { methods: ['GET', 'POST'] }),
      )
    expect(findRuleProblems(list(220))).toEqual([])
    expect(findRuleProblems(list(255))).toEqual([{ path: [], problem: 'too_large' }])
  })
})

describe('stored rules', () => {
  const RULES = [
    strict('a', '/a', { methods: ['POST'], cors: CORS }),
    strict('b', '/b', { require: { maxAge: 60, methods: ['passkey'] } }),
    rule('c', '/', { roles: ['owner'], networks: ['192.0.2.0/24'] }),
  ]
  const read = (json: string) => parseRules(JSON.parse(json))

  it('are read as they were written, with or without what is null', () => {
    expect(read(writeRules(RULES))).toEqual(RULES)
    expect(read(JSON.stringify(RULES))).toEqual(RULES)
    expect(writeRules(RULES)).not.toContain('null')
  })

  it('are the same text whatever the order of their fields', () => {
    const turned = (value: object) => Object.fromEntries(Object.entries(value).reverse())
    const rules = RULES.map((each) => ({ ...turned(each), cors: each.cors && turned(each.cors) }) as Rule)
    expect(JSON.stringify(rules)).not.toBe(JSON.stringify(RULES))
    expect(writeRules(rules)).toBe(writeRules(RULES))
  })

  it.each<[string, unknown]>([
    ['id', ''],
    ['path', 'a'],
    ['path', '/a/'.repeat(2)],
    ['match', 'regex'],
    ['methods', 'GET'],
    ['methods', [7]],
    ['access', 'everybody'],
    ['access', undefined],
    ['require', { maxAge: '60' }],
    ['require', { maxAge: 60, methods: ['totp'] }],
    ['require', { maxAge: 60, later: true }],
    ['roles', ['root']],
    ['networks', ['10.1.2.3/8']],
    ['networks', 'any'],
    ['cors', {}],
    ['cors', { ...CORS, later: true }],
    ['later', true],
  ])('whose %s is %j are refused as a whole', (field, value) => {
    const [first, ...others] = JSON.parse(JSON.stringify(RULES)) as object[]
    expect(parseRules([{ ...first, [field]: value }, ...others])).toBeNull()
  })

  it.each([undefined, null, {}, 'text', [null], [7]])('that are %j are refused', (value) => {
    expect(parseRules(value)).toBeNull()
  })
})
