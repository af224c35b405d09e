// Tells texts that a mail program could turn into a link. People choose names and reasons, and mails from the
// platform show them.

// Control characters and directions are among them, because the text could look like lines that nobody wrote.
const LINKABLE = /[/@／＠\p{Cc}\u202a-\u202e\u2066-\u2069]|[.:．。：](?=\S)/u

/**
 * Returns whether a mail must leave the text out. Otherwise a thief or an admin could have the platform mail a link
 * to their own page.
 */
export const couldBecomeLink = (text: string): boolean => LINKABLE.test(text)
