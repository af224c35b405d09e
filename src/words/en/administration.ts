import { type Part, say, type Wrap } from '../sentence.ts'

export const members = {
  titleOf: (workspace: string) => `Members of ${workspace}`,
  refusals: {
    'not-an-address': 'That isn’t an e-mail address.',
    'not-a-role': 'Choose one of the roles.',
    'no-such-account': 'No account has this address. Whoever runs the platform makes accounts.',
    'not-a-member': 'They are no longer a member.',
    'already-a-member': 'They are a member already. Change their role in the list.',
    'not-allowed': 'Only an owner makes or unmakes an owner.',
    'last-owner': 'A workspace needs an owner. Make another member an owner first.',
    'last-enrolled-owner':
      'They are the last owner with two-factor authentication, and this workspace requires it. Make another enrolled member an owner first.',
    'changed-meanwhile': 'Somebody else changed this member meanwhile. Look again.',
  },
  done: { put: 'Saved.', removed: 'Removed. Their way in closes within minutes.' },
  /** How a member stands against the policy. */
  standings: {
    enrolled: 'Enrolled',
    vouched: 'Second factor at their provider',
    pending: 'Not yet enrolled',
    overdue: 'Blocked until enrolled',
    free: 'Not enrolled',
  },
  add: 'Add a member',
  email: 'E-mail address',
  role: 'Role',
  save: 'Add',
  standing: 'Standing',
  all: (count: number) => `All ${count}`,
  /** One of `standings`, and how many are so. */
  standingCount: (standing: string, count: number) => `${standing} ${count}`,
  audited: 'Each look at this list is written to the audit.',
  nobody: 'Nobody here.',
  changeRole: 'Change role',
  roleOf: (member: string) => `Role of ${member}`,
  changeRoleOf: (member: string) => `Change role of ${member}`,
  remove: 'Remove',
  removeThis: (member: string) => `Remove ${member}`,
  removalTitle: 'Remove a member',
  removalQuestion: ({ email }: { email: Part }) => say`Remove ${email}?`,
  removalConsequence: ({ workspace }: { workspace: Part }) =>
    say`${workspace} closes to them within minutes. Their account stays, and you can add them again at any time.`,
  keep: 'Keep',
}

/** Which ways to sign in a workspace takes. */
export const allowedWays = {
  titleOf: (workspace: string) => `Sign-in of ${workspace}`,
  title: 'Ways to sign in',
  explanation: ({ workspace }: { workspace: Part }) =>
    say`Members come into ${workspace} only through what is ticked here. Whoever is in by another way is asked to sign in again; memberships and roles stay. Have everybody link an allowed way first, under Security: once you save, only the operator can do that for them.`,
  allowed: 'Allowed',
  secondFactorCounts: 'its own second factor counts here',
  save: 'Save',
  none: 'Choose one way at least: else nobody could come in.',
  own: (provider: string) =>
    `You came in through ${provider} yourself. To leave it out, sign in another way first.`,
  gone: 'One of these ways is no longer configured. Choose again.',
}

export const tokens = {
  titleOf: (workspace: string) => `API tokens of ${workspace}`,
  refusals: {
    'not-a-name': 'Give it a name of up to 100 characters, in one line.',
    'made-already':
      'This token is made already: the page was sent twice. If you didn’t copy it, revoke it and make another.',
    'too-many': 'This workspace has a hundred tokens. Revoke one first.',
  },
  notALifetime: (mostDays: number) => `Choose how long it lasts: 1 to ${mostDays} days.`,
  revoked: 'Revoked. It opens nothing any more.',
  make: 'Make a token',
  explanation: ({ api }: { api: Wrap }) =>
    say`For programs that use the ${api('API')} on behalf of this workspace. It ends with your role here.`,
  name: 'Name',
  lasts: 'Lasts',
  submit: 'Make',
  title: 'Tokens',
  none: 'There are none.',
  made: ({ token }: { token: Part }) =>
    say`${token} is made. Copy it now: this is the only time it is shown.`,
  operator: 'the operator',
  madeBy: ({ maker, at, endsAt }: { maker: Part; at: Part; endsAt: Part }) =>
    say`Made by ${maker} ${at}, ends ${endsAt}`,
  revoke: 'Revoke',
  revokeThis: (token: string) => `Revoke ${token}`,
}

export const audit = {
  titleOf: (workspace: string) => `Audit of ${workspace}`,
  actions: {
    'workspace.put': 'Workspace set up or changed',
    'workspace.entered': 'Entered',
    'workspace.refused': 'Turned away',
    'prompt.deferred': 'Asked to be reminded later',
    'policy.changed': 'Policy changed',
    'providers.changed': 'Ways to sign in changed',
    'appearance.changed': 'Name or colour changed',
    'logo.changed': 'Logo changed',
    'logo.removed': 'Logo removed',
    'member.put': 'Member added or role changed',
    'member.removed': 'Member removed',
    'members.viewed': 'Looked at the list of members',
    'token.created': 'API token made',
    'token.revoked': 'API token revoked',
  },
  nothing: 'Nothing has happened yet.',
  older: 'Older',
  from: ({ ip }: { ip: Part }) => say`from ${ip}`,
  chained: 'Each entry carries the hash of the one before it.',
  export: 'Export all',
}
