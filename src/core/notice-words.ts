// The words of notices, for the mail and, in English, for the page. What others have a say in (names, addresses, browsers) stands in
// them as plain text; of a browser there are our own words only.

import { FAILURES_THAT_DISABLE } from './lockout.ts'
import { type AccountEvent, type AccountNotice, type EnforcementNotice, tellsOrigin } from './notice.ts'
import { writeTime } from './time.ts'
import { nameOfBrowser } from './user-agent.ts'

export const TITLES: Record<AccountEvent, string> = {
  'second_factor.added': 'An authenticator app was added to your account',
  'second_factor.replaced': 'Your authenticator app was replaced',
  'second_factor.removed': 'Two-factor authentication was turned off for your account',
  'second_factor.reset': 'Your second factor was reset by whoever runs this platform',
  'authenticator.disabled': `Your authenticator app no longer counts, after ${FAILURES_THAT_DISABLE} wrong codes in a row`,
  'recovery_code.used': 'One of your recovery codes was used',
  'recovery_codes.regenerated': 'Your recovery codes were replaced by a new set',
  'password.changed': 'Your password was changed',
  'identity.linked': 'A way to sign in was linked to your account',
  'identity.unlinked': 'A way to sign in was unlinked from your account',
}

const TAKE_BACK = 'Change your password, sign out everywhere else under Sessions, and ask'

const intruder = (contact: string) =>
  `Not you? Then somebody is in your account. ${TAKE_BACK} ${contact} to reset your second factor.`

/** What to do for whom it surprises. `contact` is an address, or who runs the platform. */
export const ADVICE: Record<AccountEvent, (contact: string) => string> = {
  'second_factor.added': intruder,
  'second_factor.replaced': intruder,
  'second_factor.removed': (contact) =>
    `Not you? Then somebody is in your account. ${TAKE_BACK} ${contact} for help.`,
  'second_factor.reset': (contact) =>
    `Didn’t ask for it? Then ask ${contact} at once: until you enrol again, your password alone opens your account.`,
  'authenticator.disabled': (contact) =>
    `Not you? Then somebody has your password: change it. A recovery code still lets you in; without one, ask ${contact}.`,
  'recovery_code.used': intruder,
  'recovery_codes.regenerated': intruder,
  'password.changed': (contact) =>
    `You don’t know of it? Then ask ${contact} at once: somebody may be in your account, and your password of before no longer opens it.`,
  'identity.linked': (contact) =>
    `You don’t know of it? Then somebody may have made a way into your account for themselves: unlink it under Security. ${TAKE_BACK} ${contact} for help.`,
  'identity.unlinked': (contact) =>
    `You don’t know of it? Then somebody may be in your account. ${TAKE_BACK} ${contact} for help.`,
}

/** ` from 192.0.2.1 (Firefox on Linux)`. */
function originOf(notice: AccountNotice): string {
  return tellsOrigin(notice) ? `${notice.ip} (${nameOfBrowser(notice.userAgent)})` : ''
}

export interface Mail {
  readonly subject: string
  readonly text: string
}

/** Where its links lead, and whom it names for questions. */
export interface MailFrame {
  readonly portalOrigin: string
  readonly contact: string
}

/** `provider` is the name of the one that it is about, if it is about one. */
export function writeAccountMail(
  notice: AccountNotice,
  provider: string | null,
  { portalOrigin, contact }: MailFrame,
): Mail {
  const title = TITLES[notice.kind]
  const from = originOf(notice)
  return {
    subject: title,
    text: paragraphs(
      `${title}.`,
      [
        `Account: ${notice.account.email}`,
        ...(provider ? [`Way to sign in: ${provider}`] : []),
        `When: ${writeTime(notice.at)}`,
        ...(from ? [`From: ${from}`] : []),
      ].join('\n'),
      'If you know about it, there is nothing to do.',
      ADVICE[notice.kind](contact),
      `Your account’s security: ${portalOrigin}/account/security`,
      NO_WAY_IN,
    ),
  }
}

const NO_WAY_IN = 'No link in a message of ours signs you in or asks for a code: be wary of one that does.'

/** To a member who has not enrolled. */
export function writeMemberMail(notice: EnforcementNotice, { portalOrigin, contact }: MailFrame): Mail {
  const { name } = notice.workspace
  return {
    subject: subjectOf(notice),
    text: paragraphs(
      notice.kind === 'enforcement.in_effect'
        ? `${name} requires two-factor authentication, since ${writeTime(notice.effectiveAt)}. You have not enabled it, so ${name} is closed to you until you do. You remain a member.`
        : `From ${writeTime(notice.effectiveAt)}, ${name} requires two-factor authentication. You have not enabled it yet: from then on ${name} is closed to you until you do. You remain a member.`,
      `It takes two minutes and an authenticator app on your phone. Open this page and choose “Enable two-factor authentication”:\n${portalOrigin}/account/security`,
      `Questions? Ask an admin of ${name}, or ${contact}.`,
      NO_WAY_IN,
    ),
  }
}

/** To an owner or admin; `isEnrolled` says whether they are. The counts are those of this moment. */
export function writeAdminMail(
  notice: EnforcementNotice,
  reader: { members: number; notEnrolled: number; isEnrolled: boolean },
  { portalOrigin }: MailFrame,
): Mail {
  const { slug } = notice.workspace
  return {
    subject: subjectOf(notice),
    text: paragraphs(
      `${sentenceOn(notice)} ${writeCounts(notice.kind, reader)}`,
      ...(reader.isEnrolled
        ? []
        : [`You yourself have not enabled it yet:\n${portalOrigin}/account/security`]),
      `The policy and who is missing:\n${portalOrigin}/workspaces/${slug}/settings/security`,
      NO_WAY_IN,
    ),
  }
}

const subjectOf = (notice: EnforcementNotice): string => {
  const { name } = notice.workspace
  return notice.kind === 'enforcement.in_effect'
    ? `${name} now requires two-factor authentication`
    : `${name} requires two-factor authentication from ${writeTime(notice.effectiveAt)}`
}

/** For the workspace's admins. `when` is when the policy takes effect. */
export const SENTENCES: Record<EnforcementNotice['kind'], (name: string, when: string) => string> = {
  'enforcement.scheduled': (name, when) =>
    `Two-factor authentication will be required of every member of ${name} from ${when}.`,
  'enforcement.seven_days_left': (name, when) =>
    `In 7 days or less, from ${when}, two-factor authentication is required of every member of ${name}.`,
  'enforcement.one_day_left': (name, when) =>
    `In a day or less, from ${when}, two-factor authentication is required of every member of ${name}.`,
  'enforcement.in_effect': (name, when) =>
    `Two-factor authentication is required of every member of ${name}, since ${when}.`,
}

const sentenceOn = ({ kind, workspace, effectiveAt }: EnforcementNotice): string =>
  SENTENCES[kind](workspace.name, writeTime(effectiveAt))

function writeCounts(
  kind: EnforcementNotice['kind'],
  { members, notEnrolled }: { members: number; notEnrolled: number },
): string {
  if (notEnrolled === 0) return 'Everybody has enrolled.'
  const have = `${notEnrolled} of ${members} members ${notEnrolled === 1 ? 'has' : 'have'} not enrolled`
  return kind === 'enforcement.in_effect' ? `${have} and are blocked until they do.` : `${have} yet.`
}

const paragraphs = (...parts: readonly string[]): string => `${parts.join('\n\n')}\n`
