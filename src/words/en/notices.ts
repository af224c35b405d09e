import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { type Part, say } from '../sentence.ts'

const ACCESS = 'Wasn’t you? Someone may have access to your account.'
const SIGN_OUT = 'Sign out everywhere else under Sessions'
const CHANGE_PASSWORD = 'Change your password, sign out everywhere else under Sessions'

const intruder = (contact: string) =>
  `${ACCESS} ${CHANGE_PASSWORD}, and ask ${contact} to reset your two-factor authentication.`

const intruderByProvider = (contact: string) =>
  `${ACCESS} ${SIGN_OUT}, and ask ${contact} to reset your two-factor authentication.`

/** Notices, on pages and in mails. Names and addresses that others chose appear as plain text. */
export const notices = {
  label: 'Notices',
  dismiss: 'Dismiss',
  dismissAll: 'Dismiss all',
  dismissThis: (notice: string) => `Dismiss: ${notice}`,
  /** Shown above the list of what this browser did. */
  doneHere: 'You did this in this browser:',
  /** About the reader's own account. */
  titles: {
    'second_factor.added': 'An authenticator app was added to your account',
    'second_factor.replaced': 'Your authenticator app was replaced',
    'second_factor.removed': 'Two-factor authentication was disabled for your account',
    'second_factor.reset': 'Your platform’s support team has reset your two-factor authentication',
    'second_factor.recovered': 'Your account was recovered with a new second factor',
    'recovery.asked': 'Someone asked to recover your account',
    'recovery.approved': 'Someone agreed to recover your account',
    'recovery.stopped': 'A recovery of your account was stopped',
    'authenticator.disabled': `Your authenticator app was blocked after ${FAILURES_THAT_DISABLE} wrong codes in a row`,
    'recovery_code.used': 'One of your recovery codes was used',
    'recovery_codes.regenerated': 'Your recovery codes were replaced with new ones',
    'password.changed': 'Your password was changed',
    'identity.linked': 'A way to sign in was linked to your account',
    'account.disowned': 'A change to your account was reported as not yours',
    'identity.unlinked': 'A way to sign in was unlinked from your account',
    'address.requested': 'A new email address was requested for your account',
    'address.changed': 'The email address of your account was changed',
    'authenticator.removed': 'Your authenticator app was removed from your account',
    'passkey.added': 'A passkey was added to your account',
    'passkey.removed': 'A passkey was removed from your account',
    'passkey.counter_went_back': 'A copy of one of your passkeys may exist',
    'recovery_codes.removed': 'Your recovery codes were deleted',
  },
  /** The title of `passkey.added` for the first second factor of an account. */
  firstPasskey: 'A passkey was added to your account, and two-factor authentication is on',
  /** What to do if the notice is unexpected. `contact` is an address, or `layout.operator`. */
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact: string) =>
      `${ACCESS} ${CHANGE_PASSWORD}, and contact ${contact} for help.`,
    'second_factor.reset': (contact: string) =>
      `Didn’t ask for this? Contact ${contact} now. Until you set up two-factor authentication again, your account is protected by your password only.`,
    'second_factor.recovered': (contact: string) =>
      `Your old authenticator app, passkeys and recovery codes no longer work. Wasn’t you? Contact ${contact} now. Someone may have access to your account.`,
    'recovery.asked': (contact: string) =>
      `If it wasn’t you, stop it with the link in our mail. Signing in with your second factor stops it, too. Then change your password, because someone may know it. Need help? Contact ${contact}.`,
    'recovery.approved': (contact: string) =>
      `If it wasn’t you, stop it with the link in our mail. Signing in with your second factor stops it, too. Then change your password, because someone may know it. Need help? Contact ${contact}.`,
    'recovery.stopped': (contact: string) =>
      `Your second factor has not changed. If you didn’t stop it, ask for a new recovery. If you didn’t ask for it either, someone may know your password. Change it now. Need help? Contact ${contact}.`,
    'authenticator.disabled': (contact: string) =>
      `You can still sign in with a recovery code. If you have none, contact ${contact}. Wasn’t you? Someone may know your password. Change it now.`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact: string) =>
      `Wasn’t you? Contact ${contact} now. Someone may have access to your account, and your old password no longer works.`,
    'identity.linked': (contact: string) =>
      `${ACCESS} Unlink it under Security. ${CHANGE_PASSWORD}, and contact ${contact} for help.`,
    'account.disowned': (contact: string) =>
      `Somebody used the link “This wasn’t me” in one of our messages. If your account is locked, or if you didn’t report anything, contact ${contact}. If your password no longer works, choose a new one from the sign-in page. API tokens, service tokens and invitations that your account has made since that change no longer work. Check those from before yourself.`,
    'identity.unlinked': (contact: string) =>
      `${ACCESS} ${CHANGE_PASSWORD}, and contact ${contact} for help.`,
    'address.requested': (contact: string) =>
      `${ACCESS} Cancel the change under Security. ${CHANGE_PASSWORD}, and contact ${contact} for help.`,
    'address.changed': (contact: string) =>
      `Wasn’t you? Contact ${contact} now. Someone may have access to your account, and the old address no longer opens it.`,
    'authenticator.removed': intruder,
    'passkey.added': intruder,
    'passkey.removed': intruder,
    'passkey.counter_went_back': (contact: string) =>
      `Someone may have a copy of this passkey. If you didn’t sign in just then, remove it under Security, add a new one, and tell ${contact}.`,
    'recovery_codes.removed': (contact: string) =>
      `Create new recovery codes under Security. Didn’t ask for this? Contact ${contact} now.`,
  },
  /** The same, for an account that has no password. */
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact: string) => `${ACCESS} ${SIGN_OUT}, and contact ${contact} for help.`,
    'second_factor.reset': (contact: string) =>
      `Didn’t ask for this? Contact ${contact} now. Until you set up two-factor authentication again, signing in has no second step.`,
    'second_factor.recovered': (contact: string) =>
      `Your old authenticator app, passkeys and recovery codes no longer work. Wasn’t you? Contact ${contact} now. Someone may have access to your account.`,
    'recovery.asked': (contact: string) =>
      `If it wasn’t you, stop it with the link in our mail. Signing in with your second factor stops it, too. Then secure the account that you sign in with. Need help? Contact ${contact}.`,
    'recovery.approved': (contact: string) =>
      `If it wasn’t you, stop it with the link in our mail. Signing in with your second factor stops it, too. Then secure the account that you sign in with. Need help? Contact ${contact}.`,
    'recovery.stopped': (contact: string) =>
      `Your second factor has not changed. If you didn’t stop it, ask for a new recovery. If you didn’t ask for it either, someone may have access to the account that you sign in with. Secure that account now. Need help? Contact ${contact}.`,
    'authenticator.disabled': (contact: string) =>
      `You can still sign in with a recovery code. If you have none, contact ${contact}. Wasn’t you? Someone may have access to the account that you sign in with. Secure that account now.`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact: string) =>
      `${ACCESS} Unlink it under Security. ${SIGN_OUT}, and contact ${contact} for help.`,
    'account.disowned': (contact: string) =>
      `Somebody used the link “This wasn’t me” in one of our messages. If your account is locked, or if you didn’t report anything, contact ${contact}. If your password no longer works, choose a new one from the sign-in page. API tokens, service tokens and invitations that your account has made since that change no longer work. Check those from before yourself.`,
    'identity.unlinked': (contact: string) => `${ACCESS} ${SIGN_OUT}, and contact ${contact} for help.`,
    'address.requested': (contact: string) =>
      `${ACCESS} Cancel the change under Security. ${SIGN_OUT}, and contact ${contact} for help.`,
    'address.changed': (contact: string) =>
      `Wasn’t you? Contact ${contact} now. Someone may have access to your account, and the old address no longer opens it.`,
    'authenticator.removed': intruderByProvider,
    'passkey.added': intruderByProvider,
    'passkey.removed': intruderByProvider,
    'passkey.counter_went_back': (contact: string) =>
      `Someone may have a copy of this passkey. If you didn’t sign in just then, remove it under Security, add a new one, and tell ${contact}.`,
    'recovery_codes.removed': (contact: string) =>
      `Create new recovery codes under Security. Didn’t ask for this? Contact ${contact} now.`,
  },
  from: ({ at, ip, browser }: { at: Part; ip: Part; browser: string }) => say`${at}, from ${ip} (${browser})`,
  /** A workspace by its name and its first host. */
  workspaceAt: (workspace: string, host: string) => `${workspace} (${host})`,
}
