/** The list of the person's own passkeys. Its pages load their views only when they are opened. */
export const PASSKEYS = '/account/security/passkeys'
