// Refuses a deployment that would make people's passkeys useless. A passkey works only on the portal's host that
// it was added on (WebAuthn's RP ID), so another host loses all of them.

import { Failure } from '../demo/failure.ts'
import { findPasskeyHosts, type PasskeyHost } from './cloudflare.ts'
import type { ProductionConfig } from './production-config.ts'

type Deployed = Pick<ProductionConfig, 'path' | 'portalOrigin'>

/**
 * Throws a `Failure` if the portal moves to another host while people have passkeys. If `mayLose`, prints the
 * loss instead.
 */
export async function requirePasskeysKept(
  { path, portalOrigin }: Deployed,
  { mayLose }: { mayLose: boolean },
): Promise<void> {
  const lost = findLoss(await findPasskeyHosts(path), new URL(portalOrigin).hostname)
  if (lost === null) return
  if (!mayLose) throw new Failure(`${lost}\n\n${WAYS_OUT}`)
  console.warn(lost)
}

/**
 * Returns a description of what moving the portal to `host` would lose, or null. `hosts` begins with the host
 * where a passkey was used or added last: that is where the portal is now.
 */
export function findLoss([current]: readonly PasskeyHost[], host: string): string | null {
  if (current === undefined || current.host === host) return null
  const { passkeys, people, withoutApp } = current
  return `The portal would move from ${current.host} to ${host}, where the passkeys that people have don’t work.

   Lost: ${count(passkeys, 'passkey')} of ${count(people, 'person', 'people')}. They must use their authenticator app or a recovery code.
   Without an authenticator app: ${count(withoutApp, 'person', 'people')}. They need a recovery code, or you must reset their second factor.`
}

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`

const WAYS_OUT = `Keep PORTAL_ORIGIN, or accept the loss with: npm run deploy -- --lose-passkeys`
