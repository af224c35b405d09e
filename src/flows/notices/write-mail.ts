// Writes a notice as a mail, in its reader's language. Values that other people choose (names, addresses, browsers) are plain
// text in it. A browser is named in our own words only.

import type { Config } from '../../config.ts'
import { languageFrom } from '../../core/language.ts'
import {
  type AccountNotice,
  type EnforcementNotice,
  isAboutAccount,
  type Notice,
  tellsOrigin,
} from '../../core/notice.ts'
import { takesPasswords } from '../../core/provider.ts'
import { administers } from '../../core/roles.ts'
import { countWithout, type MemberCounts } from '../../core/standing.ts'
import type { Mail } from '../../notify/email.ts'
import type { Reader } from '../../store/claimed-deliveries.ts'
import { loadMailWords } from '../../words/languages.ts'
import { adviceIn, browserIn, contactIn, labelIn, workspaceIn } from '../../words/names.ts'
import { figuresIn, sentenceOn } from '../../words/notice-sentences.ts'
import type { MailWords } from '../../words/words.ts'

type Written = Omit<Mail, 'language'>

interface Audience {
  readonly reader: Reader
  /** Of the workspace that the notice is about, as they are now. */
  readonly counts: MemberCounts | null
}

/** Null for a reader whom the notice does not concern any more. */
export async function writeMail(config: Config, notice: Notice, audience: Audience): Promise<Mail | null> {
  const language = languageFrom(audience.reader.language)
  const words = await loadMailWords(language)
  const written = isAboutAccount(notice)
    ? aboutAccount(words, notice, audience.reader, config)
    : aboutWorkspace(words, notice, audience, config)
  return written && { language, ...written }
}

function aboutAccount(
  words: MailWords,
  notice: AccountNotice,
  { hasPassword }: Reader,
  { portalOrigin, providers, brand }: Config,
): Written {
  const { mail, write } = words
  const title = words.notices.titles[notice.kind]
  return {
    subject: title,
    text: paragraphs(
      title,
      [
        mail.account(notice.account.email),
        ...(notice.provider ? [mail.wayIn(labelIn(words, providers, notice.provider))] : []),
        mail.when(write.time(notice.at)),
        ...(tellsOrigin(notice) ? [mail.from(notice.ip, browserIn(words, notice.userAgent))] : []),
      ].join('\n'),
      mail.expected,
      adviceIn(words, notice.kind, {
        hasPassword: hasPassword && takesPasswords(providers),
        contact: contactIn(words, brand),
      }),
      `${mail.security}\n${portalOrigin}/account/security`,
      mail.beware,
    ),
  }
}

/** To owners and admins in figures, those of this moment; to a member who has to enrol with what to do. */
function aboutWorkspace(
  words: MailWords,
  notice: EnforcementNotice,
  { reader: { membership }, counts }: Audience,
  config: Config,
): Written | null {
  if (!membership || !counts) return null
  const { role, isEnrolled, isVouchedFor } = membership
  const subject = subjectOf(words, notice)
  if (administers(role)) {
    const figures = figuresIn(words, notice.kind, {
      members: counts.members,
      notEnrolled: countWithout(counts),
    })
    return { subject, text: textForAdmin(words, notice, { figures, isEnrolled }, config) }
  }
  if (isEnrolled || isVouchedFor) return null
  return { subject, text: textForMember(words, notice, subject, config) }
}

function textForAdmin(
  words: MailWords,
  notice: EnforcementNotice,
  { figures, isEnrolled }: { figures: string; isEnrolled: boolean },
  { portalOrigin }: Config,
): string {
  const { mail } = words
  return paragraphs(
    sentenceOn(words, notice),
    figures,
    ...(isEnrolled ? [] : [`${mail.notEnabledYourself}\n${portalOrigin}/account/security`]),
    `${mail.policy}\n${portalOrigin}/workspaces/${notice.workspace.slug}/settings/security`,
    mail.beware,
  )
}

function textForMember(
  words: MailWords,
  { workspace }: EnforcementNotice,
  subject: string,
  { portalOrigin, brand }: Config,
): string {
  const { mail, enforcementPanel } = words
  return paragraphs(
    subject,
    mail.notEnabled,
    enforcementPanel.message.howTo(`${portalOrigin}/account/security`),
    mail.questions(workspace.name, contactIn(words, brand)),
    mail.beware,
  )
}

function subjectOf(words: MailWords, notice: EnforcementNotice): string {
  const { mail, write } = words
  const say = notice.kind === 'enforcement.in_effect' ? mail.requiredSince : mail.requiredFrom
  return say(workspaceIn(words, notice), write.time(notice.effectiveAt))
}

const paragraphs = (...parts: readonly string[]): string => `${parts.join('\n\n')}\n`
