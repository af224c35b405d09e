import { describe, expect, it } from 'vitest'
import { NO_FILTER, parseAuditFilter } from '../../../src/flows/administration/audit-filter.ts'

const parse = (written: Partial<Parameters<typeof parseAuditFilter>[0]>) =>
  parseAuditFilter({ person: '', action: '', from: '', until: '', ...written })
const DAY = Date.UTC(2026, 10, 30) / 1000

describe('the filter of the audit log', () => {
  it('that is empty finds everything', () => {
    expect(parse({})).toEqual({ filter: NO_FILTER, problems: {} })
  })

  it('accepts a person by address in any case, and an actor without an account by name', () => {
    expect(parse({ person: 'Ada@Acme.example' }).filter.person).toEqual({
      ...{ actor: 'Ada@Acme.example', key: 'ada@acme.example' },
    })
    for (const actor of ['operator', 'token ci (abc)'])
      expect(parse({ person: actor }).filter.person).toEqual({ actor, key: null })
  })

  it('accepts whole days in UTC, including the last one', () => {
    const { filter, problems } = parse({ from: '2026-11-30', until: '2026-11-30' })
    expect([filter.from, filter.until, problems]).toEqual([DAY, DAY + 86_400, {}])
  })

  it.each([
    [{ person: 'ada' }, { person: 'not-a-person' }],
    [{ person: `token ${'x'.repeat(300)}` }, { person: 'not-a-person' }],
    [{ person: 'token \u202eci' }, { person: 'not-a-person' }],
    [{ action: 'password.changed' }, { action: 'not-an-action' }],
    [{ from: '30.11.2026' }, { from: 'not-a-day' }],
    [{ from: '2026-02-30' }, { from: 'not-a-day' }],
    [{ until: '2026-13-01' }, { until: 'not-a-day' }],
    [{ from: '2026-11-30', until: '2026-11-29' }, { until: 'ends-before-it-begins' }],
  ])('refuses %j, and says which field is wrong', (written, problems) => {
    expect(parse(written).problems).toEqual(problems)
  })
})
