// Writes the mails that bring a link.

import type { Config } from '../../config.ts'
import { INVITATION_SECONDS } from '../../core/invitation.ts'
import type { Letter, LetterLink } from '../../core/letter.ts'
import { unlinkedAddress } from '../../core/linkable.ts'
import type { AccountNotice, LinkMailKind, LinkMailNotice } from '../../core/notice.ts'
import { ASKED_SECONDS, DELAY_SECONDS, RECOVERY_LINK_SECONDS } from '../../core/recovery.ts'
import { type LinkPurpose, type MailedLink, mintLink } from '../../crypto/mailed-link.ts'
import { ADDRESS_LINK_SECONDS } from '../../store/address-changes.ts'
import { RESET_SECONDS } from '../../store/password-resets.ts'
import { browserIn } from '../../words/names.ts'
import type { MailWords } from '../../words/words.ts'
import type { Edge } from '../edge/edge.ts'
import { aboutInvitation } from './write-invitation-mail.ts'
import { pageOf, supportOf, type Written } from './written-mail.ts'

/** What mails are written with. */
export type MailEdge = Pick<Edge, 'config' | 'ring'>

interface MailedPage {
  readonly path: string
  readonly purpose: LinkPurpose
}
/** The page that stops a recovery. Its link is another one than that which goes on. */
const STOP_RECOVERY = { path: '/stop-recovery', purpose: 'link-stop-recovery' } as const

/** A page without a token in its path. */
type OrdinaryPage = Pick<MailedPage, 'path'>

/** Where the link of each mail leads, and for how many seconds the mail is worth sending. */
const PAGES: Record<LinkMailKind, (MailedPage | OrdinaryPage) & { readonly seconds: number }> = {
  'password.forgotten': {
    path: '/forgotten-password',
    purpose: 'link-forgotten-password',
    seconds: RESET_SECONDS,
  },
  'password.none': { path: '/sign-in', seconds: RESET_SECONDS },
  'invitation.sent': { path: '/invitations', purpose: 'link-invitation', seconds: INVITATION_SECONDS },
  'address.confirm': {
    path: '/account/security/address',
    purpose: 'link-address',
    seconds: ADDRESS_LINK_SECONDS,
  },
  'recovery.link': { path: '/recover', purpose: 'link-recovery', seconds: RECOVERY_LINK_SECONDS },
  'recovery.decide': { path: '/workspaces', seconds: ASKED_SECONDS },
  'recovery.waiting': { ...STOP_RECOVERY, seconds: DELAY_SECONDS },
}

/** Tells whether the link of a mail that waited would no longer work. */
export const hasLinkExpired = ({ kind, at }: LinkMailNotice, now: number): boolean =>
  at + PAGES[kind].seconds <= now

/** Returns the link to a page whose path ends with the link's token. */
async function mailedPageOf(
  { config, ring }: MailEdge,
  { path, purpose }: MailedPage,
  link: MailedLink,
): Promise<LetterLink> {
  return pageOf(config, `${path}/${await mintLink(ring, purpose, link)}`)
}

/** Returns the link that stops a recovery. Its reader need not sign in. */
export const stopRecoveryOf = (edge: MailEdge, link: MailedLink): Promise<LetterLink> =>
  mailedPageOf(edge, STOP_RECOVERY, link)

/** Returns the link by which a person reports the change of a notice as not theirs. */
export const notMeOf = (edge: MailEdge, { id, at }: AccountNotice): Promise<LetterLink> =>
  mailedPageOf(edge, { path: '/not-me', purpose: 'link-not-me' }, { id, sentAt: at })

export async function aboutLink(
  words: MailWords,
  notice: LinkMailNotice,
  edge: MailEdge,
): Promise<Written | null> {
  const { kind, subjectId, at, invitation } = notice
  const of = { id: subjectId, sentAt: at }
  const page = PAGES[kind]
  const link =
    'purpose' in page
      ? await mailedPageOf(edge, page, of)
      : pageOf(edge.config, kind === 'recovery.decide' ? decisionPath(notice) : page.path)
  if (kind === 'invitation.sent')
    return invitation && aboutInvitation(words, { ...notice, invitation }, link, edge)
  const isRecovery = kind === 'recovery.link'
  const stop = isRecovery ? await stopRecoveryOf(edge, of) : null
  const { subject, lead, ignore } = words.mail.links[kind]
  const letter: Letter = {
    title: subject,
    facts: factsOf(words, notice),
    paragraphs: [`${lead}\n${link.text}`, stop ? `${ignore}\n${stop.text}` : ignore],
    foot: isRecovery ? words.mail.keepToYourself : words.mail.beware,
    links: [link, ...(stop ? [stop] : []), ...supportOf(edge.config)],
  }
  return { subject, letter }
}

/** The page on which an admin decides about a recovery. It needs a session, so it has no token. */
function decisionPath({ workspace, mailedAccount }: LinkMailNotice): string {
  const query = new URLSearchParams({ email: mailedAccount?.email ?? '' })
  return `/workspaces/${workspace?.slug ?? ''}/settings/members/recovery?${query}`
}

/**
 * Tells the owner of an address that another account asked for it. They have an account already. Only this mail says so:
 * the page says the same for every address, so that nobody can find out who has an account.
 */
export function aboutTakenAddress(words: MailWords, notice: LinkMailNotice, config: Config): Written {
  const { subject, lead, ignore } = words.mail.addressTaken
  const signIn = pageOf(config, '/sign-in')
  const letter: Letter = {
    title: subject,
    facts: factsOf(words, notice),
    paragraphs: [`${lead}\n${signIn.text}`, ignore],
    foot: words.mail.beware,
    links: [signIn, ...supportOf(config)],
  }
  return { subject, letter }
}

/**
 * A mail to an address has no facts about who asked for it. Otherwise a mistyped address would tell a stranger who has
 * an account here, and from where they use it.
 *
 * The mails of a recovery that goes on are written because an admin, the operator or time has decided. They name no
 * network address, because it would be the admin's or the operator's.
 */
const factsOf = (words: MailWords, notice: LinkMailNotice): string[] => [
  ...(notice.mailedAccount && !notice.isToAddress
    ? [words.mail.account(unlinkedAddress(notice.mailedAccount.email))]
    : []),
  words.mail.when(words.write.time(notice.at)),
  ...(tellsWhoAsked(notice) ? [words.mail.from(notice.ip, browserIn(words, notice.userAgent))] : []),
]

const tellsWhoAsked = ({ kind, isToAddress, ip }: LinkMailNotice): boolean =>
  !isToAddress && kind !== 'recovery.link' && kind !== 'recovery.waiting' && ip !== ''
