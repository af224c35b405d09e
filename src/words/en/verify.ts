import { type Part, say, type Wrap } from '../sentence.ts'

export const verify = {
  title: 'Two-factor authentication',
  titleOfStepUp: 'Confirm that it’s you',
  enterCode: 'Enter the 6-digit code from your authenticator app, or a recovery code.',
  enterRecoveryCode: 'Enter one of the recovery codes that you saved. Each works once.',
  whyAgain: 'What comes next is sensitive, so it asks for a code of just now.',
  code: 'Code',
  recoveryCode: 'Recovery code',
  submit: 'Continue',
  whyText:
    'Two-factor authentication is on for this account. A stolen password alone opens nothing: each sign-in asks for a code, too.',
  signingInAs: ({ email, notYou }: { email: Part; notYou: Wrap }) =>
    say`Signing in as ${email}. ${notYou('Not you?')}`,
  useApp: 'Use your authenticator app',
  useRecoveryCode: 'Lost your phone? Use a recovery code',
  otherWay: 'Try another way',
  neither: ({ contact }: { contact: Part }) =>
    say`Neither app nor recovery codes? To have your second factor reset, ask ${contact}.`,
}

/** Why a code was not taken. */
export const codeRefusals = {
  malformed: 'That isn’t a code. It is 6 digits from your app, or a recovery code of 24 letters and digits.',
  /** While an app is set up, where a recovery code is none yet. */
  notOfApp: 'That isn’t a code of your app. It is the 6 digits that it shows for this account.',
  wrongCode: 'That code isn’t right. Type the one that your app shows now, for this account.',
  wrongRecoveryCode:
    'That recovery code isn’t right. Compare it letter by letter with the ones you saved last.',
  usedCode:
    'That code has been used already. Wait for the next one: an app shows a new code every 30 seconds.',
  usedRecoveryCode: 'That recovery code has been used already. Each works once: take another one.',
  clockFast: (seconds: number) =>
    `The clock of your phone is about ${seconds} seconds fast. Set its date and time to automatic, then type a new code.`,
  clockSlow: (seconds: number) =>
    `The clock of your phone is about ${seconds} seconds slow. Set its date and time to automatic, then type a new code.`,
  locked: ({ at, span }: { at: Part; span: Part }) =>
    say`Too many wrong codes. Try again at ${at}, in ${span}.`,
  lockOver: 'You can try again now.',
  authenticatorDisabled: ({ contact }: { contact: Part }) =>
    say`After 100 wrong codes in a row your authenticator app no longer counts. Use a recovery code, or ask ${contact} to reset your second factor.`,
  gone: 'This took too long. Start again.',
}
