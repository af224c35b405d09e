// Limits the proof in a renewed pass to what the previous pass said.

import { PASSKEY_WORDS, type Proof, type SecondFactorProof, type TypedFactor } from '../../core/assurance.ts'
import { methodOf } from '../../core/provider.ts'
import type { PassClaims } from '../../crypto/pass.ts'

/**
 * Returns the part of the session's proof that the pass had. Returns null if the session has a provider or a
 * second factor that the pass did not have.
 *
 * Otherwise a thief with a copied pass would share what its owner proves later.
 */
export function proofCarriedBy(
  pass: PassClaims,
  { proof, vouchedWords }: { readonly proof: Proof; readonly vouchedWords: readonly string[] | null },
): Proof | null {
  if (proof.provider !== pass.provider) return null
  const carried = { ...proof, authTime: Math.min(proof.authTime, pass.auth_time) }
  if (!proof.secondFactor) return carried
  const secondFactor = secondFactorCarriedBy(pass, proof.secondFactor, vouchedWords)
  return secondFactor && { ...carried, secondFactor }
}

const TYPED: readonly TypedFactor[] = ['totp', 'recovery_code']

function secondFactorCarriedBy(
  pass: PassClaims,
  current: SecondFactorProof,
  vouchedWords: readonly string[] | null,
): SecondFactorProof | null {
  if (pass.mfa_time === undefined) return null
  if (pass.mfa_method === 'provider') {
    // Keep only methods that the provider vouched for in this session and is still trusted for.
    const vouched = new Set(vouchedWords?.map(methodOf))
    const amr = pass.amr.filter((method) => vouched.has(method))
    return amr.length > 0 ? { method: 'provider', at: pass.mfa_time, amr } : null
  }
  if (pass.mfa_method === 'passkey') {
    // The session must still be proved with a passkey. Otherwise a pass would outlive the removal of the
    // passkey in a session that has since proved a code.
    const amr = PASSKEY_WORDS.filter((word) => pass.amr.includes(word))
    return current.method === 'passkey' ? { method: 'passkey', at: pass.mfa_time, amr } : null
  }
  const method = TYPED.find((known) => known === pass.mfa_method)
  return method ? { method, at: pass.mfa_time } : null
}
