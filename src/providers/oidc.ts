// OpenID Connect as a relying party: the code flow with PKCE (RFC 7636) through openid-client, which checks `iss` of the
// answer (RFC 9207) and the token's issuer, audience, times and nonce (OpenID Connect Core 1.0, section 3.1.3.7). The
// signature and the claims that it leaves to the caller are checked in id-token.ts.

import * as client from 'openid-client'
import { FRESH_PROOF_SECONDS } from '../core/assurance.ts'
import type { Arrival, OidcProvider, ProviderDemand } from '../core/provider.ts'
import { err, ok, type Result } from '../core/result.ts'
import { DISCOVERED_SECONDS, discover, PROBED_SECONDS } from './discovery.ts'
import { arrivalFrom, wrongClaim, wrongSignature } from './id-token.ts'
import { refusalFrom } from './library-errors.ts'
import { notCompleted, type ProviderRefusal } from './refusal.ts'
import { completeClaims } from './user-info.ts'

interface AuthorizationRequest {
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly demand: ProviderDemand
}

/** Where to send the browser. */
export async function authorizationUrl(
  provider: OidcProvider,
  request: AuthorizationRequest,
  now: number,
): Promise<Result<string, ProviderRefusal>> {
  const discovered = await discover(provider, now, PROBED_SECONDS)
  if (!discovered.ok) return discovered
  const url = client.buildAuthorizationUrl(discovered.value, {
    redirect_uri: request.redirectUri,
    scope: provider.scope,
    state: request.state,
    nonce: request.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(request.codeVerifier),
    code_challenge_method: 'S256',
    ...parametersFor(request.demand, provider, discovered.value.serverMetadata()),
  })
  return ok(url.href)
}

function parametersFor(
  demand: ProviderDemand,
  provider: OidcProvider,
  metadata: client.ServerMetadata,
): Readonly<Record<string, string>> {
  const fresh = { prompt: provider.freshPrompt, max_age: String(FRESH_PROOF_SECONDS) }
  switch (demand) {
    case 'sign-in':
      return {}
    case 'fresh-sign-in':
      return fresh
    case 'second-factor':
      return provider.acrValues.length > 0 ? { ...fresh, acr_values: provider.acrValues.join(' ') } : fresh
    case 'another-account':
      return { prompt: promptForAccounts(provider, metadata) }
  }
}

/**
 * `select_account` shows the accounts without asking for a password again. Many providers don't have it, and say nothing of
 * that (`prompt_values_supported`, Initiating User Registration via OpenID Connect 1.0): there the fresh sign-in does.
 */
function promptForAccounts({ freshPrompt }: OidcProvider, metadata: client.ServerMetadata): string {
  const { prompt_values_supported: supported } = metadata as { prompt_values_supported?: unknown }
  return Array.isArray(supported) && supported.includes('select_account') ? 'select_account' : freshPrompt
}

export interface OidcArrival extends Arrival {
  /** As it came: the hint by which the provider ends its own session. */
  readonly idToken: string
  /** Why user info could not be had, where it was needed; else null. */
  readonly missed: ProviderRefusal | null
}

/** `callback` is the address that the provider sent the browser to, with its query. */
export async function redeemCode(
  provider: OidcProvider,
  callback: URL,
  request: Pick<AuthorizationRequest, 'state' | 'nonce' | 'codeVerifier'>,
  now: number,
): Promise<Result<OidcArrival, ProviderRefusal>> {
  const discovered = await discover(provider, now, DISCOVERED_SECONDS)
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
    const wrong =
      wrongClaim(provider, tokens.id_token, claims, now) ??
      (await wrongSignature(tokens.id_token, discovered.value.serverMetadata(), now))
    if (wrong) return err(notCompleted(wrong))
    const told = await completeClaims(discovered.value, provider, claims, tokens.access_token)
    if (!told.ok) return told
    const { claims: said, missed } = told.value
    return ok({ ...arrivalFrom(claims, said), idToken: tokens.id_token, missed })
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
  const discovered = await discover(provider, now, DISCOVERED_SECONDS)
  if (!discovered.ok || !discovered.value.serverMetadata().end_session_endpoint) return null
  const parameters = {
    post_logout_redirect_uri: returnTo,
    ...(idToken === null ? {} : { id_token_hint: idToken }),
  }
  return client.buildEndSessionUrl(discovered.value, parameters).href
}
