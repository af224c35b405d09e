import { type Part, say, type Wrap } from '../sentence.ts'
import { write } from './write.ts'

/** What stands around the policy: how far enrolment is, what would happen, what to tell the team, what was changed. */
export const enforcementPanel = {
  share: (enrolled: number, members: number) => `${enrolled} of ${members} members have enrolled`,
  who: 'See who has not enrolled',
  whoIsAudited: 'Each look at names is written to the audit.',
  chart: {
    title: 'Enrolment over time',
    /** A day, and how many of how many: `12 of 20`. */
    summary: ({ from, was, now }: { from: string; was: string; now: string }) =>
      `Enrolled on ${from}: ${was}. Today: ${now}.`,
    empty: 'From tomorrow on, this shows how enrolment changes from day to day.',
    members: 'Members',
    today: 'Today',
    requiredFrom: (day: string) => `Required from ${day}`,
    byDay: 'Figures by day',
    day: 'Day',
  },
  report: {
    title: 'Report only: if it were required now',
    explanation:
      'This blocks nobody. It tells what would happen if two-factor authentication were required now.',
    blocked: (blocked: number, members: number) =>
      `${blocked} of ${members} members would be blocked until they enrol.`,
    nobody: 'Everybody has a second factor: nobody would be blocked.',
    entries: (entries: number, since: string) =>
      write.plural(entries, {
        one: `Since ${since}, members came in ${entries} time without a second factor. They would have had to enrol first.`,
        other: `Since ${since}, members came in ${entries} times without a second factor. Each time they would have had to enrol first.`,
      }),
    noEntries: (days: number) =>
      `In the last ${days} days, nobody was seen to come in without a second factor.`,
    byDay: 'Entries by day',
    entriesOfDay: 'Without a second factor',
  },
  message: {
    title: 'Message for your team',
    label: 'Text to copy',
    off: ({ workspace, host }: { workspace: string; host: string }) =>
      `Please set up two-factor authentication for ${workspace} (${host}).`,
    scheduled: ({ at, workspace, host }: { at: string; workspace: string; host: string }) =>
      `From ${at}, ${workspace} (${host}) requires two-factor authentication. Please set it up before then: whoever has not is let in again once they have.`,
    inEffect: ({ at, workspace, host }: { at: string; workspace: string; host: string }) =>
      `Since ${at}, ${workspace} (${host}) requires two-factor authentication. If you have not set it up yet, you are let in again as soon as you have.`,
    greeting: 'Hello,',
    /** Mails say so, too. */
    howTo: (link: string) => `It takes two minutes, with an authenticator app on your phone:
${link}

Keep the recovery codes that you get: they let you in without the phone.`,
  },
  changes: {
    title: 'Latest changes',
    none: 'Nobody has changed the policy yet.',
    requiredFrom: ({ at }: { at: Part }) => say`Required from ${at}`,
    turnedOff: 'Turned off',
    madeBy: ({ at, by }: { at: Part; by: Part }) => say`${at}, by ${by}`,
    all: ({ audit }: { audit: Wrap }) => say`All that happened is in the ${audit('audit')}.`,
  },
}
