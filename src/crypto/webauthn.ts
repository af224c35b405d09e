// Verifies what an authenticator signed (WebAuthn Level 3, sections 7.1 and 7.2), with @simplewebauthn/server.
//
// The library is evaluated with the first ceremony of an isolate, because it is large. The checks before it
// give each refusal its reason. Some of them the library does not make: cross-origin frames, unusable keys, and
// a backup flag that changes (core/passkey-answer.ts, and below).

import { encodeBase64url } from '../core/base64url.ts'
import { ALGORITHMS, MOST_CREDENTIAL_ID_BYTES, type PasskeyRefusal } from '../core/passkey.ts'
import type { AssertionAnswer, RegistrationAnswer } from '../core/passkey-answer.ts'
import { err, ok, type Result } from '../core/result.ts'
import { algorithmOf, isUsableKey } from './passkey-key.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Helpers = typeof import('@simplewebauthn/server/helpers')

/** What the portal asked for. */
export interface Expected {
  readonly challenge: string
  readonly origin: string
  readonly rpId: string
}

export interface VerifiedRegistration {
  readonly credentialId: string
  /** COSE, in base64url. */
  readonly publicKey: string
  readonly signCount: number
  /** The model of the authenticator, as a UUID. Zeros if the browser hides it. */
  readonly aaguid: string
  readonly isUserVerified: boolean
  readonly isBackupEligible: boolean
  readonly isBackedUp: boolean
}

/**
 * Verifies a registration. The caller must have spent the challenge.
 *
 * Ignores the attestation, because the portal asks for none. Its certificates are never read. Otherwise the
 * library would fetch the addresses in them.
 */
export async function verifyRegistration(
  answer: RegistrationAnswer,
  expected: Expected,
): Promise<Result<VerifiedRegistration, PasskeyRefusal>> {
  const [{ verifyRegistrationResponse }, helpers] = await loadLibrary()
  const attested = attempt(() => attestedDataOf(answer, helpers))
  if (!attested) return err('malformed')
  const { authData, parsed, credentialId, publicKey } = attested
  const refusal = (await refusalOf(parsed, expected)) ?? (await credentialRefusal(attested, answer))
  if (refusal) return err(refusal)
  const bare = new Map<string, string | Bytes | Map<string, string>>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authData],
  ])
  const attestationObject = encodeBase64url(helpers.isoCBOR.encode(bare))
  const verified = await verifyRegistrationResponse({
    response: asCredential(answer.id, { clientDataJSON: answer.clientDataJSON, attestationObject }),
    expectedChallenge: expected.challenge,
    expectedOrigin: expected.origin,
    expectedRPID: expected.rpId,
    requireUserVerification: false,
    supportedAlgorithmIDs: [...ALGORITHMS],
  }).catch(() => null)
  if (!verified?.verified) return err('malformed')
  return ok({
    credentialId: encodeBase64url(credentialId),
    publicKey: encodeBase64url(publicKey),
    signCount: parsed.counter,
    aaguid: verified.registrationInfo.aaguid,
    isUserVerified: parsed.flags.uv,
    isBackupEligible: parsed.flags.be,
    isBackedUp: parsed.flags.bs,
  })
}

export interface VerifiedAssertion {
  readonly signCount: number
  readonly isUserVerified: boolean
  readonly isBackedUp: boolean
}

/** The stored passkey that an assertion names. */
export interface KnownPasskey {
  readonly credentialId: string
  readonly publicKey: string
  readonly isBackupEligible: boolean
}

/**
 * Verifies an assertion. The caller must have spent the challenge, and must compare the counter: a counter that
 * goes back is no reason to refuse.
 */
export async function verifyAssertion(
  answer: AssertionAnswer,
  expected: Expected,
  passkey: KnownPasskey,
): Promise<Result<VerifiedAssertion, PasskeyRefusal>> {
  const [{ verifyAuthenticationResponse }, helpers] = await loadLibrary()
  const { isoBase64URL, parseAuthenticatorData } = helpers
  const parsed = attempt(() => parseAuthenticatorData(isoBase64URL.toBuffer(answer.authenticatorData)))
  if (!parsed) return err('malformed')
  const refusal = await refusalOf(parsed, expected)
  if (refusal) return err(refusal)
  const { uv, be, bs } = parsed.flags
  // The flag never changes (WebAuthn, section 7.2, step 22). Otherwise `hwk` could stand for a key that was
  // copied.
  if (be !== passkey.isBackupEligible) return err('backup-eligibility-changed')
  const { clientDataJSON, authenticatorData, signature } = answer
  const verified = await verifyAuthenticationResponse({
    response: asCredential(answer.id, { clientDataJSON, authenticatorData, signature }),
    expectedChallenge: expected.challenge,
    expectedOrigin: expected.origin,
    expectedRPID: expected.rpId,
    requireUserVerification: false,
    // The counter of 0 keeps the library from comparing counters.
    credential: { id: passkey.credentialId, publicKey: isoBase64URL.toBuffer(passkey.publicKey), counter: 0 },
  }).catch(() => null)
  if (!verified?.verified) return err('bad-signature')
  return ok({ signCount: parsed.counter, isUserVerified: uv, isBackedUp: bs })
}

const loadLibrary = () =>
  Promise.all([import('@simplewebauthn/server'), import('@simplewebauthn/server/helpers')])

const asCredential = <Response>(id: string, response: Response) => ({
  id,
  rawId: id,
  type: 'public-key' as const,
  clientExtensionResults: {},
  response,
})

type Parsed = ReturnType<Helpers['parseAuthenticatorData']>

interface AttestedData {
  readonly authData: Bytes
  readonly parsed: Parsed
  readonly credentialId: Bytes
  readonly publicKey: Bytes
  readonly key: ReadonlyMap<number, unknown>
}

/** Throws if the bytes are not an attestation with a credential. */
function attestedDataOf({ attestationObject }: RegistrationAnswer, helpers: Helpers): AttestedData {
  const { decodeAttestationObject, decodeCredentialPublicKey, isoBase64URL, parseAuthenticatorData } = helpers
  const authData = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject)).get('authData')
  const parsed = parseAuthenticatorData(authData)
  const { credentialID: credentialId, credentialPublicKey: publicKey } = parsed
  if (!credentialId?.length || !publicKey) throw new Error('the attestation has no credential')
  const key = decodeCredentialPublicKey(publicKey) as unknown
  if (!(key instanceof Map)) throw new Error('the public key is no map')
  return { authData, parsed, credentialId, publicKey, key }
}

async function refusalOf({ rpIdHash, flags }: Parsed, { rpId }: Expected): Promise<PasskeyRefusal | null> {
  const expected = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rpId)))
  if (encodeBase64url(rpIdHash) !== encodeBase64url(expected)) return 'wrong-rp-id'
  if (!flags.up) return 'not-present'
  return flags.bs && !flags.be ? 'backup-flags' : null
}

async function credentialRefusal(
  { credentialId, key }: AttestedData,
  { id }: RegistrationAnswer,
): Promise<PasskeyRefusal | null> {
  if (credentialId.length > MOST_CREDENTIAL_ID_BYTES) return 'id-too-long'
  if (encodeBase64url(credentialId) !== id) return 'id-mismatch'
  const algorithm = algorithmOf(key)
  if (!ALGORITHMS.some((known) => known === algorithm)) return 'wrong-algorithm'
  return (await isUsableKey(key)) ? null : 'unusable-key'
}

/** Returns null if the library throws, because it throws for bytes that it can't read. */
function attempt<T>(act: () => T): T | null {
  try {
    return act()
  } catch {
    return null
  }
}
