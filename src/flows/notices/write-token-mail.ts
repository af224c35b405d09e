// Writes the notice that a service token expires, for owners and admins.

import type { Config } from '../../config.ts'
import { couldBecomeLink } from '../../core/linkable.ts'
import type { TokenNotice } from '../../core/notice.ts'
import { administers } from '../../core/roles.ts'
import type { Reader } from '../../store/claimed-deliveries.ts'
import { workspaceIn } from '../../words/names.ts'
import type { MailWords } from '../../words/words.ts'
import { pageOf, type Written } from './written-mail.ts'

/** Returns null if the reader is no longer an owner or admin. */
export function aboutToken(
  words: MailWords,
  notice: TokenNotice,
  { membership }: Reader,
  config: Config,
): Written | null {
  if (!membership || !administers(membership.role)) return null
  const { mail, write } = words
  const { id, name } = notice.serviceToken
  const subject = mail.tokenExpires(workspaceIn(words, notice), write.time(notice.expiresAt))
  const access = pageOf(config, `/workspaces/${notice.workspace.slug}/settings/access`)
  // Admins choose the names. Show none that a mail program could turn into a link. Otherwise a mail from the
  // platform could lead to the attacker's page.
  const shown = couldBecomeLink(name) ? id : name
  const letter = {
    title: subject,
    facts: [mail.serviceToken(shown)],
    paragraphs: [`${mail.rotateToken}\n${access.text}`],
    foot: mail.beware,
    links: [access],
  }
  return { subject, letter }
}
