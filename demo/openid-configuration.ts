// Configures the demo's OpenID provider. It allows only authorization codes with PKCE (RFC 7636), sends `iss`
// in the response (RFC 9207) and asks for no consent. It has its own pages, because oidc-provider's pages
// load fonts from another site.

import { randomBytes } from 'node:crypto'
import type { Adapter, Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider'
import { OUR_NAME } from '../src/core/brand.ts'
import type { OpenIdProviderOptions, RelyingParty } from './openid-provider.ts'
import { messagePage, signOutPage } from './sign-in-pages.ts'
import type { Page } from './web-server.ts'

const SCOPE = 'openid email profile'
const MINUTE = 60
const DAY = 86_400

export interface Lasting {
  readonly storage: (model: string) => Adapter
  readonly cookieKey: string
}

export const newCookieKey = (): string => randomBytes(32).toString('base64url')

/** Returns the configuration. The first of `keys` signs; the others are only published. */
export function configurationOf(
  { name, brand = OUR_NAME, people, clients, claimsIn = 'id_token' }: OpenIdProviderOptions,
  origin: string,
  { storage, cookieKey }: Lasting,
  keys: readonly JWK[],
): Configuration {
  // Browsers share cookies between the ports of a host. Without the port in the name, a second provider on
  // this machine would overwrite the cookies of the first.
  const cookieName = (of: string) => `${of}-${new URL(origin).port}`
  return {
    adapter: storage,
    jwks: { keys: [...keys] },
    clients: clients.map(metadataOf),
    scopes: SCOPE.split(' '),
    responseTypes: ['code'],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'amr', 'auth_time'], email: ['email', 'email_verified'], profile: ['name'] },
    // An ID token issued with an access token may omit the claims of its scopes (OpenID Connect Core, section
    // 5.4).
    conformIdTokenClaims: claimsIn === 'userinfo',
    async findAccount(_ctx, subject) {
      const person = people.find((each) => each.subject === subject)
      if (!person) return undefined
      const { email, emailVerified, name: fullName } = person
      const claims = { sub: subject, email, email_verified: emailVerified, name: fullName }
      return { accountId: subject, claims: async () => claims }
    },
    loadExistingGrant: grantEverything,
    interactions: { url: (_ctx, { uid }) => `/sign-in/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) =>
          show(
            ctx,
            signOutPage({ service: name, brand }, form, 'form="op.logoutForm" name="logout" value="yes"'),
          ),
        postLogoutSuccessSource: (ctx) =>
          show(ctx, messagePage(name, 'Signed out', `You have signed out of ${name}.`)),
      },
    },
    renderError: (ctx, { error, error_description: description }) =>
      show(ctx, messagePage(name, 'Something went wrong', description ? `${error}: ${description}` : error)),
    cookies: {
      keys: [cookieKey],
      names: {
        session: cookieName('session'),
        interaction: cookieName('interaction'),
        resume: cookieName('resume'),
      },
    },
    clientBasedCORS: () => false,
    ttl: {
      AccessToken: 10 * MINUTE,
      AuthorizationCode: MINUTE,
      IdToken: 10 * MINUTE,
      Interaction: 10 * MINUTE,
      Session: DAY,
      Grant: DAY,
    },
  }
}

function metadataOf({ id, secret, auth = 'basic', redirectUris, postLogoutRedirectUris }: RelyingParty) {
  const method = ({ basic: 'client_secret_basic', post: 'client_secret_post', none: 'none' } as const)[auth]
  return {
    client_id: id,
    ...(secret !== undefined && { client_secret: secret }),
    token_endpoint_auth_method: method,
    redirect_uris: [...redirectUris],
    post_logout_redirect_uris: [...postLogoutRedirectUris],
  }
}

/** Grants every client all scopes. The demo owns these clients, so people are not asked for consent. */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc
  if (!client || !session?.accountId) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(SCOPE)
  await grant.save()
  return grant
}

function show(ctx: KoaContextWithOIDC, { body, headers }: Page): void {
  ctx.set({ 'cache-control': 'no-store', ...headers })
  ctx.type = 'html'
  ctx.body = body
}
