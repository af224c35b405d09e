// What saving a policy would do, in one sentence for each choice.

import { enforcementAt, GRACE_DAYS, type PolicyChoice } from '../core/policy.ts'
import { writeTime } from '../core/time.ts'
import { type PolicyEffect, previewPolicy } from '../flows/change-policy.ts'
import type { PolicyAndCounts } from '../store/policies.ts'

/** One sentence for each choice, so that the page can tell them all without asking again. */
export function effectsOf(facts: PolicyAndCounts, now: number): Record<string, string> {
  const say = (choice: PolicyChoice) => sentence(previewPolicy(facts, choice, now), facts, now)
  const off = say({ enforced: false, graceDays: facts.policy.graceDays })
  return Object.fromEntries([
    ['off', off],
    ...GRACE_DAYS.map((days) => [String(days), say({ enforced: true, graceDays: days })]),
  ])
}

function sentence(effect: PolicyEffect, { policy, members }: PolicyAndCounts, now: number): string {
  const { effectiveAt, blockedAtEffective: blocked } = effect
  if (effectiveAt === null) {
    return effect.isChange
      ? 'Nobody will be asked to enrol any more. Whoever has enrolled stays enrolled.'
      : 'Nobody has to enrol. Saving changes nothing.'
  }
  const everybody = members === 1 ? 'the only member has' : `all ${members} members have`
  const nobody = `${everybody} enrolled, and nobody will be blocked`
  const some = `${blocked} of ${members} members will be blocked until they enrol`
  const isPast = effectiveAt <= now
  if (!effect.isChange) {
    const held =
      blocked === 0
        ? 'two-factor authentication is required, and everybody has it'
        : `${blocked} of ${members} members ${isPast ? 'are' : 'will be'} blocked until they enrol`
    return `Saving changes nothing: ${isPast ? 'since' : 'from'} ${writeTime(effectiveAt)}, ${held}.`
  }
  if (isPast) return `From the moment of saving, ${blocked === 0 ? nobody : some}.`
  const lifted = enforcementAt(policy, now).state === 'in_effect' ? ' Until then, nobody is blocked.' : ''
  return `From ${writeTime(effectiveAt)}, ${blocked === 0 ? `as things stand, ${nobody}` : some}.${lifted}`
}
