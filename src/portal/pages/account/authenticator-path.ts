/** The page that sets up an authenticator app. It loads its view only when it is opened (decision 0024). */
export const AUTHENTICATOR = '/account/security/authenticator'
/** The page that removes the app of an account that has a passkey. */
export const REMOVE_APP = '/account/security/authenticator/remove'
