// A portal, an account and its passkeys, for tests of flows.

import { digest } from '../../src/crypto/digest.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { addPasskey, offerPasskey } from '../../src/flows/own-account/add-passkey.ts'
import { findSession, type Session } from '../../src/flows/session/session.ts'
import { addSession, rows, type SessionFacts } from './rows.ts'
import { makeSoftwarePasskey, type Settings, type SoftwarePasskey } from './software-passkey.ts'

/** Adds a session whose cookie is its id, and reads it as a request does. */
export async function signedIn(
  edge: Edge,
  id: string,
  accountId: string,
  facts: SessionFacts = {},
): Promise<Session> {
  await addSession(id, accountId, facts)
  await rows('UPDATE sessions SET token_digest = ? WHERE id = ?', await digest(edge.ring, 'session', id), id)
  return sessionOf(edge, id)
}

export async function sessionOf(edge: Edge, cookie: string): Promise<Session> {
  const session = await findSession(edge, cookie)
  if (!session) throw new Error('the session has ended')
  return session
}

export const passkeyAt = (edge: Edge, settings: Partial<Settings> = {}): Promise<SoftwarePasskey> =>
  makeSoftwarePasskey({ origin: edge.config.portalOrigin, ...settings })

/** Adds a passkey in the session, as its owner does. Returns it, and the new cookie. */
export async function addedPasskey(edge: Edge, session: Session, settings: Partial<Settings> = {}) {
  const passkey = await passkeyAt(edge, settings)
  const offered = await offerPasskey(edge, session)
  if (!offered.ok) throw new Error(offered.error.reason)
  const credential = await passkey.register(offered.value)
  const added = await addPasskey(edge, session, { credential, name: null })
  if (!added.ok) throw new Error(added.error.reason)
  return { passkey, ...added.value }
}
