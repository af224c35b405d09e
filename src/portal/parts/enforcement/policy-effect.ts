// Describes in one sentence what saving a policy would do, for each choice.

import { countCovered } from '../../../core/member-groups.ts'
import {
  APPLIES_TO,
  type AppliesTo,
  enforcementAt,
  GRACE_DAYS,
  type PolicyChoice,
  type PolicyKind,
  policyOf,
} from '../../../core/policy.ts'
import { toRfc3339 } from '../../../core/time.ts'
import {
  type PoliciesAndGroups,
  type PolicyEffect,
  previewPolicy,
} from '../../../flows/administration/change-policy.ts'
import type { PasskeyPolicyWords, Words } from '../../../words/words.ts'

export interface SaidEffect {
  readonly sentence: string
  /** The time in the sentence, or null. The script adds it in the reader's local time. */
  readonly at: string | null
  /** How many members would lose access at once. Above zero, the button that saves must name the number. */
  readonly blocks: number
  /** The label of the button that saves. */
  readonly button: string
}

/** The facts that the form of one policy is drawn from. */
export interface OnePolicy {
  readonly kind: PolicyKind
  readonly facts: PoliciesAndGroups
  readonly say: PasskeyPolicyWords
  readonly now: number
}

/** A choice as it is in a form. It always says which members the policy covers. */
export type WholeChoice = PolicyChoice & { readonly appliesTo: AppliesTo }

/** Returns the key of a choice among the effects. sallyport.js makes the same key. */
export const keyOf = ({ enforced, graceDays, appliesTo }: WholeChoice): string =>
  enforced ? `${graceDays} ${appliesTo}` : 'off'

/** Returns the effect of each choice, so that the page can show every one without another request. */
export function effectsOf(words: Words, of: OnePolicy): Readonly<Record<string, SaidEffect>> {
  const { graceDays, appliesTo } = policyOf(of.facts.policies, of.kind)
  const choices = [
    { enforced: false, graceDays, appliesTo },
    ...GRACE_DAYS.flatMap((days) =>
      APPLIES_TO.map((among) => ({ enforced: true, graceDays: days, appliesTo: among })),
    ),
  ]
  return Object.fromEntries(choices.map((choice) => [keyOf(choice), effectOf(words, of, choice)]))
}

function effectOf(words: Words, of: OnePolicy, choice: WholeChoice): SaidEffect {
  const effect = previewPolicy(of.facts, of.kind, choice, of.now)
  const { effectiveAt, isChange } = effect
  const isNamed = effectiveAt !== null && (effectiveAt > of.now || !isChange)
  const blocks = effect.newlyBlocked
  return {
    sentence: sentence(words, effect, of, choice),
    at: isNamed ? toRfc3339(effectiveAt) : null,
    blocks,
    button: blocks > 0 ? words.policyEffects.block(blocks) : words.enforcement.update,
  }
}

function sentence(
  { policyEffects, write }: Words,
  { effectiveAt, blockedAtEffective: blocked, isChange }: PolicyEffect,
  { kind, facts, say: passkeyWords, now }: OnePolicy,
  { appliesTo: among }: WholeChoice,
): string {
  const say = kind === 'second-factor' ? policyEffects : passkeyWords.effects
  if (effectiveAt === null) return isChange ? say.lifted : say.stillOff
  const members = countCovered(facts.groups, { appliesTo: among })
  const when = write.time(effectiveAt)
  const isPast = effectiveAt <= now
  if (!isChange && blocked === 0)
    return isPast ? say.unchangedSince(when, among) : say.unchangedFrom(when, among)
  if (!isChange) {
    const unchanged = isPast ? say.unchangedBlockedSince : say.unchangedBlockedFrom
    return unchanged(when, blocked, members, among)
  }
  if (isPast) return blocked === 0 ? say.nobodyNow(members, among) : say.blockedNow(blocked, members, among)
  const coming =
    blocked === 0 ? say.nobodyFrom(when, members, among) : say.blockedFrom(when, blocked, members, among)
  const isInEffect = enforcementAt(policyOf(facts.policies, kind), now).state === 'in_effect'
  return isInEffect ? `${coming} ${policyEffects.untilThen}` : coming
}
