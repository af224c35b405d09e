import { type Part, say } from '../sentence.ts'

/** The pages that links in mails lead to. */
export const mailedPages = {
  forgotten: {
    title: 'Forgot your password?',
    lead: 'Enter your email address. We’ll send you a link to choose a new password.',
    malformed: 'Enter a complete email address.',
    tooMany:
      'Too many links were asked for within an hour. Use the newest one that you got, or try again in an hour.',
    submit: 'Send link',
    sentTitle: 'Check your email',
    sent: ({ email }: { email: Part }) =>
      say`If an account for ${email} has a password, we’ve sent it a link. It works once, for 60 minutes.`,
    nothingCame: ({ contact }: { contact: Part }) =>
      say`Nothing there in a few minutes? Check your spam folder and the address. If you sign in with another service, you have no password here: change it there. Otherwise contact ${contact}.`,
    chooseTitle: 'Choose a new password',
    chooseFor: ({ email }: { email: Part }) => say`For ${email}`,
    consequence:
      'This signs you out everywhere. If two-factor authentication is on, it stays on, and you’ll be asked for it when you sign in.',
    notRepeated: 'The new passwords don’t match. Enter both again.',
    save: 'Save password',
    deadTitle: 'This link no longer works',
    dead: 'It works once, for 60 minutes, and only until you ask for a newer one or change your password. Nothing was changed.',
    another: 'Send a new link',
    back: 'Back to sign-in',
  },
}
