import { describe, expect, it } from 'vitest'
import { NO_POLICIES } from '../../src/core/policy.ts'
import { parseRingCopy, parseSiteCopy } from '../../src/store/copies.ts'
import type { Site } from '../../src/store/sites.ts'
import { makeRingRows, masterKeyOf } from '../support/ring.ts'
import { NOW, SCHEDULED } from '../support/rows.ts'

const SITE: Site = {
  host: 'acme.example.com',
  workspaceId: 'acme-id',
  slug: 'acme',
  name: 'Acme',
  accent: '#1a5fb4',
  logo: 'x'.repeat(43),
  origin: 'https://acme.internal',
  allowedProviders: ['okta'],
  policies: { ...NO_POLICIES, secondFactor: SCHEDULED },
  rules: [],
  supervisesSockets: false,
}
const parse = (value: unknown, readAt: unknown = NOW) => parseSiteCopy({ readAt, value }, SITE.host)

describe('a copy of a site', () => {
  it('that is complete gives the site', () => {
    expect(parse(SITE)).toEqual({ readAt: NOW, value: SITE })
    const plain = { ...SITE, accent: null, logo: null, allowedProviders: null }
    expect(parse(plain)?.value).toEqual(plain)
  })

  it.each(Object.keys(SITE))('without %s is refused', (name) => {
    expect(parse({ ...SITE, [name]: undefined })).toBeNull()
  })

  it.each<[string, unknown]>([
    ['host', 'globex.example.com'],
    ['host', null],
    ['workspaceId', ''],
    ['workspaceId', 7],
    ['slug', 'Acme'],
    ['slug', {}],
    ['name', ''],
    ['accent', 'red'],
    ['accent', ''],
    ['logo', 'short'],
    ['origin', 'acme.internal'],
    ['origin', 'https://acme.internal/path'],
    ['origin', 'javascript:alert(1)'],
    ['origin', ''],
    ['allowedProviders', 'okta'],
    ['allowedProviders', [7]],
    ['policies', null],
    ['policies', { secondFactor: SCHEDULED }],
    ['policies', { phishingResistant: SCHEDULED }],
    ...[
      null,
      'none',
      { ...SCHEDULED, effectiveAt: 'soon' },
      { ...SCHEDULED, graceDays: 5 },
      { ...SCHEDULED, appliesTo: 'nobody' },
      { ...SCHEDULED, version: -1 },
      { graceDays: 7 },
    ].map((policy): [string, unknown] => ['policies', { ...NO_POLICIES, secondFactor: policy }]),
  ])('whose %s is %j is refused', (name, broken) => {
    expect(parse({ ...SITE, [name]: broken })).toBeNull()
  })

  it.each([undefined, null, 'now', NOW + 0.5, -1, Number.NaN])('read at %j is refused', (readAt) => {
    expect(parseSiteCopy({ readAt, value: SITE }, SITE.host)).toBeNull()
  })

  it.each([undefined, null, 7, 'text', [], {}])('%j is refused', (value) => {
    expect(parse(value)).toBeNull()
    expect(parseSiteCopy(value, SITE.host)).toBeNull()
  })
})

describe('a copy of the key ring', async () => {
  const rows = await makeRingRows(await masterKeyOf('a master key'), NOW)
  const parseRows = (value: unknown) => parseRingCopy({ readAt: NOW, value })

  it('that is complete gives its keys', () => {
    expect(parseRows(rows)).toEqual({ readAt: NOW, value: rows })
  })

  it.each([0, 1, 2])('without one of the purposes is refused (%i)', (at) => {
    expect(parseRows(rows.filter((_, index) => index !== at))).toBeNull()
  })

  it('whose only key for a purpose is not yet in use is refused', () => {
    expect(parseRows(rows.map((row) => ({ ...row, activeFrom: NOW + 1 })))).toBeNull()
  })

  it('with a key twice is refused', () => {
    expect(parseRows([...rows, rows[0]])).toBeNull()
  })

  it.each([
    ['id', undefined],
    ['id', ''],
    ['purpose', 'something'],
    ['sealed', 7],
    ['createdAt', null],
    ['activeFrom', '0'],
  ])('with a key whose %s is %j is refused', (name, broken) => {
    expect(parseRows([...rows, { ...rows[0], id: 'another', [name]: broken }])).toBeNull()
  })

  it.each([undefined, null, {}, 'text', [], [null], [7]])('%j is refused', (value) => {
    expect(parseRows(value)).toBeNull()
    expect(parseRingCopy(value)).toBeNull()
  })
})
