// What the people who can sign in know.

export const PASSWORD = 'correct-horse-battery'
/** Of every one of them: 160 bits, RFC 6238's own. */
export const SECRET = '12345678901234567890'
