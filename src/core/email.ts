// One account an address, whatever its case, outer spaces or Unicode form. Only canonical equivalence (NFC) counts as
// the same: folding look-alikes (NFKC) would let the holder of one mailbox stand for another (docs/decisions/0037).

import { composed } from './composed.ts'

export interface Email {
  /** As it was written, trimmed: for showing. */
  readonly address: string
  /** What tells two accounts apart. */
  readonly key: string
}

export const EMAIL_MAX_LENGTH = 254 // RFC 5321, section 4.5.3.1.3, less the angle brackets

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
 * Lower case, in which a final sigma is a sigma: the lower case of `ΟΔΟΣ` ends in one form or the other, by where it was
 * written. Must not fold what only full case folding folds (ß and ss, ı and i): those are different mailboxes.
 */
const foldCase = (local: string): string => local.toLowerCase().replaceAll('ς', 'σ')

/** For an address that was parsed before it was stored. */
export function requireEmail(text: string): Email {
  const email = parseEmail(text)
  if (!email) throw new Error('a stored e-mail address does not parse')
  return email
}

/**
 * The address as mail systems take it: its domain in A-labels (RFC 5890). Many refuse a domain in Unicode. Letters outside
 * ASCII before the `@` have no other form: they need SMTPUTF8 (RFC 6531) on the whole way.
 */
export function mailAddressOf(stored: string): string {
  const { address, key } = requireEmail(stored)
  return address.slice(0, address.indexOf('@')) + key.slice(key.indexOf('@'))
}

/** For a link (RFC 6068). */
export function mailtoOf(stored: string): string {
  const [local = '', domain = ''] = mailAddressOf(stored).split('@')
  return `mailto:${encodeURIComponent(local)}@${domain}`
}

function asciiDomain(domain: string): string | null {
  if (!URL.canParse(`http://${domain}/`)) return null
  const { hostname } = new URL(`http://${domain}/`)
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname) ? hostname : null
}
