// Sentences about enforcement that pages and mails share.

import type { EnforcementMoment } from '../core/enforcement-moments.ts'
import type { EnforcementNotice } from '../core/notice.ts'
import { workspaceIn } from './names.ts'
import type { Words } from './words.ts'

/** Written for the workspace's admins. */
export const sentenceOn = (words: Words, notice: EnforcementNotice): string =>
  words.notices.sentences[notice.kind](workspaceIn(words, notice), words.write.time(notice.effectiveAt))

export function figuresIn(
  { notices }: Words,
  kind: EnforcementMoment,
  { members, notEnrolled }: Pick<EnforcementNotice, 'members' | 'notEnrolled'>,
): string {
  if (notEnrolled === 0) return notices.everybodyEnrolled
  const say = kind === 'enforcement.in_effect' ? notices.blocked : notices.notEnrolledYet
  return say(notEnrolled, members)
}
