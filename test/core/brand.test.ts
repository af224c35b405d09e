import { describe, expect, it } from 'vitest'
import { type BrandVariable, brandInTrouble, parseBrand } from '../../src/core/brand.ts'
import { parseSupport } from '../../src/core/brand-support.ts'

type Set = Partial<Record<BrandVariable, unknown>>

function read(set: Set, isLogoBuilt = true) {
  const problems: [string, string][] = []
  const brand = parseBrand(set, { isLogoBuilt, parseSupport }, (variable, problem) => {
    problems.push([variable, problem])
  })
  return { brand, problems }
}

/** Returns the brand, or null if the value is refused with its variable's name and what to do. */
function accepted(variable: BrandVariable, value: unknown) {
  const { brand, problems } = read({ [variable]: value })
  if (problems.length === 0) return brand
  expect(problems.map(([name]) => name)).toEqual([variable])
  expect(problems[0]?.[1]).toMatch(/must/)
  return null
}

describe('a brand', () => {
  it('is Sallyport’s if nothing is set, or only empty texts', () => {
    const ours = {
      ...{ name: 'Sallyport', isOwn: false, hasLogo: false, accent: null, support: null, hasFooter: false },
    }
    expect(read({})).toEqual({ brand: ours, problems: [] })
    const empty = { BRAND_NAME: '', BRAND_LOGO: '', BRAND_ACCENT: '', BRAND_SUPPORT: '', BRAND_FOOTER: '' }
    expect(read({ ...empty, NOTICE_CONTACT: '' })).toEqual({ brand: ours, problems: [] })
  })

  it.each<[unknown, string | null]>([
    ['Northwind Cloud', 'Northwind Cloud'],
    ['  Northwind  ', 'Northwind'],
    ['東京クラウド', '東京クラウド'],
    ['سحابة الشمال', 'سحابة الشمال'],
    ['N', 'N'],
    ['x'.repeat(40), 'x'.repeat(40)],
    ['x'.repeat(41), null],
    ['   ', null],
    ['\u2800', null],
    ['North\nwind', null],
    ['North\u0007wind', null],
    ['North\u202ewind', null],
    ['Northwind: Cloud', null],
    [42, null],
    [true, null],
    [{ name: 'Northwind' }, null],
  ])('is named %j: %j', (value, name) => {
    expect(accepted('BRAND_NAME', value)?.name ?? null).toBe(name)
  })

  it.each<[unknown, string | null]>([
    ['#b4005a', '#b4005a'],
    ['B4005A', '#b4005a'],
    ['#fff', null],
    ['pink', null],
    ['#b4005a;}', null],
    ['#b4005g', null],
    [0xb4005a, null],
  ])('has the accent %j: %j', (value, accent) => {
    expect(accepted('BRAND_ACCENT', value)?.accent ?? null).toBe(accent)
  })

  it.each<[unknown, string | null, string | null]>([
    ['mailto:help@northwind.example', 'mailto:help@northwind.example', 'help@northwind.example'],
    ['mailto:Hilfe@b%C3%BCcher.example', 'mailto:Hilfe@xn--bcher-kva.example', 'Hilfe@bücher.example'],
    ['https://help.northwind.example/', 'https://help.northwind.example/', 'https://help.northwind.example'],
    ['https://x.example/a?b=c#d', 'https://x.example/a?b=c#d', 'https://x.example/a?b=c#d'],
    ['http://help.northwind.example/', null, null],
    ['https://me:secret@northwind.example/', null, null],
    ['https://', null, null],
    ['https://x.example/a b', null, null],
    ['https://x.example/\u202e', null, null],
    [`https://x.example/${'x'.repeat(500)}`, null, null],
    ['javascript:alert(1)', null, null],
    ['mailto:', null, null],
    ['mailto:help', null, null],
    ['mailto:%zz@x.example', null, null],
    ['mailto:help@x.example?bcc=eve@x.example', null, null],
    ['help@northwind.example', null, null],
    ['tel:+49123', null, null],
    [['mailto:help@x.example'], null, null],
  ])('links support to %j: %j', (value, href, text) => {
    const brand = accepted('BRAND_SUPPORT', value)
    expect(brand?.support?.href ?? null).toBe(href)
    expect(brand?.support?.text ?? null).toBe(text)
  })

  it('uses the notices’ contact for support, unless it has its own', () => {
    const contact = { href: 'mailto:a@x.example', text: 'a@x.example', email: 'a@x.example' }
    expect(read({ NOTICE_CONTACT: 'a@x.example' }).brand.support).toEqual(contact)
    const both = read({ NOTICE_CONTACT: 'a@x.example', BRAND_SUPPORT: 'https://x.example' })
    expect(both.brand.support).toEqual({ href: 'https://x.example/', text: 'https://x.example', email: null })
    expect(accepted('NOTICE_CONTACT', 'https://x.example')).toBeNull()
  })

  it.each<[Set, boolean]>([
    [{}, false],
    [{ BRAND_FOOTER: 'on' }, false],
    [{ BRAND_NAME: 'Sallyport' }, false],
    [{ BRAND_NAME: 'Northwind' }, true],
    [{ BRAND_NAME: 'Northwind', BRAND_FOOTER: 'on' }, true],
    [{ BRAND_NAME: 'Northwind', BRAND_FOOTER: 'off' }, false],
  ])('credits Sallyport in the footer, under another name only: %j', (set, hasFooter) => {
    expect(read(set)).toMatchObject({ brand: { hasFooter }, problems: [] })
  })

  it.each(['no', 'OFF', false, 0])('has no footer setting but on and off: %j', (value) => {
    expect(accepted('BRAND_FOOTER', value)).toBeNull()
  })

  it('has a logo if the build has its file, and is refused without it, with what to do', () => {
    expect(read({ BRAND_LOGO: 'logo.svg' }).brand.hasLogo).toBe(true)
    const { problems } = read({ BRAND_LOGO: 'logo.svg' }, false)
    expect(problems).toEqual([['BRAND_LOGO', expect.stringContaining('npm run deploy')]])
  })

  it('names everything that is wrong at once', () => {
    const set = { BRAND_NAME: ' ', BRAND_ACCENT: 'x', BRAND_SUPPORT: 'x', BRAND_FOOTER: 'x' }
    expect(read(set).problems.map(([variable]) => variable)).toEqual(Object.keys(set))
  })

  it('with problems keeps its name if that is valid, and is Sallyport otherwise', () => {
    expect(brandInTrouble({ BRAND_NAME: 'Northwind', BRAND_ACCENT: 'x' }).name).toBe('Northwind')
    expect(brandInTrouble({ BRAND_NAME: 'x'.repeat(41) }).name).toBe('Sallyport')
    expect(brandInTrouble({ BRAND_NAME: 'North: wind' }).name).toBe('Sallyport')
  })
})
