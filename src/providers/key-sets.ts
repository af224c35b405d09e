// The published keys of providers (RFC 7517): fetched when first needed, kept ten minutes, and fetched again early, at most
// every ten seconds, for a key id that isn't among them. So a rotation is noticed soon, and a forger makes no flood.

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

// By address.
const keySets = new ShortMemory<string, KeySet>({ seconds: 600, most: 500 })

/** Throws `ProviderUnavailable` where the keys can't be had. */
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
    // Refuses what is no list of objects; nothing else may be asked of it.
    createLocalJWKSet(jwks as JSONWebKeySet)
    return jwks as JSONWebKeySet
  } catch {
    return null
  }
}
