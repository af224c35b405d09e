// Runs the test vectors of WebAuthn Level 3, section 16 (https://www.w3.org/TR/webauthn-3/#sctn-test-vectors),
// and compares our verdict with the library's for each field that is changed.
//
// webauthn.jsonl has the inputs and outputs of each example, in base64url. Attestations are left as they are:
// ours are never read.

import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { describe, expect, it } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../../src/core/base64url.ts'
import { ALGORITHMS } from '../../src/core/passkey.ts'
import {
  clientDataRefusal,
  parseAssertionAnswer,
  parseRegistrationAnswer,
} from '../../src/core/passkey-answer.ts'
import { verifyAssertion, verifyRegistration } from '../../src/crypto/webauthn.ts'
import { cbor } from '../support/software-passkey.ts'
import lines from './webauthn.jsonl?raw'

type Fields = Readonly<Record<string, string>>
interface Vector {
  readonly name: string
  readonly registration: Fields & { readonly challenge: string; readonly id: string }
  readonly authentication: Fields & { readonly challenge: string }
}
const VECTORS = lines
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector)
const ORIGIN = 'https://example.org'
const RP_ID = 'example.org'

/** What differs from the example: fields of the answer, or what the portal asked for. */
interface Change {
  readonly fields?: Fields
  readonly expected?: Partial<{ challenge: string; origin: string; rpId: string }>
}

const jsonOf = (id: string, response: Fields) =>
  JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response })

/** Our verdict on a registration: the verified passkey, or the reason. */
async function register({ registration }: Vector, { fields = {}, expected = {} }: Change = {}) {
  const { challenge, id, ...response } = { ...registration, ...fields }
  const asked = { challenge, origin: ORIGIN, rpId: RP_ID, ...expected }
  const answer = parseRegistrationAnswer(jsonOf(id ?? '', response))
  if (!answer) return 'malformed'
  const refusal = clientDataRefusal(answer, { type: 'webauthn.create', origin: asked.origin })
  // The flows find the challenge by its digest, so another one is an unknown one.
  if (refusal ?? answer.challenge !== asked.challenge) return refusal ?? 'challenge-unknown'
  const verified = await verifyRegistration(answer, asked)
  return verified.ok ? verified.value : verified.error
}

async function authenticate(vector: Vector, { fields = {}, expected = {} }: Change = {}) {
  const registered = await register(vector)
  if (typeof registered === 'string') throw new Error(registered)
  const { challenge, ...response } = { ...vector.authentication, ...fields }
  const asked = { challenge: vector.authentication.challenge, origin: ORIGIN, rpId: RP_ID, ...expected }
  const answer = parseAssertionAnswer(jsonOf(vector.registration.id, response))
  if (!answer) return 'malformed'
  const refusal = clientDataRefusal(answer, { type: 'webauthn.get', origin: asked.origin })
  if (refusal ?? answer.challenge !== asked.challenge) return refusal ?? 'challenge-unknown'
  const verified = await verifyAssertion(answer, asked, registered)
  return verified.ok ? verified.value : verified.error
}

const REFUSED: Readonly<Record<string, string>> = {
  'ES256 Credential with "crossOrigin": true in clientDataJSON': 'cross-origin',
  'ES256 Credential with "topOrigin" in clientDataJSON': 'cross-origin',
  'Packed Attestation with ES384 Credential': 'wrong-algorithm',
  'Packed Attestation with ES512 Credential': 'wrong-algorithm',
  'Packed Attestation with Ed448 Credential': 'wrong-algorithm',
}
const TAKEN = VECTORS.filter(({ name }) => !(name in REFUSED))

describe('each example of the standard', () => {
  it.each(TAKEN)('is registered and signs in: $name', async (vector) => {
    expect(await register(vector)).toMatchObject({ credentialId: vector.registration.id })
    expect(await authenticate(vector)).toMatchObject({ signCount: 0 })
  })

  it.each(Object.entries(REFUSED))('that the portal does not take is refused: %s', async (name, reason) => {
    const vector = VECTORS.find((each) => each.name === name)
    expect(vector && (await register(vector))).toBe(reason)
  })

  it('has all of the section: ten that are taken, and five that are not', () => {
    expect([TAKEN.length, VECTORS.length]).toEqual([10, 15])
  })
})

/** Changes one bit of a byte. */
function flipped(text: string | undefined, at: number): string {
  const bytes = decodeBase64url(text ?? '') ?? new Uint8Array()
  const index = at < 0 ? bytes.length + at : at
  bytes[index] = (bytes[index] ?? 0) ^ 1
  return encodeBase64url(bytes)
}

const rewritten = (text: string | undefined, change: object) => {
  const read = JSON.parse(new TextDecoder().decode(decodeBase64url(text ?? '') ?? new Uint8Array()))
  return encodeBase64url(new TextEncoder().encode(JSON.stringify({ ...read, ...change })))
}

/** The authenticator data of an attestation. It begins with the hash of the RP ID, after its length in CBOR. */
function authenticatorDataOf({ registration, authentication }: Vector): Uint8Array<ArrayBuffer> {
  const whole = decodeBase64url(registration.attestationObject ?? '') ?? new Uint8Array()
  const hash = (decodeBase64url(authentication.authenticatorData ?? '') ?? new Uint8Array()).slice(0, 32)
  const at = whole.findIndex((_, start) => hash.every((byte, i) => whole[start + i] === byte))
  const low = whole[at - 1] ?? 0
  // 0x58: the length has one byte. Otherwise it has two.
  const length = whole[at - 2] === 0x58 ? low : ((whole[at - 2] ?? 0) << 8) | low
  return whole.slice(at, at + length)
}

