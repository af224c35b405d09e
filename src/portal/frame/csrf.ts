// Tokens against forged forms, made from a random value of the browser's: nothing is kept for them.

import { digest } from '../../crypto/digest.ts'
import type { Edge } from '../../flows/edge/edge.ts'

/** Which forms a token is good for: those before there is a session, or those of one session. */
export type CsrfScope = 'sign-in' | { readonly sessionId: string }

export function csrfToken(edge: Edge, browser: string, scope: CsrfScope): Promise<string> {
  return digest(edge.ring, 'csrf', browser, scope === 'sign-in' ? scope : `session:${scope.sessionId}`)
}
