import { type Part, say, type Wrap } from '../sentence.ts'

export const verify = {
  title: 'Two-factor authentication',
  titleOfStepUp: 'Confirm that it’s you',
  enterCode: (digits: number) =>
    `Enter the ${digits}-digit code from your authenticator app, or a recovery code.`,
  enterRecoveryCode: 'Enter one of the recovery codes that you saved. Each works once.',
  whyAgain: 'For your security, confirm it again to continue.',
  whyForWorkspace: ({ workspace }: { workspace: Part }) =>
    say`${workspace} asks you to confirm it’s you before it shows this page.`,
  code: 'Code',
  recoveryCode: 'Recovery code',
  submit: 'Continue',
  whyText:
    'Two-factor authentication is on for this account. Each sign-in also asks for a second step, so a stolen password is not enough.',
  signingInAs: ({ email, notYou }: { email: Part; notYou: Wrap }) =>
    say`Signing in as ${email}. ${notYou('Not you?')}`,
  useApp: 'Use your authenticator app',
  useRecoveryCode: 'Lost your phone? Use a recovery code',
  otherWay: 'Try another way',
  /** Leads to a page that explains how to get back in without any second factor. */
  lost: 'I’ve lost my phone and my codes',
  neither: ({ contact }: { contact: Part }) =>
    say`None of these at hand? Ask ${contact} to reset your two-factor authentication.`,
  locked: {
    title: 'Your account is locked',
    since: ({ time }: { time: Part }) =>
      say`Nobody has been able to sign in to it since ${time}. It was locked because a change to it was reported as not yours.`,
    next: ({ contact }: { contact: Part }) =>
      say`To unlock it, contact ${contact}. They’ll first check that it’s really you. Your workspaces and settings are kept.`,
    /** To a recovery, which ends the lock. */
    recover: 'Recover my account',
    otherAccount: 'Sign in with another account',
  },
}

/** Why a code was refused. */
export const codeRefusals = {
  malformed: (digits: number) =>
    `Enter the ${digits}-digit code from your app, or a recovery code of 24 letters and digits.`,
  /** For an account without an app. */
  malformedRecovery: 'Enter a recovery code of 24 letters and digits.',
  /** Where only the app's code is taken. */
  notOfApp: (digits: number) => `Enter the ${digits}-digit code your app shows for this account.`,
  wrongCode: 'That code is wrong or has expired. Enter the one your app shows now.',
  wrongRecoveryCode: 'That recovery code is wrong. Compare it with the codes that you saved most recently.',
  usedCode: 'That code was already used. Wait until your app shows a new one.',
  usedRecoveryCode: 'That recovery code was already used. Each works once. Enter another one.',
  clockFast: (seconds: number) =>
    `Your phone’s clock is about ${seconds} seconds fast. Set its date and time to automatic, then enter a new code.`,
  clockSlow: (seconds: number) =>
    `Your phone’s clock is about ${seconds} seconds slow. Set its date and time to automatic, then enter a new code.`,
  locked: ({ span }: { span: Part }) => say`Too many wrong codes. Try again in ${span}.`,
  lockOver: 'You can try again now.',
  authenticatorDisabled: ({ contact }: { contact: Part }) =>
    say`Your authenticator app was blocked after 100 wrong codes in a row. Use a recovery code, or contact ${contact}.`,
  gone: 'This took too long. Start again.',
}
