import type { AppliesTo } from '../../core/policy.ts'
import { type Part, say, type Wrap } from '../sentence.ts'
import { write } from './write.ts'

export const workspaces = {
  title: 'Workspaces',
  none: ({ email }: { email: Part }) =>
    say`You’re not a member of any workspace yet. Ask an admin to add ${email}.`,
  settings: 'Settings',
  settingsOf: (workspace: string) => `${workspace} settings`,
  open: 'Open',
  openThis: (workspace: string) => `Open ${workspace}`,
  leave: 'Leave',
  leaveThis: (workspace: string) => `Leave ${workspace}`,
  /** Shown once, after the person has left a workspace. */
  left: 'You left the workspace. You’ll lose access within minutes.',
  required: 'Two-factor authentication required',
  requiredFrom: ({ at }: { at: Part }) => say`Two-factor authentication required from ${at}`,
  setUp: 'Set it up',
  passkeyRequired: 'Passkey required',
  passkeyRequiredFrom: ({ at }: { at: Part }) => say`Passkey required from ${at}`,
  addPasskey: 'Add one',
}

/** The panel where admins require two-factor authentication of the members. */
export const enforcement = {
  titleOf: (workspace: string) => `${workspace} security`,
  stale:
    'Someone else just changed the policy. Check its current state below, then update again if you still want to.',
  invalid: 'Choose an enforcement timing. Nothing was changed.',
  enableFirst: ({ enable }: { enable: Wrap }) =>
    say`To require two-factor authentication for others, enable it for yourself first. ${enable('Enable it now')}`,
  enrolment: 'Enrolment',
  enrolled: 'Enrolled',
  enrolledOf: (enrolled: number, members: number) => `${enrolled} of ${members}`,
  pending: 'Not enrolled yet',
  overdue: 'Blocked until they enrol',
  vouchedFor: ({ providers }: { providers: Part }) =>
    say`Members who sign in with ${providers} and use a second factor there don’t need to enrol here. They are counted as “Second factor at provider”.`,
  title: 'Two-Factor Authentication Enforcement',
  off: 'Off',
  scheduled: ({ at, badge }: { at: Part; badge: Wrap }) => say`${badge('Scheduled')} from ${at}.`,
  inEffect: ({ at, badge }: { at: Part; badge: Wrap }) => say`${badge('In effect')} since ${at}.`,
  require: 'Require two-factor authentication',
  timing: 'Enforcement timing',
  timings: { 0: 'Immediately', 3: 'In 3 days', 7: 'In 7 days', 14: 'In 14 days', 30: 'In 30 days' },
  update: 'Update',
  preview: 'Preview',
}

const ofMembers = (members: number, among?: AppliesTo): string =>
  among === 'admins' ? `${members} owners and admins` : `${members} members`

const everyone = (among?: AppliesTo): string => (among === 'admins' ? 'every owner and admin' : 'everyone')

const everyoneHas = (members: number, among?: AppliesTo): string =>
  write.plural(members, {
    one: among === 'admins' ? 'the only owner has a second factor' : 'the only member has a second factor',
    other: `all ${ofMembers(members, among)} have a second factor`,
  })

const blockedOf = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${blocked} of ${ofMembers(members, among)} is blocked`,
    other: `${blocked} of ${ofMembers(members, among)} are blocked`,
  })

/**
 * What saving the policy would do. `from` and `since` are times; `blocked` and `members` are numbers of members
 * that the policy covers.
 */
export const policyEffects = {
  lifted: 'Nobody will have to enrol any more. Members who have enrolled stay enrolled.',
  /** The label of the button that saves. */
  block: (members: number): string =>
    write.plural(members, { one: `Block ${members} member now`, other: `Block ${members} members now` }),
  stillOff: 'No change yet. Nobody has to enrol.',
  unchangedSince: (since: string, among?: AppliesTo) =>
    `No change yet. Two-factor authentication has been required since ${since}, and ${everyone(among)} has it.`,
  unchangedFrom: (from: string, among?: AppliesTo) =>
    `No change yet. Two-factor authentication will be required from ${from}, and ${everyone(among)} has it.`,
  unchangedBlockedSince: (since: string, blocked: number, members: number, among?: AppliesTo) =>
    `No change yet. Two-factor authentication has been required since ${since}. ${blockedOf(blocked, members, among)} until they enrol.`,
  unchangedBlockedFrom: (from: string, blocked: number, members: number, among?: AppliesTo) =>
    `No change yet. From ${from}, ${blocked} of ${ofMembers(members, among)} will be blocked until they enrol.`,
  nobodyNow: (members: number, among?: AppliesTo) =>
    `Two-factor authentication will be required as soon as you save. Nobody will be blocked: ${everyoneHas(members, among)}.`,
  blockedNow: (blocked: number, members: number, among?: AppliesTo) =>
    `As soon as you save, ${blocked} of ${ofMembers(members, among)} will be blocked until they enrol.`,
  nobodyFrom: (from: string, members: number, among?: AppliesTo) =>
    `Two-factor authentication will be required from ${from}. So far, nobody will be blocked: ${everyoneHas(members, among)}.`,
  blockedFrom: (from: string, blocked: number, members: number, among?: AppliesTo) =>
    `From ${from}, ${blocked} of ${ofMembers(members, among)} will be blocked until they enrol.`,
  /** Follows a sentence with `from`. */
  untilThen: 'Until then, nobody is blocked.',
}
