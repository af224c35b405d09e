// Documents of providers that could not be had a moment ago: they are not asked for again at once. Anybody can make the
// edge want one, and a provider that is down would otherwise be asked by every visitor, each of whom waits for it.

import { ShortMemory } from '../core/short-memory.ts'

/** Why it could not be had, by the document's address. */
export const recentFailures = new ShortMemory<string, string>({ seconds: 10, most: 500 })
