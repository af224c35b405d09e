// The script of the pages about passkeys, in a module of its own, so that a first page does not load it.

import script from './passkeys.js' with { type: 'text' }

export const passkeyScript: string = script
