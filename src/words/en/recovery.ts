import { type Part, say } from '../sentence.ts'
import { write } from './write.ts'

/** The pages of a recovery: after every second factor was lost. */
export const recovery = {
  title: 'Set up a new second factor',
  lead: 'Your old authenticator app, passkeys and recovery codes work until you finish here. Then they stop working, and your other browsers are signed out.',
  finish: 'Finish',
  firstTitle: 'Sign in first',
  firstText:
    'This link works only together with your password or your usual way to sign in. Sign in, and you’ll come back here. You won’t be asked for a code.',
  deadTitle: 'This link doesn’t work',
  deadText:
    'A link works once, for 60 minutes, and a newer link replaces an older one. Opening it changed nothing. If you still need a link, sign in to get another one.',
  otherTitle: 'Sign in another way',
  otherText:
    'One of your workspaces doesn’t accept this way to sign in. Sign in another way, then open the link again.',
  stopTitle: 'Stop this recovery?',
  stopText: ({ at }: { at: Part }) =>
    say`Someone asked on ${at} to replace the second factor of this account. If it wasn’t you, stop it. Your second factor then stays as it is.`,
  stop: 'Stop the recovery',
  stoppedTitle: 'The recovery was stopped',
  stoppedText:
    'Your second factor has not changed. If you didn’t ask for the recovery, someone may know your password. Change it now.',
  overTitle: 'This recovery is over',
  overText: ({ contact }: { contact: Part }) =>
    say`It was stopped, completed or took too long. If your second factor was replaced and it wasn’t you, contact ${contact} now.`,
  /** The page of a person who has proved the first factor alone. It names no workspace. */
  own: {
    title: 'Lost your phone and your codes?',
    admins:
      'Two admins of each of your workspaces that require two-factor authentication must agree. Then we mail you a link to set up a new second factor.',
    operatorToo: ({ contact }: { contact: Part }) =>
      say`One of your workspaces has too few admins. So ${contact} must agree as well.`,
    steps: 'We mail you now and at each step. Nothing changes until you have set up the new second factor.',
    ask: 'Ask my admins',
    orWait:
      'Or wait 72 hours, without asking anybody. We remind you each day by mail, and then mail you the link.',
    onlyWait: 'You can wait 72 hours. We remind you each day by mail, and then mail you the link.',
    wait: 'Wait 72 hours',
    readyOn: ({ at }: { at: Part }) =>
      say`The wait ends on ${at}. Then we mail you the link. Until then, you’ll get a mail each day.`,
    onlyContact: ({ contact }: { contact: Part }) =>
      say`Ask ${contact} to help you get back in. They’ll first check that it’s really you.`,
    alsoContact: ({ contact }: { contact: Part }) =>
      say`In a hurry? Ask ${contact}, too. They’ll first check that it’s really you.`,
    back: 'I found my phone or a code',
    waitingTitle: 'Your recovery is under way',
    waiting: ({ at }: { at: Part }) =>
      say`It was asked for on ${at}. Your admins must agree now, and you’ll get a mail at each step. You can close this page.`,
    agreed: ({ at }: { at: Part }) => say`We mailed you a link on ${at}. It works for 60 minutes.`,
    again: 'Mail me another link',
    sent: 'We’ve mailed you another link. Earlier links no longer work.',
    ends: ({ at }: { at: Part }) => say`If you don’t finish, the recovery ends on ${at}.`,
    tooMany: 'That was asked for too often. Try again tomorrow.',
    noMore: 'We can’t mail another link now. Wait a minute, and look at the mails you already have.',
  },
  /** The page on which admins ask for the recovery of a member, agree with it or stop it. */
  admin: {
    title: 'Recover an account',
    titleOf: ({ email }: { email: Part }) => say`Recover the account of ${email}`,
    lead: 'For a member who has lost every second factor. Two owners or admins of each workspace that requires two-factor authentication must agree. Then the member gets a link by mail, which also needs their password.',
    check: 'First make sure that it’s really them, for example by calling them.',
    newAddress: ({ at }: { at: Part }) =>
      say`The email address of this account was changed on ${at}. Someone else may have done that. Call the person at a number that you already know, and don’t trust a mail from the new address.`,
    mailedPassword: ({ at }: { at: Part }) =>
      say`The password was set by a link in a mail on ${at}. Anyone who reads this mailbox can do that, so neither a mail nor the password proves who it is.`,
    reason: 'Reason',
    reasonHint: 'How did you check that it’s really them? Recorded in the audit log.',
    ask: 'Ask for the recovery, and agree',
    agree: 'Agree',
    stop: 'Stop the recovery',
    stopLead: 'Is it not them? Stop the recovery. It can be asked for again.',
    askedElsewhere: ({ at }: { at: Part }) => say`Asked for on ${at} by an admin of another workspace.`,
    asked: ({ at, who }: { at: Part; who: Part }) => say`Asked for on ${at} by ${who}.`,
    approvals: 'Agreed on behalf of this workspace',
    approval: ({ who, at, reason }: { who: Part; at: Part; reason: Part }) => say`${who} on ${at}: ${reason}`,
    operatorToo: ({ contact }: { contact: Part }) =>
      say`This workspace has fewer than two admins who can agree. So ${contact} must agree as well.`,
    /** For a member who chose to wait. */
    readyOn: ({ at }: { at: Part }) =>
      say`This person chose to wait. They get the link on ${at}, unless the recovery is stopped. If everybody agrees, they get it sooner.`,
    elsewhere: 'Other workspaces of this person may have to agree, too.',
    linked: ({ at }: { at: Part }) => say`A link was mailed on ${at}.`,
    listTitle: 'Recoveries',
    open: 'Decide',
    openThis: (name: string) => `Decide about ${name}`,
    lostDevice: 'Lost their device',
    lostDeviceOf: (name: string) => `${name} lost their device`,
    back: 'Back to members',
    stillHere: (count: number) =>
      write.plural(count, {
        one: 'One more owner or admin of this workspace must agree.',
        other: `${count} more owners or admins of this workspace must agree.`,
      }),
    done: {
      asked: 'The recovery was asked for, and you have agreed.',
      agreed: 'You have agreed.',
      stopped: 'The recovery was stopped.',
    },
    refusals: {
      'not-an-address': 'Enter a valid email address.',
      'unusable-reason': 'Enter a reason of 1 to 500 characters.',
      'not-a-member': 'This person is no longer a member.',
      'own-recovery': 'Nobody can agree with their own recovery. Ask another owner or admin.',
      'no-mail': 'No mail is set up here, so no link can be sent.',
      'nothing-to-recover': 'This member has no second factor to recover.',
      'not-concerned':
        'This workspace doesn’t require two-factor authentication of anybody, so it can’t decide.',
      'never-entered':
        'This person hasn’t opened this workspace yet, so its admins can’t ask for a recovery.',
      'recovery-open': 'Someone has just asked for this recovery. You can agree below.',
      'too-many-recoveries':
        'Ten recoveries were asked for in this workspace within a day. Try again tomorrow.',
      'already-approved': 'You have already agreed.',
      'too-late': 'This recovery is over, or its link was mailed.',
      'too-new':
        'You can decide only about recoveries that are asked for after you have been an admin here, with a second factor, for seven days. Ask another owner or admin.',
    },
  },
}
