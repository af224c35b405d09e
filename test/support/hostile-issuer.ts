// A login service that signs tickets: right ones, until it is told what to put into them, and a JWKS that can be made
// wrong, too. node/hostile-issuer.ts serves it over HTTP, fake-fetch.ts without a network.

import { randomUUID } from 'node:crypto'
import { type Members, makeKey, type Signer, type TestKey, writeJws } from './node/jws.ts'
import { json, type Reply, type Tamper } from './node/replies.ts'

/** What is wrong in a ticket, and nothing else is. */
export interface WrongTicket {
  /** In place of the right members; `undefined` leaves one out. */
  readonly header?: Members
  readonly claims?: Members
  readonly signer?: Signer
  /** One of the keys in the JWKS, with its `alg` and `kid`. ES256's by default. */
  readonly key?: TestKey
}

export interface HostileIssuer {
  readonly issuer: string
  /** In the JWKS: one for each algorithm, the wrong ones included. */
  readonly keys: Readonly<Record<'ES256' | 'EdDSA' | 'RS256' | 'ES384' | 'PS256' | 'short', TestKey>>
  readonly strangersKey: TestKey
  ticket(nonce: string, wrong?: WrongTicket): Promise<string>
  /** How its JWKS is answered from now on; it forgets what it received. */
  serve(jwks?: Tamper): void
  /** The paths that it was asked for. */
  readonly received: string[]
  answer(asked: { readonly path: string }): Reply
}

export interface HostileIssuerOptions {
  readonly issuer: string
  /** Who signs in there. */
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
