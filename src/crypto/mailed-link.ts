// Makes and verifies the tokens of links in mails.
//
// A token names a row and when the mail was sent, with a peppered digest (digest.ts). Nothing secret is stored, so a
// stolen database has no link, and a mail that is tried again has the same link. A forged token is refused without
// asking the database.
//
// The row says whether a link still works. Verifying a token spends nothing: mail scanners open each link.

import { type DigestLabel, digest, isSameSecret } from './digest.ts'
import type { KeyRing } from './key-ring.ts'

/** What a link is for. A token for one purpose is refused for every other. */
export type LinkPurpose = Extract<DigestLabel, `link-${string}`>

export interface MailedLink {
  /** The id of the row that the link is about: 22 characters (`randomId`). */
  readonly id: string
  /** When the mail was written, in Unix seconds. */
  readonly sentAt: number
}

/** Secret scanners find links by this prefix. */
const PREFIX = 'spl_'

// Ends with the digits of the time. Otherwise a mail program that cuts a dash from the end of an address would break
// the link.
const TOKEN = /^spl_([\w-]{22})([\w-]{43})([1-9]\d{9,11})$/

/** Returns the token of a link. It is the same each time. */
export async function mintLink(
  ring: KeyRing,
  purpose: LinkPurpose,
  { id, sentAt }: MailedLink,
): Promise<string> {
  return `${PREFIX}${id}${await digest(ring, purpose, id, `${sentAt}`)}${sentAt}`
}

/**
 * Returns what a token names, or null if Sallyport did not make it for this purpose. The caller must check with the row
 * that the link still works.
 */
export async function verifyLink(
  ring: KeyRing,
  purpose: LinkPurpose,
  token: string,
): Promise<MailedLink | null> {
  const [, id, , sentAt] = TOKEN.exec(token) ?? []
  if (!id || !sentAt) return null
  const link = { id, sentAt: Number(sentAt) }
  return (await isSameSecret(token, await mintLink(ring, purpose, link))) ? link : null
}
