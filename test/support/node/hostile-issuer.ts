// A login service that signs tickets: right ones, until it is told what to put into them, and a JWKS that can be made
// wrong, too.

import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { type Members, makeKey, type Signer, type TestKey, writeJws } from './jws.ts'
import { listenOn } from './listen.ts'
import { json, send, type Tamper } from './replies.ts'

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
  close(): Promise<void>
}

export interface HostileIssuerOptions {
  readonly port: number
  readonly issuer: string
  readonly audience: string
  readonly now: () => Promise<number>
}

export async function startHostileIssuer(options: HostileIssuerOptions): Promise<HostileIssuer> {
  const { port, issuer, audience, now } = options
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
      email: `ticket-${port}@acme.example`,
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

  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    received.push(path)
    const right = json({ keys: Object.values(keys).map(({ jwk }) => jwk) })
    if (path === '/jwks') return send(response, tamper?.(right) ?? right)
    if (path === '/elsewhere/jwks') return send(response, json({ keys: [strangersKey.jwk, keys.ES256.jwk] }))
    response.writeHead(404).end()
  })
  const close = await listenOn(server, port)
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
    close,
  }
}
