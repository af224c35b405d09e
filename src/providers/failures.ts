// Remembers providers' documents that could not be fetched a moment ago, so that they are not fetched again
// at once.
//
// Anyone can start a sign-in that needs such a document. Without this memory, each of them would send a
// request to a provider that is down, and wait for it.

import { ShortMemory } from '../core/short-memory.ts'

/** Why the last request for a document failed. The key is the document's address. */
export const recentFailures = new ShortMemory<string, string>({ seconds: 10, most: 500 })
