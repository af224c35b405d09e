/** The page on which a person changes their address. Below it is the page of the link that confirms one. */
export const ADDRESS = '/account/security/address'
