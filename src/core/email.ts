// Parses email addresses, and decides which addresses belong to the same account.
//
// An address belongs to one account, whatever its case, outer spaces or Unicode form. Only canonical
// equivalence (NFC) makes two addresses the same. Otherwise (with NFKC) the owner of a look-alike mailbox
// could take over another person's account (docs/decisions/0037).

import { composed } from './composed.ts'

export interface Email {
  /** The address as it was written, trimmed. For display. */
  readonly address: string
  /** The canonical form. Accounts are unique by it. */
  readonly key: string
}

export const EMAIL_MAX_LENGTH = 254 // RFC 5321, section 4.5.3.1.3, less the angle brackets

/** Parses an address. Returns null if it is malformed or has more than 254 UTF-16 units. */
export function parseEmail(text: string): Email | null {
  const address = composed(text.trim(), EMAIL_MAX_LENGTH)
  if (address === null) return null
  if (!/^[^\s@"<>\\,;:()[\]\p{C}]{1,64}@[^\s@"<>\\,;:()[\]/?#%\p{C}]+$/u.test(address)) return null
  const [local = '', domain = ''] = address.split('@')
  const host = asciiDomain(domain)
  if (!host || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null
  return { address, key: `${foldCase(local).normalize('NFC')}@${host}` }
}

/**
 * Folds the case of a local part. A final sigma becomes a normal sigma, because lower case picks one by its
 * position.
 *
 * Must not use full case folding, which also maps ß to ss. Otherwise the owner of one mailbox could take over
 * the account of another.
 */
const foldCase = (local: string): string => local.toLowerCase().replaceAll('ς', 'σ')

/**
 * Returns the prefix that the key of every address that begins with `text` has. Returns null if no address is
 * as long as `text`.
 */
export function keyPrefixOf(text: string): string | null {
  const prefix = composed(text.trim(), EMAIL_MAX_LENGTH)
  return prefix === null ? null : (parseEmail(prefix)?.key ?? foldCase(prefix).normalize('NFC'))
}

/** Parses an address that was parsed before it was stored. Throws if it does not parse. */
export function requireEmail(text: string): Email {
  const email = parseEmail(text)
  if (!email) throw new Error('a stored email address is malformed')
  return email
}

/**
 * Returns the address as mail systems accept it, with its domain in A-labels (RFC 5890). Many refuse a
 * Unicode domain. A local part outside ASCII has no other form: it needs SMTPUTF8 (RFC 6531) on the whole
 * route.
 */
export function mailAddressOf(stored: string): string {
  const { address, key } = requireEmail(stored)
  return address.slice(0, address.indexOf('@')) + key.slice(key.indexOf('@'))
}

/** Returns a `mailto:` link (RFC 6068) to a stored address. */
export function mailtoOf(stored: string): string {
  const [local = '', domain = ''] = mailAddressOf(stored).split('@')
  return `mailto:${encodeURIComponent(local)}@${domain}`
}

/** Returns the domain in ASCII, or null if it is not a name with at least two labels. */
function asciiDomain(domain: string): string | null {
  if (!URL.canParse(`http://${domain}/`)) return null
  const { hostname } = new URL(`http://${domain}/`)
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname) ? hostname : null
}
