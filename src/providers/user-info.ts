// Fetches user info (OpenID Connect Core 1.0, section 5.3) from providers whose ID token lacks claims about
// the person.

import * as client from 'openid-client'
import type { OidcProvider } from '../core/provider.ts'
import { err, ok, type Result } from '../core/result.ts'
import { refusalFrom } from './library-errors.ts'
import type { ProviderRefusal } from './refusal.ts'

type Claims = Readonly<Record<string, unknown>>

export interface Told {
  readonly claims: Claims
  /** Why user info was needed but could not be fetched. Null otherwise. */
  readonly missed: ProviderRefusal | null
}

/**
 * Fetches the claims that the ID token lacks.
 *
 * Both must name the same `sub` (section 5.3.2). Otherwise a swapped access token would bring another
 * person's address.
 *
 * Any other failure only leaves claims out, because a known person is found by subject and needs none.
 */
export async function completeClaims(
  configuration: client.Configuration,
  provider: OidcProvider,
  idToken: client.IDToken,
  accessToken: string,
): Promise<Result<Told, ProviderRefusal>> {
  const isAskable = configuration.serverMetadata().userinfo_endpoint !== undefined
  if (!isAskable || !lacksClaims(idToken, provider)) return ok({ claims: idToken, missed: null })
  try {
    const info = await client.fetchUserInfo(configuration, accessToken, idToken.sub)
    return ok({ claims: joined(idToken, info), missed: null })
  } catch (error) {
    const refusal = refusalFrom(error)
    return refusal.detail === OTHER_SUBJECT ? err(refusal) : ok({ claims: idToken, missed: refusal })
  }
}

const OTHER_SUBJECT = 'oauth_json_attribute_comparison_failed'

const isThere = (value: unknown): boolean => value !== undefined && value !== null
const hasName = ({ name, given_name, family_name }: Claims): boolean =>
  [name, given_name, family_name].some(isThere)

const lacksClaims = (claims: Claims, { assumesEmailVerified }: OidcProvider): boolean =>
  !isThere(claims.email) || !(assumesEmailVerified || isThere(claims.email_verified)) || !hasName(claims)

/**
 * Takes the address and `email_verified` from the same source. Otherwise a verified address in user info
 * would vouch for another address in the ID token.
 */
function joined(idToken: Claims, info: Claims): Claims {
  const isWhole = isThere(idToken.email) && isThere(idToken.email_verified)
  const { email, email_verified } = isWhole || !isThere(info.email) ? idToken : info
  const { name, given_name, family_name } = hasName(idToken) ? idToken : info
  return { email, email_verified, name, given_name, family_name }
}
