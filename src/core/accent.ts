// Derives a readable accent colour from the colour that an admin chose.
//
// The derived accent keeps the hue. It gets darker or lighter only until text in it is readable on every
// background. Readable means a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3).

type Rgb = readonly [red: number, green: number, blue: number]

/**
 * The backgrounds behind accents, as in the stylesheet: the card, the page, and the success, error and
 * warning colours. Text on an accent has the colour `ink`, and is therefore also readable.
 */
export const SCHEMES = {
  light: {
    grounds: ['#ffffff', '#f4f4f0', '#e3f1ec', '#fdeceb', '#fff3d6'],
    ink: '#ffffff',
    step: -0.005,
  },
  dark: { grounds: ['#18201d', '#101513', '#1d342c', '#3b1d1b', '#33280f'], ink: '#101513', step: 0.005 },
} as const
export type Scheme = keyof typeof SCHEMES

export interface DerivedAccent {
  /** "#rrggbb", like all colours here. */
  readonly accent: string
  readonly ink: string
  /** A light background: a share of the accent mixed into the card colour. */
  readonly soft: string
}

/**
 * The accent of light pages if neither the platform nor the workspace has its own (portal/assets/colours.ts).
 */
export const OUR_ACCENT = '#14594a'

export const LEAST_CONTRAST = 4.5
const SOFT_SHARE = 0.12

/**
 * Parses a colour with or without "#", in either case. Returns "#rrggbb" in lower case, or null if it does
 * not have six hex digits.
 */
export function parseAccent(text: string): string | null {
  const [, digits] = /^\s*#?([0-9a-f]{6})\s*$/i.exec(text) ?? []
  return digits ? `#${digits.toLowerCase()}` : null
}

/**
 * Returns the accent, its ink and its soft background for one scheme. `chosen` is "#rrggbb". The loop always
 * ends: black is readable on every light background, and white on every dark one.
 */
export function deriveAccent(chosen: string, scheme: Scheme): DerivedAccent {
  const { grounds, ink, step } = SCHEMES[scheme]
  const [hue, saturation, lightness] = toHsl(rgbOf(chosen))
  let accent = chosen
  for (let moved = lightness; ; moved += step) {
    const soft = mix(accent, grounds[0])
    if ([...grounds, soft].every((ground) => contrast(accent, ground) >= LEAST_CONTRAST)) {
      return { accent, ink, soft }
    }
    accent = hexOf(fromHsl(hue, saturation, Math.min(1, Math.max(0, moved + step))))
  }
}

/** Returns the contrast ratio of two "#rrggbb" colours, (L1 + 0.05) / (L2 + 0.05), as WCAG 2.2 defines it. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  ) as unknown as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function mix(accent: string, card: string): string {
  const under = rgbOf(card)
  return hexOf(
    rgbOf(accent).map(
      (channel, i) => channel * SOFT_SHARE + (under[i] ?? 0) * (1 - SOFT_SHARE),
    ) as unknown as Rgb,
  )
}

const rgbOf = (colour: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255) as unknown as Rgb

const hexOf = (rgb: Rgb): string =>
  `#${rgb
    .map((channel) =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

/** Converts to hue, saturation and lightness. The hue is in sixths of the circle, the others from 0 to 1. */
function toHsl([red, green, blue]: Rgb): Rgb {
  const most = Math.max(red, green, blue)
  const span = most - Math.min(red, green, blue)
  const lightness = most - span / 2
  if (span === 0) return [0, 0, lightness]
  const saturation = span / (1 - Math.abs(2 * lightness - 1))
  if (most === red) return [((green - blue) / span + 6) % 6, saturation, lightness]
  return [most === green ? (blue - red) / span + 2 : (red - green) / span + 4, saturation, lightness]
}

/** Converts back as in CSS Color 4, section 7.1. */
function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (n: number) => {
    const k = (n + hue * 2) % 12
    return lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))
  }
  return [channel(0), channel(8), channel(4)]
}
