// Passkeys (WebAuthn Level 3): the limits, the reasons for refusals, and the options that the portal sends to
// the browser.

/** The most passkeys of an account. */
export const MOST_PASSKEYS = 10
/** How long a challenge may be answered, in seconds. */
export const CHALLENGE_SECONDS = 300
/** The longest credential id, in bytes (WebAuthn, section 4, "credential ID"). */
export const MOST_CREDENTIAL_ID_BYTES = 1023
export const MOST_PASSKEY_NAME = 60

/** The purpose of an answer. A challenge of one purpose answers no other. */
export type ChallengePurpose = 'registration' | 'sign-in' | 'step-up'

/** Why an answer of an authenticator is refused. The log and the audit log have these words. */
export type PasskeyRefusal =
  | 'malformed' // a field is missing, too long or of another type, or the library can't read it
  | 'challenge-unknown' // never given, used, expired, or given to another browser or for another purpose
  | 'wrong-ceremony' // the answer to a registration where a sign-in is expected, or the reverse
  | 'wrong-origin' // made for another web page
  | 'cross-origin' // made in a frame of another site
  | 'wrong-rp-id' // made for another host
  | 'not-present' // the authenticator did not ask for a touch
  | 'id-mismatch' // the browser names another id than the authenticator
  | 'id-too-long'
  | 'wrong-algorithm' // of a kind that the portal does not ask for
  | 'unusable-key' // a public key that can't verify anything
  | 'backup-flags' // says that it is backed up, and that it can't be
  | 'already-registered' // an account has a passkey with this id
  | 'unknown-passkey' // removed, or never this account's
  | 'wrong-user' // made for another account
  | 'backup-eligibility-changed'
  | 'bad-signature'

/**
 * COSE algorithms (RFC 9053), in the order in which the portal prefers them: ES256, EdDSA with Ed25519, and
 * RS256, which older Windows Hello needs.
 */
export const ALGORITHMS = [-7, -8, -257] as const

/** A passkey, as options name it to the browser. */
export interface PasskeyDescriptor {
  readonly type: 'public-key'
  readonly id: string
  readonly transports: readonly string[]
}

/** PublicKeyCredentialCreationOptionsJSON (WebAuthn, section 5.4). Bytes are base64url, `timeout` is milliseconds. */
export interface CreationOptions {
  readonly rp: { readonly id: string; readonly name: string }
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly challenge: string
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[]
  readonly timeout: number
  readonly excludeCredentials: readonly PasskeyDescriptor[]
  readonly authenticatorSelection: {
    readonly residentKey: 'preferred'
    readonly requireResidentKey: false
    readonly userVerification: 'preferred'
  }
  readonly attestation: 'none'
}

/** PublicKeyCredentialRequestOptionsJSON (WebAuthn, section 5.5). */
export interface RequestOptions {
  readonly challenge: string
  readonly rpId: string
  readonly timeout: number
  readonly allowCredentials: readonly PasskeyDescriptor[]
  readonly userVerification: 'preferred'
}

const TIMEOUT = CHALLENGE_SECONDS * 1000

export const creationOptions = (asked: {
  readonly rp: CreationOptions['rp']
  readonly user: CreationOptions['user']
  readonly challenge: string
  readonly existing: readonly PasskeyDescriptor[]
}): CreationOptions => ({
  rp: asked.rp,
  user: asked.user,
  challenge: asked.challenge,
  pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
  timeout: TIMEOUT,
  excludeCredentials: asked.existing,
  authenticatorSelection: {
    residentKey: 'preferred',
    requireResidentKey: false,
    userVerification: 'preferred',
  },
  attestation: 'none',
})

export const requestOptions = (asked: {
  readonly rpId: string
  readonly challenge: string
  readonly allowed: readonly PasskeyDescriptor[]
}): RequestOptions => ({
  challenge: asked.challenge,
  rpId: asked.rpId,
  timeout: TIMEOUT,
  allowCredentials: asked.allowed,
  userVerification: 'preferred',
})
