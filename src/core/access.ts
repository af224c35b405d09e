// Decides who may enter a workspace. `decidePass` decides about a pass at the gate. `decideEntry` decides
// about a session that asks the portal for a pass.
//
// Each function checks its rules in order. Only a request that passes all of them is admitted.

import { type Acr, isPhishingResistant } from './assurance.ts'
import { type Enforcement, enforcementFor, type Policies, type Policy, versionsOf } from './policy.ts'
import { allowsProvider } from './provider.ts'
import type { Role } from './roles.ts'

/**
 * The longest lifetime of a pass, in seconds. A withdrawn right stops working after this time at the latest.
 * So does a pass that was forged with a stolen signing key.
 */
export const PASS_MAX_SECONDS = 900
/** The longest time that a person may go on after a pass has ended, while D1 can't be asked. */
export const OUTAGE_MAX_SECONDS = 900

export type PassDecision =
  | 'admit'
  | 'expired'
  | 'provider-not-allowed'
  | 'second-factor-required'
  | 'stronger-factor-required'

export interface PassFacts {
  readonly exp: number
  readonly acr: Acr
  readonly provider: string
  readonly role: Role
  /** The method of the second factor, and the methods of both factors (RFC 8176). */
  readonly method: string | undefined
  readonly amr: readonly string[]
  /** The extension that was in force when the pass was issued, and for which policies. */
  readonly extension: { readonly until: number; readonly policies: string } | undefined
}

/** The demands of a workspace on everybody who enters it. */
export interface Demands {
  readonly policies: Policies
  /** The ids of the providers that members may sign in with. Null allows every provider. */
  readonly allowedProviders: readonly string[] | null
}

/**
 * Decides whether the gate admits a verified pass. `now` and `exp` are in Unix seconds.
 *
 * The gate trusts `aal2` without asking the database. Sessions lose `aal2` when their account loses its last
 * factor. An older pass may therefore be wrong about it, for at most its own lifetime.
 */
export function decidePass(pass: PassFacts, demands: Demands, now: number): PassDecision {
  const { policies, allowedProviders } = demands
  // Reject a pass that expires later than Sallyport ever issues one. Otherwise a stolen signing key could
  // mint a pass that is valid for years.
  if (pass.exp <= now || pass.exp > now + PASS_MAX_SECONDS) return 'expired'
  // Check the provider again at each request. Otherwise a member could keep using a sign-in method that was
  // disallowed.
  if (!allowsProvider(allowedProviders, pass.provider)) return 'provider-not-allowed'
  // Check enforcement again at each request. Otherwise a member without a second factor could stay in after
  // the date.
  const member = { role: pass.role, extendedUntil: extensionOf(pass, policies) }
  const isInEffect = (policy: Policy) => enforcementFor(policy, member, now).state === 'in_effect'
  if (pass.acr !== 'aal2' && isInEffect(policies.secondFactor)) return 'second-factor-required'
  if (!isPhishingResistant(pass) && isInEffect(policies.phishingResistant)) return 'stronger-factor-required'
  return 'admit'
}

/**
 * Returns when the extension in the pass ends. It ends at once if a policy has changed since. Otherwise a
 * stricter policy would not reach the member while the pass lives.
 */
const extensionOf = ({ extension }: PassFacts, policies: Policies): number | null =>
  extension?.policies === versionsOf(policies) ? extension.until : null

export type EntryDecision =
  | 'second-factor-needed' // enrolled, but this session has not proved a second factor
  | 'not-a-member'
  | 'provider-not-allowed' // signed in with a provider that the workspace does not allow
  | 'enrollment-required'
  | 'passkey-needed' // has a passkey, and has proved another factor in this session
  | 'stronger-factor-required' // has no passkey
  | 'prompt' // may enter, but is first asked to enrol before the date
  | 'prompt-passkey' // may enter, but is first asked to add a passkey before the date
  | 'admit'

export interface EntryFacts {
  /** The state of both policies for this member. */
  readonly enforcement: Enforcement
  readonly passkeyEnforcement: Enforcement
  /** The ids of the providers that members may sign in with. Null allows every provider. */
  readonly allowedProviders: readonly string[] | null
  readonly isEnrolled: boolean
  readonly hasPasskey: boolean
  /** True if the session's second factor is a passkey, or as good as one. */
  readonly isPhishingResistant: boolean
  readonly hasProvedSecondFactor: boolean
  /** True if a trusted provider confirmed the second factor, so that the member need not enrol here. */
  readonly isVouchedFor: boolean
  readonly provider: string
  readonly isMember: boolean
  /** True if the member has chosen to enrol later. */
  readonly hasDeferredPrompt: boolean
}

/** Decides whether a session may enter a workspace. Returns what the session still needs, if anything. */
export function decideEntry(facts: EntryFacts): EntryDecision {
  // An enrolled account must always prove its second factor, whatever the policy says. Otherwise a stolen
  // password would open every workspace that does not enforce two-factor authentication.
  if (facts.isEnrolled && !facts.hasProvedSecondFactor) return 'second-factor-needed'
  // Checked after the second factor. Otherwise a stolen password alone would tell an attacker which
  // workspaces the account belongs to.
  if (!facts.isMember) return 'not-a-member'
  // Refuse a sign-in method that the workspace does not allow. Otherwise the weakest method of the platform
  // would open every workspace.
  if (!allowsProvider(facts.allowedProviders, facts.provider)) return 'provider-not-allowed'
  const { enforcement, passkeyEnforcement, hasDeferredPrompt } = facts
  const hasSecondFactor = facts.isEnrolled || facts.isVouchedFor
  if (!hasSecondFactor && enforcement.state === 'in_effect') return 'enrollment-required'
  if (!facts.isPhishingResistant && passkeyEnforcement.state === 'in_effect')
    return facts.hasPasskey ? 'passkey-needed' : 'stronger-factor-required'
  // Neither policy blocks the member now. Ask before a date comes, once in a session.
  if (hasDeferredPrompt) return 'admit'
  if (!hasSecondFactor && enforcement.state === 'scheduled') return 'prompt'
  const lacksPasskey = !facts.isPhishingResistant && !facts.hasPasskey
  return lacksPasskey && passkeyEnforcement.state === 'scheduled' ? 'prompt-passkey' : 'admit'
}
