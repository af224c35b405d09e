/** What only mails say; the rest of a mail stands in `notices`, `enforcementPanel` and `layout`. Plain text, all of it. */
export const mail = {
  account: (email: string) => `Account: ${email}`,
  wayIn: (provider: string) => `Way to sign in: ${provider}`,
  when: (at: string) => `When: ${at}`,
  from: (ip: string, browser: string) => `From: ${ip} (${browser})`,
  expected: 'If you know about it, there is nothing to do.',
  /** A link follows. */
  security: 'Your account’s security:',
  /** The subject of what an enforcement has to tell. */
  requiredFrom: (workspace: string, at: string) =>
    `${workspace} requires two-factor authentication from ${at}`,
  requiredSince: (workspace: string, at: string) =>
    `${workspace} has required two-factor authentication since ${at}`,
  /** Follows one of these two, to a member who has not enrolled. */
  notEnabled:
    'You have not enabled it yet. You remain a member, but from that time on the workspace is closed to you until you do.',
  questions: (workspace: string, contact: string) =>
    `Questions? Ask an admin of ${workspace}, or ${contact}.`,
  /** To an admin. A link follows. */
  notEnabledYourself: 'You yourself have not enabled it yet:',
  /** A link follows. */
  policy: 'The policy and who is missing:',
  beware: 'No link in a message of ours signs you in or asks for a code: be wary of one that does.',
}
