// Who may pass. Two short ordered lists: what a pass is worth at the gate, and what a session is worth at the portal
// when it asks to enter a workspace. Each ends in the only line that admits.

import type { Acr } from './assurance.ts'
import type { Enforcement } from './policy.ts'

/** The longest life of a pass: the longest that a withdrawn right can go on, and that a stolen key's forgery is read. */
export const PASS_MAX_SECONDS = 900

export type PassDecision = 'admit' | 'expired' | 'second-factor-required'

export interface PassFacts {
  readonly exp: number
  readonly acr: Acr
}

/**
 * An account's sessions lose `aal2` with its last factor, so a pass of `aal2` belongs to somebody enrolled, as of the
 * pass's own age at most.
 */
export function decidePass(pass: PassFacts, enforcement: Enforcement, now: number): PassDecision {
  if (pass.exp <= now) return 'expired'
  if (enforcement.state === 'in_effect' && pass.acr !== 'aal2') return 'second-factor-required'
  return 'admit'
}

export type EntryDecision =
  | 'second-factor-needed' // enrolled, but not proved in this session
  | 'not-a-member'
  | 'enrollment-required'
  | 'prompt' // may enter, and is asked to enrol before the date
  | 'admit'

export interface EntryFacts {
  readonly isEnrolled: boolean
  readonly hasProvedSecondFactor: boolean
  readonly isMember: boolean
  readonly enforcement: Enforcement
  readonly hasDeferredPrompt: boolean
}

export function decideEntry(facts: EntryFacts): EntryDecision {
  if (facts.isEnrolled && !facts.hasProvedSecondFactor) return 'second-factor-needed'
  if (!facts.isMember) return 'not-a-member'
  if (!facts.isEnrolled && facts.enforcement.state === 'in_effect') return 'enrollment-required'
  if (!facts.isEnrolled && facts.enforcement.state === 'scheduled' && !facts.hasDeferredPrompt)
    return 'prompt'
  return 'admit'
}
