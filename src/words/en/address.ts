import { type Part, say } from '../sentence.ts'

/** The pages on which a person changes their address. */
export const address = {
  title: 'Change your email address',
  current: ({ email }: { email: Part }) => say`Your current address is ${email}.`,
  how: 'We send a link to the new address. Your address changes when you open the link and confirm.',
  field: 'New email address',
  submit: 'Send link',
  malformed: 'Enter an email address, such as name@example.com.',
  own: 'This is already your address.',
  tooManyMails: ({ span }: { span: Part }) => say`Too many messages were sent. Try again in ${span}.`,
  sent: ({ email, at }: { email: Part; at: Part }) =>
    say`We sent a link to ${email}. Open it in a browser where you are signed in, and confirm. The link works until ${at}.`,
  notArrived:
    'No message? Check your spam folder and the spelling of the address. You can send the link again, or to another address. The earlier link then stops working.',
  again: 'Send another link',
  cancel: 'Cancel the change',
  cancelled: 'The change was cancelled. Your address stays the same.',
  noMail: ({ contact }: { contact: Part }) =>
    say`This platform doesn’t send email, so you can’t change your address here. Contact ${contact}.`,
  /** The page of the link. */
  confirm: {
    title: 'Use this address?',
    lead: ({ was, email }: { was: Part; email: Part }) =>
      say`The address of your account changes from ${was} to ${email}.`,
    consequence:
      'You then sign in with the new address. Your other browsers will be signed out. Your workspaces and your second factors stay the same.',
    submit: 'Change address',
  },
  gone: {
    title: 'This link no longer works',
    message:
      'It works once, for 24 hours, until a newer link is sent or the change is cancelled. If your address has not changed, ask for a new link.',
    link: 'Change email address',
  },
  notYours: {
    title: 'This link is for another account',
    message: ({ email }: { email: Part }) =>
      say`You are signed in as ${email}. Sign in with the account that asked for the new address.`,
    link: 'Sign in with another account',
  },
  taken: {
    title: 'This address can’t be used',
    message:
      'Another account got this address after the link was sent. Your address stays the same. Choose another address.',
  },
}
