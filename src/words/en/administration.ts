import { type Part, say, type Wrap } from '../sentence.ts'

export const members = {
  titleOf: (workspace: string) => `${workspace} members`,
  refusals: {
    'not-an-address': 'Enter a valid email address.',
    'not-a-role': 'Choose a role.',
    'not-a-member': 'This person is no longer a member.',
    'already-a-member': 'This person is already a member. Change their role in the list below.',
    'not-allowed': 'Only owners can add or remove owners.',
    'last-owner': 'A workspace needs an owner. Make another member an owner first.',
    'last-enrolled-owner':
      'This workspace requires two-factor authentication, and this is the only owner who has enrolled. Make another enrolled member an owner first.',
    'changed-meanwhile': 'Someone else just changed this member. Check the list, then try again.',
  },
  done: { put: 'Saved.', removed: 'Removed. They’ll lose access within minutes.' },
  noSuchAccount: ({ contact }: { contact: Part }) =>
    say`No account uses this email address. Ask ${contact} to create one. Then add this person here.`,
  /** A member's state under the policy. */
  standings: {
    enrolled: 'Enrolled',
    vouched: 'Second factor at provider',
    pending: 'Not enrolled yet',
    overdue: 'Blocked until enrolled',
    free: 'Not enrolled',
  },
  /** Beside the status of a member with an imported authenticator app. */
  unusedImport: 'Imported, not used yet',
  add: 'Add a member',
  /** Shown above the field for the address. */
  accountFirst: ({ contact }: { contact: Part }) =>
    say`You can add people who already have an account on this platform. For anyone else, first ask ${contact} to create one.`,
  email: 'Email address',
  role: 'Role',
  save: 'Add',
  standing: 'Filter by status',
  all: (count: number) => `All ${count}`,
  /** A status from `standings`, and the number of members with it. */
  standingCount: (standing: string, count: number) => `${standing} ${count}`,
  find: 'Find a member',
  findHint: 'Type the beginning of the email address.',
  search: 'Search',
  clearSearch: 'Clear search',
  audited: 'Sorted by email address. Viewing this list is recorded in the audit log.',
  nobody: 'No members match this filter.',
  changeRole: 'Change role',
  roleOf: (member: string) => `Role of ${member}`,
  changeRoleOf: (member: string) => `Change role of ${member}`,
  remove: 'Remove',
  removeThis: (member: string) => `Remove ${member}`,
  removalTitle: 'Remove a member',
  removalQuestion: ({ email }: { email: Part }) => say`Remove ${email}?`,
  removalConsequence: ({ workspace }: { workspace: Part }) =>
    say`They’ll lose access to ${workspace} within minutes. They keep their account, and you can add them again at any time.`,
  keep: 'Cancel',
}

/** The ways to sign in that a workspace accepts. */
export const allowedWays = {
  titleOf: (workspace: string) => `${workspace} sign-in`,
  title: 'Ways to sign in',
  explanation: ({ workspace }: { workspace: Part }) =>
    say`Before you save, ask everyone to link an allowed method under Security. Afterwards only your platform’s support team can do this for them. Members can enter ${workspace} only with the methods checked here. Anyone signed in another way must sign in again. Memberships and roles don’t change.`,
  allowed: 'Allowed methods',
  secondFactorCounts: 'its second factor is accepted here',
  save: 'Save',
  none: 'Choose at least one method. Otherwise nobody could get in.',
  own: (provider: string) =>
    `You’re signed in with ${provider} yourself. To remove it from the list, sign in another way first.`,
  gone: 'One of these methods is no longer available. Choose again.',
}

export const tokens = {
  titleOf: (workspace: string) => `${workspace} API tokens`,
  refusals: {
    'not-a-name': 'Enter a name of up to 100 characters, on one line.',
    'made-already':
      'This token was already created, because the form was sent twice. If you didn’t copy the token, revoke it and create a new one.',
    'too-many': 'This workspace already has 100 tokens. Revoke one first.',
  },
  notALifetime: (mostDays: number) => `Choose a lifetime of 1 to ${mostDays} days.`,
  revoked:
    'Token revoked. It no longer works. Invitations that it has sent stay open. Check them under Members.',
  make: 'Create a token',
  explanation: ({ api }: { api: Wrap }) =>
    say`Programs use a token to call the ${api('API')} on behalf of this workspace. It stops working if you lose your role here.`,
  name: 'Name',
  lasts: 'Expires after',
  submit: 'Create',
  title: 'Tokens',
  none: 'No tokens yet.',
  made: ({ token }: { token: Part }) =>
    say`Token ${token} created. Copy it now. You won’t be able to see it again.`,
  operator: 'your platform’s support team',
  madeBy: ({ maker, at, endsAt }: { maker: Part; at: Part; endsAt: Part }) =>
    say`Created by ${maker} on ${at}, expires on ${endsAt}`,
  revoke: 'Revoke',
  revokeThis: (token: string) => `Revoke ${token}`,
}
