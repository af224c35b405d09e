// Commands about invitations, and about leaving.

import { api, mailedLink } from '../../support/node/test-bed.ts'
import { agree, atOnce, type Command } from './command.ts'
import {
  answerToDeleting,
  answerToInviting,
  answerToSendingAgain,
  endInvitation,
  invitationOf,
  mayAccept,
} from './invitations-model.ts'
import {
  aliveness,
  type BrowserName,
  isHeldAsOwner,
  isProofMissing,
  notePage,
  type PersonName,
  putMember,
  type Role,
  removeMember,
  sessionIn,
  type WorkspaceName,
} from './model.ts'
import { portalUrl, postOwn, submitAt, type World } from './world.ts'

const pathOf = (world: World, workspace: WorkspaceName) =>
  `/workspaces/${world.workspaces[workspace].slug}/invitations`

export const invites = (workspace: WorkspaceName, person: PersonName, role: Role): Command => ({
  words: `${workspace} invites ${person} as ${role}`,
  prepare: atOnce(async (world) => {
    const { email } = world.people[person]
    const { status, body } = await api('POST', pathOf(world, workspace), { email, role })
    return (model) => {
      const expected = answerToInviting(model, workspace, person)
      agree(status === expected, true, `inviting is answered by ${expected}, not ${status}`)
      if (expected !== 201) return
      endInvitation(model, workspace, person)
      model.invitations.push({ id: body.id, workspace, person, role, mails: [model.now], end: null })
    }
  }),
})

export const sendsInvitationAgain = (workspace: WorkspaceName, person: PersonName): Command => ({
  words: `${workspace} sends the invitation of ${person} again`,
  prepare: atOnce(async (world, before) => {
    const id = invitationOf(before, workspace, person)?.id
    if (id === undefined) return () => {}
    const { status } = await api('POST', `${pathOf(world, workspace)}/${id}/resend`)
    return (model) => {
      const invitation = model.invitations.find((each) => each.id === id)
      if (!invitation) return
      const expected = answerToSendingAgain(model, invitation)
      agree(status === expected, true, `sending again is answered by ${expected}, not ${status}`)
      if (expected === 200) invitation.mails.push(model.now)
    }
  }),
})

export const deletesInvitation = (workspace: WorkspaceName, person: PersonName): Command => ({
  words: `${workspace} deletes the invitation of ${person}`,
  prepare: atOnce(async (world, before) => {
    const id = invitationOf(before, workspace, person)?.id
    if (id === undefined) return () => {}
    const { status } = await api('DELETE', `${pathOf(world, workspace)}/${id}`)
    return (model) => {
      const invitation = model.invitations.find((each) => each.id === id)
      if (!invitation) return
      const expected = answerToDeleting(invitation)
      agree(status === expected, true, `deleting is answered by ${expected}, not ${status}`)
      if (expected === 204) invitation.end = 'deleted'
    }
  }),
})

/** Which mail's link is opened. An invitation has three mails at most. */
export const MAILS = { 'the last mail': -1, 'the mail before': -2, 'an older mail': -3 } as const

/** Opens the link of the person's invitation and presses its button, in anybody's session. */
export const accepts = (
  browser: BrowserName,
  workspace: WorkspaceName,
  person: PersonName,
  mail: keyof typeof MAILS,
): Command => ({
  words: `${browser}: accepts the invitation of ${person} to ${workspace}, by ${mail}`,
  prepare: atOnce(async (world, before) => {
    const invitation = invitationOf(before, workspace, person)
    if (!invitation) return () => {}
    const { id, mails } = invitation
    const sentAt = mails.at(MAILS[mail]) ?? mails.at(-1) ?? 0
    const path = `/invitations/${await mailedLink('link-invitation', id, sentAt)}`
    const visitor = world.visitors[browser]
    const answer = (await submitAt(visitor, path, path)) ?? (await postOwn(visitor, path, {}))
    const isLedIn = answer?.status === 303 && (answer.headers.get('location') ?? '').includes('/enter?')
    return (model) => {
      const now = model.invitations.find((each) => each.id === id)
      const session = sessionIn(model, browser)
      if (!now) return
      // A second press of the same person leads in too, and changes nothing.
      const isAgain =
        now.end === 'accepted' && session?.account === person && now.mails.slice(-2).includes(sentAt)
      const may = session !== null && mayAccept(model, now, sentAt, session)
      const verdict = may ? aliveness(model, session) : isAgain ? 'either' : 'no'
      agree(isLedIn, verdict, 'the invitation is accepted')
      notePage(model, browser)
      if (!may || !isLedIn) return
      now.end = 'accepted'
      putMember(model, workspace, person, now.role)
    }
  }),
})

export const leaves = (browser: BrowserName, workspace: WorkspaceName): Command => ({
  words: `${browser}: leaves ${workspace}`,
  prepare: atOnce(async (world) => {
    const path = `/workspaces/${world.workspaces[workspace].slug}/leave`
    const answer = await postOwn(world.visitors[browser], path, {})
    const hasLeft = answer?.status === 303 && answer.headers.get('location') === portalUrl('/workspaces')
    return (model) => {
      const session = sessionIn(model, browser)
      if (!session) return agree(hasLeft, false, 'somebody leaves who is not signed in')
      const isPossible =
        !isProofMissing(model, session) &&
        model.workspaces[workspace].members.has(session.account) &&
        !isHeldAsOwner(model, workspace, session.account)
      agree(hasLeft, isPossible ? aliveness(model, session) : 'no', 'the member leaves')
      notePage(model, browser)
      if (hasLeft) removeMember(model, workspace, session.account)
    }
  }),
})
