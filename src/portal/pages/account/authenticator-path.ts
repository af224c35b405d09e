/** The page that sets up an authenticator app. It loads its view only when it is opened (decision 0024). */
export const AUTHENTICATOR = '/account/security/authenticator'
/** The page after a sign-in that asks to check an app that was never used. */
export const CHECK_APP = '/account/security/authenticator/check'
/** The page after the first sign-in with an imported app whose secret is short. */
export const SHORT_SECRET = '/account/security/authenticator/short-key'
/** The page that removes the app of an account that has a passkey. */
export const REMOVE_APP = '/account/security/authenticator/remove'
