import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, PASSWORD_PROBLEMS } from '../../core/password.ts'
import { type Part, say } from '../sentence.ts'

/** The Security tab of an account. */
export const account = {
  done: {
    'codes-saved': 'Two-factor authentication is on, and your new recovery codes count from now on.',
    already: 'Two-factor authentication is on already, perhaps from another tab. Nothing was changed.',
    replaced:
      'Your new authenticator app counts from now on, and the old one no longer does. Your other browsers are signed out.',
    linked: 'Linked. From now on you can sign in that way, too.',
    unlinked: 'Unlinked. Browsers that were signed in that way are signed out, save this one.',
    'last-way': 'That is your only way in, or it is unlinked already. Nothing was changed.',
    password: 'Your new password counts from now on. Your other browsers are signed out.',
    disabled: 'Two-factor authentication is off. Your recovery codes are gone, too.',
  },
  title: 'Security',
  twoFactor: 'Two-factor authentication',
  on: 'On',
  off: 'Off',
  why: 'With it, a stolen password alone opens nothing: signing in also asks for a code from an app on your phone. Any authenticator app will do. It takes two minutes.',
  vouchedFor: ({ provider }: { provider: Part }) =>
    say`${provider} asked for a second factor when you signed in, and that counts here, too: for as long as you come in that way, you need none of Sallyport’s.`,
  requiredSince: ({ workspace, at }: { workspace: Part; at: Part }) =>
    say`${workspace} has required it since ${at}.`,
  requiredFrom: ({ workspace, at }: { workspace: Part; at: Part }) =>
    say`${workspace} requires it from ${at}.`,
  enable: 'Enable two-factor authentication',
  confirmedAt: ({ at }: { at: Part }) => say`Authenticator app, confirmed ${at}.`,
  replace: 'Replace authenticator app',
  recoveryCodes: 'Recovery codes',
  codesLeft: (count: number) => `${count} left`,
  unsavedCodes:
    'You haven’t confirmed yet that your new recovery codes are saved. Until you do, they don’t count.',
  showCodes: 'Show them, and confirm',
  whatCodesAreFor: 'Each gets you in once when your phone is not at hand.',
  noCodes: 'You have none. If you lose your phone, only whoever runs this platform can let you back in.',
  fewCodes: 'Few are left. Make a new set while you can still sign in.',
  makeCodes: 'Make recovery codes',
  turnOff: 'Turn it off',
  requiredByOne: ({ workspace }: { workspace: Part }) =>
    say`You can’t, as long as ${workspace} requires it. You can replace your authenticator app at any time.`,
  requiredBySeveral: ({ workspaces }: { workspaces: Part }) =>
    say`You can’t, as long as ${workspaces} require it. You can replace your authenticator app at any time.`,
  disable: 'Disable two-factor authentication',
  password: 'Password',
  changePassword: 'Change password',
}

/** Ways to sign in, on the same tab. */
export const waysIn = {
  title: 'Ways to sign in',
  closed:
    'One of your workspaces doesn’t accept the way you signed in. To link another way, first sign in with a way that this workspace accepts, or contact your platform’s support team.',
  link: ({ provider }: { provider: Part }) => say`Link your ${provider}`,
  linkAnother: ({ provider }: { provider: Part }) => say`Link another ${provider}`,
  linkedAt: ({ at }: { at: Part }) => say`linked ${at}`,
  onlyWay: 'Your only way in',
  unlink: 'Unlink',
  unlinkThis: (provider: string, who: string) => `Unlink ${provider}, ${who}`,
  /** Whose identity came back from the provider, before it is linked. */
  confirm: {
    title: 'Link this account?',
    lead: ({ provider, email }: { provider: Part; email: Part }) =>
      say`You signed in at ${provider}. Once linked, this account can sign in to ${email}:`,
    name: 'Name',
    email: 'E-mail address',
    unverifiedEmail: 'E-mail address (not verified)',
    subject: 'Account ID',
    warning:
      'Link it only if it is yours. Anyone who can sign in to it can then sign in to your account here.',
    submit: 'Link this account',
    notMine: 'Not mine',
  },
}

export const sessions = {
  title: 'Sessions',
  ended: (span: string) => `Ended. Workspaces that were open there close within ${span}.`,
  where: 'Where you are signed in',
  thisBrowser: 'This browser',
  signedInAt: ({ at }: { at: Part }) => say`signed in ${at}`,
  lastSeenAt: ({ at }: { at: Part }) => say`last seen ${at}`,
  how: {
    none: ({ provider }: { provider: Part }) => say`by ${provider} only`,
    totp: ({ provider }: { provider: Part }) => say`by ${provider}, with an authenticator app`,
    recovery_code: ({ provider }: { provider: Part }) => say`by ${provider}, with a recovery code`,
    provider: ({ provider }: { provider: Part }) => say`by ${provider}, with its second factor`,
  },
  end: 'End',
  endThis: (browser: string) => `End the session of ${browser}`,
  endOthers: 'Sign out everywhere else',
  noOthers: 'You are signed in nowhere else.',
}

export const password = {
  title: 'Change your password',
  consequence: 'Afterwards you stay signed in here, and your other browsers are signed out.',
  current: 'Current password',
  new: 'New password',
  again: 'Repeat the new one',
  show: 'Show passwords',
  notRepeated: 'The two new passwords are not the same. Type all of them again.',
  hint: `${PASSWORD_MIN_LENGTH} to ${PASSWORD_MAX_LENGTH} characters. Four or five words that nobody would put together will do.`,
  submit: 'Change password',
  problems: {
    'too-short': `${PASSWORD_PROBLEMS['too-short']}.`,
    'too-long': `${PASSWORD_PROBLEMS['too-long']}.`,
    common: `${PASSWORD_PROBLEMS.common}.`,
    'about-owner': `${PASSWORD_PROBLEMS['about-owner']}.`,
  },
  unchanged: 'That is your present password already. Choose another one.',
  wrong: 'That isn’t your current password. Check it, and type all three again.',
  overtaken: 'Your password was changed a moment ago, perhaps in another tab. Nothing was changed now.',
}
