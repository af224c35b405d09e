/** The page that sets up an authenticator app. It loads its view only when it is opened (decision 0024). */
export const AUTHENTICATOR = '/account/security/authenticator'
