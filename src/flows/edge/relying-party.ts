// The portal as a relying party of WebAuthn.

import { type Digest, digest } from '../../crypto/digest.ts'
import type { Edge, KeylessEdge } from './edge.ts'

/**
 * Returns the RP ID: the portal's host without its port, and never a parent domain. Otherwise the script of an
 * origin on a sibling host could run ceremonies.
 */
export const rpIdOf = ({ config }: Pick<KeylessEdge, 'config'>): string =>
  new URL(config.portalOrigin).hostname

/** Returns the user handle of an account: 32 bytes in base64url, which tell an authenticator nothing. */
export const userHandleOf = ({ ring }: Edge, accountId: string): Promise<Digest> =>
  digest(ring, 'passkey-user', accountId)
