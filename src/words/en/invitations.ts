import { type Part, say } from '../sentence.ts'

/** Invitations to a workspace, and leaving one. Loaded with the first page that shows them. */
export const invitations = {
  leave: {
    titleOf: (workspace: string) => `Leave ${workspace}`,
    question: ({ workspace }: { workspace: Part }) => say`Leave ${workspace}?`,
    holds: {
      'last-owner': 'You’re the only owner of this workspace. Make another member an owner first.',
      'last-enrolled-owner':
        'This workspace requires two-factor authentication, and you’re the only owner who has enrolled. Make another enrolled member an owner first.',
    },
    consequence: ({ workspace }: { workspace: Part }) =>
      say`You’ll lose access to ${workspace} within minutes. You keep your account. To come back, you need an admin to invite or add you again.`,
    /** To an owner or admin. */
    tokens: 'API tokens and service tokens that you created stop working at once.',
    toMembers: 'See the members',
    submit: 'Leave',
    stay: 'Stay',
  },
  /** The page that a link in an invitation leads to. */
  invitation: {
    titleOf: (workspace: string) => `Join ${workspace}`,
    facts: { email: 'For', role: 'Role', inviter: 'Invited by', until: 'Valid until' },
    otherAccount: ({ email, other }: { email: Part; other: Part }) =>
      say`This invitation is for ${email}. You’re signed in as ${other}.`,
    consequence: ({ workspace }: { workspace: Part }) =>
      say`You can leave ${workspace} at any time. Its admins can require two-factor authentication of its members.`,
    accept: 'Accept invitation',
    enrolFirst: ({ workspace }: { workspace: Part }) =>
      say`${workspace} requires two-factor authentication. Set it up first. Then you come back here to accept.`,
    signInFirst: ({ email }: { email: Part }) => say`To accept, sign in as ${email}.`,
    signIn: 'Sign in',
    makeAccount: ({ email }: { email: Part }) =>
      say`To accept, create your account. From then on you sign in with ${email} and this password.`,
    name: 'Your name',
    unusableName: 'Enter your name: up to 100 characters, on one line.',
    password: 'Password',
    passwordAgain: 'Confirm the password',
    notRepeated: 'The passwords don’t match. Enter both again.',
    makeAndJoin: 'Create account and join',
    /** While the workspace requires a second factor, which is set up next. */
    makeAndGoOn: 'Create account',
    changed: 'Something changed in the meantime. Check this page, then try again.',
    noWay: ({ contact }: { contact: Part }) =>
      say`You need an account first. Ask ${contact} to create one for this address. Then open this link again.`,
    acceptedTitle: 'You’ve accepted this invitation',
    endedTitle: 'This invitation no longer works',
    expired: ({ workspace }: { workspace: Part }) =>
      say`It has expired. Ask an admin of ${workspace} to send it again.`,
    over: 'It was withdrawn, replaced by a newer message, or already used. Look for a newer message, or ask the person who invited you.',
  },
  /** The list of members. */
  members: {
    invite: 'Invite somebody',
    explanation:
      'They get an email with a link, and become a member when they accept. They don’t need an account yet.',
    submit: 'Send invitation',
    limits: ({ days, aDay, aWeek, open }: { days: number; aDay: number; aWeek: number; open: number }) =>
      `The link works for ${days} days. You can send ${aDay} invitations a day, and ${aWeek} a week to the same address. At most ${open} can be open.`,
    noMail: ({ contact }: { contact: Part }) =>
      say`This platform doesn’t send email, so you can’t invite people. Ask ${contact} to create an account. Then add the person below.`,
    /** Above the form that adds a member, on a platform that sends mail. */
    addWithout: 'People who already have an account can be added without an invitation. They aren’t asked.',
    title: 'Invitations',
    none: 'No open invitations.',
    states: { open: 'Invited', expired: 'Expired', accepted: 'Accepted' },
    sent: ({ at, until }: { at: Part; until: Part }) => say`Sent on ${at}. The link works until ${until}.`,
    expired: 'The link no longer works. Send the invitation again, or revoke it.',
    resend: 'Send again',
    resendThis: (email: string) => `Send again to ${email}`,
    revoke: 'Revoke',
    revokeThis: (email: string) => `Revoke the invitation of ${email}`,
    tooMany: ({ span }: { span: Part }) => say`Too many invitations. Try again in ${span}.`,
    refusals: {
      'changed-meanwhile': 'Someone else just changed this invitation. Check the list, then try again.',
      'not-found': 'This invitation no longer exists.',
      'already-accepted': 'This invitation has been accepted.',
    },
    done: {
      sent: 'Invitation sent.',
      open: 'This address already has an open invitation. Nothing was sent.',
      resent: 'Sent again. The link of the previous message still works.',
      revoked: 'Revoked. The link no longer works.',
    },
  },
}
