/** The script of the pages about passkeys. */
export const PASSKEY_SCRIPT = '/assets/passkeys.js'
