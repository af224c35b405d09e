// The proof in a renewed pass. It is never more than the previous pass told.

import { type Proof, SECOND_FACTORS, type SecondFactorProof } from '../../core/assurance.ts'
import { methodOf } from '../../core/provider.ts'
import type { PassClaims } from '../../crypto/pass.ts'

/** The session's proof, as far as the pass tells of it; null where the session has been proved anew since the pass. */
export function proofCarriedBy(
  pass: PassClaims,
  { proof, vouchedWords }: { readonly proof: Proof; readonly vouchedWords: readonly string[] | null },
): Proof | null {
  if (proof.provider !== pass.provider) return null
  const carried = { ...proof, authTime: Math.min(proof.authTime, pass.auth_time) }
  if (!proof.secondFactor) return carried
  const secondFactor = secondFactorCarriedBy(pass, vouchedWords)
  return secondFactor && { ...carried, secondFactor }
}

function secondFactorCarriedBy(
  pass: PassClaims,
  vouchedWords: readonly string[] | null,
): SecondFactorProof | null {
  if (pass.mfa_time === undefined) return null
  if (pass.mfa_method === 'provider') {
    const vouched = new Set(vouchedWords?.map(methodOf))
    const amr = pass.amr.filter((method) => vouched.has(method))
    return amr.length > 0 ? { method: 'provider', at: pass.mfa_time, amr } : null
  }
  const method = SECOND_FACTORS.find((known) => known === pass.mfa_method)
  return method ? { method, at: pass.mfa_time } : null
}
