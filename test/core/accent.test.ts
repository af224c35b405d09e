import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contrast,
  deriveAccent,
  LEAST_CONTRAST,
  OUR_ACCENT,
  parseAccent,
  SCHEMES,
  type Scheme,
} from '../../src/core/accent.ts'
import { STYLESHEET } from '../../src/portal/assets/stylesheet.ts'

const NAMES = Object.keys(SCHEMES) as Scheme[]
const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)
const EXTREMES = [
  '#000000',
  '#ffffff',
  '#ffff00',
  '#0000ff',
  '#ff0000',
  '#00ff00',
  '#010101',
  '#fefefe',
  '#777777',
]

/** Returns the hue in degrees. Computed from the definition, independently of the code under test. */
function hueOf(colour: string): number | null {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  const chroma = Math.max(r, g, b) - Math.min(r, g, b)
  if (chroma < 24) return null // changing one channel by one would turn the hue too far
  return (Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b) * 180) / Math.PI
}

it('our own accent is that of the stylesheet', () => {
  expect(STYLESHEET).toContain(`--accent: ${OUR_ACCENT};`)
})

describe('contrast', () => {
  // https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. The expected values are from WebAIM's checker.
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 4],
    ['#0000ff', '#000000', 2.44],
    ['#14594a', '#14594a', 1],
  ])('of %s on %s is %d to 1, in both orders', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2)
    expect(contrast(other, one)).toBe(contrast(one, other))
  })
})

describe('the backgrounds behind accents', () => {
  it('are those of the stylesheet, in both schemes', () => {
    const coloursOf = (name: string) =>
      [...STYLESHEET.matchAll(new RegExp(`--${name}: (#\\w+);`, 'g'))].map(([, colour]) => colour)
    const grounds = ['card', 'ground', 'good-soft', 'bad-soft', 'warn-soft'].map(coloursOf)
    // Light, dark by the reader's setting, and dark in a preview.
    expect(grounds.map(([light]) => light)).toEqual(SCHEMES.light.grounds)
    for (const index of [1, 2]) {
      expect(grounds.map((colours) => colours[index])).toEqual(SCHEMES.dark.grounds)
    }
  })

  it('carry other text on the soft background, too', () => {
    const inks = { light: ['#17211e', '#55615d'], dark: ['#e8ede9', '#a6b3ad'] }
    for (const scheme of NAMES) {
      for (const ink of inks[scheme]) expect(STYLESHEET).toContain(ink)
    }
    fc.assert(
      fc.property(colours, fc.constantFrom(...NAMES), (colour, scheme) => {
        const { soft } = deriveAccent(colour, scheme)
        for (const ink of inks[scheme]) expect(contrast(ink, soft)).toBeGreaterThanOrEqual(LEAST_CONTRAST)
      }),
    )
  })
})

describe.each(NAMES)('an accent in the %s scheme', (scheme) => {
  const { grounds, ink } = SCHEMES[scheme]
  const isLegible = (accent: string, on: readonly string[]) =>
    on.every((ground) => contrast(accent, ground) >= 4.5)

  it('is legible on every background, and so is text on it, for any chosen colour', () => {
    const holds = (colour: string) => {
      const derived = deriveAccent(colour, scheme)
      expect(isLegible(derived.accent, [...grounds, derived.soft])).toBe(true)
      expect(derived.ink).toBe(ink)
      expect(contrast(derived.ink, derived.accent)).toBeGreaterThanOrEqual(4.5)
      for (const each of Object.values(derived)) expect(each).toMatch(/^#[0-9a-f]{6}$/)
    }
    EXTREMES.forEach(holds)
    fc.assert(fc.property(colours, holds), { numRuns: 1000 })
  })

  it('is exactly the chosen colour if that is already legible', () => {
    const good = scheme === 'light' ? '#1a5fb4' : '#9cc4ff'
    expect(deriveAccent(good, scheme).accent).toBe(good)
    fc.assert(
      fc.property(colours, (colour) => {
        const { accent } = deriveAccent(colour, scheme)
        expect(deriveAccent(accent, scheme).accent).toBe(accent)
      }),
    )
  })

  it('keeps the hue', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const [before, after] = [hueOf(colour), hueOf(deriveAccent(colour, scheme).accent)]
        fc.pre(before !== null && after !== null)
        const turn = Math.abs(before - after)
        expect(Math.min(turn, 360 - turn)).toBeLessThan(4)
      }),
    )
  })

  it('moves no further than needed: a little back would not be legible', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const { accent } = deriveAccent(colour, scheme)
        fc.pre(accent !== colour)
        const least = Math.min(
          ...[...grounds, deriveAccent(colour, scheme).soft].map((g) => contrast(accent, g)),
        )
        expect(least).toBeLessThan(5)
      }),
    )
  })
})

describe('a colour as people type it', () => {
  it.each([
    ['#1a5fb4', '#1a5fb4'],
    [' 1A5FB4 ', '#1a5fb4'],
    ['#ABCDEF', '#abcdef'],
  ])('%j is %s', (text, colour) => expect(parseAccent(text)).toBe(colour))

  it.each([
    '',
    '#',
    '#abc',
    '#12345',
    '#1234567',
    '#12345g',
    '##123456',
    'red',
    '#１２３４５６',
    '#123456;',
    'rgb(0 0 0)',
  ])('%j is refused', (text) => expect(parseAccent(text)).toBeNull())
})
