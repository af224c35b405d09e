// JSON Web Signatures (RFC 7515) with any content. A library would refuse to write most of what a hostile
// issuer sends.

import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** Returns the raw bytes of the signature over `header.payload`. */
export type Signer = (input: Buffer) => Buffer

export interface TestKey {
  readonly kid: string
  readonly alg: string
  readonly sign: Signer
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
  /** The public key as in a JWKS. */
  readonly jwk: Record<string, unknown>
}

export type Members = Readonly<Record<string, unknown>>

/** Makes a key pair. `bits` is for RSA only. */
export function makeKey(alg: string, kid: string, bits = 2048): TestKey {
  const { publicKey, privateKey } = keyPair(alg, bits)
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' }
  return { kid, alg, publicKey, privateKey, jwk, sign: signerOf(alg, privateKey) }
}

function keyPair(alg: string, bits: number) {
  if (alg === 'EdDSA' || alg === 'Ed25519') return generateKeyPairSync('ed25519')
  if (alg.startsWith('ES')) {
    return generateKeyPairSync('ec', { namedCurve: alg === 'ES384' ? 'P-384' : 'P-256' })
  }
  return generateKeyPairSync('rsa', { modulusLength: bits })
}

/** Returns a signer for this algorithm. The key doesn't decide it: RS256 and PS256 may share one. */
export function signerOf(alg: string, key: KeyObject): Signer {
  if (alg === 'EdDSA' || alg === 'Ed25519') return (input) => sign(null, input, key)
  const hash = `sha${alg.slice(2)}`
  if (alg.startsWith('RS')) return (input) => sign(hash, input, key)
  // As PEM, because workerd accepts no KeyObject together with options.
  const pem = key.export({ type: 'pkcs8', format: 'pem' })
  if (alg.startsWith('ES')) return (input) => sign(hash, input, { key: pem, dsaEncoding: 'ieee-p1363' })
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  return (input) => sign(hash, input, { key: pem, ...padding })
}

/** Signs with HS256 and a secret that everyone knows: one published form of the public key. */
export const hmacOf =
  (secret: string | Buffer): Signer =>
  (input) =>
    createHmac('sha256', secret).update(input).digest()

export const unsigned: Signer = () => Buffer.alloc(0)

/** Flips one bit of another signer's signature. */
export const brokenBy =
  (signer: Signer): Signer =>
  (input) => {
    const signature = signer(input)
    signature[10] = (signature[10] ?? 0) ^ 1
    return signature
  }

/** Writes the token. Members that are `undefined` are omitted. */
export function writeJws(header: Members, payload: Members | string, signer: Signer): string {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const input = `${encode(JSON.stringify(header))}.${encode(text)}`
  return `${input}.${signer(Buffer.from(input)).toString('base64url')}`
}

const encode = (text: string) => Buffer.from(text).toString('base64url')
