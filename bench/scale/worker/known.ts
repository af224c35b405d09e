// The password and secret of the people who can sign in.

export const PASSWORD = 'correct-horse-battery'
/** The authenticator secret of each of them: 160 bits, from RFC 6238, appendix B. */
export const SECRET = '12345678901234567890'
