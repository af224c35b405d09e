// Writes the mail of an invitation.
//
// It names the workspace by the operator's name and the host. Otherwise an admin could have the platform mail any text
// to strangers, as the workspace's name. For the same reason it has no message of the inviter.

import type { Config } from '../../config.ts'
import { INVITATION_SECONDS } from '../../core/invitation.ts'
import type { Letter, LetterLink } from '../../core/letter.ts'
import type { LinkMailNotice, ToldInvitation } from '../../core/notice.ts'
import { workspaceIn } from '../../words/names.ts'
import type { MailWords } from '../../words/words.ts'
import { supportOf, type Written } from './written-mail.ts'

type InvitationNotice = LinkMailNotice & { readonly invitation: ToldInvitation }

/** Returns null if the workspace has ended. */
export function aboutInvitation(
  words: MailWords,
  { workspace, at, invitation: { role, inviter } }: InvitationNotice,
  link: LetterLink,
  { config }: { readonly config: Config },
): Written | null {
  if (!workspace) return null
  const { layout, write } = words
  const { subject: subjectOf, lead, ignore, ...say } = words.mail.invitation
  const subject = subjectOf(workspaceIn(words, { workspace }))
  const letter: Letter = {
    title: subject,
    facts: [
      say.invitedBy(inviter ?? layout.operator),
      say.role(layout.roles[role]),
      say.until(write.time(at + INVITATION_SECONDS)),
    ],
    paragraphs: [`${lead}\n${link.text}`, ignore],
    foot: words.mail.beware,
    links: [link, ...supportOf(config)],
  }
  return { subject, letter }
}
