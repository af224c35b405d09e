// Parses the platform's name and appearance, which the operator sets. Without them, pages and emails use
// Sallyport's.

import { parseAccent } from './accent.ts'
import type { Support, SupportVariable } from './brand-support.ts'
import { parseName } from './name.ts'
import type { PortalParsers } from './portal-parsers.ts'
import { isSet, textOf } from './set-variable.ts'

export const OUR_NAME = 'Sallyport'
const NAME_MAX_LENGTH = 40

export interface Brand {
  readonly name: string
  /** True if the operator has set a name. False if the name is Sallyport's. */
  readonly isOwn: boolean
  readonly hasLogo: boolean
  /** "#rrggbb" in lower case. A workspace's own accent takes precedence. */
  readonly accent: string | null
  readonly support: Support | null
  /** True if pages end with "Secured by Sallyport". */
  readonly hasFooter: boolean
}

export type BrandVariable = 'BRAND_NAME' | 'BRAND_LOGO' | 'BRAND_ACCENT' | 'BRAND_FOOTER' | SupportVariable
type Complain = (variable: BrandVariable, problem: string) => void
type BrandSet = Readonly<Partial<Record<BrandVariable, unknown>>>

interface BrandRules extends Pick<PortalParsers, 'parseSupport'> {
  /** True if the build contains the file that `BRAND_LOGO` names. */
  readonly isLogoBuilt: boolean
}

/**
 * Parses the brand variables. Every variable is optional. Calls `complain` for each value that is unusable.
 */
export function parseBrand(
  set: BrandSet,
  { isLogoBuilt, parseSupport }: BrandRules,
  complain: Complain,
): Brand {
  const name = isSet(set.BRAND_NAME) ? readName(set.BRAND_NAME, complain) : OUR_NAME
  const isOwn = name !== OUR_NAME
  return {
    name,
    isOwn,
    hasLogo: isSet(set.BRAND_LOGO) && checkLogo(isLogoBuilt, complain),
    accent: isSet(set.BRAND_ACCENT) ? readAccent(set.BRAND_ACCENT, complain) : null,
    support: parseSupport(set, complain),
    hasFooter: isSet(set.BRAND_FOOTER) ? readFooter(set.BRAND_FOOTER, complain) && isOwn : isOwn,
  }
}

/**
 * Returns the brand for the page that reports an unusable configuration. It uses only the name and the
 * footer, and Sallyport's name if the platform's name is unusable.
 */
export const brandInTrouble = ({ BRAND_NAME, BRAND_FOOTER }: BrandSet): Brand =>
  parseBrand({ BRAND_NAME, BRAND_FOOTER }, { isLogoBuilt: false, parseSupport: () => null }, () => {})

function readName(value: unknown, complain: Complain): string {
  const name = parseName(textOf(value), NAME_MAX_LENGTH)
  // Refuse a colon. Otherwise authenticator apps would read the part before it as the name and the rest as
  // the account.
  if (name !== null && !name.includes(':')) return name
  complain(
    'BRAND_NAME',
    name === null
      ? `must be a single line of 1 to ${NAME_MAX_LENGTH} characters`
      : 'must not contain ":", because authenticator apps cut the name there',
  )
  return OUR_NAME
}

function checkLogo(isBuilt: boolean, complain: Complain): boolean {
  if (!isBuilt) {
    complain(
      'BRAND_LOGO',
      'names a file that is not in this build: put it next to wrangler.production.toml and run `npm run deploy`',
    )
  }
  return isBuilt
}

function readAccent(value: unknown, complain: Complain): string | null {
  const accent = parseAccent(textOf(value))
  if (accent === null) complain('BRAND_ACCENT', 'must be a colour with six hex digits, such as #1a5fb4')
  return accent
}

function readFooter(value: unknown, complain: Complain): boolean {
  if (value !== 'on' && value !== 'off') complain('BRAND_FOOTER', 'must be "on" or "off", or not set')
  return value !== 'off'
}
