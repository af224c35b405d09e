// The discovery document of a provider (OpenID Connect Discovery 1.0): read through openid-client, which checks that it
// belongs to the issuer, and kept for some time.

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
 * How old a document may be that a browser is sent on by. An older one is read again first. Otherwise, while the provider is
 * down, the browser shows its own error page for a dead host, and our log says nothing.
 */
export const PROBED_SECONDS = 30

// By the provider, of which there is one object an isolate.
const configurations = new ShortMemory<OidcProvider, client.Configuration>({
  seconds: DISCOVERED_SECONDS,
  most: 500,
})

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
      // Configured so only on localhost (core/provider-config.ts).
      execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    })
    // openid-client lets issuers with a placeholder for the tenant pass: each tenant is then a provider of its own.
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
 * openid-client looks at those only that it fetches itself; the browser is sent to the others. An issuer with a name in DNS
 * leads to no address: not to this machine, nor to one beside it.
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
