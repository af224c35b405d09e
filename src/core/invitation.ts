// Rules about invitations to a workspace.

import { DAY_SECONDS } from './time.ts'

/** How long the links of an invitation work after its last mail. */
export const INVITATION_SECONDS = 7 * DAY_SECONDS
/** How long an invitation is listed after its last mail. */
export const INVITATION_KEPT_SECONDS = 30 * DAY_SECONDS
/** The most open invitations of a workspace. */
export const MOST_OPEN_INVITATIONS = 100

interface MailLimit {
  readonly most: number
  readonly seconds: number
}

/** How many mails with invitations a workspace may send in a day. Otherwise an admin could send spam. */
export const MAILS_OF_WORKSPACE: MailLimit = { most: 50, seconds: DAY_SECONDS }
/** How many of them may go to one address in a week. Otherwise an admin could flood a stranger's mailbox. */
export const MAILS_TO_ADDRESS: MailLimit = { most: 3, seconds: 7 * DAY_SECONDS }

/**
 * `open`: the links of the last two mails work. `expired`: its time is over, or the person who sent it may no longer
 * invite in this role.
 */
export const INVITATION_STATES = ['open', 'expired', 'accepted'] as const
export type InvitationState = (typeof INVITATION_STATES)[number]
