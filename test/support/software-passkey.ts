// A software authenticator for tests: makes the JSON that a browser sends after `navigator.credentials.create()`
// and `.get()` (WebAuthn Level 3, sections 5.1.8 and 6). Needs Web Crypto only, so it runs in workerd and on Node.
//
// `forge` changes any field of an answer, and the answer is signed afterwards. Otherwise a test could only show
// that the signature breaks.

import { encodeBase64url } from '../../src/core/base64url.ts'

type Bytes = Uint8Array<ArrayBuffer>
export type Algorithm = 'ES256' | 'Ed25519' | 'RS256'

export interface Flags {
  /** User present. */
  readonly up: boolean
  /** User verified. */
  readonly uv: boolean
  /** Backup eligible: the passkey may be copied to other devices. */
  readonly be: boolean
  /** Backed up: a copy exists. */
  readonly bs: boolean
}

/** Fields of an answer that a test replaces. What is left out is as an honest authenticator has it. */
export interface Forged extends Partial<Flags> {
  readonly type?: string
  readonly challenge?: string
  readonly origin?: string
  readonly crossOrigin?: unknown
  /** Further fields of the client data, such as `topOrigin`. */
  readonly clientData?: Readonly<Record<string, unknown>>
  readonly rpId?: string
  readonly counter?: number
  readonly credentialId?: Bytes
  /** The bytes of the public key in the attestation. */
  readonly publicKey?: Bytes
  /** The attested credential data is left out (flag AT is 0). */
  readonly isUnattested?: boolean
  readonly aaguid?: Bytes
  readonly format?: string
  readonly authenticatorData?: Bytes
  readonly signature?: Bytes
  readonly userHandle?: string
  readonly transports?: unknown
  /** Replaces fields of the outer JSON object, such as `id`. */
  readonly outer?: Readonly<Record<string, unknown>>
  /** Replaces fields of its `response`. */
  readonly response?: Readonly<Record<string, unknown>>
}

/** What the portal asks for: the fields of the options that the authenticator needs. */
interface Asked {
  readonly challenge: string
}

export interface SoftwarePasskey {
  readonly id: string
  readonly credentialId: Bytes
  readonly publicKey: Bytes
  /** The signature counter of the next answer. It rises by itself if it is above 0. */
  counter: number
  /** Returns RegistrationResponseJSON as text, for the form field `credential`. */
  readonly register: (options: Asked, forge?: Forged) => Promise<string>
  /** Returns AuthenticationResponseJSON as text, for the form field `assertion`. */
  readonly assert: (options: Asked, forge?: Forged) => Promise<string>
}

export interface Settings extends Partial<Flags> {
  readonly algorithm?: Algorithm
  /** The web origin of the portal. */
  readonly origin: string
  /** By default, the host of the origin. */
  readonly rpId?: string
  readonly counter?: number
  readonly aaguid?: Bytes
  readonly credentialId?: Bytes
  /** The user handle that it sends with an assertion. None by default, as a security key without resident keys. */
  readonly userHandle?: string
}

const utf8 = (text: string): Bytes => Uint8Array.from(new TextEncoder().encode(text))
const concat = (...parts: readonly Uint8Array[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))
const sha256 = async (bytes: Bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

// CBOR (RFC 8949), as much of it as attestations need.
const head = (major: number, value: number): Bytes => {
  const type = major << 5
  if (value < 24) return Uint8Array.of(type | value)
  if (value < 256) return Uint8Array.of(type | 24, value)
  return Uint8Array.of(type | 25, value >> 8, value & 255)
}
type Cbor = number | string | Uint8Array | ReadonlyMap<number | string, Cbor>
export function cbor(value: Cbor): Bytes {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return concat(head(3, utf8(value).length), utf8(value))
  if (value instanceof Uint8Array) return concat(head(2, value.length), value)
  return concat(head(5, value.size), ...[...value].flatMap(([key, of]) => [cbor(key), cbor(of)]))
}

const KEYS = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  Ed25519: { name: 'Ed25519' },
  RS256: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
  },
} as const

const decode = (text = ''): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))

/** Returns the public key in COSE (RFC 9053). */
function coseOf(algorithm: Algorithm, jwk: JsonWebKey): Bytes {
  const { x, y, n, e } = jwk
  if (algorithm === 'ES256')
    return cbor(
      new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, decode(x)],
        [-3, decode(y)],
      ]),
    )
  if (algorithm === 'Ed25519')
    return cbor(
      new Map<number, Cbor>([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, decode(x)],
      ]),
    )
  return cbor(
    new Map<number, Cbor>([
      [1, 3],
      [3, -257],
      [-1, decode(n)],
      [-2, decode(e)],
    ]),
  )
}

