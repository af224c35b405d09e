// Reads and caches providers' discovery documents (OpenID Connect Discovery 1.0). openid-client checks that a
// document belongs to its issuer.

import * as client from 'openid-client'
import type { OidcProvider } from '../core/provider.ts'
import { err, ok, type Result } from '../core/result.ts'
import { ShortMemory } from '../core/short-memory.ts'
import { isLoopbackHost, isPublicName } from '../core/workspace.ts'
import { fetchBounded } from './bounded-fetch.ts'
import { recentFailures } from './failures.ts'
import { refusalFrom } from './library-errors.ts'
import type { ProviderRefusal } from './refusal.ts'

/** How long a document may be used. */
export const DISCOVERED_SECONDS = 600
/**
 * How old a document may be when a browser is sent to the provider. An older one is fetched again first.
 *
 * Otherwise, while the provider is down, the browser would show its own error page for a dead host, and the
 * log would say nothing.
 */
export const PROBED_SECONDS = 30

// The key is the provider object, which exists once per isolate.
const configurations = new ShortMemory<OidcProvider, client.Configuration>({
  seconds: DISCOVERED_SECONDS,
  most: 500,
})

/**
 * Returns the provider's configuration, from memory if it is at most `maxAgeSeconds` old. After a failure,
 * does not fetch again for a few seconds.
 */
export async function discover(
  provider: OidcProvider,
  now: number,
  maxAgeSeconds: number,
): Promise<Result<client.Configuration, ProviderRefusal>> {
  const known = configurations.recallWithin(provider, now, maxAgeSeconds)
  if (known) return ok(known)
  const failure = recentFailures.recall(provider.issuer, now)
  if (failure) return err({ code: 'unavailable', detail: failure })
  const configuration = await readConfiguration(provider)
  if (configuration.ok) configurations.remember(provider, configuration.value, now)
  else recentFailures.remember(provider.issuer, configuration.error.detail, now)
  return configuration
}

async function readConfiguration(
  provider: OidcProvider,
): Promise<Result<client.Configuration, ProviderRefusal>> {
  try {
    const issuer = new URL(provider.issuer)
    const value = await client.discovery(issuer, provider.clientId, {}, authenticationOf(provider), {
      [client.customFetch]: (url, options) => fetchBounded(url, options as RequestInit),
      // The configuration allows http only on localhost (core/provider-config.ts).
      execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    })
    // openid-client accepts an issuer with a placeholder for the tenant. Refuse it: each tenant must be its
    // own provider. Otherwise anyone with a tenant of their own could sign in through it.
    if (value.serverMetadata().issuer !== provider.issuer) {
      return err({ code: 'unavailable', detail: 'other-issuer' })
    }
    if (!hasUsableEndpoints(value.serverMetadata(), issuer)) {
      return err({ code: 'unavailable', detail: 'endpoints' })
    }
    return ok(value)
  } catch (error) {
    const { detail } = refusalFrom(error)
    return err({ code: 'unavailable', detail })
  }
}

const REQUIRED_ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const
const OTHER_ENDPOINTS = ['userinfo_endpoint', 'end_session_endpoint'] as const

/**
 * Checks every endpoint, because openid-client checks only those that it fetches itself, not those the
 * browser is sent to.
 *
 * If the issuer has a public DNS name, its endpoints must have one too. Otherwise a provider could point the
 * edge at this machine or a private network (SSRF).
 */
function hasUsableEndpoints(metadata: client.ServerMetadata, issuer: URL): boolean {
  const isUsable = (address: unknown) => {
    if (typeof address !== 'string' || !URL.canParse(address)) return false
    const { protocol, hostname } = new URL(address)
    if (isPublicName(issuer.hostname)) return protocol === 'https:' && isPublicName(hostname)
    return protocol === 'https:' || (protocol === issuer.protocol && isLoopbackHost(hostname))
  }
  return (
    REQUIRED_ENDPOINTS.every((name) => isUsable(metadata[name])) &&
    OTHER_ENDPOINTS.every((name) => metadata[name] === undefined || isUsable(metadata[name]))
  )
}

function authenticationOf({ clientAuth, clientSecret }: OidcProvider): client.ClientAuth {
  if (clientAuth === 'none' || clientSecret === null) return client.None()
  return clientAuth === 'basic'
    ? client.ClientSecretBasic(clientSecret)
    : client.ClientSecretPost(clientSecret)
}
