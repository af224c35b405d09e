// Describes how a session was authenticated, in the words of the claims: `amr` (RFC 8176), `acr` and the
// times.

export type FirstFactor = 'pwd' | 'fed'
export const SECOND_FACTORS = ['totp', 'recovery_code', 'passkey'] as const
export type SecondFactor = (typeof SECOND_FACTORS)[number]
/** The factors that a person types into the code field. */
export type TypedFactor = Exclude<SecondFactor, 'passkey'>
/** One of Sallyport's factors, or a second factor that a trusted provider confirmed. */
export type SecondFactorMethod = SecondFactor | 'provider'
export type Acr = 'aal1' | 'aal2'

export interface Proof {
  readonly firstFactor: FirstFactor
  /** The id of the provider that confirmed the first factor. */
  readonly provider: string
  /** When the first factor was proved, in Unix seconds. */
  readonly authTime: number
  readonly secondFactor: SecondFactorProof | null
}

export type SecondFactorProof =
  | { readonly method: TypedFactor; readonly at: number }
  | { readonly method: 'passkey' | 'provider'; readonly at: number; readonly amr: readonly string[] }

/**
 * Sensitive changes need a proof that is newer than this, in seconds: changes of policies, tokens and
 * factors.
 */
export const FRESH_PROOF_SECONDS = 600

// RFC 8176 has no value for a look-up secret. A recovery code is therefore `mfa` without `otp`, which means
// an authenticator code.
const AMR_OF: Record<TypedFactor, readonly string[]> = { totp: ['otp', 'mfa'], recovery_code: ['mfa'] }

/** The words of a passkey's proof: a key bound to its device, a key that can be copied, user verification. */
export const PASSKEY_WORDS = ['hwk', 'swk', 'user'] as const

/**
 * Returns what a passkey proved (RFC 8176). A key that its authenticator may copy to other devices is `swk`.
 * Otherwise it is `hwk`. `user`: the authenticator checked a PIN, a fingerprint or a face.
 */
export const passkeyWords = (passkey: {
  readonly isBackupEligible: boolean
  readonly isUserVerified: boolean
}): readonly string[] => [
  passkey.isBackupEligible ? 'swk' : 'hwk',
  ...(passkey.isUserVerified ? ['user'] : []),
]

/** Methods of a provider that can't be phished (RFC 8176): keys in hardware or software, and proof of possession. */
const PHISHING_RESISTANT: readonly string[] = ['hwk', 'swk', 'pop']

/**
 * Returns whether a second factor can't be phished: a passkey, or a trusted provider's key. `amr` has the methods
 * of the proof.
 */
export const isPhishingResistant = ({
  method,
  amr = [],
}: {
  readonly method: string | null | undefined
  readonly amr?: readonly string[]
}): boolean =>
  method === 'passkey' || (method === 'provider' && amr.some((word) => PHISHING_RESISTANT.includes(word)))

/** Returns `aal2` if the session proved a second factor, otherwise `aal1`. */
export const acrOf = (proof: Proof): Acr => (proof.secondFactor ? 'aal2' : 'aal1')

/** Returns the methods of both factors (RFC 8176), without duplicates. */
export function amrOf({ firstFactor, secondFactor }: Proof): string[] {
  if (!secondFactor) return [firstFactor]
  const words = 'amr' in secondFactor ? [...secondFactor.amr, 'mfa'] : AMR_OF[secondFactor.method]
  return [...new Set([firstFactor, ...words])]
}

/**
 * Returns whether the second factor was proved within the last `FRESH_PROOF_SECONDS`. `now` is in Unix
 * seconds.
 */
export function isSecondFactorFresh(proof: Proof, now: number): boolean {
  return proof.secondFactor !== null && now - proof.secondFactor.at < FRESH_PROOF_SECONDS
}

/**
 * Returns whether the first factor was proved within the last `FRESH_PROOF_SECONDS`. `now` is in Unix
 * seconds.
 */
export const isFirstFactorFresh = (proof: Pick<Proof, 'authTime'>, now: number): boolean =>
  now - proof.authTime < FRESH_PROOF_SECONDS

/** A sign-in at a provider that must be fresh. Times are in Unix seconds. */
interface DemandedSignIn {
  readonly startedAt: number
  /** How old the sign-in may be when it is demanded, in seconds. */
  readonly maxAge: number
}

/**
 * Returns whether a provider's sign-in is as fresh as demanded. A sign-in after the demand is fresh, even if the
 * person took longer than `maxAge`.
 */
export function isFreshAtProvider(
  authTime: number,
  { startedAt, maxAge }: DemandedSignIn,
  now: number,
): boolean {
  const isSignInAnew =
    authTime >= startedAt - PROVIDER_LEEWAY_SECONDS && isFirstFactorFresh({ authTime }, now)
  return now - authTime < maxAge || isSignInAnew
}

/** How far a provider's clock may be behind. */
const PROVIDER_LEEWAY_SECONDS = 5

/**
 * The `auth_time` of a first factor at an unknown time. It is older than Sallyport or an origin can ask for.
 */
const UNKNOWN_TIME = 0

/**
 * Returns when a provider's first factor was proved, in Unix seconds. A claimed time in the future becomes
 * `now`.
 *
 * Does not trust a provider that should send `auth_time` and does not. Otherwise an old session at the
 * provider would look like a password that was typed just now.
 */
export function authTimeOf(claimed: number | null, reportsAuthTime: boolean, now: number): number {
  if (claimed !== null) return Math.min(claimed, now)
  return reportsAuthTime ? UNKNOWN_TIME : now
}
