// The script of the pages about passkeys, in its own module, so that a first page does not load it.

import script from './passkeys.js' with { type: 'text' }

export const passkeyScript: string = script
