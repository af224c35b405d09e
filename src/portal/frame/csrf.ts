// Tokens against forged forms, made from a random value of the browser's: nothing is kept for them.

import { digest } from '../../crypto/digest.ts'
import type { Edge } from '../../flows/edge/edge.ts'
import type { Session } from '../../flows/session/session.ts'

/** Which forms a token is good for: those before there is a session, or those of one session. */
export type CsrfScope = 'sign-in' | 'session'
export type CsrfTokens = Readonly<Record<CsrfScope, string>>

/** Those of a request. Without a session both are the same: a page with a form of a session may be told to who has none. */
export async function csrfTokens(
  { ring }: Edge,
  browser: string,
  session: Session | null,
): Promise<CsrfTokens> {
  const signIn = await digest(ring, 'csrf', browser, 'sign-in')
  return {
    'sign-in': signIn,
    session: session ? await digest(ring, 'csrf', browser, `session:${session.id}`) : signIn,
  }
}