const attested = (authData: Uint8Array) =>
  encodeBase64url(
    cbor(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    ),
  )

const withoutAttestation = (vector: Vector, at: number | null = null): string => {
  const authData = authenticatorDataOf(vector)
  if (at !== null) authData[at] = (authData[at] ?? 0) ^ 1
  return attested(authData)
}

async function libraryRegisters({ registration }: Vector, { fields = {}, expected = {} }: Change) {
  const { challenge, id, ...response } = { ...registration, ...fields }
  const verified = await verifyRegistrationResponse({
    response: JSON.parse(jsonOf(id ?? '', response)),
    expectedChallenge: expected.challenge ?? challenge,
    expectedOrigin: expected.origin ?? ORIGIN,
    expectedRPID: expected.rpId ?? RP_ID,
    requireUserVerification: false,
    supportedAlgorithmIDs: [...ALGORITHMS],
  }).catch(() => null)
  return verified?.verified === true
}

async function libraryAuthenticates(vector: Vector, { fields = {}, expected = {} }: Change) {
  const registered = await register(vector)
  if (typeof registered === 'string') throw new Error(registered)
  const { challenge, ...response } = { ...vector.authentication, ...fields }
  const verified = await verifyAuthenticationResponse({
    response: JSON.parse(jsonOf(vector.registration.id, response)),
    expectedChallenge: expected.challenge ?? challenge ?? '',
    expectedOrigin: expected.origin ?? ORIGIN,
    expectedRPID: expected.rpId ?? RP_ID,
    requireUserVerification: false,
    credential: {
      id: vector.registration.id,
      publicKey: decodeBase64url(registered.publicKey) ?? new Uint8Array(),
      counter: 0,
    },
  }).catch(() => null)
  return verified?.verified === true
}

const OTHER = encodeBase64url(new Uint8Array(32))
const EXPECTATIONS: readonly (readonly [string, Change])[] = [
  ['another challenge', { expected: { challenge: OTHER } }],
  ['another origin', { expected: { origin: 'https://www.example.org' } }],
  ['another RP ID', { expected: { rpId: 'www.example.org' } }],
]

/** The changes of a registration, and those that only we refuse. */
const registrationChanges = (vector: Vector): readonly (readonly [string, Change, 'ours alone'?])[] => {
  const { clientDataJSON, id } = vector.registration
  const idLength = (decodeBase64url(id) ?? new Uint8Array()).length
  const data = (at: number | null): Change => ({
    fields: { attestationObject: withoutAttestation(vector, at) },
  })
  const client = (change: object): Change => ({
    fields: { ...data(null).fields, clientDataJSON: rewritten(clientDataJSON, change) },
  })
  return [
    ['nothing', data(null)],
    ...EXPECTATIONS.map(([what, change]) => [what, { ...data(null), ...change }] as const),
    ['the type', client({ type: 'webauthn.get' })],
    ['an unknown field', client({ more: 1 })],
    ['the hash of the RP ID', data(0)],
    ['the user’s presence', data(32)],
    ['the counter', data(36)],
    ['the AAGUID', data(37)],
    ['the length of the id', data(54)],
    ['the key’s type', data(56 + idLength), 'ours alone'],
    ['the cross-origin flag', client({ crossOrigin: true }), 'ours alone'],
    ['the top origin', client({ topOrigin: 'https://example.com' }), 'ours alone'],
    ['the id in the attestation', data(55), 'ours alone'],
  ]
}

const authenticationChanges = ({
  authentication,
}: Vector): readonly (readonly [string, Change, 'ours alone'?])[] => {
  const { authenticatorData, clientDataJSON, signature } = authentication
  const data = (at: number): Change => ({ fields: { authenticatorData: flipped(authenticatorData, at) } })
  const client = (change: object): Change => ({
    fields: { clientDataJSON: rewritten(clientDataJSON, change) },
  })
  return [
    ['nothing', {}],
    ...EXPECTATIONS,
    ['the type', client({ type: 'webauthn.create' })],
    ['an unknown field', client({ more: 1 })],
    ['the cross-origin flag', client({ crossOrigin: true })],
    ['the hash of the RP ID', data(31)],
    ['the user’s presence', data(32)],
    ['the counter', data(36)],
    ['the first byte of the signature', { fields: { signature: flipped(signature, 0) } }],
    ['the last byte of the signature', { fields: { signature: flipped(signature, -1) } }],
  ]
}

describe.each(TAKEN)('the library’s verdict is ours, but where we are stricter: $name', (vector) => {
  it('for each change of the registration', async () => {
    for (const [what, change, isOurs] of registrationChanges(vector)) {
      const ours = typeof (await register(vector, change)) !== 'string'
      const theirs = await libraryRegisters(vector, change)
      expect({ what, ours, theirs }).toEqual({
        what,
        ours: isOurs ? false : theirs,
        theirs: isOurs ? true : theirs,
      })
    }
  })

  it('for each change of the sign-in', async () => {
    for (const [what, change] of authenticationChanges(vector)) {
      const ours = typeof (await authenticate(vector, change)) !== 'string'
      expect({ what, ours }).toEqual({ what, ours: await libraryAuthenticates(vector, change) })
    }
  })
})
