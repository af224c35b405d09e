/** Words only in mails. A mail also uses `notices`, `enforcementPanel` and `layout`. Everything here is plain text. */
export const mail = {
  account: (email: string) => `Account: ${email}`,
  addresses: ({ old: was, new: address }: { readonly old: string; readonly new: string }) => [
    `Old address: ${was}`,
    `New address: ${address}`,
  ],
  wayIn: (provider: string) => `Way to sign in: ${provider}`,
  passkey: (name: string) => `Passkey: ${name}`,
  when: (at: string) => `When: ${at}`,
  from: (ip: string, browser: string) => `From: ${ip} (${browser})`,
  /** What somebody reported as not theirs: the title of its notice. */
  reported: (title: string) => `Reported: ${title}`,
  expected: 'If you expected this, you don’t need to do anything.',
  /** Followed by a link. */
  notMe:
    'The quickest way is to report it here within ten days. This undoes the change or locks your account:',
  /** Followed by a link. */
  security: 'Check the security of your account:',
  /** The subject of a mail about a policy: `workspaceAt`, what it requires, and the time. */
  requiredFrom: (workspace: string, demand: string, at: string) =>
    `${workspace} will require ${demand} from ${at}`,
  requiredSince: (workspace: string, demand: string, at: string) =>
    `${workspace} has required ${demand} since ${at}`,
  /** What a policy that applies to everybody requires. Part of the subject. */
  factors: {
    'second-factor': 'two-factor authentication',
    'phishing-resistant': 'a passkey',
  },
  /** Follows the sentence of the subject, for a member who has not enrolled. */
  notEnabled:
    'You haven’t set it up yet. You stay a member, but from that time on you can’t open the workspace until you set it up.',
  /** The same, for a member who has no passkey. */
  noPasskey:
    'You don’t have a passkey yet. You stay a member, but from that time on you can’t open the workspace until you add one.',
  howToPasskey: (link: string) =>
    `A passkey is a key that your phone, your computer or a security key keeps for you. You unlock it with your fingerprint, your face or a PIN. Nobody can trick you into giving it away. Add one here:
${link}`,
  /** To somebody whose extension is in force: when the policy applies to them. */
  extended: (at: string) => `An admin gave you more time. For you this applies from ${at}.`,
  questions: (workspace: string, contact: string) =>
    `Questions? Contact an admin of ${workspace}, or ${contact}.`,
  /** To an admin. A link follows. */
  notEnabledYourself: 'You haven’t set up your own two-factor authentication yet:',
  /** The same, about a passkey. */
  noPasskeyYourself: 'You don’t have a passkey yourself yet:',
  /** Followed by a link. */
  policy: 'See the policy, and who hasn’t enrolled:',
  /** Followed by a link. */
  policyPasskey: 'See the policy, and who doesn’t have a passkey:',
  /** The subject of a mail to admins: `workspaceAt`, and the time. */
  tokenExpires: (workspace: string, at: string) => `A service token of ${workspace} expires on ${at}`,
  /** A name, or an id. */
  serviceToken: (name: string) => `Service token: ${name}`,
  /** Followed by a link. */
  rotateToken:
    'After that, programs that use it can’t open the workspace. Rotate it to get a new value, or delete it if nothing uses it:',
  /** The subject of a mail about an extension, to the member: `workspaceAt`, and the time. */
  moreTime: (workspace: string, at: string) => `${workspace} has given you more time, until ${at}`,
  /** The same, to admins. */
  moreTimeOf: (workspace: string, at: string) => `A member of ${workspace} has more time, until ${at}`,
  reason: (reason: string) => `Reason: ${reason}`,
  /** Instead of a reason that a mail program could turn into a link. */
  reasonOnPage: 'The reason is on the page that this message links to.',
  /** An e-mail address. */
  grantedBy: (name: string) => `Granted by: ${name}`,
  grantedByToken: 'Granted by: an API token',
  /** Followed by a link. */
  seePolicies: 'See the policies of the workspace:',
  /** The mails that bring a link. The link follows `lead`. */
  links: {
    'password.forgotten': {
      subject: 'Choose a new password',
      lead: 'Someone asked for a new password for this account. To choose it, open this link. It works once, for 60 minutes:',
      ignore: 'If it wasn’t you, ignore this message. Your password stays the same.',
    },
    'password.none': {
      subject: 'You don’t have a password here',
      lead: 'Someone asked for a new password for this account. It has none, because you sign in with another service. Sign in with that service:',
      ignore: 'If it wasn’t you, ignore this message. Nothing was changed.',
    },
    /** The link that stops the recovery follows `ignore`. */
    'recovery.link': {
      subject: 'Set up a new second factor',
      lead: 'To set up a new second factor, open this link in the browser where you sign in, and sign in with your password or your usual provider first. It works once, for 60 minutes:',
      ignore: 'Didn’t ask for this? Stop it here. Your account then stays as it is:',
    },
    /** To an owner or admin. The account is that of the member. */
    'recovery.decide': {
      subject: 'A member needs your decision: they lost their second factor',
      lead: 'Someone asked to recover this account of a member of your workspace, because every second factor was lost. Two owners or admins must agree. First make sure that it’s really this person, for example by calling them. Then decide here:',
      ignore: 'If others have decided already, you don’t need to do anything.',
    },
    'recovery.waiting': {
      subject: 'A recovery of your account is waiting',
      lead: 'Someone asked to replace the second factor of this account without it. 72 hours after the request, we mail a link for this. Wasn’t you? Stop it here:',
      ignore: 'If it was you, you don’t need to do anything.',
    },
    'address.confirm': {
      subject: 'Confirm your new email address',
      lead: 'Someone asked to use this address for their account. If it was you, open this link in a browser where you are signed in, and confirm. It works once, for 24 hours:',
      ignore: 'If it wasn’t you, ignore this message. Without the link, nothing changes.',
    },
  },
  /** To an address that another account asked for, although it has an account. A link to the sign-in follows `lead`. */
  addressTaken: {
    subject: 'You already have an account with this address',
    lead: 'Someone asked to use this address for another account. It belongs to your account, so nothing was changed. If it was you, sign in with this address:',
    ignore: 'If it wasn’t you, ignore this message. Your account stays the same.',
  },
  /** The mail of an invitation. The link follows `lead`. `workspace` is `workspaceAt`. */
  invitation: {
    subject: (workspace: string) => `You’re invited to join ${workspace}`,
    role: (role: string) => `Role: ${role}`,
    invitedBy: (inviter: string) => `Invited by: ${inviter}`,
    until: (at: string) => `Valid until: ${at}`,
    lead: 'To accept, open this link. You become a member only when you press the button there:',
    ignore: 'If you don’t know this workspace, ignore this message. Then nothing happens.',
  },
  /** Followed by a link. */
  stopRecovery: 'This link stops it, without signing in:',
  /** The last line of a mail with the link of a recovery. */
  keepToYourself: 'We never ask you for this link. Don’t forward this message to anybody.',
  beware:
    'We never ask you to reply with a password or a code. Before you type one, check the address of the page.',
}
