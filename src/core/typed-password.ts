// Normalises a password that a person typed. It is separate from password.ts, because the gate's Worker needs
// it for digests and does not need the list of common passwords.

export const PASSWORD_MAX_LENGTH = 256

// The longest text that can be a password, in UTF-16 units. One character may be typed as a mathematical
// letter with three marks, which is five units.
const MOST_UNITS = 8 * PASSWORD_MAX_LENGTH

/**
 * Returns the password as it is compared and hashed (NFKC), so that it is the same on every keyboard and
 * system.
 *
 * Cuts a text that is too long. Otherwise an attacker could keep the edge busy with very long passwords. The
 * rest is one character longer than a password can be, so it equals no password.
 */
export function normalisePassword(text: string): string {
  const characters = [...text.slice(0, MOST_UNITS).normalize('NFKC')]
  return characters.slice(0, PASSWORD_MAX_LENGTH + 1).join('')
}
