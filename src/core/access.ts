// Who may pass. Two short ordered lists: what a pass is worth at the gate, and what a session is worth at the portal
// when it asks to enter a workspace. Each ends in the only line that admits.

import type { Acr } from './assurance.ts'
import type { Enforcement } from './policy.ts'
import { allowsProvider } from './provider.ts'

/** The longest life of a pass: the longest that a withdrawn right can go on, and that a stolen key's forgery is read. */
export const PASS_MAX_SECONDS = 900

export type PassDecision = 'admit' | 'expired' | 'provider-not-allowed' | 'second-factor-required'

export interface PassFacts {
  readonly exp: number
  readonly acr: Acr
  readonly provider: string
}

/** What a workspace asks of whoever enters it. */
export interface Demands {
  readonly enforcement: Enforcement
  /** The providers that members may come through; null: any. */
  readonly allowedProviders: readonly string[] | null
}

/**
 * An account's sessions lose `aal2` with its last factor, so a pass of `aal2` belongs to somebody enrolled, or to whom a
 * trusted provider vouches for, as of the pass's own age at most.
 */
export function decidePass(pass: PassFacts, demands: Demands, now: number): PassDecision {
  const { enforcement, allowedProviders } = demands
  // One that ends later than any pass of now is of no time of ours: whoever stole a key could sign it for years ahead.
  if (pass.exp <= now || pass.exp > now + PASS_MAX_SECONDS) return 'expired'
  if (!allowsProvider(allowedProviders, pass.provider)) return 'provider-not-allowed'
  if (enforcement.state === 'in_effect' && pass.acr !== 'aal2') return 'second-factor-required'
  return 'admit'
}

export type EntryDecision =
  | 'second-factor-needed' // enrolled, but not proved in this session
  | 'not-a-member'
  | 'provider-not-allowed' // came through another than the workspace takes
  | 'enrollment-required'
  | 'prompt' // may enter, and is asked to enrol before the date
  | 'admit'

export interface EntryFacts extends Demands {
  readonly isEnrolled: boolean
  readonly hasProvedSecondFactor: boolean
  /** The second factor was a trusted provider's: it needs no enrolment here. */
  readonly isVouchedFor: boolean
  readonly provider: string
  readonly isMember: boolean
  readonly hasDeferredPrompt: boolean
}

export function decideEntry(facts: EntryFacts): EntryDecision {
  if (facts.isEnrolled && !facts.hasProvedSecondFactor) return 'second-factor-needed'
  if (!facts.isMember) return 'not-a-member'
  if (!allowsProvider(facts.allowedProviders, facts.provider)) return 'provider-not-allowed'
  if (facts.isEnrolled || facts.isVouchedFor) return 'admit'
  if (facts.enforcement.state === 'in_effect') return 'enrollment-required'
  if (facts.enforcement.state === 'scheduled' && !facts.hasDeferredPrompt) return 'prompt'
  return 'admit'
}
