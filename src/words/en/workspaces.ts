import { type Part, say, type Wrap } from '../sentence.ts'
import { write } from './write.ts'

export const workspaces = {
  title: 'Workspaces',
  none: ({ email }: { email: Part }) =>
    say`You are not a member of any workspace yet. Ask an admin of yours to add ${email}.`,
  settings: 'Settings',
  settingsOf: (workspace: string) => `Settings of ${workspace}`,
  open: 'Open',
  openThis: (workspace: string) => `Open ${workspace}`,
  required: 'Two-factor authentication required',
  requiredFrom: ({ at }: { at: Part }) => say`Two-factor authentication required from ${at}`,
  setUp: 'Set it up',
}

/** The panel where a workspace requires two-factor authentication of its members. */
export const enforcement = {
  titleOf: (workspace: string) => `Security of ${workspace}`,
  stale:
    'Somebody else changed the policy meanwhile. This is how it stands now; look at it, and save again if you still want to.',
  invalid: 'Choose one of the timings. Nothing was changed.',
  enableFirst: ({ enable }: { enable: Wrap }) =>
    say`Before you can require two-factor authentication of others, enable it for yourself. ${enable('Enable it now')}`,
  enrolment: 'Enrolment',
  enrolled: 'Enrolled',
  enrolledOf: (enrolled: number, members: number) => `${enrolled} of ${members}`,
  pending: 'Not yet, until the date',
  overdue: 'Blocked until they enrol',
  vouchedFor: ({ providers }: { providers: Part }) =>
    say`Members whose last entry was through ${providers}, with a second factor proved there, are not blocked. They are counted by themselves until they come in another way.`,
  title: 'Two-Factor Authentication Enforcement',
  off: 'Off',
  scheduled: ({ at, badge }: { at: Part; badge: Wrap }) => say`${badge('Scheduled')} from ${at}.`,
  inEffect: ({ at, badge }: { at: Part; badge: Wrap }) => say`${badge('In effect')} since ${at}.`,
  require: 'Require two-factor authentication of every member',
  timing: 'Enforcement timing',
  timings: { 0: 'Immediately', 3: 'In 3 days', 7: 'In 7 days', 14: 'In 14 days', 30: 'In 30 days' },
  update: 'Update',
  preview: 'Preview',
}

const everybodyHas = (members: number): string =>
  write.plural(members, { one: 'the only member has', other: `all ${members} members have` })

const blockedOf = (blocked: number, members: number): string =>
  write.plural(blocked, {
    one: `${blocked} of ${members} members is blocked`,
    other: `${blocked} of ${members} members are blocked`,
  })

/** What saving the policy would do. `from` and `since` are times; `blocked` and `members` are numbers of members. */
export const policyEffects = {
  lifted: 'Nobody will be asked to enrol any more. Whoever has enrolled stays enrolled.',
  /** On the button. */
  block: (members: number): string =>
    write.plural(members, { one: `Block ${members} member now`, other: `Block ${members} members now` }),
  stillOff: 'Nobody has to enrol. Saving changes nothing.',
  unchangedSince: (since: string) =>
    `Saving changes nothing: since ${since}, two-factor authentication is required, and everybody has it.`,
  unchangedFrom: (from: string) =>
    `Saving changes nothing: from ${from}, two-factor authentication is required, and everybody has it.`,
  unchangedBlockedSince: (since: string, blocked: number, members: number) =>
    `Saving changes nothing: since ${since}, ${blockedOf(blocked, members)} until they enrol.`,
  unchangedBlockedFrom: (from: string, blocked: number, members: number) =>
    `Saving changes nothing: from ${from}, ${blocked} of ${members} members will be blocked until they enrol.`,
  nobodyNow: (members: number) =>
    `From the moment of saving, ${everybodyHas(members)} a second factor, and nobody will be blocked.`,
  blockedNow: (blocked: number, members: number) =>
    `From the moment of saving, ${blocked} of ${members} members will be blocked until they enrol.`,
  nobodyFrom: (from: string, members: number) =>
    `From ${from}, as things stand, ${everybodyHas(members)} a second factor, and nobody will be blocked.`,
  blockedFrom: (from: string, blocked: number, members: number) =>
    `From ${from}, ${blocked} of ${members} members will be blocked until they enrol.`,
  /** Follows one of the sentences with `from`. */
  untilThen: 'Until then, nobody is blocked.',
}
