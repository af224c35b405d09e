// Makes the tokens against forged forms from a random value of the browser. Nothing is stored for them.

import { digest } from '../../crypto/digest.ts'
import type { Edge } from '../../flows/edge/edge.ts'
import type { Session } from '../../flows/session/session.ts'

/**
 * The forms that a token is valid for: `sign-in` before there is a session, `session` for the forms of one
 * session.
 */
export type CsrfScope = 'sign-in' | 'session'
export type CsrfTokens = Readonly<Record<CsrfScope, string>>

/**
 * Returns the tokens of a request. Without a session both are the same token, because a page that anyone can
 * open may contain a form that asks for the session's token.
 */
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
