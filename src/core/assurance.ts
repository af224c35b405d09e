// How a session was proved, in the words of the claims: `amr` (RFC 8176), `acr` and the time of the second factor.

export type FirstFactor = 'pwd' | 'fed'
export const SECOND_FACTORS = ['totp', 'recovery_code'] as const
export type SecondFactor = (typeof SECOND_FACTORS)[number]
/** One of ours, or one that a trusted provider says it saw. */
export type SecondFactorMethod = SecondFactor | 'provider'
export type Acr = 'aal1' | 'aal2'

export interface Proof {
  readonly firstFactor: FirstFactor
  /** The id of the provider that vouches for the first factor. */
  readonly provider: string
  readonly authTime: number
  readonly secondFactor: SecondFactorProof | null
}

export type SecondFactorProof =
  | { readonly method: SecondFactor; readonly at: number }
  | { readonly method: 'provider'; readonly at: number; readonly amr: readonly string[] }

/** Changes of policy, tokens and factors want a proof no older than this. */
export const FRESH_PROOF_SECONDS = 600

// RFC 8176 has no value for a look-up secret: a recovery code is `mfa` without `otp`, which means TOTP and its kind.
const AMR_OF: Record<SecondFactor, readonly string[]> = { totp: ['otp', 'mfa'], recovery_code: ['mfa'] }

export const acrOf = (proof: Proof): Acr => (proof.secondFactor ? 'aal2' : 'aal1')

export function amrOf({ firstFactor, secondFactor }: Proof): string[] {
  if (!secondFactor) return [firstFactor]
  if (secondFactor.method !== 'provider') return [firstFactor, ...AMR_OF[secondFactor.method]]
  return [...new Set([firstFactor, ...secondFactor.amr, 'mfa'])]
}

export function isSecondFactorFresh(proof: Proof, now: number): boolean {
  return proof.secondFactor !== null && now - proof.secondFactor.at < FRESH_PROOF_SECONDS
}

export const isFirstFactorFresh = (proof: Pick<Proof, 'authTime'>, now: number): boolean =>
  now - proof.authTime < FRESH_PROOF_SECONDS

/** `auth_time` where nobody has said when the first factor was proved: older than anybody can ask for, an origin included. */
const UNKNOWN_TIME = 0

/**
 * When a provider's first factor was proved, in seconds. One that should say so and doesn't gets no freshness from us:
 * an old session there would otherwise look like a password typed just now.
 */
export function authTimeOf(claimed: number | null, reportsAuthTime: boolean, now: number): number {
  if (claimed !== null) return Math.min(claimed, now)
  return reportsAuthTime ? UNKNOWN_TIME : now
}
