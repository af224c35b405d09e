import { type Part, say } from '../sentence.ts'

/** Setting up an authenticator app, and disabling two-factor authentication. */
export const authenticator = {
  enableTitle: 'Enable two-factor authentication',
  replaceTitle: 'Replace your authenticator app',
  alreadyOn: 'Two-factor authentication is already on',
  nothingToDo: 'You enabled it a moment ago, perhaps in another tab. There is nothing left to set up.',
  keepsWorking: 'Your current app keeps working until you confirm the new one.',
  /** Shown to an admin who wanted to change the settings of a workspace. */
  forSettings:
    'You need two-factor authentication to change the settings of a workspace. Set it up, and you’ll return to the settings. Nothing has been saved yet.',
  /** Shown where a page of a workspace requires a second factor. */
  forPage: ({ workspace }: { workspace: Part }) =>
    say`${workspace} requires two-factor authentication for the page that you opened.`,
  anew: 'This is a new key, because more than ten minutes have passed. In your app, delete the entry that you just added. Then add this one.',
  install:
    'Install an authenticator app if you don’t have one, such as 1Password, Bitwarden, Google Authenticator or Microsoft Authenticator.',
  add: 'Add this account to the app.',
  scanOrType: 'Scan this QR code with the app. Or type this key into the app:',
  enterCode: 'Enter the 6-digit code that the app shows.',
  code: 'Code',
  enable: 'Enable',
  replace: 'Replace',
  qrCode: 'QR code for your authenticator app. It contains the same key as the text on this page.',
  onThisPhone: 'On this device?',
  openInApp: 'Open authenticator app',
  keySettings: 'Key details',
  keyDetails: ({ email }: { email: Part }) =>
    say`Account ${email}, time-based, 6 digits, SHA-1, every 30 seconds.`,
  copyTheKey: 'Copy key',
  /** An app beside passkeys. */
  addTitle: 'Add an authenticator app',
  addToAccount: 'Add',
  removeTitle: 'Remove authenticator app',
  removeQuestion: 'Remove your authenticator app?',
  removeConsequence:
    'Its codes will stop working. Your passkeys and your recovery codes stay. Other browsers where you entered a code are signed out.',
  remove: 'Remove',
  keepApp: 'Keep it',
  disableTitle: 'Disable two-factor authentication',
  disableQuestion: 'Disable two-factor authentication?',
  /** What turning it off leads to. The second text is for an account without a password. */
  leftWithPassword: 'Your account will be protected by your password only.',
  leftWithoutPassword: 'Signing in will have no second step here.',
  disableConsequence:
    'Your authenticator app, your passkeys and your recovery codes will stop working. You’ll stay signed in here. Your other browsers will be signed out.',
  disable: 'Disable',
  keepOn: 'Keep it on',
  /** Shown when a workspace of the account does not accept this session's sign-in method. */
  otherWay: {
    title: 'Sign in another way first',
    lead: ({ provider, ways }: { provider: Part; ways: Part }) =>
      say`You signed in with ${provider}, which one of your workspaces doesn’t accept. To set up two-factor authentication, first sign in with ${ways}.`,
    why: 'Otherwise, someone who stole that sign-in could set up their own app and lock you out of the workspace.',
  },
}

export const recoveryCodes = {
  saveTitle: 'Save your recovery codes',
  saveLead:
    'If you lose your phone, use one of these codes to sign in. Each works once. Save them now: you won’t see them again.',
  download: 'Download',
  print: 'Print',
  whereToKeep:
    'Keep them somewhere safe, such as a password manager, and not only on your phone. They start working when you confirm below.',
  confirm: 'I have saved these codes',
  /** The first lines of the file to download. */
  fileHead: ({ email, host, at }: { email: string; host: string; at: string }) =>
    `Recovery codes\n\nAccount: ${email}\nIssued by: ${host}\nDate: ${at}\n\nUse one to sign in without your authenticator app or passkey. Each works once. Keep them somewhere safe, such as a password manager.`,
  title: 'Recovery codes',
  usedOne: 'You used a recovery code. It can’t be used again.',
  notCurrent: 'The codes that you confirmed were out of date. Nothing was changed. Create new ones.',
  left: (count: number, all: number) => `${count} of ${all} left.`,
  none: 'You have no recovery codes.',
  noneLeft: 'If you lose your phone now, you won’t be able to sign in.',
  fewLeft: 'You’re running low. Create new codes while you can still sign in.',
  phoneLost:
    'Lost your phone? Set up another authenticator app. The app on the lost phone then stops working.',
  setUpAnother: 'Set up another authenticator app',
  oldOnesKeepWorking: 'Your current codes keep working until you confirm that you have saved the new ones.',
  /** Goes on without recovery codes. */
  later: 'Later',
  continue: 'Continue',
  makeNew: 'Create new recovery codes',
  back: 'Back to Security',
}
