// Decides whether a session may enter a workspace now, with core/access.ts.

import { decideEntry, type EntryDecision } from '../../core/access.ts'
import { type Enforcement, enforcementAt } from '../../core/policy.ts'
import type { Entrant } from '../../store/entrants.ts'
import type { Edge } from '../edge/edge.ts'

export type { Entrant } from '../../store/entrants.ts'

export interface Decided {
  readonly decision: EntryDecision
  readonly entrant: Entrant
  readonly enforcement: Enforcement
}

export function decideOn({ now }: Edge, entrant: Entrant): Decided {
  const { site, proof } = entrant
  const enforcement = enforcementAt(site.policy, now)
  const decision = decideEntry({
    isEnrolled: entrant.isEnrolled,
    hasProvedSecondFactor: proof.secondFactor !== null,
    isVouchedFor: entrant.vouchedWords !== null,
    provider: proof.provider,
    allowedProviders: site.allowedProviders,
    isMember: entrant.role !== null,
    enforcement,
    hasDeferredPrompt: entrant.hasDeferredPrompt,
  })
  return { decision, entrant, enforcement }
}
