// Decides whether a session may enter a workspace now, with core/access.ts.

import { decideEntry, type EntryDecision } from '../../core/access.ts'
import { isPhishingResistant } from '../../core/assurance.ts'
import { type Enforcement, enforcementFor } from '../../core/policy.ts'
import type { Entrant } from '../../store/entrants.ts'
import type { Edge } from '../edge/edge.ts'

export type { Entrant } from '../../store/entrants.ts'

export interface Decided {
  readonly decision: EntryDecision
  readonly entrant: Entrant
  /** The state of both policies for this member. */
  readonly enforcement: Enforcement
  readonly passkeyEnforcement: Enforcement
}

export function decideOn({ now }: Edge, entrant: Entrant): Decided {
  const { site, proof } = entrant
  // For somebody who is not a member it makes no difference, because `decideEntry` refuses them.
  const member = { role: entrant.role ?? 'member', extendedUntil: entrant.extendedUntil }
  const enforcement = enforcementFor(site.policies.secondFactor, member, now)
  const passkeyEnforcement = enforcementFor(site.policies.phishingResistant, member, now)
  const decision = decideEntry({
    isEnrolled: entrant.isEnrolled,
    hasPasskey: entrant.hasPasskey,
    isPhishingResistant: proof.secondFactor !== null && isPhishingResistant(proof.secondFactor),
    hasProvedSecondFactor: proof.secondFactor !== null,
    isVouchedFor: entrant.vouchedWords !== null,
    provider: proof.provider,
    allowedProviders: site.allowedProviders,
    isMember: entrant.role !== null,
    enforcement,
    passkeyEnforcement,
    hasDeferredPrompt: entrant.hasDeferredPrompt,
  })
  return { decision, entrant, enforcement, passkeyEnforcement }
}
