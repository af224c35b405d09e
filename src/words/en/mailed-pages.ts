import { type Part, say } from '../sentence.ts'

/** The pages that links in mails lead to. */
export const mailedPages = {
  forgotten: {
    title: 'Forgot your password?',
    lead: 'Enter your email address. We’ll send you a link to choose a new password.',
    malformed: 'Enter a complete email address.',
    tooMany: ({ span }: { span: Part }) =>
      say`Too many links were asked for within an hour. Use the newest one that you got, or try again in ${span}.`,
    submit: 'Send link',
    sentTitle: 'Check your email',
    sent: ({ email }: { email: Part }) =>
      say`If an account for ${email} has a password, we’ve sent it a link. It works once, for 60 minutes.`,
    nothingCame: ({ contact }: { contact: Part }) =>
      say`Nothing there in a few minutes? Check your spam folder and the address. If you sign in with another service, you have no password here: change it there. Otherwise contact ${contact}.`,
    chooseTitle: 'Choose a new password',
    chooseFor: ({ email }: { email: Part }) => say`For ${email}`,
    consequence:
      'This signs you out everywhere. If two-factor authentication is on, it stays on, and you’ll be asked for it when you sign in. If you’ve asked to replace a lost second factor, ask again afterwards.',
    notRepeated: 'The new passwords don’t match. Enter both again.',
    save: 'Save password',
    deadTitle: 'This link no longer works',
    dead: 'It works once, for 60 minutes, and only until you ask for a newer one or change your password. Nothing was changed.',
    another: 'Send a new link',
    back: 'Back to sign-in',
  },
  notMe: {
    title: 'Was this you?',
    lead: ({ email }: { email: Part }) => say`This happened to the account ${email}:`,
    ifYou: 'If it was you, close this page. Nothing changes.',
    button: 'This wasn’t me',
    will: {
      factor_removed:
        'If it wasn’t you, report it. It will be removed from the account, and you’ll be signed out everywhere. Your other second factor keeps working.',
      password_locked:
        'If it wasn’t you, report it. This password will stop working, and you’ll be signed out everywhere. Then choose a new password from the sign-in page.',
      identity_unlinked:
        'If it wasn’t you, report it. It will be unlinked for good, and you’ll be signed out everywhere.',
      account_locked:
        'If it wasn’t you, report it. The account will be locked: you’ll be signed out everywhere, and nobody can sign in until you’ve proved who you are.',
      already_undone:
        'This change no longer has any effect. If it wasn’t you, report it, and you’ll be signed out everywhere. If a newer message is about a change that wasn’t yours, report that one too.',
    },
    /** Follows each of `will`. */
    willEnd:
      'API tokens, service tokens and invitations that this account has made since then will end, too.',
    doneTitle: 'Thank you. It’s reported',
    done: {
      factor_removed:
        'It was removed from the account. You’re signed out everywhere. Sign in with your other second factor, and change your password.',
      password_locked:
        'That password no longer works. You’re signed out everywhere. Choose a new password now.',
      identity_unlinked: 'It was unlinked from the account for good. You’re signed out everywhere.',
      account_locked: 'The account is locked. You’re signed out everywhere, and nobody can sign in.',
      already_undone: 'The change had no effect any more. You’re signed out everywhere.',
    },
    /** Follows each of `done`. */
    didEnd:
      'API tokens, service tokens and invitations that this account has made since that change no longer work. Check those from before yourself.',
    help: ({ contact }: { contact: Part }) =>
      say`Someone may have had access to your account. Contact ${contact} for help.`,
    unlock: ({ contact }: { contact: Part }) =>
      say`To unlock it, contact ${contact}. They’ll first check that it’s really you.`,
    newPassword: 'Choose a new password',
    deadTitle: 'This link no longer works',
    dead: ({ contact }: { contact: Part }) =>
      say`It works for ten days after the change, while the account exists. If something is wrong with your account, contact ${contact}.`,
  },
}
