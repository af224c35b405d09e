// The portal's public keys: fetched when first needed, kept ten minutes, and fetched again early, at most every 30
// seconds, for a key id that isn't among them, so that a rotation is noticed and a forger can't make us a flood.

import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JWTVerifyGetKey } from 'jose'

/** The portal could not be asked: says nothing about the assertion. `cause` says why, and is nothing that a client sent. */
export class KeysUnavailable extends Error {}

const TIMEOUT_MS = 3000
const CACHE_MS = 600_000
const COOLDOWN_MS = 30_000

/** jose asks with `redirect: 'manual'` and takes only a 200: nobody else's keys can be slipped in by a redirect. */
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
