// Remembers browsers in which an account has completed a sign-in.
//
// Each has its own budget of password guesses. Otherwise strangers who use up the account's budget could lock
// its owner out. The cookie grants nothing else.

import type { Email } from '../../core/email.ts'
import { digest, isSameSecret } from '../../crypto/digest.ts'
import { randomId } from '../../crypto/random.ts'
import type { Edge } from '../edge/edge.ts'

export const KNOWN_BROWSER_SECONDS = 31_536_000

/** The content of a genuine cookie of a known browser. */
export interface KnownBrowser {
  readonly id: string
  /** Proves which password the account had at the time. */
  readonly passwordProof: string
}

type Owner = { readonly email: Email; readonly passwordHash: string | null }

/** Returns a cookie value saying that this account signed in here with its current password. */
export async function introduceBrowser(edge: Edge, owner: Owner): Promise<string> {
  const id = randomId()
  return [id, await proofOf(edge, owner.email, id), await passwordProofOf(edge, owner, id)].join('.')
}

/**
 * Reads the cookie of a known browser. Returns null if it is not genuine for this address. The caller must
 * then check the password with `isOfThisPassword`, once it has read the account.
 */
export async function verifyKnownBrowser(
  edge: Edge,
  email: Email,
  cookie: string | null,
): Promise<KnownBrowser | null> {
  const [, id, proof, passwordProof] = /^([\w-]{22})\.([\w-]{43})\.([\w-]{43})$/.exec(cookie ?? '') ?? []
  if (!id || !proof || !passwordProof) return null
  return (await isSameSecret(proof, await proofOf(edge, email, id))) ? { id, passwordProof } : null
}

/**
 * Returns true if the account still has the password it had then.
 *
 * Otherwise each cookie that was copied before a password change would bring a budget of guesses at the new
 * password.
 */
export const isOfThisPassword = async (edge: Edge, browser: KnownBrowser, owner: Owner): Promise<boolean> =>
  isSameSecret(browser.passwordProof, await passwordProofOf(edge, owner, browser.id))

const proofOf = ({ ring }: Edge, email: Email, id: string) => digest(ring, 'known-browser', email.key, id)

const passwordProofOf = ({ ring }: Edge, { email, passwordHash }: Owner, id: string) =>
  digest(ring, 'known-browser', email.key, id, passwordHash ?? 'no password')
