import { type Part, say } from '../sentence.ts'
import { write } from './write.ts'

/** Figures about the members that a policy covers. `whom` is plural. */
const ofEnrolment = (whom: string, nobody: string) => {
  const missing = (count: number, members: number) =>
    write.plural(count, {
      one: `${count} of ${members} ${whom} has not enrolled`,
      other: `${count} of ${members} ${whom} have not enrolled`,
    })
  return {
    nobody,
    missing: (count: number, members: number) => `${missing(count, members)} yet.`,
    blocked: (count: number, members: number) =>
      `${missing(count, members)}. They are blocked until they do.`,
  }
}

const ofPasskeys = (whom: string, nobody: string) => {
  const missing = (count: number, members: number) =>
    write.plural(count, {
      one: `${count} of ${members} ${whom} doesn’t have a passkey`,
      other: `${count} of ${members} ${whom} don’t have a passkey`,
    })
  return {
    nobody,
    missing: (count: number, members: number) => `${missing(count, members)} yet.`,
    blocked: (count: number, members: number) =>
      `${missing(count, members)}. They are blocked until they add one.`,
  }
}

/** Notices about the policies of a workspace and about extensions, on pages and in mails. */
export const policyNotices = {
  /** The factor that a policy requires, and from which members. Part of the sentences below. */
  demands: {
    'second-factor': {
      everybody: 'two-factor authentication for every member',
      admins: 'two-factor authentication for owners and admins',
    },
    'phishing-resistant': {
      everybody: 'a passkey for every member',
      admins: 'a passkey for owners and admins',
    },
  },
  /** For the admins of a workspace: `notices.workspaceAt`, a demand, and the time from which the policy applies. */
  sentences: {
    'enforcement.scheduled': (workspace: string, demand: string, when: string) =>
      `${workspace} will require ${demand} from ${when}.`,
    'enforcement.seven_days_left': (workspace: string, demand: string, when: string) =>
      `${workspace} will require ${demand} from ${when}, in less than 7 days.`,
    'enforcement.one_day_left': (workspace: string, demand: string, when: string) =>
      `${workspace} will require ${demand} from ${when}, in less than a day.`,
    'enforcement.in_effect': (workspace: string, demand: string, when: string) =>
      `${workspace} has required ${demand} since ${when}.`,
  },
  /** Followed by one of the figures, as they were at the time of the notice. */
  atThatTime: (figures: string) => `At the time of this notice: ${figures}`,
  /** How many of the members that the policy covers lack its factor. */
  figures: {
    'second-factor': {
      everybody: ofEnrolment('members', 'Everyone has a second factor.'),
      admins: ofEnrolment('owners and admins', 'All owners and admins have a second factor.'),
    },
    'phishing-resistant': {
      everybody: ofPasskeys('members', 'Everyone has a passkey.'),
      admins: ofPasskeys('owners and admins', 'All owners and admins have a passkey.'),
    },
  },
  extension: {
    /** To the member. */
    forMember: (workspace: string, when: string) => `${workspace} has given you more time, until ${when}.`,
    means: 'Until then you can open the workspace as before. Set up what’s missing before that.',
    /** To admins, about a member. */
    forAdmins: (email: string, when: string) => `${email} has more time, until ${when}.`,
    reason: ({ reason }: { reason: Part }) => say`Reason: ${reason}`,
    grantedBy: ({ by }: { by: Part }) => say`Granted by ${by}`,
  },
}
