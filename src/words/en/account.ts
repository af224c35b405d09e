import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../core/password.ts'
import { type Part, say } from '../sentence.ts'

/** The Security tab of an account. */
export const account = {
  done: {
    'codes-saved': 'Two-factor authentication is on. Your recovery codes are ready to use.',
    already:
      'Two-factor authentication is already on. You may have enabled it in another tab. Nothing was changed.',
    replaced:
      'Your new authenticator app is active. The old one no longer works. Your other browsers were signed out.',
    'app-added': 'Your authenticator app was added. You can use its codes from now on.',
    'app-works': 'Your authenticator app works.',
    'app-removed': 'Your authenticator app was removed. Its codes no longer work.',
    linked: 'Linked. You can now sign in this way, too.',
    unlinked: 'Unlinked. Other browsers that were signed in this way were signed out.',
    'last-way': 'Nothing was changed. This is your only way to sign in, or it was already unlinked.',
    password: 'Your password was changed. Your other browsers were signed out.',
    disabled: 'Two-factor authentication is off. Your recovery codes were deleted.',
    address:
      'Your email address was changed. Sign in with it from now on. Your other browsers were signed out.',
  },
  title: 'Security',
  twoFactor: 'Two-factor authentication',
  isOn: 'Two-factor authentication is on.',
  on: 'On',
  off: 'Off',
  why: 'Add a second step to sign-in: a passkey, or a code from an app on your phone. A stolen password is then not enough. It takes two minutes to set up.',
  vouchedFor: ({ provider }: { provider: Part }) =>
    say`You used a second factor when you signed in with ${provider}. That is enough here, too. You don’t need to set one up as long as you sign in that way.`,
  requiredSince: ({ workspace, at }: { workspace: Part; at: Part }) =>
    say`${workspace} has required two-factor authentication since ${at}.`,
  requiredFrom: ({ workspace, at }: { workspace: Part; at: Part }) =>
    say`${workspace} will require two-factor authentication from ${at}.`,
  enable: 'Enable two-factor authentication',
  authenticatorApp: 'Authenticator app',
  confirmedAt: ({ at }: { at: Part }) => say`Added ${at}`,
  replace: 'Replace authenticator app',
  recoveryCodes: 'Recovery codes',
  codesLeft: (count: number) => `${count} left`,
  unsavedCodes: 'Your new recovery codes don’t work yet. First confirm that you have saved them.',
  showCodes: 'Show and confirm',
  whatCodesAreFor: 'Use one to sign in without your phone. Each works once.',
  noCodes:
    'You have no recovery codes. If you lose your phone, only your platform’s support team can let you back in.',
  fewCodes: 'You’re running low. Create new codes while you can still sign in.',
  makeCodes: 'Create recovery codes',
  newCodes: 'New codes',
  requiredByOne: ({ workspace }: { workspace: Part }) =>
    say`You can’t disable it while ${workspace} requires it. You can replace your authenticator app at any time.`,
  requiredBySeveral: ({ workspaces }: { workspaces: Part }) =>
    say`You can’t disable it while ${workspaces} require it. You can replace your authenticator app at any time.`,
  disable: 'Disable two-factor authentication',
  address: 'Email address',
  changeAddress: 'Change email address',
  addressWaits: ({ address }: { address: Part }) => say`Waiting for you to confirm ${address}.`,
  password: 'Password',
  change: 'Change',
  changePassword: 'Change password',
}

/** Ways to sign in, on the same tab. */
export const waysIn = {
  title: 'Ways to sign in',
  closed:
    'One of your workspaces doesn’t accept the way you signed in. To link another way, first sign in with a method that this workspace accepts, or contact your platform’s support team.',
  link: ({ provider }: { provider: Part }) => say`Link ${provider}`,
  linkAnother: ({ provider }: { provider: Part }) => say`Link another ${provider} account`,
  linkedAt: ({ at }: { at: Part }) => say`linked ${at}`,
  onlyWay: 'Your only way to sign in',
  unlink: 'Unlink',
  unlinkThis: (provider: string, who: string) => `Unlink ${provider}, ${who}`,
  /** The account at the provider, before it is linked. */
  confirm: {
    title: 'Link this account?',
    lead: ({ provider, email }: { provider: Part; email: Part }) =>
      say`You signed in to ${provider} with the account below. If you link it, you can use it to sign in as ${email}.`,
    name: 'Name',
    email: 'Email address',
    unverifiedEmail: 'Email address (not verified)',
    subject: 'Account ID',
    warning:
      'Link it only if it is yours. Anyone who can sign in to it can then sign in to your account here.',
    submit: 'Link this account',
    notMine: 'Not mine',
  },
}

export const sessions = {
  title: 'Sessions',
  ended: (span: string) => `Signed out. Workspaces that are open in that browser close within ${span}.`,
  where: 'Where you’re signed in',
  thisBrowser: 'This browser',
  signedInAt: ({ at }: { at: Part }) => say`signed in ${at}`,
  lastSeenAt: ({ at }: { at: Part }) => say`last active ${at}`,
  how: {
    none: ({ provider }: { provider: Part }) => say`${provider} only`,
    totp: ({ provider }: { provider: Part }) => say`${provider} and an authenticator app`,
    recovery_code: ({ provider }: { provider: Part }) => say`${provider} and a recovery code`,
    passkey: ({ provider }: { provider: Part }) => say`${provider} and a passkey`,
    provider: ({ provider }: { provider: Part }) => say`${provider}, with a second factor there`,
  },
  end: 'Sign out',
  endThis: (browser: string) => `Sign out ${browser}`,
  endOthers: 'Sign out everywhere else',
  noOthers: 'You’re not signed in anywhere else.',
}

export const password = {
  title: 'Change your password',
  consequence: 'You’ll stay signed in here. Your other browsers will be signed out.',
  current: 'Current password',
  new: 'New password',
  again: 'Confirm new password',
  show: 'Show passwords',
  notRepeated: 'The new passwords don’t match. Enter all three passwords again.',
  hint: `${PASSWORD_MIN_LENGTH} to ${PASSWORD_MAX_LENGTH} characters. Try four or five unrelated words.`,
  submit: 'Change password',
  problems: {
    'too-short': `Use at least ${PASSWORD_MIN_LENGTH} characters.`,
    'too-long': `Use at most ${PASSWORD_MAX_LENGTH} characters.`,
    common: 'This password is too common. Choose another one.',
    'about-owner':
      'This password is too easy to guess. Avoid your name, your email address and the name of this service.',
  },
  unchanged: 'That is already your current password. Choose a new one.',
  wrong: 'That is not your current password. Enter all three passwords again.',
  overtaken: 'Your password was changed a moment ago, perhaps in another tab. Nothing was changed this time.',
}
