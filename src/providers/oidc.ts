// OpenID Connect as a relying party: the code flow with PKCE (RFC 7636) through openid-client, which checks `iss` of the
// answer (RFC 9207), the token's signature, issuer, audience, times and nonce (OpenID Connect Core 1.0, section 3.1.3.7).
// What it leaves to the caller is checked here.

import * as client from 'openid-client'
import { FRESH_PROOF_SECONDS } from '../core/assurance.ts'
import { decodeBase64url } from '../core/base64url.ts'
import type { Arrival, OidcProvider } from '../core/provider.ts'
import { err, ok, type Result } from '../core/result.ts'
import { isLoopbackHost, isPublicName } from '../core/workspace.ts'
import { fetchBounded, ProviderUnavailable } from './bounded-fetch.ts'
import { recentFailure, rememberFailure } from './failures.ts'
import { notCompleted, type ProviderRefusal } from './refusal.ts'

const DISCOVERED_SECONDS = 600
const MOST_SKEW_SECONDS = 60 // between a provider's clock and ours
const MOST_AGE_SECONDS = 600 // of a token that is answered with just now
const SUBJECT_MAX_LENGTH = 255 // OpenID Connect Core 1.0, section 2

export interface AuthorizationRequest {
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  /** The person is to prove the first factor again, even if the provider knows them already. */
  readonly isFresh: boolean
}

/** Where to send the browser. */
export async function authorizationUrl(
  provider: OidcProvider,
  request: AuthorizationRequest,
  now: number,
): Promise<Result<string, ProviderRefusal>> {
  const discovered = await discover(provider, now)
  if (!discovered.ok) return discovered
  const url = client.buildAuthorizationUrl(discovered.value, {
    redirect_uri: request.redirectUri,
    scope: provider.scope,
    state: request.state,
    nonce: request.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(request.codeVerifier),
    code_challenge_method: 'S256',
    ...(request.isFresh ? { prompt: provider.freshPrompt, max_age: String(FRESH_PROOF_SECONDS) } : {}),
  })
  return ok(url.href)
}

export interface OidcArrival extends Arrival {
  /** As it came: the hint by which the provider ends its own session. */
  readonly idToken: string
}

