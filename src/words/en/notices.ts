import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { type Part, say } from '../sentence.ts'
import { write } from './write.ts'

const TAKE_BACK = 'Change your password, sign out everywhere else under Sessions, and ask'

const intruder = (contact: string) =>
  `Not you? Then somebody is in your account. ${TAKE_BACK} ${contact} to reset your second factor.`

const intruderByProvider = (contact: string) =>
  `Not you? Then somebody is in your account. Sign out everywhere else under Sessions, and ask ${contact} to reset your second factor.`

const notEnrolled = (count: number, members: number): string =>
  write.plural(count, {
    one: `${count} of ${members} members has not enrolled`,
    other: `${count} of ${members} members have not enrolled`,
  })

/** What there is to tell, on pages and in mails: what others have a say in stands in it as plain text. */
export const notices = {
  label: 'Notices',
  dismiss: 'Dismiss',
  dismissAll: 'Dismiss all',
  dismissThis: (notice: string) => `Dismiss: ${notice}`,
  /** About one's own account. */
  titles: {
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
  },
  /** What to do for whom it surprises. `contact` is an address, or `layout.operator`. */
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact: string) =>
      `Not you? Then somebody is in your account. ${TAKE_BACK} ${contact} for help.`,
    'second_factor.reset': (contact: string) =>
      `Didn’t ask for it? Then ask ${contact} at once: until you enrol again, your password alone opens your account.`,
    'authenticator.disabled': (contact: string) =>
      `Not you? Then somebody has your password: change it. A recovery code still lets you in; without one, ask ${contact}.`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact: string) =>
      `You don’t know of it? Then ask ${contact} at once: somebody may be in your account, and your password of before no longer opens it.`,
    'identity.linked': (contact: string) =>
      `You don’t know of it? Then somebody may have made a way into your account for themselves: unlink it under Security. ${TAKE_BACK} ${contact} for help.`,
    'identity.unlinked': (contact: string) =>
      `You don’t know of it? Then somebody may be in your account. ${TAKE_BACK} ${contact} for help.`,
  },
  /** The same for somebody who signs in without a password. */
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact: string) =>
      `Not you? Then somebody is in your account. Sign out everywhere else under Sessions, and ask ${contact} for help.`,
    'second_factor.reset': (contact: string) =>
      `Didn’t ask for it? Then ask ${contact} at once: until you enrol again, signing in takes no second step.`,
    'authenticator.disabled': (contact: string) =>
      `Not you? Then somebody can sign in as you up to the code. Secure the account that you sign in with. A recovery code still lets you in; without one, ask ${contact}.`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact: string) =>
      `You don’t know of it? Then somebody may have made a way into your account: unlink it under Security. Sign out everywhere else under Sessions, and ask ${contact} for help.`,
    'identity.unlinked': (contact: string) =>
      `You don’t know of it? Then somebody may be in your account. Sign out everywhere else under Sessions, and ask ${contact} for help.`,
  },
  /** Of what was done in the very browser that reads it. */
  here: ({ at }: { at: Part }) => say`${at}, in this browser`,
  from: ({ at, ip, browser }: { at: Part; ip: Part; browser: string }) => say`${at}, from ${ip} (${browser})`,
  /** A workspace by its name and one of its hosts. */
  workspaceAt: (workspace: string, host: string) => `${workspace} (${host})`,
  /** For a workspace's admins: `workspaceAt`, and from when it requires two-factor authentication. */
  sentences: {
    'enforcement.scheduled': (workspace: string, when: string) =>
      `Two-factor authentication will be required of every member of ${workspace} from ${when}.`,
    'enforcement.seven_days_left': (workspace: string, when: string) =>
      `In 7 days or less, from ${when}, two-factor authentication is required of every member of ${workspace}.`,
    'enforcement.one_day_left': (workspace: string, when: string) =>
      `In a day or less, from ${when}, two-factor authentication is required of every member of ${workspace}.`,
    'enforcement.in_effect': (workspace: string, when: string) =>
      `Two-factor authentication is required of every member of ${workspace}, since ${when}.`,
  },
  /** One of the three that follow, of the moment that a notice tells of. */
  atThatTime: (figures: string) => `At that time: ${figures}`,
  everybodyEnrolled: 'Everybody has a second factor.',
  notEnrolledYet: (count: number, members: number) => `${notEnrolled(count, members)} yet.`,
  blocked: (count: number, members: number) =>
    `${notEnrolled(count, members)}. They are blocked until they do.`,
}
