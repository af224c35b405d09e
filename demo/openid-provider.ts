// A real OpenID provider on this machine (oidc-provider, which is certified), with people, a sign-in page and keys of its
// own. `max_age`, `prompt=login`, `auth_time` and `amr` are as in OpenID Connect Core. Test suites use it, too.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { errors, type JWK, Provider } from 'oidc-provider'
import type { ProviderPerson } from './cast.ts'
import { configurationOf, newCookieKey } from './openid-configuration.ts'
import { createStorage } from './openid-storage.ts'
import { messagePage, signInPage } from './sign-in-pages.ts'
import { type Answer, isForeign, listen, readForm, send } from './web-server.ts'

export interface RelyingParty {
  readonly id: string
  readonly secret?: string
  /** How it shows its secret at the token endpoint: `basic` by default. */
  readonly auth?: 'basic' | 'post' | 'none'
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
}

export interface OpenIdProviderOptions {
  /** As its pages have it: "Northwind ID". */
  readonly name: string
  /** Looked at anew at each sign-in and for each token. */
  readonly people: readonly ProviderPerson[]
  readonly clients: readonly RelyingParty[]
  /** Any free one where it is 0 or absent. */
  readonly port?: number
  /** Where `email`, `email_verified` and `name` are said; `id_token` by default. */
  readonly claimsIn?: 'id_token' | 'userinfo'
}

export interface RunningOpenIdProvider {
  /** `http://127.0.0.1:<port>` */
  readonly issuer: string
  /** Signs with a new key from now on; the one before it stays published, older ones don't. */
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

/** Asks who it is. Which browser and which request it is about, oidc-provider knows by its cookie. */
async function signIn(
  provider: Provider,
  { name, people }: OpenIdProviderOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  try {
    await provider.interactionDetails(req, res)
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error
    const message = 'It was begun too long ago, or in another browser. Go back to where you came from.'
    return send(res, 400, messagePage(name, 'This sign-in is over', message))
  }
  const form = { service: name, isCancellable: true }
  if (req.method !== 'POST') return send(res, 200, signInPage(form))
  if (isForeign(req, provider.issuer)) {
    return send(res, 403, messagePage(name, 'Not from here', 'This form belongs to another site.'))
  }
  const fields = await readForm(req)
  if (fields.has('cancel')) {
    const result = { error: 'access_denied', error_description: 'The person cancelled' }
    return provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false })
  }
  const email = fields.get('email') ?? ''
  const person = people.find((each) => each.email === email && each.password === fields.get('password'))
  if (!person) {
    const problem = 'This address and password don’t go together.'
    return send(res, 422, signInPage({ ...form, email, problem }))
  }
  const login = { accountId: person.subject, amr: [...person.amr] }
  return provider.interactionFinished(req, res, { login }, { mergeWithLastSubmission: false })
}
