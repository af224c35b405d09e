// Fetches and caches the portal's public keys.
//
// Keys are kept for ten minutes. An unknown key id fetches them earlier, at most every 30 seconds. A rotation
// is noticed soon, and forged key ids can't flood the portal.

import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JWTVerifyGetKey } from 'jose'

/**
 * Thrown if the portal's keys could not be fetched, so nothing is known about the assertion. `cause` has the
 * reason and contains nothing that a client sent.
 */
export class KeysUnavailable extends Error {}

const TIMEOUT_MS = 3000
const CACHE_MS = 600_000
const COOLDOWN_MS = 30_000

/**
 * Returns a function that finds an assertion's key.
 *
 * jose requests the keys with `redirect: 'manual'` and accepts only status 200. Otherwise a redirect could
 * supply an attacker's keys.
 */
export function remoteKeySet(issuer: string, fetch: FetchImplementation | undefined): JWTVerifyGetKey {
  const url = new URL('/.well-known/jwks.json', issuer)
  const findKey = createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT_MS,
    cacheMaxAge: CACHE_MS,
    cooldownDuration: COOLDOWN_MS,
    ...(fetch && { [customFetch]: fetch }),
  })
  return async (header, token) => {
    try {
      return await findKey(header, token)
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error
      throw new KeysUnavailable(`The keys of the portal could not be fetched from ${url}`, { cause: error })
    }
  }
}
