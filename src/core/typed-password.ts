// A password as somebody typed it. Apart from password.ts: digests need this, and the gate's Worker needs digests, but
// not the lists of common passwords.

export const PASSWORD_MAX_LENGTH = 256

// Every character of the longest password may be typed as a letter of some mathematical alphabet with three marks above
// and below, which are five units and become one character: nothing longer than this can be a password.
const MOST_UNITS = 8 * PASSWORD_MAX_LENGTH

/**
 * The password as it is compared and hashed: the same from every keyboard and system (NFKC). Of what is too long only so
 * much as makes it too long: it equals no password, and is no more work than one.
 */
export function normalisePassword(text: string): string {
  const characters = [...text.slice(0, MOST_UNITS).normalize('NFKC')]
  return characters.slice(0, PASSWORD_MAX_LENGTH + 1).join('')
}
