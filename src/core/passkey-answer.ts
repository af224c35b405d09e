// Parses what a browser sends after a ceremony of WebAuthn: RegistrationResponseJSON and
// AuthenticationResponseJSON (WebAuthn Level 3, section 5.1). Bytes stay base64url.
//
// The browser wrote the client data, which says for which page and ceremony the answer was made. Its checks are a
// step of their own, because the caller must spend the challenge before them.

import { decodeBase64url } from './base64url.ts'
import { MOST_CREDENTIAL_ID_BYTES, type PasskeyRefusal } from './passkey.ts'

export interface Answer {
  /** The credential id that the browser names. The caller must compare it with the authenticator's. */
  readonly id: string
  readonly challenge: string
  readonly clientDataJSON: string
  readonly clientData: ClientData
}

/** CollectedClientData (WebAuthn, section 5.8.1), as the browser wrote it. */
interface ClientData {
  readonly type: string
  readonly origin: string
  readonly crossOrigin: unknown
  readonly topOrigin: unknown
}

export interface RegistrationAnswer extends Answer {
  readonly attestationObject: string
  readonly transports: readonly string[]
}

export interface AssertionAnswer extends Answer {
  readonly authenticatorData: string
  readonly signature: string
  /** Null if the authenticator sent none. */
  readonly userHandle: string | null
}

// Longer than any browser sends, with room for attestation certificates that the portal did not ask for.
const MOST_TEXT = 32_768
const MOST_ATTESTATION = 24_576
const MOST_FIELD = 8192
/** 64 bytes (WebAuthn, section 5.4.3). */
const MOST_USER_HANDLE = 86

type Fields = Readonly<Record<string, unknown>>

/** Parses RegistrationResponseJSON. Returns null if it is malformed. */
export function parseRegistrationAnswer(text: string): RegistrationAnswer | null {
  const outer = parseOuter(text)
  const answer = outer && parseAnswer(outer)
  if (!outer || !answer) return null
  const attestationObject = bytesIn(outer.response.attestationObject, MOST_ATTESTATION)
  const transports = parseTransports(outer.response.transports)
  return attestationObject === null || transports === null
    ? null
    : { ...answer, attestationObject, transports }
}

/** Parses AuthenticationResponseJSON. Returns null if it is malformed. */
export function parseAssertionAnswer(text: string): AssertionAnswer | null {
  const outer = parseOuter(text)
  const answer = outer && parseAnswer(outer)
  if (!outer || !answer) return null
  const authenticatorData = bytesIn(outer.response.authenticatorData)
  const signature = bytesIn(outer.response.signature)
  // An authenticator without a user handle may send an empty one.
  const named = outer.response.userHandle || null
  const userHandle = named === null ? null : bytesIn(named, MOST_USER_HANDLE)
  if (authenticatorData === null || signature === null || (named !== null && userHandle === null)) return null
  return { ...answer, authenticatorData, signature, userHandle }
}

/**
 * Returns why an answer was not made for this page and ceremony, or null. `origin` is the portal's web origin.
 */
export function clientDataRefusal(
  { id, clientData: { type, origin, crossOrigin, topOrigin } }: Answer,
  expected: { readonly type: 'webauthn.create' | 'webauthn.get'; readonly origin: string },
): PasskeyRefusal | null {
  if (type !== expected.type) return 'wrong-ceremony'
  if (origin !== expected.origin) return 'wrong-origin'
  // Refuse a ceremony in a frame of another site. Otherwise that site could make people click through one.
  if ((crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined) return 'cross-origin'
  return (decodeBase64url(id)?.length ?? 0) > MOST_CREDENTIAL_ID_BYTES ? 'id-too-long' : null
}

interface Outer {
  readonly id: string
  readonly response: Fields
}

function parseOuter(text: string): Outer | null {
  if (text.length > MOST_TEXT) return null
  const { id, rawId, type, response } = parseObject(text) ?? {}
  const isWhole = bytesIn(id) !== null && id === rawId && type === 'public-key' && isObject(response)
  return isWhole ? { id: id as string, response } : null
}

function parseAnswer({ id, response }: Outer): Answer | null {
  const clientDataJSON = bytesIn(response.clientDataJSON)
  const bytes = clientDataJSON === null ? null : decodeBase64url(clientDataJSON)
  const read = bytes && parseObject(new TextDecoder().decode(bytes))
  if (clientDataJSON === null || !read) return null
  const { type, challenge, origin, crossOrigin, topOrigin } = read
  if (typeof type !== 'string' || typeof challenge !== 'string' || typeof origin !== 'string') return null
  return { id, challenge, clientDataJSON, clientData: { type, origin, crossOrigin, topOrigin } }
}

/** Returns the text if it is canonical base64url of at least one byte, and not too long. Otherwise null. */
function bytesIn(value: unknown, most = MOST_FIELD): string | null {
  if (typeof value !== 'string' || value === '' || value.length > most) return null
  return decodeBase64url(value) === null ? null : value
}

const MOST_TRANSPORTS = 10

/** Keeps words such as `usb`. Drops other words. Returns null if it is not a list. */
function parseTransports(value: unknown): readonly string[] | null {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return null
  const words = value.filter((each) => typeof each === 'string' && /^[a-z][a-z-]{0,19}$/.test(each))
  return [...new Set<string>(words)].slice(0, MOST_TRANSPORTS)
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
