// Makes valid assertions, and invalid ones that the portal never makes.

import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose'

export type Claims = Readonly<Record<string, unknown>>
export type Header = Readonly<Record<string, unknown>>

export interface KeyPair {
  readonly kid: string
  /** With `kid`, `use` and `alg`, as in a key set. */
  readonly publicJwk: JWK
  readonly publicPem: string
  sign(claims: Claims, header?: Header): Promise<string>
}

/** Long enough for a slow origin, and within what the edge may issue. */
const LIFETIME_SECONDS = 600

export async function makeKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const kid = `check-${randomUUID()}`
  return {
    kid,
    publicJwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'ES256' },
    publicPem: await exportSPKI(publicKey),
    sign: (claims, header = {}) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid, ...header })
        .sign(privateKey),
  }
}

/** Where an assertion comes from, and where it leads. */
export interface Ends {
  readonly issuer: string
  readonly audience: string
}

/** Returns the claims of an owner with a fresh second factor. Every page should admit them. */
export function personClaims({ issuer, audience }: Ends, now: number): Claims {
  return {
    iss: issuer,
    aud: audience,
    sub: 'check-origin-account',
    sid: 'check-origin-session',
    iat: now,
    exp: now + LIFETIME_SECONDS,
    auth_time: now,
    provider: 'password',
    amr: ['pwd', 'otp', 'mfa'],
    acr: 'aal2',
    mfa_time: now,
    mfa_method: 'totp',
    email: 'check-origin@sallyport.invalid',
    name: 'Check of the origin',
    workspace: { id: 'check-origin-workspace', slug: 'check-origin', role: 'owner' },
    enforcement: { state: 'off' },
    cnf: { 'secret#S256': randomBytes(32).toString('base64url') },
  }
}

/** Returns the claims of a service, as the gate makes them for a service token. */
export const serviceClaims = ({ issuer, audience }: Ends, now: number): Claims => ({
  iss: issuer,
  aud: audience,
  kind: 'service',
  sub: 'service:check-origin',
  sid: 'check-origin',
  iat: now,
  exp: now + LIFETIME_SECONDS,
  amr: [],
  name: 'Check of the origin',
  workspace: { id: 'check-origin-workspace', slug: 'check-origin', role: 'service' },
  enforcement: { state: 'off' },
})

/** Writes a token with any signature: base64url, or nothing. */
export const unsigned = (header: Header, claims: Claims, signature = ''): string =>
  `${encoded(header)}.${encoded(claims)}.${signature}`

/** Signs with HMAC. `secret` is what a careless library uses as the key: the text of a public key. */
export function signWithHmac(header: Header, claims: Claims, secret: string | Buffer): string {
  const signed = `${encoded(header)}.${encoded(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
