// Tells texts that a mail program could turn into a link. People choose names and reasons, and mails from the
// platform show them.

// Control characters and directions are among them, because the text could look like lines that nobody wrote.
const LINKABLE = /[/@／＠\p{Cc}\u202a-\u202e\u2066-\u2069]|[.:．。：](?=\S)/u

/**
 * Returns whether a mail must leave the text out. Otherwise a thief or an admin could have the platform mail a link
 * to their own page.
 */
export const couldBecomeLink = (text: string): boolean => LINKABLE.test(text)

// A word joiner is invisible, and no part of a host. A text that is broken by it looks the same, and is no link.
const WORD_JOINER = '\u2060'

/** Returns a text as mails show it: no mail program turns it, or a part of it, into a link. */
export const unlinked = (text: string): string =>
  text.replaceAll(/[/@／＠.:．。｡：](?=\S)/gu, (sign) => WORD_JOINER + sign + WORD_JOINER)

// Has no sign that ends a host, such as `/` and `?`.
const PLAIN_LOCAL_PART = /^(?!www\.)[\p{L}\p{M}\p{N}._+'’=-]+$/iu

/**
 * Returns an address as mails show it. An ordinary address stays as it is.
 *
 * Otherwise somebody could have an address such as `evil.example/undo@evil.example`, and a mail that names them would
 * have a link to their page.
 */
export function unlinkedAddress(address: string): string {
  const local = address.slice(0, address.indexOf('@'))
  return PLAIN_LOCAL_PART.test(local) ? address : unlinked(address)
}
