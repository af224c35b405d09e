// Starts a real OpenID provider on this machine (the certified package oidc-provider), with its own people,
// sign-in page and keys. `max_age`, `prompt=login`, `auth_time` and `amr` work as in OpenID Connect Core.
// Tests use it too.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { errors, type JWK, Provider } from 'oidc-provider'
import { OUR_NAME } from '../src/core/brand.ts'
import type { ProviderPerson } from './cast.ts'
import { configurationOf, newCookieKey } from './openid-configuration.ts'
import { createStorage } from './openid-storage.ts'
import { messagePage, signInPage } from './sign-in-pages.ts'
import { type Answer, isForeign, listen, readForm, send } from './web-server.ts'

export interface RelyingParty {
  readonly id: string
  readonly secret?: string
  /** How the client authenticates at the token endpoint, by default `basic`. */
  readonly auth?: 'basic' | 'post' | 'none'
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
}

export interface OpenIdProviderOptions {
  /** The name that its pages show, such as "Northwind ID". */
  readonly name: string
  /** The name of the platform that people sign in to. */
  readonly brand?: string
  /** Read again at each sign-in and for each token. */
  readonly people: readonly ProviderPerson[]
  readonly clients: readonly RelyingParty[]
  /** Any free port if it is 0 or absent. */
  readonly port?: number
  /** Where the provider returns `email`, `email_verified` and `name`, by default `id_token`. */
  readonly claimsIn?: 'id_token' | 'userinfo'
}

export interface RunningOpenIdProvider {
  /** `http://127.0.0.1:<port>` */
  readonly issuer: string
  /** Starts to sign with a new key. Keeps publishing the previous key, but no older ones. */
  rotateKeys(): Promise<void>
  close(): Promise<void>
}

export async function startOpenIdProvider(options: OpenIdProviderOptions): Promise<RunningOpenIdProvider> {
  const server = await listen(options.port ?? 0)
  const lasting = { storage: createStorage(), cookieKey: newCookieKey() }
  let keys = [await newSigningKey()]
  let answer = answerOf(options, server.origin, lasting, keys)
  server.answerWith((req, res) => answer(req, res))
  return {
    issuer: server.origin,
    async rotateKeys() {
      keys = [await newSigningKey(), ...keys.slice(0, 1)]
      answer = answerOf(options, server.origin, lasting, keys)
    },
    close: server.close,
  }
}

async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' } as JWK
}

function answerOf(
  options: OpenIdProviderOptions,
  origin: string,
  lasting: Parameters<typeof configurationOf>[2],
  keys: readonly JWK[],
): Answer {
  const provider = new Provider(origin, configurationOf(options, origin, lasting, keys))
  provider.on('server_error', (_ctx, error) => console.error(`${options.name} failed:`, error))
  const answer = provider.callback()
  return (req, res) =>
    req.url?.startsWith('/sign-in/') ? signIn(provider, options, req, res) : answer(req, res)
}

/**
 * Shows the sign-in page and checks the password. oidc-provider finds the browser's request by its cookie.
 */
async function signIn(
  provider: Provider,
  { name, brand = OUR_NAME, people }: OpenIdProviderOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  try {
    await provider.interactionDetails(req, res)
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error
    const message = 'It started too long ago, or in another browser. Go back and start again.'
    return send(res, 400, messagePage(name, 'This sign-in has expired', message))
  }
  const form = { service: name, brand, isCancellable: true }
  if (req.method !== 'POST') return send(res, 200, signInPage(form))
  if (isForeign(req, provider.issuer)) {
    return send(res, 403, messagePage(name, 'Request refused', 'This form belongs to another site.'))
  }
  const fields = await readForm(req)
  if (fields.has('cancel')) {
    const result = { error: 'access_denied', error_description: 'The person cancelled' }
    return provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false })
  }
  const email = fields.get('email') ?? ''
  const person = people.find((each) => each.email === email && each.password === fields.get('password'))
  if (!person) {
    const problem = 'Incorrect email address or password.'
    return send(res, 422, signInPage({ ...form, email, problem }))
  }
  const login = { accountId: person.subject, amr: [...person.amr] }
  return provider.interactionFinished(req, res, { login }, { mergeWithLastSubmission: false })
}
