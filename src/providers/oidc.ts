// OpenID Connect relying party: the code flow with PKCE (RFC 7636), through openid-client.
//
// The library checks `iss` of the response (RFC 9207), and the token's issuer, audience, times and nonce
// (OpenID Connect Core 1.0, section 3.1.3.7). id-token.ts checks the signature and the other claims.

import * as client from 'openid-client'
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
  /** How old the proof may be, in seconds. */
  readonly maxAge: number
}

/** Returns the URL of the provider to send the browser to. */
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
    ...parametersFor(request, provider, discovered.value.serverMetadata()),
  })
  return ok(url.href)
}

function parametersFor(
  { demand, maxAge }: Pick<AuthorizationRequest, 'demand' | 'maxAge'>,
  provider: OidcProvider,
  metadata: client.ServerMetadata,
): Readonly<Record<string, string>> {
  const fresh = { prompt: provider.freshPrompt, max_age: String(maxAge) }
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
 * Returns the prompt that lets the person choose another account.
 *
 * `select_account` shows the accounts without asking for a password again. It is used only if the provider
 * lists it in `prompt_values_supported` (Initiating User Registration via OpenID Connect 1.0). Many providers
 * don't support it. They get a fresh sign-in instead.
 */
function promptForAccounts({ freshPrompt }: OidcProvider, metadata: client.ServerMetadata): string {
  const { prompt_values_supported: supported } = metadata as { prompt_values_supported?: unknown }
  return Array.isArray(supported) && supported.includes('select_account') ? 'select_account' : freshPrompt
}

export interface OidcArrival extends Arrival {
  /** The ID token as received. It is the hint for ending the provider's session. */
  readonly idToken: string
  /** Why user info was needed but could not be fetched. Null otherwise. */
  readonly missed: ProviderRefusal | null
}

/**
 * Redeems the code of a callback for verified claims. `callback` is the full URL that the provider sent the
 * browser to.
 *
 * `state`, `nonce` and `codeVerifier` must come from this browser's flow. Otherwise an attacker could inject
 * their own code and sign the victim in to the attacker's account.
 */
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

/**
 * Returns the URL that ends the provider's session (OpenID Connect RP-Initiated Logout 1.0). Returns null if
 * the provider does not support it.
 */
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
