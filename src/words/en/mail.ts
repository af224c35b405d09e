/** Words only in mails. A mail also uses `notices`, `enforcementPanel` and `layout`. Everything here is plain text. */
export const mail = {
  account: (email: string) => `Account: ${email}`,
  wayIn: (provider: string) => `Way to sign in: ${provider}`,
  passkey: (name: string) => `Passkey: ${name}`,
  when: (at: string) => `When: ${at}`,
  from: (ip: string, browser: string) => `From: ${ip} (${browser})`,
  expected: 'If you expected this, you don’t need to do anything.',
  /** Followed by a link. */
  security: 'Check the security of your account:',
  /** The subject of a mail about a policy. */
  requiredFrom: (workspace: string, at: string) =>
    `${workspace} will require two-factor authentication from ${at}`,
  requiredSince: (workspace: string, at: string) =>
    `${workspace} has required two-factor authentication since ${at}`,
  /** Follows the sentence of the subject, for a member who has not enrolled. */
  notEnabled:
    'You haven’t set it up yet. You stay a member, but from that time on you can’t open the workspace until you set it up.',
  questions: (workspace: string, contact: string) =>
    `Questions? Contact an admin of ${workspace}, or ${contact}.`,
  /** To an admin. A link follows. */
  notEnabledYourself: 'You haven’t set up your own two-factor authentication yet:',
  /** Followed by a link. */
  policy: 'See the policy, and who hasn’t enrolled:',
  /** The subject of a mail to admins: `workspaceAt`, and the time. */
  tokenExpires: (workspace: string, at: string) => `A service token of ${workspace} expires on ${at}`,
  /** A name, or an id. */
  serviceToken: (name: string) => `Service token: ${name}`,
  /** Followed by a link. */
  rotateToken:
    'After that, programs that use it can’t open the workspace. Rotate it to get a new value, or delete it if nothing uses it:',
  beware: 'Links in our messages never sign you in and never ask for a code. Don’t trust a link that does.',
}
