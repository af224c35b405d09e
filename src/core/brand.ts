// Parses the platform's name and appearance, which the operator sets. Without them, pages and emails use
// Sallyport's.

import { parseAccent } from './accent.ts'
import { mailtoOf, parseEmail } from './email.ts'
import { parseName } from './name.ts'

export const OUR_NAME = 'Sallyport'
const NAME_MAX_LENGTH = 40
const SUPPORT_MAX_LENGTH = 500

/** Where people ask for help. */
export interface Support {
  /** `https:` or `mailto:`. */
  readonly href: string
  /** The address as people read it. */
  readonly text: string
  /** Null for a web address. */
  readonly email: string | null
}

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

export type BrandVariable =
  | 'BRAND_NAME'
  | 'BRAND_LOGO'
  | 'BRAND_ACCENT'
  | 'BRAND_SUPPORT'
  | 'BRAND_FOOTER'
  | 'NOTICE_CONTACT'
type Complain = (variable: BrandVariable, problem: string) => void
type BrandSet = Readonly<Partial<Record<BrandVariable, unknown>>>

/**
 * Parses the brand variables. Every variable is optional. Calls `complain` for each value that is unusable.
 * `isLogoBuilt` says whether the build contains the file that `BRAND_LOGO` names.
 */
export function parseBrand(set: BrandSet, isLogoBuilt: boolean, complain: Complain): Brand {
  const name = isSet(set.BRAND_NAME) ? readName(set.BRAND_NAME, complain) : OUR_NAME
  const isOwn = name !== OUR_NAME
  const contact = isSet(set.NOTICE_CONTACT) ? readContact(set.NOTICE_CONTACT, complain) : null
  return {
    name,
    isOwn,
    hasLogo: isSet(set.BRAND_LOGO) && checkLogo(isLogoBuilt, complain),
    accent: isSet(set.BRAND_ACCENT) ? readAccent(set.BRAND_ACCENT, complain) : null,
    support: isSet(set.BRAND_SUPPORT) ? readSupport(set.BRAND_SUPPORT, complain) : contact,
    hasFooter: isSet(set.BRAND_FOOTER) ? readFooter(set.BRAND_FOOTER, complain) && isOwn : isOwn,
  }
}

/**
 * Returns the brand for the page that reports an unusable configuration. It uses only the name and the
 * footer, and Sallyport's name if the platform's name is unusable.
 */
export const brandInTrouble = (set: BrandSet): Brand => ({
  ...parseBrand({ BRAND_NAME: set.BRAND_NAME, BRAND_FOOTER: set.BRAND_FOOTER }, false, () => {}),
})

/** A variable may be a number or a table, because TOML has both. */
const isSet = (value: unknown): boolean => value !== undefined && value !== ''
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

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

function readSupport(value: unknown, complain: Complain): Support | null {
  const support = parseSupport(textOf(value))
  if (support === null) {
    complain('BRAND_SUPPORT', 'must be an https: or mailto: URL, such as mailto:help@example.com')
  }
  return support
}

function parseSupport(text: string): Support | null {
  const [, mailbox] = /^mailto:([^?#]+)$/i.exec(text) ?? []
  if (mailbox !== undefined) return supportAt(decoded(mailbox))
  if (text.length > SUPPORT_MAX_LENGTH || !/^https:\/\/[^\s\p{C}]+$/iu.test(text) || !URL.canParse(text))
    return null
  const url = new URL(text)
  // Refuse a URL with credentials. Otherwise a page could show `https://trusted.example@evil.example`.
  if (url.username !== '' || url.password !== '') return null
  return { href: url.href, text: url.href.replace(/\/$/, ''), email: null }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function readContact(value: unknown, complain: Complain): Support | null {
  const contact = supportAt(textOf(value))
  if (contact === null) complain('NOTICE_CONTACT', 'must be an email address')
  return contact
}

function supportAt(mailbox: string): Support | null {
  const email = parseEmail(mailbox)
  return email && { href: mailtoOf(email.address), text: email.address, email: email.address }
}

function readFooter(value: unknown, complain: Complain): boolean {
  if (value !== 'on' && value !== 'off') complain('BRAND_FOOTER', 'must be "on" or "off", or not set')
  return value !== 'off'
}
