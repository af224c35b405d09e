import { type Part, say } from '../sentence.ts'

/** Setting up an authenticator app, and turning it off. */
export const authenticator = {
  enableTitle: 'Enable two-factor authentication',
  replaceTitle: 'Replace your authenticator app',
  alreadyOn: 'Two-factor authentication is already on',
  nothingToDo: 'You turned it on a moment ago, perhaps in another tab. There is nothing left to set up.',
  keepsWorking: 'Your present app keeps working until the new one is confirmed.',
  /** To who was about to change settings of a workspace. */
  forSettings:
    'Changing the settings of a workspace takes two-factor authentication. Once it is set up, you come back to them; nothing is saved yet.',
  anew: 'More than ten minutes have passed, so this is a new key. Delete the entry that you have just added to your app, and add this one.',
  install: 'Install an authenticator app on your phone, if you have none. Any one will do.',
  add: 'Add this account to the app.',
  scan: 'Scan this with the app.',
  enterCode: 'Enter the 6-digit code that it shows.',
  code: 'Code',
  enable: 'Enable',
  replace: 'Replace',
  qrCode: 'QR code for your authenticator app. The key beside it says the same.',
  onThisPhone: 'Is the app on this phone?',
  openInApp: 'Open it in your app',
  typeTheKey: 'Or type this key:',
  keyDetails: ({ email }: { email: Part }) =>
    say`Account ${email}, time-based, 6 digits, SHA-1, every 30 seconds.`,
  copyTheKey: 'Copy the key',
  disableTitle: 'Disable two-factor authentication',
  disableQuestion: 'Disable two-factor authentication?',
  disableConsequence:
    'Your account will be protected by your password only. Your authenticator app and your recovery codes stop working. You stay signed in here, and your other browsers are signed out.',
  disable: 'Disable',
  keepOn: 'Keep it on',
  /** To a session whose way in a workspace of the account does not take. */
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
    'If you lose your phone, one of these gets you in. Each works once. This is the only time they are shown.',
  download: 'Download',
  print: 'Print',
  whereToKeep: 'Keep them where you keep passwords, not on the same phone. They count once you confirm.',
  confirm: 'I have saved these codes',
  /** The first lines of the file to download. */
  fileHead: ({ email, host, at }: { email: string; host: string; at: string }) =>
    `Sallyport recovery codes\n\nAccount: ${email}\nIssued by: ${host}\nDate: ${at}\n\nEach works once, in place of a code of your authenticator app. Keep them where you keep passwords.`,
  title: 'Recovery codes',
  usedOne: 'You signed in with a recovery code. It doesn’t work again.',
  notCurrent: 'Those codes were no longer current, and nothing was changed. Make a new set.',
  left: (count: number, all: number) => `${count} of ${all} left.`,
  none: 'You have no recovery codes.',
  noneLeft: 'Without any, a lost phone locks you out.',
  fewLeft: 'Few are left. Make a new set while you can still sign in.',
  phoneLost: 'Is your phone lost? Set up another authenticator app. The lost one then stops working.',
  setUpAnother: 'Set up another authenticator app',
  oldOnesKeepWorking:
    'The codes that you have keep working until you confirm that you have saved the new ones.',
  continue: 'Continue',
  makeNew: 'Make new recovery codes',
  back: 'Back to Security',
}
