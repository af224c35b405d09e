// Fetches and caches providers' public keys (RFC 7517).
//
// Keys are kept for ten minutes. An unknown key id fetches them earlier, at most every ten seconds. A
// rotation is noticed soon, and forged key ids can't flood the provider.

import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { ShortMemory } from '../core/short-memory.ts'
import { fetchBounded, ProviderUnavailable } from './bounded-fetch.ts'
import { recentFailures } from './failures.ts'

const COOLDOWN_SECONDS = 10
const MOST_KEYS = 50

interface KeySet {
  readonly ids: ReadonlySet<string | undefined>
  readonly findKey: JWTVerifyGetKey
}

// The key is the address of the key set.
const keySets = new ShortMemory<string, KeySet>({ seconds: 600, most: 500 })

/**
 * Returns a function that finds a token's key. That function throws `ProviderUnavailable` if the keys can't
 * be fetched.
 */
export function remoteKeys(jwksUri: string, now: number): JWTVerifyGetKey {
  return async (header, token) => {
    const known = keySets.recall(jwksUri, now)
    const isJustFetched = keySets.recallWithin(jwksUri, now, COOLDOWN_SECONDS) !== undefined
    if (known && (known.ids.has(header.kid) || isJustFetched)) return known.findKey(header, token)
    const failure = recentFailures.recall(jwksUri, now)
    if (failure) throw new ProviderUnavailable(failure)
    const fetched = keySets.remember(jwksUri, await fetchKeySet(jwksUri, now), now)
    return fetched.findKey(header, token)
  }
}

async function fetchKeySet(jwksUri: string, now: number): Promise<KeySet> {
  try {
    return await readKeySet(jwksUri)
  } catch (error) {
    if (error instanceof ProviderUnavailable) recentFailures.remember(jwksUri, error.message, now)
    throw error
  }
}

async function readKeySet(jwksUri: string): Promise<KeySet> {
  const response = await fetchBounded(jwksUri, {
    headers: { accept: 'application/jwk-set+json, application/json' },
  })
  if (response.status !== 200) throw new ProviderUnavailable('keys-status')
  const jwks = await parseKeySet(response)
  if (!jwks) throw new ProviderUnavailable('keys-malformed')
  return {
    ids: new Set(jwks.keys.map(({ kid }) => kid)),
    findKey: createLocalJWKSet(jwks),
  }
}

async function parseKeySet(response: Response): Promise<JSONWebKeySet | null> {
  try {
    const jwks = (await response.json()) as Partial<JSONWebKeySet> | null
    const isUsable = Array.isArray(jwks?.keys) && jwks.keys.length > 0 && jwks.keys.length <= MOST_KEYS
    if (!isUsable) return null
    // Throws if the keys are not a list of objects. Nothing else here checks that.
    createLocalJWKSet(jwks as JSONWebKeySet)
    return jwks as JSONWebKeySet
  } catch {
    return null
  }
}
