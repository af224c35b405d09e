// Writes the notices about a policy: current figures for owners and admins, and instructions for a member who
// lacks what the policy requires.

import type { Config } from '../../config.ts'
import type { Letter } from '../../core/letter.ts'
import type { EnforcementNotice } from '../../core/notice.ts'
import { administers } from '../../core/roles.ts'
import type { Figures, Reader } from '../../store/claimed-deliveries.ts'
import { contactIn, workspaceIn } from '../../words/names.ts'
import { demandIn, figuresIn, sentenceOn } from '../../words/notice-sentences.ts'
import type { MailWords } from '../../words/words.ts'
import { pageOf, supportOf, type Written } from './written-mail.ts'

type Membership = NonNullable<Reader['membership']>

/** Returns null if the notice no longer concerns the reader. */
export function aboutPolicy(
  words: MailWords,
  notice: EnforcementNotice,
  { reader: { membership }, figures }: { readonly reader: Reader; readonly figures: Figures | null },
  config: Config,
): Written | null {
  if (!membership || !figures) return null
  const { role, isConcerned } = membership
  if (!administers(role) && !isConcerned) return null
  const ownDate = ownDateOf(notice, membership)
  if (administers(role)) {
    const letter = letterToAdmin(words, notice, { figures, isConcerned, ownDate }, config)
    return { subject: subjectOf(words, notice, null), letter }
  }
  const subject = subjectOf(words, notice, ownDate)
  return { subject, letter: letterToMember(words, notice, { subject, ownDate }, config) }
}

/** Returns the end of the reader's extension, if the policy applies to them only from then on. */
const ownDateOf = ({ effectiveAt }: EnforcementNotice, { isConcerned, extendedUntil }: Membership) =>
  isConcerned && extendedUntil !== null && extendedUntil > effectiveAt ? extendedUntil : null

interface ToAdmin {
  readonly figures: Figures
  readonly isConcerned: boolean
  readonly ownDate: number | null
}

function letterToAdmin(
  words: MailWords,
  notice: EnforcementNotice,
  { figures: { members, lacking }, isConcerned, ownDate }: ToAdmin,
  config: Config,
): Letter {
  const { mail, write } = words
  const isOfPasskeys = notice.policy === 'phishing-resistant'
  const own = wayToFactor(notice, config)
  const policy = pageOf(config, `/workspaces/${notice.workspace.slug}/settings/security`)
  const lacksIt = isOfPasskeys ? mail.noPasskeyYourself : mail.notEnabledYourself
  return {
    title: sentenceOn(words, notice),
    facts: [],
    paragraphs: [
      figuresIn(words, notice, { members, notEnrolled: lacking }),
      ...(isConcerned ? [`${lacksIt}\n${own.text}`] : []),
      ...(ownDate === null ? [] : [mail.extended(write.time(ownDate))]),
      `${isOfPasskeys ? mail.policyPasskey : mail.policy}\n${policy.text}`,
    ],
    foot: mail.beware,
    links: [own, policy],
  }
}

function letterToMember(
  words: MailWords,
  notice: EnforcementNotice,
  { subject, ownDate }: { readonly subject: string; readonly ownDate: number | null },
  config: Config,
): Letter {
  const { mail, enforcementPanel, write } = words
  const isOfPasskeys = notice.policy === 'phishing-resistant'
  const way = wayToFactor(notice, config)
  return {
    title: subject,
    facts: [],
    paragraphs: [
      ...(ownDate === null ? [] : [mail.extended(write.time(ownDate))]),
      isOfPasskeys ? mail.noPasskey : mail.notEnabled,
      isOfPasskeys ? mail.howToPasskey(way.text) : enforcementPanel.message.howTo(way.text),
      mail.questions(notice.workspace.name, contactIn(words, config.brand)),
    ],
    foot: mail.beware,
    links: [way, ...supportOf(config)],
  }
}

/** Returns the link to the page that sets up what the policy requires. */
const wayToFactor = ({ policy }: EnforcementNotice, config: Config) =>
  pageOf(config, policy === 'phishing-resistant' ? '/account/security/passkeys' : '/account/security')

function subjectOf(words: MailWords, notice: EnforcementNotice, ownDate: number | null): string {
  const { mail, write } = words
  const { kind, policy, appliesTo, effectiveAt } = notice
  const isPast = kind === 'enforcement.in_effect' && ownDate === null
  const say = isPast ? mail.requiredSince : mail.requiredFrom
  const demand = appliesTo === 'everybody' ? mail.factors[policy] : demandIn(words, notice)
  return say(workspaceIn(words, notice), demand, write.time(ownDate ?? effectiveAt))
}
