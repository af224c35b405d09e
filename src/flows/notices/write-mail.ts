// Writes a notice as a mail, in its reader's language.
//
// Text that other people choose, such as names and addresses, is never markup, and never becomes a link. A browser is described in
// Sallyport's own words.

import { reportedChange } from '../../core/disown.ts'
import { languageFrom } from '../../core/language.ts'
import { textOf } from '../../core/letter.ts'
import { couldBecomeLink } from '../../core/linkable.ts'
import {
  type AccountNotice,
  isAboutAccount,
  isAboutExtension,
  isAboutToken,
  isLinkMail,
  type Notice,
  tellsOrigin,
} from '../../core/notice.ts'
import { takesPasswords } from '../../core/provider.ts'
import type { Mail } from '../../notify/email.ts'
import type { AskedAddress } from '../../store/address-changes.ts'
import type { Figures, Reader } from '../../store/claimed-deliveries.ts'
import { loadMailWords } from '../../words/languages.ts'
import { adviceIn, browserIn, contactIn, labelIn, titleIn } from '../../words/names.ts'
import type { MailWords } from '../../words/words.ts'
import { htmlOf } from './mail-html.ts'
import { unlinkedNotice } from './unlinked-notice.ts'
import { aboutExtension } from './write-extension-mail.ts'
import { aboutLink, aboutTakenAddress, type MailEdge, notMeOf, stopRecoveryOf } from './write-link-mail.ts'
import { aboutPolicy } from './write-policy-mail.ts'
import { aboutToken } from './write-token-mail.ts'
import { pageOf, supportOf, type Written } from './written-mail.ts'

interface Audience {
  readonly reader: Reader
  /** The current numbers of the workspace that the notice is about. */
  readonly figures: Figures | null
  readonly askedAddress: AskedAddress
}

/** Writes the mail. Returns null if the notice no longer concerns the reader. */
export async function writeMail(edge: MailEdge, notice: Notice, audience: Audience): Promise<Mail | null> {
  const language = languageFrom(audience.reader.language)
  const words = await loadMailWords(language)
  const written = await writtenOn(words, unlinkedNotice(notice), audience, edge)
  if (!written) return null
  const { subject, letter } = written
  const setting = { language, direction: words.direction, subject, brand: edge.config.brand }
  return { language, subject, text: textOf(letter), html: htmlOf(letter, setting) }
}

async function writtenOn(
  words: MailWords,
  notice: Notice,
  audience: Audience,
  edge: MailEdge,
): Promise<Written | null> {
  const { config } = edge
  if (isLinkMail(notice)) {
    return audience.askedAddress === 'taken'
      ? aboutTakenAddress(words, notice, config)
      : aboutLink(words, notice, edge)
  }
  if (isAboutAccount(notice)) return aboutAccount(words, notice, audience.reader, edge)
  if (isAboutToken(notice)) return aboutToken(words, notice, audience.reader, config)
  if (isAboutExtension(notice)) return aboutExtension(words, notice, audience.reader, config)
  return aboutPolicy(words, notice, audience, config)
}

async function aboutAccount(
  words: MailWords,
  notice: AccountNotice,
  { hasPassword }: Reader,
  edge: MailEdge,
): Promise<Written> {
  const { mail, write } = words
  const { config } = edge
  const { providers, brand } = config
  const title = titleIn(words, notice)
  const security = pageOf(config, '/account/security')
  const facts = [
    ...(notice.addresses ? mail.addresses(notice.addresses) : [mail.account(notice.account.email)]),
    ...(notice.provider ? [mail.wayIn(labelIn(words, providers, notice.provider))] : []),
    // Otherwise a thief who adds a passkey could lead the owner to the thief's page, by the name.
    ...(notice.passkey && !couldBecomeLink(notice.passkey) ? [mail.passkey(notice.passkey)] : []),
    ...(notice.reported ? [mail.reported(words.notices.titles[notice.reported])] : []),
    mail.when(write.time(notice.at)),
    ...(tellsOrigin(notice) ? [mail.from(notice.ip, browserIn(words, notice.userAgent))] : []),
  ]
  const advice = adviceIn(words, notice.kind, {
    hasPassword: hasPassword && takesPasswords(providers),
    contact: contactIn(words, brand),
  })
  const report = reportedChange(notice) && (await notMeOf(edge, notice))
  // The reader may be locked out, so this link works without signing in.
  const stop = notice.recovery ? await stopRecoveryOf(edge, { id: notice.recovery, sentAt: notice.at }) : null
  const paragraphs = [
    mail.expected,
    // Begins with the question whether it was the reader. The links answer it, so they follow.
    advice,
    ...(report ? [`${mail.notMe}\n${report.text}`] : []),
    ...(stop ? [`${mail.stopRecovery}\n${stop.text}`] : []),
    `${mail.security}\n${security.text}`,
  ]
  const links = [...(report ? [report] : []), ...(stop ? [stop] : []), security, ...supportOf(config)]
  return { subject: title, letter: { title, facts, paragraphs, foot: mail.beware, links } }
}
