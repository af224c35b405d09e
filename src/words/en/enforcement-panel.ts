import type { AppliesTo } from '../../core/policy.ts'
import { type Part, say, type Wrap } from '../sentence.ts'
import { write } from './write.ts'

/** Beside the policy: enrolment, a preview, a message for the team, and the latest changes. */
export const enforcementPanel = {
  share: (enrolled: number, members: number) =>
    write.plural(enrolled, {
      one: `${enrolled} of ${members} members has enrolled`,
      other: `${enrolled} of ${members} members have enrolled`,
    }),
  who: 'See who hasn’t enrolled.',
  whoIsAudited: 'Viewing names is recorded in the audit log.',
  chart: {
    title: 'Enrolment over time',
    /** A day, then two figures such as `12 of 20`. */
    summary: ({ from, was, now }: { from: string; was: string; now: string }) =>
      `Enrolled on ${from}: ${was}. Today: ${now}.`,
    empty: 'Starting tomorrow, this chart shows how many members have enrolled each day.',
    members: 'Members',
    today: 'Today',
    requiredFrom: (day: string) => `Required from ${day}`,
    requiredOfAdminsFrom: (day: string) => `Required from owners and admins from ${day}`,
    byDay: 'Figures by day',
    day: 'Day',
  },
  report: {
    title: 'Preview: if you required it now',
    explanation:
      'This blocks nobody. It shows what would happen if you required two-factor authentication now.',
    blocked: (blocked: number, members: number, among?: AppliesTo) =>
      `${blocked} of ${members} ${among === 'admins' ? 'owners and admins' : 'members'} would be blocked until they enrol.`,
    nobody: 'Everyone has a second factor. Nobody would be blocked.',
    nobodyAmongAdmins: 'Every owner and admin has a second factor. Nobody would be blocked.',
    entries: (entries: number, since: string) =>
      write.plural(entries, {
        one: `A member has entered once without a second factor since ${since}. They would have had to enrol first.`,
        other: `Members have entered ${entries} times without a second factor since ${since}. They would have had to enrol first.`,
      }),
    /** If the policy covers only some of the members who entered. */
    entriesOfAll: (entries: number, since: string) =>
      write.plural(entries, {
        one: `A member has entered once without a second factor since ${since}.`,
        other: `Members have entered ${entries} times without a second factor since ${since}.`,
      }),
    noEntries: (days: number) => `In the last ${days} days, we saw nobody enter without a second factor.`,
    byDay: 'Entries by day',
    entriesOfDay: 'Without a second factor',
  },
  message: {
    title: 'Message for your team',
    label: 'Text to copy',
    off: ({ workspace, host }: { workspace: string; host: string }) =>
      `Please set up two-factor authentication for ${workspace} (${host}).`,
    scheduled: (
      { at, workspace, host }: { at: string; workspace: string; host: string },
      among?: AppliesTo,
    ) =>
      `From ${at}, ${workspace} (${host}) will require two-factor authentication${among === 'admins' ? ' from its owners and admins' : ''}. Please set it up before then. If you don’t, you won’t be able to open ${workspace} until you do.`,
    inEffect: ({ at, workspace, host }: { at: string; workspace: string; host: string }, among?: AppliesTo) =>
      `${workspace} (${host}) has required two-factor authentication${among === 'admins' ? ' from its owners and admins' : ''} since ${at}. If you haven’t set it up yet, you can’t open ${workspace} until you do.`,
    greeting: 'Hello,',
    /** Also in mails. */
    howTo: (link: string) => `It takes two minutes, with an authenticator app on your phone:
${link}

Keep the recovery codes that you get. They let you sign in without your phone.`,
  },
  /** Ways in that the policy does not cover. Each is shown if there is at least one. */
  /** Members with an imported authenticator app. */
  unusedImports: (members: number) => `${members} imported, not used yet.`,
  publicPaths: (paths: number) =>
    write.plural(paths, {
      one: `${paths} path is open to everybody.`,
      other: `${paths} paths are open to everybody.`,
    }),
  serviceTokens: (tokens: number) =>
    write.plural(tokens, {
      one: `Programs can enter with ${tokens} service token.`,
      other: `Programs can enter with ${tokens} service tokens.`,
    }),
  changes: {
    title: 'Latest changes',
    none: 'The policy has not been changed yet.',
    requiredFrom: ({ at }: { at: Part }) => say`Two-factor authentication required from ${at}`,
    turnedOff: 'Two-factor authentication requirement turned off',
    madeBy: ({ at, by }: { at: Part; by: Part }) => say`${at}, by ${by}`,
    all: ({ audit }: { audit: Wrap }) => say`See the full ${audit('audit log')}.`,
  },
}
