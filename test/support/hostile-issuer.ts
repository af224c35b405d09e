// A login service that signs valid tickets until a test changes them. Its JWKS can be changed too.
// node/hostile-issuer.ts serves it over HTTP, and fake-fetch.ts without a network.

import { randomUUID } from 'node:crypto'
import { type Members, makeKey, type Signer, type TestKey, writeJws } from './node/jws.ts'
import { json, type Reply, type Tamper } from './node/replies.ts'

/** The parts of a ticket that are wrong. Everything else is valid. */
export interface WrongTicket {
  /** Replaces the valid members. `undefined` omits one. */
  readonly header?: Members
  readonly claims?: Members
  readonly signer?: Signer
  /** One of the keys in the JWKS, with its `alg` and `kid`. Default: the ES256 key. */
  readonly key?: TestKey
}

export interface HostileIssuer {
  readonly issuer: string
  /** The keys in the JWKS, one for each algorithm, including algorithms that are not accepted. */
  readonly keys: Readonly<Record<'ES256' | 'EdDSA' | 'RS256' | 'ES384' | 'PS256' | 'short', TestKey>>
  readonly strangersKey: TestKey
  ticket(nonce: string, wrong?: WrongTicket): Promise<string>
  /** Sets the answer of its JWKS, and forgets the requests received. */
  serve(jwks?: Tamper): void
  /** The requested paths. */
  readonly received: string[]
  answer(asked: { readonly path: string }): Reply
}

export interface HostileIssuerOptions {
  readonly issuer: string
  /** The address of the person who signs in there. */
  readonly email: string
  readonly audience: string
  readonly now: () => Promise<number>
}

export function makeHostileIssuer(options: HostileIssuerOptions): HostileIssuer {
  const { issuer, email, audience, now } = options
  const keys = {
    ES256: makeKey('ES256', 'es256'),
    EdDSA: makeKey('EdDSA', 'eddsa'),
    RS256: makeKey('RS256', 'rs256'),
    ES384: makeKey('ES384', 'es384'),
    PS256: makeKey('PS256', 'ps256'),
    short: makeKey('RS256', 'short', 1024),
  }
  const strangersKey = makeKey('ES256', 'es256')
  const received: string[] = []
  let tamper: Tamper | undefined

  async function rightClaims(nonce: string): Promise<Members> {
    const iat = await now()
    const person = {
      sub: 'resident-of-the-issuer',
      email,
      email_verified: true,
    }
    return {
      iss: issuer,
      aud: audience,
      ...person,
      name: 'Bea Lund',
      amr: ['pwd'],
      auth_time: iat - 5,
      nonce,
      jti: randomUUID(),
      iat,
      exp: iat + 60,
    }
  }

  return {
    issuer,
    keys,
    strangersKey,
    received,
    async ticket(nonce, { header, claims, key = keys.ES256, signer = key.sign } = {}) {
      const right = { alg: key.alg, kid: key.kid, typ: 'login-ticket+jwt' }
      return writeJws({ ...right, ...header }, { ...(await rightClaims(nonce)), ...claims }, signer)
    },
    serve(jwks) {
      tamper = jwks
      received.length = 0
    },
    answer({ path }) {
      received.push(path)
      const right = json({ keys: Object.values(keys).map(({ jwk }) => jwk) })
      if (path === '/jwks') return tamper?.(right) ?? right
      if (path === '/elsewhere/jwks') return json({ keys: [strangersKey.jwk, keys.ES256.jwk] })
      return { status: 404, headers: {}, body: '' }
    },
  }
}
