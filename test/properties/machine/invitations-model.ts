// What the documents promise about invitations: which link makes somebody a member.

import {
  isProofMissing,
  type Model,
  type PersonName,
  type Role,
  type Session,
  type WorkspaceName,
} from './model.ts'

export interface Invitation {
  readonly id: string
  readonly workspace: WorkspaceName
  readonly person: PersonName
  readonly role: Role
  /** When its mails were sent, the last one last. */
  readonly mails: number[]
  end: 'accepted' | 'deleted' | null
}

const WEEK = 7 * 86_400
const MOST_MAILS_A_WEEK = 3

/** Returns the last invitation of the person, open or ended. */
export const invitationOf = (
  { invitations }: Model,
  workspace: WorkspaceName,
  person: PersonName,
): Invitation | null =>
  invitations.findLast((each) => each.workspace === workspace && each.person === person) ?? null

export const isOpenInvitation = ({ now }: Model, { end, mails }: Invitation): boolean =>
  end === null && now < (mails.at(-1) ?? 0) + WEEK

const isMember = (model: Model, workspace: WorkspaceName, person: PersonName) =>
  model.workspaces[workspace].members.has(person)

/** Deleted invitations count too. Otherwise an admin could send as many mails as they like. */
function hasMailLeft({ now, invitations }: Model, workspace: WorkspaceName, person: PersonName): boolean {
  const sent = invitations
    .filter((each) => each.workspace === workspace && each.person === person)
    .flatMap(({ mails }) => mails)
  return sent.filter((at) => at > now - WEEK).length < MOST_MAILS_A_WEEK
}

/** Returns the status of the answer. 201 sends a mail, and 200 names the open invitation. */
export function answerToInviting(
  model: Model,
  workspace: WorkspaceName,
  person: PersonName,
): 200 | 201 | 409 | 429 {
  if (isMember(model, workspace, person)) return 409
  const last = invitationOf(model, workspace, person)
  if (last && isOpenInvitation(model, last)) return 200
  return hasMailLeft(model, workspace, person) ? 201 : 429
}

/** Returns the status of the answer. An invitation that was too old is open again after the next mail. */
export function answerToSendingAgain(model: Model, invitation: Invitation): 200 | 404 | 409 | 429 {
  const { end, workspace, person } = invitation
  if (end === 'deleted') return 404
  if (end === 'accepted' || isMember(model, workspace, person)) return 409
  return hasMailLeft(model, workspace, person) ? 200 : 429
}

export const answerToDeleting = ({ end }: Invitation): 204 | 404 | 409 =>
  end === null ? 204 : end === 'deleted' ? 404 : 409

/** The next invitation takes the place of one that is too old. Adding or removing the member ends it too. */
export function endInvitation(model: Model, workspace: WorkspaceName, person: PersonName): void {
  const last = invitationOf(model, workspace, person)
  if (last?.end === null) last.end = 'deleted'
}

/**
 * Tells whether the session may accept by the link of this mail. It must belong to the invited person. They have
 * proved their factor, or have none and need none yet.
 */
export function mayAccept(model: Model, invitation: Invitation, sentAt: number, session: Session): boolean {
  const { workspace, person, mails } = invitation
  if (!isOpenInvitation(model, invitation) || !mails.slice(-2).includes(sentAt)) return false
  if (session.account !== person || isProofMissing(model, session)) return false
  const { effectiveAt } = model.workspaces[workspace]
  const isRequired = effectiveAt !== null && effectiveAt <= model.now
  return model.accounts[person].app !== null || !isRequired
}
