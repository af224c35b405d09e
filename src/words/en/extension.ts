import { type Part, say } from '../sentence.ts'

/** The words about extensions. Loaded with the pages about members. */
export const extension = {
  members: {
    passkey: 'Passkey',
    extendedUntil: ({ at }: { at: Part }) => say`Extended until ${at}`,
    withoutPasskey: 'No passkey',
    extend: 'Extension',
    extendThis: (member: string) => `Extension for ${member}`,
    /** The link to the page, where the member has no extension yet. */
    giveTime: 'Give more time',
    giveTimeTo: (member: string) => `Give more time to ${member}`,
    done: {
      extended: 'Extension granted. It takes effect everywhere within a minute.',
      'not-extended': 'Extension taken back. It takes effect everywhere within a minute.',
    },
  },
  /** The page that grants an extension to a member, or takes it back. */
  page: {
    title: 'Extension',
    titleOf: ({ email }: { email: Part }) => say`Extension for ${email}`,
    explanation: ({ workspace }: { workspace: Part }) =>
      say`An extension gives this member more time to meet the policies of ${workspace}. Until it ends, they can open the workspace as if the policies were not in effect yet.`,
    limits:
      'It ends early if you change a policy. A member can get one extension until a policy changes. The member and the other admins are told.',
    until: 'Until',
    untilHint:
      'From tomorrow to 30 days from now. The extension ends at the end of this day in UTC, or exactly 30 days from now if that is earlier.',
    reason: 'Reason',
    reasonHint: 'Up to 500 characters. The member and the admins can read it.',
    grantedBy: 'Granted by',
    grant: 'Grant extension',
    current: ({ at }: { at: Part }) => say`This member has an extension until ${at}.`,
    takeBack: 'Take back',
    takeBackConsequence:
      'If you take it back, they’ll need to meet the policies within minutes. They can’t get another extension until a policy changes.',
    keep: 'Cancel',
    backToMembers: 'Back to the members',
    /** Above the day and the reason of a form that can't be sent again. */
    typed: 'You entered this. It is not saved.',
    refusals: {
      'not-an-address': 'Enter a valid email address.',
      'not-a-member':
        'This person is not a member of this workspace. Check the address, or add them as a member first.',
      'own-extension': 'You can’t extend your own time. Ask another admin.',
      'unusable-end': 'Choose a day from tomorrow to 30 days from now.',
      'unusable-reason': 'Enter a reason of up to 500 characters, on one line.',
      'already-extended':
        'This member already had an extension. They can get another one after a policy changes.',
      'nothing-to-extend':
        'This member doesn’t need more time, because no policy that applies to them is scheduled or in effect.',
      'not-extended': 'This member has no extension any more.',
      'changed-meanwhile': 'Someone else just changed a policy or this member. Check, then try again.',
    },
  },
}
