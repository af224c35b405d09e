import { type Part, say } from '../sentence.ts'

/** Passkeys: the list, adding one, and using one. Loaded with the first page about passkeys. */
export const passkeys = {
  title: 'Passkeys',
  lead: 'Confirm your sign-in with your fingerprint, your face, your screen lock or a security key. A passkey works only on this site, so nobody can trick you into giving it away.',
  /** The row on the Security tab. */
  count: (count: number) => `${count} added`,
  why: 'They work only on this site, so nobody can trick you into giving one away.',
  manage: 'Manage',
  manageAll: 'Manage passkeys',
  addFirst: 'Add',
  add: 'Add a passkey',
  addAnother: 'Add another passkey',
  none: 'No passkeys yet.',
  tooMany: (most: number) => `You have ${most} passkeys, which is the maximum. Remove one to add another.`,
  addedAt: ({ at }: { at: Part }) => say`Added ${at}`,
  usedAt: ({ at }: { at: Part }) => say`Last used ${at}`,
  neverUsed: 'Not used yet',
  synced: 'Synced',
  notSynced: 'On one device',
  /** The portal had another address when this passkey was made. */
  elsewhere: 'This passkey was made for an earlier address of this site. It doesn’t work here any more.',
  ofThisSession: 'Used for this sign-in',
  rename: 'Rename',
  renameThis: (name: string) => `Rename ${name}`,
  name: 'Name',
  save: 'Save',
  remove: 'Remove',
  removeThis: (name: string) => `Remove ${name}`,
  removeTitle: 'Remove this passkey?',
  removeConsequence:
    'You can’t confirm your sign-in with it any more. Other browsers that used it are signed out. Delete it from your device or password manager, too.',
  removeHere: 'You used it for this sign-in. You’ll need another second factor to change your settings.',
  removeLastOne:
    'It is your last passkey. A workspace that requires a passkey won’t open until you add another one.',
  removeLastFactor:
    'It is your only second factor. Without it, two-factor authentication is off and your recovery codes are deleted.',
  keep: 'Keep it',
  requiredByOne: ({ workspace }: { workspace: Part }) =>
    say`You can’t remove it while ${workspace} requires two-factor authentication, because it is your only second factor. Add another passkey or an authenticator app first.`,
  requiredBySeveral: ({ workspaces }: { workspaces: Part }) =>
    say`You can’t remove it while ${workspaces} require two-factor authentication, because it is your only second factor. Add another passkey or an authenticator app first.`,
  done: {
    added: 'Passkey added. You can use it from now on.',
    renamed: 'Name saved.',
    removed: 'Passkey removed.',
    unknown: 'Nothing was changed. This passkey was already removed, perhaps in another tab.',
    required:
      'Nothing was changed. It is your only second factor, and one of your workspaces requires one. Add another one first.',
  },
  back: 'Back to Security',
  /** On the page that sets up the first second factor. */
  usePasskey: 'Use a passkey',
  useApp: 'Use an authenticator app',
  useAppInstead: 'Use an authenticator app instead',
  /** On the page that asks for a second factor. */
  use: 'Use your passkey',
  useAnother: 'Use your passkey or your authenticator app',
  useOrCode: (digits: number) =>
    `Use your passkey. Or enter the ${digits}-digit code from your authenticator app, or a recovery code.`,
  useOrRecovery: 'Use your passkey. Or enter one of the recovery codes that you saved.',
  useOnly: 'Use your passkey to continue.',
  whyOnly: ({ workspace }: { workspace: Part }) =>
    say`${workspace} requires a passkey here, because passkeys can’t be phished.`,
  notHere: 'Don’t have your passkey here?',
  notHereWay: 'Confirm it’s you in another way. Then add a passkey on this device and continue.',
  /** Shown on the list to a person who was on the way to a workspace. */
  toContinue: ({ workspace }: { workspace: Part }) =>
    say`Add a passkey that you can use on this device. Then you’ll go straight to ${workspace}.`,
  noScript: 'Passkeys need JavaScript. Turn it on in your browser to use one.',
  unsupported: 'This browser doesn’t support passkeys. Use another browser or a newer version.',
  /** What the script says. */
  script: {
    waiting: 'Follow the steps that your browser shows.',
    sending: 'One moment …',
    notAdded: 'No passkey was added. You cancelled, or it took too long. Try again when you’re ready.',
    notUsed:
      'That didn’t work. You cancelled, or your passkey isn’t on this device. Try again, or choose another way.',
    timedOut: 'That took too long. Try again.',
    alreadyHere: 'Your account already has a passkey on this device. Use another device or a security key.',
    notAllowed: 'Your browser doesn’t allow passkeys here. Open this page in a tab of its own.',
    unable: 'This device can’t make a passkey for this site. Use another device or a security key.',
    unreachable: 'The server can’t be reached. Check your connection, then try again.',
    failed: 'That didn’t work. Reload the page, then try again.',
  },
  /** Why the server refused a passkey. */
  refusals: {
    unreadable: 'Your browser’s answer can’t be read. Try again, or use another browser.',
    expired: 'This took longer than five minutes, or was sent twice. Try again.',
    elsewhere: 'This passkey is for another site or address. Use one that you added here.',
    unknown: 'This passkey isn’t on your account. It may have been removed. Use another one.',
    unproved: 'This passkey couldn’t be verified. Try again, or use another one.',
    changed: 'This passkey has changed since you added it. Sign in another way, then remove it.',
    alreadyAdded: 'This passkey is already in use. Use another device or a security key.',
    unusable: 'This kind of passkey isn’t supported. Use another device or a security key.',
    noPasskey: 'Your account has no passkey for this site. Choose another way.',
    badName: (most: number) => `Enter a name of 1 to ${most} characters.`,
  },
}
