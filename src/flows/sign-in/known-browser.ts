// Browsers in which an account has signed in to the end. Each has a budget of password guesses of its own, so that
// strangers who use up the common one keep nobody out of a browser of theirs. The cookie opens nothing.

import type { Email } from '../../core/email.ts'
import { digest, isSameSecret } from '../../crypto/digest.ts'
import { randomId } from '../../crypto/random.ts'
import type { Edge } from '../edge/edge.ts'

export const KNOWN_BROWSER_SECONDS = 31_536_000

/** What the cookie of a browser says, where we wrote it. */
export interface KnownBrowser {
  readonly id: string
  /** Of the password that the account had then. */
  readonly passwordProof: string
}

type Owner = { readonly email: Email; readonly passwordHash: string | null }

/** Returns the value of a cookie that says: this account has signed in here, while it had this password. */
export async function introduceBrowser(edge: Edge, owner: Owner): Promise<string> {
  const id = randomId()
  return [id, await proofOf(edge, owner.email, id), await passwordProofOf(edge, owner, id)].join('.')
}

/** Null where the browser was not introduced for this address. Its password is looked at once the account is read. */
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
 * Whether the browser was introduced under the password that the account has now. Otherwise each cookie that was copied
 * before a change of the password would bring a budget of guesses at the new one.
 */
export const isOfThisPassword = async (edge: Edge, browser: KnownBrowser, owner: Owner): Promise<boolean> =>
  isSameSecret(browser.passwordProof, await passwordProofOf(edge, owner, browser.id))

const proofOf = ({ ring }: Edge, email: Email, id: string) => digest(ring, 'known-browser', email.key, id)

const passwordProofOf = ({ ring }: Edge, { email, passwordHash }: Owner, id: string) =>
  digest(ring, 'known-browser', email.key, id, passwordHash ?? 'no password')
