// Reading, testing and saving rules: what is stored, recorded and published, and what is refused.

import { beforeEach, describe, expect, it } from 'vitest'
import { parsePathname } from '../../../src/core/path-spelling.ts'
import type { Rule } from '../../../src/core/rules.ts'
import {
  changeRules,
  type RulesAuthor,
  type StoredRules,
  testRules,
  viewRules,
} from '../../../src/flows/administration/change-rules.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { readEdgeCopies } from '../../../src/store/edge-cache.ts'
import { findSite } from '../../../src/store/sites.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import { addWorkspace, CLIENT, end, NOW, rows } from '../../support/rows.ts'
import { forServices, open, rule, strict } from '../../support/rules.ts'

const ADA: RulesAuthor = {
  ...{ name: 'ada@acme.example', accountId: null, role: 'admin', isStill: ALWAYS },
  ...{ isOperator: false, proved: { method: 'totp', amr: ['pwd', 'otp', 'mfa'] } },
}
const OPERATOR: RulesAuthor = { ...ADA, name: 'operator', role: 'owner', isOperator: true, proved: null }
const HOOKS = open('hooks', '/hooks', { methods: ['POST'] })

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
})

const save = (
  rules: readonly Rule[],
  {
    by = ADA,
    onVersion = null,
    isConfirmed = false,
    on = edge,
  }: {
    by?: RulesAuthor
    onVersion?: number | null
    isConfirmed?: boolean
    on?: Edge
  } = {},
) => {
  const mayReplace = ({ version }: StoredRules) => onVersion === null || onVersion === version
  return changeRules(on, 'acme', { rules, by, mayReplace, isConfirmed })
}
const stored = async () => (await viewRules(edge, 'acme'))?.rules
const operators = (): Edge => ({ ...edge, config: { ...edge.config, publicPathsBy: 'operator' } })

describe('rules', () => {
  it('of a workspace that never saved any are none, at version 0', async () => {
    expect(await viewRules(edge, 'acme')).toEqual({ rules: [], version: 0 })
    expect(await viewRules(edge, 'globex')).toBeNull()
  })

  it('that can’t be read in D1 close the host instead of opening it', async () => {
    await edge.db.prepare("INSERT INTO access_rules VALUES ('acme', '[{}]', 1, 0, 'x')").run()
    await expect(findSite(edge.db, 'acme.example.com')).rejects.toThrow('can’t be read')
    await expect(viewRules(edge, 'acme')).rejects.toThrow('can’t be read')
  })

  it('end with their workspace', async () => {
    await save([HOOKS])
    await end('acme')
    expect(await rows('SELECT 1 FROM access_rules')).toEqual([])
    expect(await save([HOOKS])).toEqual({ ok: false, error: 'stale' })
    expect(await rows('SELECT 1 FROM access_rules')).toEqual([])
  })
})

describe('saving a list', () => {
  it('stores it, records the difference, and reaches the host’s copy at once, in two round trips', async () => {
    const { db, meter } = metered(edge.db)
    expect(await save([HOOKS], { on: { ...edge, db } })).toEqual({
      ok: true,
      value: { rules: [HOOKS], version: 1 },
    })
    expect(meter.roundTrips).toBe(2)
    const [entry] = await rows<{ detail: string }>('SELECT scope, actor, action, detail FROM audit')
    expect(entry).toMatchObject({ scope: 'acme', actor: ADA.name, action: 'rules.changed' })
    expect(JSON.parse(entry?.detail ?? '')).toEqual({
      ...{ added: 'hooks: public POST /hooks/*', rules: 1, public_paths: 1 },
    })
    const copies = await readEdgeCopies(edge.kv, { host: 'acme.example.com', ring: false }, NOW)
    expect(copies.site?.value.rules).toEqual([HOOKS])
  })

  it('again changes nothing and records nothing', async () => {
    await save([HOOKS])
    expect(await save([HOOKS])).toMatchObject({ ok: true, value: { version: 1 } })
    expect(await rows('SELECT 1 FROM audit')).toHaveLength(1)
  })

  it('made from another version is refused, and changes nothing', async () => {
    await save([HOOKS], { onVersion: 0 })
    expect(await save([], { onVersion: 0 })).toEqual({ ok: false, error: 'stale' })
    expect(await stored()).toEqual([HOOKS])
    expect(await save([], { onVersion: 1 })).toMatchObject({ ok: true, value: { version: 2 } })
  })

  it('without a version wins over another change that came between', async () => {
    const { db } = edge
    let isOver = false
    const interrupted = {
      prepare: (sql: string) => db.prepare(sql),
      async batch(statements: D1PreparedStatement[]) {
        const results = await db.batch(statements)
        if (!isOver) {
          isOver = true
          await save([rule('between', '/between')])
        }
        return results
      },
    } as unknown as D1Database
    expect(await save([HOOKS], { on: { ...edge, db: interrupted } })).toMatchObject({
      ok: true,
      value: { version: 2 },
    })
    expect(await stored()).toEqual([HOOKS])
    const details = await rows<{ detail: string }>('SELECT detail FROM audit ORDER BY id')
    expect(JSON.parse(details[1]?.detail ?? '')).toMatchObject({ removed: 'between: member /between/*' })
  })

  it('by an author who no longer may is refused, and changes nothing', async () => {
    const gone = { ...ADA, isStill: { sql: '0', values: [] } }
    expect(await save([HOOKS], { by: gone })).toEqual({ ok: false, error: 'stale' })
    expect(await stored()).toEqual([])
    expect(await rows('SELECT 1 FROM audit')).toEqual([])
  })
})

