// Writes the notice about an extension, for the member and for owners and admins.

import type { Config } from '../../config.ts'
import { couldBecomeLink } from '../../core/linkable.ts'
import type { ExtensionNotice } from '../../core/notice.ts'
import { administers } from '../../core/roles.ts'
import type { Reader } from '../../store/claimed-deliveries.ts'
import { contactIn, workspaceIn } from '../../words/names.ts'
import type { MailWords } from '../../words/words.ts'
import { pageOf, supportOf, type Written } from './written-mail.ts'

/** Returns null for an admin who is none any more. */
export function aboutExtension(
  words: MailWords,
  notice: ExtensionNotice,
  { membership }: Reader,
  config: Config,
): Written | null {
  if (notice.isForMember) return toMember(words, notice, config)
  return membership && administers(membership.role) ? toAdmin(words, notice, config) : null
}

function toMember(words: MailWords, notice: ExtensionNotice, config: Config): Written {
  const { mail, policyNotices, write } = words
  const subject = mail.moreTime(workspaceIn(words, notice), write.time(notice.until))
  const security = pageOf(config, '/account/security')
  const paragraphs = [
    `${policyNotices.extension.means}\n${security.text}`,
    mail.questions(notice.workspace.name, contactIn(words, config.brand)),
  ]
  const links = [security, ...supportOf(config)]
  return {
    subject,
    letter: { title: subject, facts: factsOf(words, notice), paragraphs, foot: mail.beware, links },
  }
}

function toAdmin(words: MailWords, notice: ExtensionNotice, config: Config): Written {
  const { mail, write } = words
  const subject = mail.moreTimeOf(workspaceIn(words, notice), write.time(notice.until))
  const policies = pageOf(config, `/workspaces/${notice.workspace.slug}/settings/security`)
  const facts = [mail.account(notice.member.email), ...factsOf(words, notice)]
  const paragraphs = [`${mail.seePolicies}\n${policies.text}`]
  return { subject, letter: { title: subject, facts, paragraphs, foot: mail.beware, links: [policies] } }
}

/**
 * Shows no reason that could become a link, and no name of a token. Otherwise a mail from the platform could
 * lead to an attacker's page, because admins choose both.
 */
const factsOf = ({ mail }: MailWords, { reason, grantedBy, granterId }: ExtensionNotice) => [
  couldBecomeLink(reason) ? mail.reasonOnPage : mail.reason(reason),
  granterId === null ? mail.grantedByToken : mail.grantedBy(grantedBy),
]
