// Browsers in which an account has signed in to the end. Each has a budget of password guesses of its own, so that
// strangers who use up the common one keep nobody out of a browser of theirs. The cookie opens nothing.

import type { Email } from '../core/email.ts'
import { digest, isSameSecret } from '../crypto/digest.ts'
import { randomId } from '../crypto/random.ts'
import type { Edge } from './edge.ts'

export const KNOWN_BROWSER_SECONDS = 31_536_000

/** The value of a cookie that says: this address has signed in here. */
export async function introduceBrowser({ ring }: Edge, email: Email): Promise<string> {
  const id = randomId()
  return `${id}.${await digest(ring, 'known-browser', email.key, id)}`
}

/** The browser's id, if it was introduced for this address; else null. */
export async function recogniseBrowser(
  { ring }: Edge,
  email: Email,
  cookie: string | null,
): Promise<string | null> {
  const [, id, proof] = /^([\w-]{22})\.([\w-]{43})$/.exec(cookie ?? '') ?? []
  if (!id || !proof) return null
  return (await isSameSecret(proof, await digest(ring, 'known-browser', email.key, id))) ? id : null
}