describe('a list that shuts its author out of the front page', () => {
  it.each<[string, readonly Rule[], Partial<RulesAuthor>]>([
    ['of another role', [rule('a', '/', { roles: ['owner'] })], {}],
    ['without the passkey', [strict('a', '/', { require: { maxAge: 60, methods: ['passkey'] } })], {}],
    [
      'whose method is not known',
      [strict('a', '/', { require: { maxAge: 60, methods: ['passkey'] } })],
      { proved: null },
    ],
    ['from their network', [rule('a', '/', { roles: ['owner'], networks: [CLIENT.ip] })], {}],
    ['in any case', [rule('a', '/', { match: 'exact', roles: ['owner'], methods: ['GET'] })], {}],
    ['the operator', [rule('a', '/', { roles: ['member'] })], OPERATOR],
  ])('%s is refused, and saved once it is confirmed', async (_, rules, change) => {
    const by = { ...ADA, ...change }
    expect(await save(rules, { by })).toEqual({ ok: false, error: 'would-lock-out' })
    expect(await stored()).toEqual([])
    expect(await save(rules, { by, isConfirmed: true })).toMatchObject({ ok: true })
  })

  it.each<[string, readonly Rule[]]>([
    ['asks for a newer proof', [strict('a', '/')]],
    ['admits their role', [rule('a', '/', { roles: ['admin'] })]],
    ['is for another network', [rule('a', '/', { roles: ['owner'], networks: ['198.51.100.0/24'] })]],
    ['is for another path', [rule('a', '/team', { roles: ['owner'] })]],
    ['is for another method', [rule('a', '/', { roles: ['owner'], methods: ['POST'] })]],
    ['opens it to everybody', [open('a', '/')]],
  ])('is not one that %s', async (_, rules) => {
    expect(await save(rules)).toMatchObject({ ok: true })
  })

  it.each([
    { method: 'passkey', amr: ['pwd', 'swk', 'mfa'] },
    { method: 'provider', amr: ['fed', 'hwk', 'mfa'] },
  ])('is not one that wants a passkey, for an author with $method', async (proved) => {
    const rules = [strict('a', '/', { require: { maxAge: 60, methods: ['passkey'] } })]
    expect(await save(rules, { by: { ...ADA, proved } })).toMatchObject({ ok: true })
  })
})

describe('with public paths left to the operator', () => {
  it('an admin can’t open a path, and the operator can', async () => {
    expect(await save([HOOKS], { on: operators() })).toEqual({ ok: false, error: 'operator-only' })
    expect(await stored()).toEqual([])
    expect(await save([HOOKS], { on: operators(), by: OPERATOR })).toMatchObject({ ok: true })
  })

  it('an admin may change everything else', async () => {
    await save([HOOKS], { by: OPERATOR })
    const rules = [strict('new', '/admin'), HOOKS, forServices('api', '/api')]
    expect(await save(rules, { on: operators() })).toMatchObject({ ok: true })
  })

  it('an admin can’t close a public path, or remove what guards a part of it', async () => {
    const guarded = [strict('guard', '/hooks/admin'), HOOKS]
    await save(guarded, { by: OPERATOR })
    for (const rules of [[], [HOOKS], [HOOKS, strict('guard', '/hooks/admin')]]) {
      const refused = await save(rules, { on: operators(), isConfirmed: true })
      expect(refused).toEqual({ ok: false, error: 'operator-only' })
    }
    expect(await stored()).toEqual(guarded)
  })
})

describe('the test of a path', () => {
  const RULES = [
    strict('admin', '/admin'),
    rule('team', '/team', { roles: ['owner'] }),
    HOOKS,
    open('all', '/'),
  ]
  const test = (path: string, method = 'GET') =>
    testRules(RULES, { method, pathname: parsePathname(path) ?? '', ip: CLIENT.ip })

  it.each([
    ['/hooks', 'POST', 'hooks', 'public'],
    ['/hooks/x?a=1#b', 'POST', 'hooks', 'public'],
    ['/x', 'GET', 'all', 'public'],
    ['/admin', 'GET', 'admin', 'member'],
    ['/x/../admin', 'GET', 'admin', 'member'],
    ['/x\\..\\admin', 'GET', 'admin', 'member'],
    ['/%61dmin', 'GET', 'admin', 'member'],
    ['/team', 'GET', 'team', 'member'],
  ])('%s by %s reads it as the platform does: %s', (path, method, id, access) => {
    const answer = test(path, method)
    expect([answer.rule?.id, answer.access]).toEqual([id, access])
  })

  it('says what must be proved, and the strictest of it for a spelling of several paths', () => {
    expect(test('/admin').require).toEqual({ maxAge: 300, methods: null })
    expect(test('/team').require).toBeNull()
    const both = [strict('a', '/a', { require: { maxAge: 900, methods: ['passkey'] } }), strict('b', '/b')]
    const answer = testRules(both, { method: 'GET', pathname: '/a/..%2fb', ip: '' })
    expect(answer.require).toEqual({ maxAge: 300, methods: ['passkey'] })
  })

  it.each(['/.sallyport/enter', '/x/..%2f.sallyport'])('finds no rule for the reserved path: %s', (path) => {
    expect(test(path)).toMatchObject({ rule: null, access: 'member' })
  })

  it.each(['', 'admin', 'https://evil.example/', '?a'])('takes no text that is no path: %j', (path) => {
    expect(parsePathname(path)).toBeNull()
  })

  it('takes a second slash for a part of the path, not for a host', () => {
    expect(test('//evil.example/admin').access).toBe('member')
  })
})
