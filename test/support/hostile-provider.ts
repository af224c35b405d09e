// An OpenID provider that behaves correctly until a test says what the next sign-ins do wrong. It records
// what it received. node/hostile-provider.ts serves it over HTTP, and fake-fetch.ts without a network.

import { createHash, randomBytes } from 'node:crypto'
import { type Members, makeKey, type Signer, type TestKey, writeJws } from './node/jws.ts'
import { json, type Reply, type Tamper } from './node/replies.ts'

export interface Wrong {
  readonly discovery?: Tamper
  readonly jwks?: Tamper
  readonly token?: Tamper
  readonly userinfo?: Tamper
  /** Changes in place what the browser brings back. */
  readonly back?: (parameters: URLSearchParams, asked: URLSearchParams) => void
  /** Replaces the valid members of the ID token's header. `undefined` omits one. */
  readonly header?: Members
  readonly claims?: Members | ((right: Members, asked: URLSearchParams) => Members)
  readonly signer?: Signer
  /** Replaces the whole ID token. */
  readonly idToken?: (right: string) => string
  /** Accepts a code twice, and from any client. */
  readonly isLax?: boolean
}

export interface Received {
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly authorization: string | undefined
}

export interface HostileProvider {
  readonly issuer: string
  /** The key whose public half is in the JWKS. */
  readonly key: TestKey
  /** A key that is not in the JWKS. */
  readonly strangersKey: TestKey
  readonly received: Received[]
  /** Sets what it does wrong from now on, and forgets the requests received. */
  next(wrong?: Wrong): void
  receivedAt(path: string): Received[]
  /** Returns the claims of an ID token for a request like the last one. */
  rightClaims(): Promise<Members>
  answer(asked: Received): Promise<Reply>
}

export interface HostileProviderOptions {
  readonly issuer: string
  /** The address of the person who signs in there. */
  readonly email: string
  readonly clientId: string
  readonly clientSecret: string
  /** Returns seconds since 1970. */
  readonly now: () => Promise<number>
}

/** The person who signs in there, unless `claims` change it. */
export const RESIDENT = {
  sub: 'resident-of-the-provider',
  name: 'Ada Okafor',
  email_verified: true,
} as const

export function makeHostileProvider(options: HostileProviderOptions): HostileProvider {
  const { issuer, email, clientId, now } = options
  const key = makeKey('RS256', 'key-1')
  const strangersKey = makeKey('RS256', 'key-1')
  const codes = new Map<string, URLSearchParams>()
  const received: Received[] = []
  let lastAsked = new URLSearchParams()
  let wrong: Wrong = {}

  const discovery = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/end-session`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  })

  function authorize(query: URLSearchParams): Reply {
    lastAsked = query
    const code = randomBytes(16).toString('base64url')
    codes.set(code, query)
    const back = new URLSearchParams({ code, state: query.get('state') ?? '', iss: issuer })
    wrong.back?.(back, query)
    const location = `${query.get('redirect_uri')}?${back}`
    return { status: 302, headers: { location }, body: '' }
  }

  async function rightClaims(asked = lastAsked): Promise<Members> {
    const iat = await now()
    const nonce = asked.get('nonce') ?? undefined
    return { iss: issuer, aud: clientId, nonce, iat, exp: iat + 300, auth_time: iat - 5, email, ...RESIDENT }
  }

  async function claimsFor(asked?: URLSearchParams): Promise<Members> {
    const right = await rightClaims(asked)
    return typeof wrong.claims === 'function'
      ? wrong.claims(right, asked ?? lastAsked)
      : { ...right, ...wrong.claims }
  }

  async function idToken(asked?: URLSearchParams): Promise<string> {
    const header = { alg: 'RS256', kid: key.kid, typ: 'JWT', ...wrong.header }
    const token = writeJws(header, await claimsFor(asked), wrong.signer ?? key.sign)
    return wrong.idToken?.(token) ?? token
  }

  async function exchange(received: Received): Promise<Reply> {
    const { form } = received
    const asked = codes.get(form.get('code') ?? '')
    if (!isOurClient(received, options)) return json({ error: 'invalid_client' }, 401)
    if (!wrong.isLax) {
      if (!asked || !matches(asked, form)) return json({ error: 'invalid_grant' }, 400)
      codes.delete(form.get('code') ?? '')
    }
    const access = {
      access_token: randomBytes(16).toString('base64url'),
      token_type: 'Bearer',
      expires_in: 60,
    }
    return json({ ...access, id_token: await idToken(asked) })
  }

  async function reply(asked: Received): Promise<Reply> {
    const tampered = (right: Reply, tamper?: Tamper) => tamper?.(right) ?? right
    switch (asked.path) {
      case '/.well-known/openid-configuration':
        return tampered(json(discovery()), wrong.discovery)
      case '/jwks':
        return tampered(json({ keys: [key.jwk] }), wrong.jwks)
      case '/authorize':
        return authorize(asked.query)
      case '/token':
        return tampered(await exchange(asked), wrong.token)
      case '/userinfo':
        return tampered(json(await claimsFor()), wrong.userinfo)
      case '/elsewhere/discovery':
        return json(discovery())
      case '/elsewhere/jwks':
        return json({ keys: [key.jwk, strangersKey.jwk] })
      case '/elsewhere/token':
        return exchange(asked)
      default:
        return { status: 404, headers: {}, body: '' }
    }
  }

  return {
    issuer,
    key,
    strangersKey,
    received,
    next(changes = {}) {
      wrong = changes
      received.length = 0
    },
    receivedAt: (path) => received.filter((each) => each.path === path),
    rightClaims,
    answer(asked) {
      received.push(asked)
      return reply(asked)
    },
  }
}

// RFC 6749, section 2.3.1: in the header both parts are form-encoded first. In the form they are not.
function isOurClient(
  { authorization, form }: Received,
  { clientId, clientSecret }: HostileProviderOptions,
): boolean {
  const given = Buffer.from(authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
  const inHeader = given.split(':').map((half: string) => new URLSearchParams(`half=${half}`).get('half'))
  const [id, secret] = authorization ? inHeader : [form.get('client_id'), form.get('client_secret')]
  return id === clientId && secret === clientSecret
}

/** Checks the code's request as RFC 6749, section 4.1.3, and RFC 7636, section 4.6, say. */
function matches(asked: URLSearchParams, form: URLSearchParams): boolean {
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  return (
    form.get('grant_type') === 'authorization_code' &&
    form.get('redirect_uri') === asked.get('redirect_uri') &&
    asked.get('code_challenge_method') === 'S256' &&
    asked.get('code_challenge') === challenge
  )
}
