// Parses the address where people ask for help, which the operator sets. The gate's Worker shows no such address,
// so it does not contain this parser.

import { mailtoOf, parseEmail } from './email.ts'
import { isSet, textOf } from './set-variable.ts'

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

export type SupportVariable = 'BRAND_SUPPORT' | 'NOTICE_CONTACT'
type Complain = (variable: SupportVariable, problem: string) => void

/** Parses both variables, of which `BRAND_SUPPORT` wins. Calls `complain` for each value that is unusable. */
export function parseSupport(
  set: Readonly<Partial<Record<SupportVariable, unknown>>>,
  complain: Complain,
): Support | null {
  const contact = isSet(set.NOTICE_CONTACT) ? readContact(set.NOTICE_CONTACT, complain) : null
  return isSet(set.BRAND_SUPPORT) ? readSupport(set.BRAND_SUPPORT, complain) : contact
}

function readSupport(value: unknown, complain: Complain): Support | null {
  const support = parseAddress(textOf(value))
  if (support === null) {
    complain('BRAND_SUPPORT', 'must be an https: or mailto: URL, such as mailto:help@example.com')
  }
  return support
}

function parseAddress(text: string): Support | null {
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