/** `callback` is the address that the provider sent the browser to, with its query. */
export async function redeemCode(
  provider: OidcProvider,
  callback: URL,
  request: Pick<AuthorizationRequest, 'state' | 'nonce' | 'codeVerifier'>,
  now: number,
): Promise<Result<OidcArrival, ProviderRefusal>> {
  const discovered = await discover(provider, now)
  if (!discovered.ok) return discovered
  try {
    const tokens = await client.authorizationCodeGrant(discovered.value, callback, {
      expectedState: request.state,
      expectedNonce: request.nonce,
      pkceCodeVerifier: request.codeVerifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims || !tokens.id_token) return err(notCompleted('no-id-token'))
    const wrong = wrongClaim(provider, tokens.id_token, claims, now)
    if (wrong) return err(notCompleted(wrong))
    const told = claims.email === undefined ? await userInfo(discovered.value, tokens, claims.sub) : claims
    return ok({ ...arrivalFrom(claims, told), idToken: tokens.id_token })
  } catch (error) {
    return err(refusalFrom(error))
  }
}

/** Null where the provider offers no end of its session (OpenID Connect RP-Initiated Logout 1.0). */
export async function endSessionUrl(
  provider: OidcProvider,
  { idToken, returnTo }: { idToken: string | null; returnTo: string },
  now: number,
): Promise<string | null> {
  const discovered = await discover(provider, now)
  if (!discovered.ok || !discovered.value.serverMetadata().end_session_endpoint) return null
  const parameters = {
    post_logout_redirect_uri: returnTo,
    ...(idToken === null ? {} : { id_token_hint: idToken }),
  }
  return client.buildEndSessionUrl(discovered.value, parameters).href
}

// What was discovered is plain data, and may go from one request to the next. By the provider, of which there is one
// object an isolate.
const configurations = new WeakMap<
  OidcProvider,
  { readonly at: number; readonly value: client.Configuration }
>()

async function discover(
  provider: OidcProvider,
  now: number,
): Promise<Result<client.Configuration, ProviderRefusal>> {
  const known = configurations.get(provider)
  if (known && known.at <= now && now < known.at + DISCOVERED_SECONDS) return ok(known.value)
  const failure = recentFailure(provider.issuer, now)
  if (failure) return err({ code: 'unavailable', detail: failure })
  const configuration = await readConfiguration(provider)
  if (configuration.ok) configurations.set(provider, { at: now, value: configuration.value })
  else rememberFailure(provider.issuer, configuration.error.detail, now)
  return configuration
}

async function readConfiguration(
  provider: OidcProvider,
): Promise<Result<client.Configuration, ProviderRefusal>> {
  try {
    const issuer = new URL(provider.issuer)
    const value = await client.discovery(issuer, provider.clientId, {}, authenticationOf(provider), {
      [client.customFetch]: (url, options) => fetchBounded(url, options as RequestInit),
      execute: [
        client.enableNonRepudiationChecks,
        // Configured so only on localhost (core/provider-config.ts).
        ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
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

/** The name of what is wrong, where openid-client would let it pass. */
function wrongClaim(
  { clientId }: OidcProvider,
  idToken: string,
  claims: client.IDToken,
  now: number,
): string | null {
  // A login ticket or a pass is signed just the same, perhaps by the same keys: only its type says what it is.
  const { typ } = headerOf(idToken)
  if (typ !== undefined && !(typeof typ === 'string' && /^(application\/)?jwt$/i.test(typ))) return 'typ'
  if (!/^[\x21-\x7e]+$/.test(claims.sub) || claims.sub.length > SUBJECT_MAX_LENGTH) return 'sub'
  if (claims.azp !== undefined && claims.azp !== clientId) return 'azp'
  if (claims.iat > now + MOST_SKEW_SECONDS || claims.iat < now - MOST_AGE_SECONDS) return 'iat'
  if (claims.auth_time !== undefined && claims.auth_time > now + MOST_SKEW_SECONDS) return 'auth_time'
  return null
}

function headerOf(token: string): Readonly<Record<string, unknown>> {
  const bytes = decodeBase64url(token.split('.', 1)[0] ?? '')
  return JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()))
}

/** Providers that put the address into their user info only. Its `sub` must be the token's (Core, section 5.3.2). */
async function userInfo(
  configuration: client.Configuration,
  tokens: client.TokenEndpointResponse,
  subject: string,
): Promise<Readonly<Record<string, unknown>>> {
  if (!configuration.serverMetadata().userinfo_endpoint) return {}
  return client.fetchUserInfo(configuration, tokens.access_token, subject)
}

function arrivalFrom(claims: client.IDToken, told: Readonly<Record<string, unknown>>): Arrival {
  const { amr } = claims as { amr?: unknown }
  return {
    subject: claims.sub,
    email: typeof told.email === 'string' ? told.email : null,
    isEmailVerified: told.email_verified === true,
    name: typeof told.name === 'string' ? told.name : null,
    amr: isListOfTexts(amr) ? amr : [],
    // A NumericDate may have a fraction (RFC 7519, section 2); our times are whole seconds.
    authTime: claims.auth_time === undefined ? null : Math.floor(claims.auth_time),
  }
}

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

/** Neither a token nor a refusal: an error page, a redirect, a proxy's words. */
const IS_NO_ANSWER = /^oauth_response_is_not_(conform|json)$/

/** The library's errors carry tokens and what the provider wrote: they end here. */
function refusalFrom(error: unknown): ProviderRefusal {
  if (error instanceof client.AuthorizationResponseError) {
    if (error.error === 'access_denied') return { code: 'cancelled', detail: 'access_denied' }
    return notCompleted('authorization-error')
  }
  // A 401 that says how to ask is an error apart, and what RFC 6749 (section 5.2) has a provider answer to a wrong secret.
  const isTokenError =
    error instanceof client.ResponseBodyError || error instanceof client.WWWAuthenticateChallengeError
  if (isTokenError) return notCompleted('token-error')
  const unavailable = unavailableIn(error)
  if (unavailable) return { code: 'unavailable', detail: unavailable }
  if (!(error instanceof client.ClientError) && !(error instanceof TypeError)) throw error
  const { code, cause } = error as { code?: unknown; cause?: { cause?: { claim?: unknown } } }
  const claim = cause?.cause?.claim
  const word = typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code.toLowerCase() : 'refused'
  if (IS_NO_ANSWER.test(word)) return { code: 'unavailable', detail: word }
  return notCompleted(typeof claim === 'string' && /^[a-z_]{1,20}$/.test(claim) ? `${word} ${claim}` : word)
}

function unavailableIn(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    if (at instanceof ProviderUnavailable) return at.message
  }
  return null
}
