/** The page on which a person changes their address. Below it is the page of the link that confirms one. */
export const ADDRESS = '/account/security/address'

/** Not below `ADDRESS`: there any last segment is the token of a link. */
export const CANCEL = '/account/security/cancel-address'