/** Returns an ECDSA signature in DER (RFC 3279), as authenticators send it. */
function der(raw: Bytes): Bytes {
  const integer = (part: Bytes) => {
    const bare = part.subarray(part.findIndex((byte) => byte !== 0))
    const positive = (bare[0] ?? 0) >= 128 ? concat(Uint8Array.of(0), bare) : bare
    return concat(Uint8Array.of(2, positive.length), positive)
  }
  const both = concat(integer(raw.slice(0, 32)), integer(raw.slice(32)))
  return concat(Uint8Array.of(0x30, both.length), both)
}

async function makeKey(algorithm: Algorithm) {
  const pair = (await crypto.subtle.generateKey(KEYS[algorithm], true, ['sign', 'verify'])) as CryptoKeyPair
  const jwk = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey
  const signing = algorithm === 'ES256' ? { name: 'ECDSA', hash: 'SHA-256' } : { name: KEYS[algorithm].name }
  return {
    publicKey: coseOf(algorithm, jwk),
    sign: async (bytes: Bytes) => {
      const raw = new Uint8Array(await crypto.subtle.sign(signing, pair.privateKey, bytes))
      return algorithm === 'ES256' ? der(raw) : raw
    },
  }
}

const flagByte = ({ up, uv, be, bs }: Flags, isAttested: boolean) =>
  Number(up) | (Number(uv) << 2) | (Number(be) << 3) | (Number(bs) << 4) | (Number(isAttested) << 6)

const counterBytes = (counter: number) => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, counter)
  return bytes
}

export async function makeSoftwarePasskey(settings: Settings): Promise<SoftwarePasskey> {
  const { algorithm = 'ES256', origin, up = true, uv = true, be = false, bs = false } = settings
  const { credentialId = random(32), aaguid = new Uint8Array(16) } = settings
  const rpId = settings.rpId ?? new URL(origin).hostname
  const key = await makeKey(algorithm)

  const clientDataOf = (type: string, { challenge }: Asked, forge: Forged): Bytes =>
    utf8(
      JSON.stringify({
        type: forge.type ?? type,
        challenge: forge.challenge ?? challenge,
        origin: forge.origin ?? origin,
        crossOrigin: 'crossOrigin' in forge ? forge.crossOrigin : false,
        ...forge.clientData,
      }),
    )

  const authenticatorDataOf = async (
    forge: Forged,
    counter: number,
    attested: Bytes | null,
  ): Promise<Bytes> =>
    forge.authenticatorData ??
    concat(
      await sha256(utf8(forge.rpId ?? rpId)),
      Uint8Array.of(flagByte({ up, uv, be, bs, ...forge }, attested !== null)),
      counterBytes(forge.counter ?? counter),
      attested ?? new Uint8Array(0),
    )

  const answer = (id: Bytes, response: object, forge: Forged) =>
    JSON.stringify({
      id: encodeBase64url(id),
      rawId: encodeBase64url(id),
      type: 'public-key',
      authenticatorAttachment: 'cross-platform',
      clientExtensionResults: {},
      response: { ...response, ...forge.response },
      ...forge.outer,
    })

  const passkey: SoftwarePasskey = {
    id: encodeBase64url(credentialId),
    credentialId,
    publicKey: key.publicKey,
    counter: settings.counter ?? 0,

    async register(options, forge = {}) {
      const id = forge.credentialId ?? credentialId
      const publicKey = forge.publicKey ?? key.publicKey
      const length = Uint8Array.of(id.length >> 8, id.length & 255)
      const attested = forge.isUnattested ? null : concat(forge.aaguid ?? aaguid, length, id, publicKey)
      const authenticatorData = await authenticatorDataOf(forge, passkey.counter, attested)
      const attestationObject = cbor(
        new Map<string, Cbor>([
          ['fmt', forge.format ?? 'none'],
          ['attStmt', new Map()],
          ['authData', authenticatorData],
        ]),
      )
      const clientDataJSON = encodeBase64url(clientDataOf('webauthn.create', options, forge))
      const transports = 'transports' in forge ? forge.transports : ['usb']
      return answer(
        id,
        { clientDataJSON, attestationObject: encodeBase64url(attestationObject), transports },
        forge,
      )
    },

    async assert(options, forge = {}) {
      if (passkey.counter > 0) passkey.counter += 1
      const clientData = clientDataOf('webauthn.get', options, forge)
      const authenticatorData = await authenticatorDataOf(forge, passkey.counter, null)
      const signature =
        forge.signature ?? (await key.sign(concat(authenticatorData, await sha256(clientData))))
      const userHandle = 'userHandle' in forge ? forge.userHandle : settings.userHandle
      const response = {
        clientDataJSON: encodeBase64url(clientData),
        authenticatorData: encodeBase64url(authenticatorData),
        signature: encodeBase64url(signature),
        ...(userHandle === undefined ? {} : { userHandle }),
      }
      return answer(forge.credentialId ?? credentialId, response, forge)
    },
  }
  return passkey
}
