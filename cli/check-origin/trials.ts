// Makes the assertions that an origin must refuse. Each trial has the variants that libraries got wrong.

import { randomBytes } from 'node:crypto'
import type { JWK } from 'jose'
import {
  type Claims,
  type Ends,
  type KeyPair,
  personClaims,
  serviceClaims,
  signWithHmac,
  unsigned,
} from './assertions.ts'

export interface Trial {
  /** For programs. */
  readonly name: string
  /** Says what is sent. */
  readonly title: string
  /** The assertions to send, one at a time. Null: a request without one. */
  readonly tokens: readonly (string | null)[]
}

/** A key of the issuer, as everybody can read it. */
export interface PublishedKey {
  readonly kid: string
  readonly jwk: JWK
  readonly pem: string
}

/** The trials that need no key of the issuer. `published` is null if its keys could not be read. */
export async function trialsWithoutKey(
  ends: Ends,
  { stranger, published, now }: { stranger: KeyPair; published: PublishedKey | null; now: number },
): Promise<Trial[]> {
  const claims = personClaims(ends, now)
  const kid = published?.kid ?? stranger.kid
  const header = { alg: 'ES256', typ: 'JWT', kid }
  const random = randomBytes(64).toString('base64url')
  return [
    { name: 'no_assertion', title: 'no assertion', tokens: [null, '', 'not-a-jwt'] },
    {
      name: 'broken_signature',
      title: 'a broken signature',
      // A signature of zeros passed in Java (CVE-2022-21449).
      tokens: [random, Buffer.alloc(64).toString('base64url')].map((made) => unsigned(header, claims, made)),
    },
    {
      name: 'unknown_key',
      title: 'an unknown key',
      tokens: [
        await stranger.sign(claims),
        // A key that the token itself brings along (CVE-2018-0114).
        await stranger.sign(claims, { jwk: stranger.publicJwk }),
        await stranger.sign(claims, { kid }),
      ],
    },
    {
      name: 'alg_none',
      title: 'alg none',
      tokens: ['none', 'None', 'nOnE'].map((alg) => unsigned({ ...header, alg }, claims)),
    },
    ...(published ? [withPublicKey(published, claims)] : []),
  ]
}

/** HS256 with the public key as its secret, in each form in which libraries keep it. */
function withPublicKey({ kid, jwk, pem }: PublishedKey, claims: Claims): Trial {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  const header = { alg: 'HS256', typ: 'JWT', kid }
  return {
    name: 'hs256_with_public_key',
    title: 'HS256 with the public key',
    tokens: [pem.trim(), `${pem.trim()}\n`, der, JSON.stringify(jwk)].map((secret) =>
      signWithHmac(header, claims, secret),
    ),
  }
}

/** The trials that only the issuer's key can sign. `good` is an assertion that the origin has admitted. */
export async function trialsWithKey(
  ends: Ends,
  { key, good, now }: { key: KeyPair; good: string; now: number },
): Promise<Trial[]> {
  const claims = personClaims(ends, now)
  const signed = async (...changes: Claims[]) =>
    Promise.all(changes.map((change) => key.sign({ ...claims, ...change })))
  return [
    {
      name: 'altered_claims',
      title: 'altered claims with their old signature',
      // A cache of verified assertions must not have the signature alone as its key.
      tokens: [withOtherClaims(good, claims)],
    },
    {
      name: 'another_audience',
      title: 'another audience',
      tokens: await signed(
        { aud: 'https://another.example' },
        { aud: `${ends.audience}.another.example` },
        { aud: ['https://another.example'] },
        { aud: undefined },
      ),
    },
    {
      name: 'another_issuer',
      title: 'another issuer',
      tokens: await signed(
        { iss: 'https://another.example' },
        { iss: `${ends.issuer}.another.example` },
        { iss: undefined },
      ),
    },
    {
      name: 'expired',
      title: 'an expired assertion',
      tokens: await signed({ iat: now - 240, exp: now - 120 }, { exp: undefined }),
    },
    {
      name: 'service',
      title: 'a service’s assertion',
      tokens: [await key.sign(serviceClaims(ends, now))],
    },
  ]
}

function withOtherClaims(good: string, claims: Claims): string {
  const [header, , signature] = good.split('.')
  const payload = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url')
  return `${header}.${payload}.${signature}`
}
