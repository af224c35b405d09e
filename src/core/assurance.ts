// How a session was proved, in the words of the claims: `amr` (RFC 8176), `acr` and the time of the second factor.

export type FirstFactor = 'pwd' | 'fed'
export const SECOND_FACTORS = ['totp', 'recovery_code'] as const
export type SecondFactor = (typeof SECOND_FACTORS)[number]
export type Acr = 'aal1' | 'aal2'

export interface Proof {
  readonly firstFactor: FirstFactor
  readonly authTime: number
  readonly secondFactor: { readonly method: SecondFactor; readonly at: number } | null
}

/** Changes of policy, tokens and factors want a proof no older than this. */
export const FRESH_PROOF_SECONDS = 600

// RFC 8176 has no value for a look-up secret: a recovery code is `mfa` without `otp`, which means TOTP and its kind.
const AMR_OF: Record<SecondFactor, readonly string[]> = { totp: ['otp', 'mfa'], recovery_code: ['mfa'] }

export const acrOf = (proof: Proof): Acr => (proof.secondFactor ? 'aal2' : 'aal1')

export function amrOf(proof: Proof): string[] {
  return [proof.firstFactor, ...(proof.secondFactor ? AMR_OF[proof.secondFactor.method] : [])]
}

export function isSecondFactorFresh(proof: Proof, now: number): boolean {
  return proof.secondFactor !== null && now - proof.secondFactor.at < FRESH_PROOF_SECONDS
}

export const isFirstFactorFresh = (proof: Proof, now: number): boolean =>
  now - proof.authTime < FRESH_PROOF_SECONDS
