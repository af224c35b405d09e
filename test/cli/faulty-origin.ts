// An origin that verifies assertions by hand, and gets one thing wrong.

import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  decodeJwt,
  decodeProtectedHeader,
  exportSPKI,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
} from 'jose'

export interface Ends {
  readonly issuer: string
  readonly audience: string
}

/** Says whether the signature is right, for a token that has the form of one. */
type Signatures = (token: string, keys: readonly JWK[]) => Promise<boolean>

interface Making {
  readonly isSigned: Signatures
  readonly claims: readonly ((claims: JWTPayload, ends: Ends) => boolean)[]
  readonly admitsNobody?: boolean
}

const headerOf = (token: string): Record<string, unknown> => decodeProtectedHeader(token)

const isSignedBy = async (token: string, jwk: JWK | undefined): Promise<boolean> => {
  if (!jwk) return false
  const key = await importJWK(jwk, 'ES256')
  return jwtVerify(token, key, { algorithms: ['ES256'], currentDate: new Date(0) }).then(
    () => true,
    () => false,
  )
}

const isSigned: Signatures = (token, keys) =>
  isSignedBy(
    token,
    keys.find(({ kid }) => kid === headerOf(token).kid),
  )

const issuer = ({ iss }: JWTPayload, ends: Ends) => iss === ends.issuer
const audience = ({ aud }: JWTPayload, ends: Ends) => aud === ends.audience
const expiry = ({ exp = 0 }: JWTPayload) => exp > Date.now() / 1000
const person = ({ kind }: JWTPayload) => kind === undefined
const ALL = [issuer, audience, expiry, person]
const without = (check: (typeof ALL)[number]) => ALL.filter((each) => each !== check)

async function withSecretOf(token: string, jwk: JWK | undefined): Promise<boolean> {
  const key = jwk && (await importJWK(jwk, 'ES256', { extractable: true }))
  if (!key || key instanceof Uint8Array) return false
  const [signed, signature] = [token.slice(0, token.lastIndexOf('.')), token.split('.')[2]]
  return (
    createHmac('sha256', await exportSPKI(key))
      .update(signed)
      .digest('base64url') === signature
  )
}

const seen = new Set<string>()

/** A sound origin, and others that are named by their fault. */
export const ORIGINS = {
  sound: { isSigned, claims: ALL },
  'admits without an assertion': { isSigned, claims: ALL, admitsNobody: true },
  'skips the signature': { isSigned: async (token) => /^ES/.test(String(headerOf(token).alg)), claims: ALL },
  'takes the key from the token': {
    isSigned: async (token, keys) =>
      (await isSigned(token, keys)) || isSignedBy(token, headerOf(token).jwk as JWK | undefined),
    claims: ALL,
  },
  'takes alg none': {
    isSigned: async (token, keys) => headerOf(token).alg === 'none' || isSigned(token, keys),
    claims: ALL,
  },
  'lets the token choose HMAC': {
    isSigned: async (token, keys) =>
      headerOf(token).alg === 'HS256' ? withSecretOf(token, keys[0]) : isSigned(token, keys),
    claims: ALL,
  },
  'remembers signatures': {
    isSigned: async (token, keys) => {
      const signature = token.split('.')[2] ?? ''
      if (seen.has(signature)) return true
      const isRight = await isSigned(token, keys)
      if (isRight) seen.add(signature)
      return isRight
    },
    claims: ALL,
  },
  'skips the audience': { isSigned, claims: without(audience) },
  'compares the beginning of the audience': {
    isSigned,
    claims: [...without(audience), ({ aud }, ends) => String(aud).startsWith(ends.audience)],
  },
  'skips the issuer': { isSigned, claims: without(issuer) },
  'skips the expiry': { isSigned, claims: without(expiry) },
  'requires no expiry': {
    isSigned,
    claims: [...without(expiry), (claims) => claims.exp === undefined || expiry(claims)],
  },
  'takes services for people': { isSigned, claims: without(person) },
} as const satisfies Record<string, Making>

export async function startFaultyOrigin(kind: keyof typeof ORIGINS, ends: Ends) {
  const making: Making = ORIGINS[kind]
  const server = createServer((req, res) => {
    admits(making, ends, req).then((isIn) => {
      res.statusCode = isIn ? 200 : 401
      res.end(isIn ? 'Hello\n' : 'No\n')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close(),
  }
}

async function admits(making: Making, ends: Ends, { headers }: IncomingMessage): Promise<boolean> {
  const token = headers['sallyport-assertion']
  if (token === undefined) return making.admitsNobody ?? false
  try {
    const response = await fetch(`${ends.issuer}/.well-known/jwks.json`)
    const { keys } = (await response.json()) as { keys: JWK[] }
    const claims = decodeJwt(String(token))
    return (await making.isSigned(String(token), keys)) && making.claims.every((check) => check(claims, ends))
  } catch {
    return false
  }
}
