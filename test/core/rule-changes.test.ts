import { describe, expect, it } from 'vitest'
import { compareRules } from '../../src/core/rule-changes.ts'
import { CORS, forServices, open, rule, strict } from '../support/rules.ts'

const A = open('a', '/hooks', { methods: ['POST'] })
const B = forServices('b', '/api', { networks: ['10.0.0.0/8'] })
const C = strict('c', '/', { match: 'exact', roles: ['owner', 'admin'] })

describe('the difference of two lists of rules', () => {
  it('is nothing for the same list', () => {
    expect(compareRules([A, B], [A, B])).toEqual({})
  })

  it('names what was added and removed, with what it opened', () => {
    expect(compareRules([B], [A, C])).toEqual({
      added: 'a: public POST /hooks/*, c: member / second factor within 300 s for owner/admin',
      removed: 'b: service /api/* from 10.0.0.0/8',
    })
  })

  it('names what was changed, as it is afterwards', () => {
    const passkey = strict('c', '/', { require: { maxAge: 60, methods: ['passkey'] }, cors: CORS })
    expect(compareRules([A, C], [A, passkey])).toEqual({
      changed: 'c: member /* second factor within 60 s by passkey CORS for https://app.example',
    })
  })

  it('names the fewest rules that were moved', () => {
    const D = rule('d', '/d')
    expect(compareRules([A, B, C, D], [B, C, D, A])).toEqual({ moved: 'a' })
    expect(compareRules([A, B, C, D], [D, A, B, C])).toEqual({ moved: 'd' })
    expect(compareRules([A, B], [B, A])).toMatchObject({ moved: expect.stringMatching(/^[ab]$/) })
    expect(compareRules([A, B, C], [A, C])).not.toHaveProperty('moved')
  })

  it('of many rules has only their ids', () => {
    const many = Array.from({ length: 50 }, (_, at) => open(`rule-${at}`, `/${'x'.repeat(250)}`))
    const { added = '' } = compareRules([], many)
    expect(added).toMatch(/^rule-0, rule-1, /)
    expect(added.length).toBeLessThan(600)
  })
})
