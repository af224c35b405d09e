// Parses what a browser sends after a ceremony of WebAuthn: RegistrationResponseJSON and
// AuthenticationResponseJSON (WebAuthn Level 3, section 5.1). Bytes stay base64url.
//
// Checks the client data too, except its challenge. The browser wrote the client data, so it says which page
// and which ceremony the answer is for.

import { decodeBase64url } from './base64url.ts'
import { MOST_CREDENTIAL_ID_BYTES, type PasskeyRefusal } from './passkey.ts'
import { err, ok, type Result } from './result.ts'

export interface Answer {
  /** The credential id that the browser names. The caller must compare it with the authenticator's. */
  readonly id: string
  readonly challenge: string
  readonly clientDataJSON: string
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

type Fields = Readonly<Record<string, unknown>>

/** `origin` is the portal's web origin. */
export function parseRegistrationAnswer(
  text: string,
  origin: string,
): Result<RegistrationAnswer, PasskeyRefusal> {
  const outer = parseOuter(text)
  if (!outer) return err('malformed')
  const attestationObject = bytesIn(outer.response.attestationObject, MOST_ATTESTATION)
  const transports = parseTransports(outer.response.transports)
  if (attestationObject === null || transports === null) return err('malformed')
  const answer = parseAnswer(outer, { type: 'webauthn.create', origin })
  return answer.ok ? ok({ ...answer.value, attestationObject, transports }) : answer
}

export function parseAssertionAnswer(text: string, origin: string): Result<AssertionAnswer, PasskeyRefusal> {
  const outer = parseOuter(text)
  if (!outer) return err('malformed')
  const authenticatorData = bytesIn(outer.response.authenticatorData)
  const signature = bytesIn(outer.response.signature)
  // An authenticator without a user handle may send an empty one.
  const userHandle = outer.response.userHandle || null
  if (authenticatorData === null || signature === null) return err('malformed')
  if (userHandle !== null && bytesIn(userHandle, 86) === null) return err('malformed')
  const answer = parseAnswer(outer, { type: 'webauthn.get', origin })
  return answer.ok
    ? ok({ ...answer.value, authenticatorData, signature, userHandle: userHandle as string | null })
    : answer
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

function parseAnswer(
  { id, response }: Outer,
  expected: { readonly type: string; readonly origin: string },
): Result<Answer, PasskeyRefusal> {
  const clientDataJSON = bytesIn(response.clientDataJSON)
  const bytes = clientDataJSON === null ? null : decodeBase64url(clientDataJSON)
  const clientData = bytes && parseObject(new TextDecoder().decode(bytes))
  if (clientDataJSON === null || !clientData) return err('malformed')
  const { type, challenge, origin, crossOrigin, topOrigin } = clientData
  if (typeof type !== 'string' || typeof challenge !== 'string' || typeof origin !== 'string')
    return err('malformed')
  if (type !== expected.type) return err('wrong-ceremony')
  if (origin !== expected.origin) return err('wrong-origin')
  // Refuse a ceremony in a frame of another site. Otherwise that site could make people click through one.
  if ((crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined)
    return err('cross-origin')
  if ((decodeBase64url(id)?.length ?? 0) > MOST_CREDENTIAL_ID_BYTES) return err('id-too-long')
  return ok({ id, challenge, clientDataJSON })
}

/** Returns the text if it is canonical base64url of at least one byte, and not too long. Otherwise null. */
function bytesIn(value: unknown, most = MOST_FIELD): string | null {
  if (typeof value !== 'string' || value === '' || value.length > most) return null
  return decodeBase64url(value) === null ? null : value
}

const MOST_TRANSPORTS = 10

/** Keeps words such as `usb`. Drops what is no such word. Returns null if it is not a list. */
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
