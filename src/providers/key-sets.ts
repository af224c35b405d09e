// The published keys of providers (RFC 7517): fetched when first needed, kept ten minutes, and fetched again early, at most
// every ten seconds, for a key id that isn't among them. So a rotation is noticed soon, and a forger makes no flood.

import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { fetchBounded, ProviderUnavailable } from './bounded-fetch.ts'
import { recentFailure, rememberFailure } from './failures.ts'

const KEPT_SECONDS = 600
const COOLDOWN_SECONDS = 10
const MOST_KEYS = 50

interface KeySet {
  readonly fetchedAt: number
  readonly ids: ReadonlySet<string | undefined>
  readonly findKey: JWTVerifyGetKey
}

// Plain values, and no promise: one request may not wait for what another fetches. By address, of which the
// configuration has a few.
const keySets = new Map<string, KeySet>()

/** Throws `ProviderUnavailable` where the keys can't be had. */
export function remoteKeys(jwksUri: string, now: number): JWTVerifyGetKey {
  return async (header, token) => {
    const known = keySets.get(jwksUri)
    const age = known ? now - known.fetchedAt : Number.POSITIVE_INFINITY
    const isGood = known && age >= 0 && age < KEPT_SECONDS
    const mayHaveRotated = !known?.ids.has(header.kid) && !(age >= 0 && age < COOLDOWN_SECONDS)
    if (isGood && !mayHaveRotated) return known.findKey(header, token)
    const failure = recentFailure(jwksUri, now)
    if (failure) throw new ProviderUnavailable(failure)
    const fetched = await fetchKeySet(jwksUri, now)
    keySets.set(jwksUri, fetched)
    return fetched.findKey(header, token)
  }
}

async function fetchKeySet(jwksUri: string, now: number): Promise<KeySet> {
  try {
    return await readKeySet(jwksUri, now)
  } catch (error) {
    if (error instanceof ProviderUnavailable) rememberFailure(jwksUri, error.message, now)
    throw error
  }
}

async function readKeySet(jwksUri: string, now: number): Promise<KeySet> {
  const response = await fetchBounded(jwksUri, {
    headers: { accept: 'application/jwk-set+json, application/json' },
  })
  if (response.status !== 200) throw new ProviderUnavailable('keys-status')
  const jwks = await parseKeySet(response)
  if (!jwks) throw new ProviderUnavailable('keys-malformed')
  return {
    fetchedAt: now,
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
