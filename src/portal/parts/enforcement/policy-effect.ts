// Describes in one sentence what saving a policy would do, for each choice.

import { countMembers } from '../../../core/member-groups.ts'
import { enforcementAt, GRACE_DAYS, type PolicyChoice } from '../../../core/policy.ts'
import { toRfc3339 } from '../../../core/time.ts'
import {
  type PoliciesAndGroups,
  type PolicyEffect,
  previewPolicy,
} from '../../../flows/administration/change-policy.ts'
import type { Words } from '../../../words/words.ts'

export interface SaidEffect {
  readonly sentence: string
  /** The time in the sentence, or null. The script adds it in the reader's local time. */
  readonly at: string | null
  /** How many members would lose access at once. Above zero, the button that saves must name the number. */
  readonly blocks: number
  /** The label of the button that saves. */
  readonly button: string
}

/** Returns the effect of each choice, so that the page can show every one without another request. */
export function effectsOf(
  words: Words,
  facts: PoliciesAndGroups,
  now: number,
): Readonly<Record<string, SaidEffect>> {
  const say = (choice: PolicyChoice): SaidEffect => {
    const effect = previewPolicy(facts, 'second-factor', choice, now)
    const { effectiveAt, isChange } = effect
    const isNamed = effectiveAt !== null && (effectiveAt > now || !isChange)
    const blocks = effect.newlyBlocked
    return {
      sentence: sentence(words, effect, facts, now),
      at: isNamed ? toRfc3339(effectiveAt) : null,
      blocks,
      button: blocks > 0 ? words.policyEffects.block(blocks) : words.enforcement.update,
    }
  }
  const off = say({ enforced: false, graceDays: facts.policies.secondFactor.graceDays })
  return Object.fromEntries([
    ['off', off],
    ...GRACE_DAYS.map((days) => [String(days), say({ enforced: true, graceDays: days })]),
  ])
}

function sentence(
  { policyEffects: say, write }: Words,
  { effectiveAt, blockedAtEffective: blocked, isChange }: PolicyEffect,
  { policies: { secondFactor: policy }, groups }: PoliciesAndGroups,
  now: number,
): string {
  const members = countMembers(groups)
  if (effectiveAt === null) return isChange ? say.lifted : say.stillOff
  const when = write.time(effectiveAt)
  const isPast = effectiveAt <= now
  if (!isChange && blocked === 0) return isPast ? say.unchangedSince(when) : say.unchangedFrom(when)
  if (!isChange) {
    const unchanged = isPast ? say.unchangedBlockedSince : say.unchangedBlockedFrom
    return unchanged(when, blocked, members)
  }
  if (isPast) return blocked === 0 ? say.nobodyNow(members) : say.blockedNow(blocked, members)
  const coming = blocked === 0 ? say.nobodyFrom(when, members) : say.blockedFrom(when, blocked, members)
  return enforcementAt(policy, now).state === 'in_effect' ? `${coming} ${say.untilThen}` : coming
}
