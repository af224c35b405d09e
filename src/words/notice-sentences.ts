// Sentences about policies that pages and mails share.

import type { EnforcementNotice } from '../core/notice.ts'
import { workspaceIn } from './names.ts'
import type { Words } from './words.ts'

/** Names the factor that the policy requires, and from which members. Part of a sentence. */
export const demandIn = (
  { policyNotices }: Words,
  { policy, appliesTo }: Pick<EnforcementNotice, 'policy' | 'appliesTo'>,
): string => policyNotices.demands[policy][appliesTo]

/** Written for the workspace's admins. */
export const sentenceOn = (words: Words, notice: EnforcementNotice): string =>
  words.policyNotices.sentences[notice.kind](
    workspaceIn(words, notice),
    demandIn(words, notice),
    words.write.time(notice.effectiveAt),
  )

export function figuresIn(
  { policyNotices }: Words,
  { kind, policy, appliesTo }: Pick<EnforcementNotice, 'kind' | 'policy' | 'appliesTo'>,
  { members, notEnrolled }: Pick<EnforcementNotice, 'members' | 'notEnrolled'>,
): string {
  const figures = policyNotices.figures[policy][appliesTo]
  if (notEnrolled === 0) return figures.nobody
  const say = kind === 'enforcement.in_effect' ? figures.blocked : figures.missing
  return say(notEnrolled, members)
}
