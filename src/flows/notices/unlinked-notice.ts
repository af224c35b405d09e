// Prepares a notice for its mail: no text in it that people choose may become a link.

import { unlinked, unlinkedAddress } from '../../core/linkable.ts'
import {
  isAboutAccount,
  isAboutExtension,
  isLinkMail,
  type LinkMailNotice,
  type Notice,
} from '../../core/notice.ts'

/**
 * Returns the notice with names and addresses that no mail program turns into a link. The writers of the mails decide
 * about free text, such as a reason (core/linkable.ts).
 */
export function unlinkedNotice(notice: Notice): Notice {
  if (isLinkMail(notice)) return unlinkedLinkMail(notice)
  if (isAboutAccount(notice)) {
    const { account, addresses } = notice
    const shown = addresses && { old: unlinkedAddress(addresses.old), new: unlinkedAddress(addresses.new) }
    return { ...notice, account: withoutLink(account), ...(shown ? { addresses: shown } : {}) }
  }
  const workspace = named(notice.workspace)
  if (!isAboutExtension(notice)) return { ...notice, workspace }
  const { member, grantedBy } = notice
  return { ...notice, workspace, member: withoutLink(member), grantedBy: unlinkedAddress(grantedBy) }
}

/** Keeps the address of `mailedAccount`, because the link of the mail may contain it. */
function unlinkedLinkMail(notice: LinkMailNotice): LinkMailNotice {
  const { workspace, invitation } = notice
  const inviter = invitation?.inviter && unlinkedAddress(invitation.inviter)
  return {
    ...notice,
    workspace: workspace && named(workspace),
    invitation: invitation && { ...invitation, inviter: inviter ?? null },
  }
}

const withoutLink = <Person extends { readonly email: string }>(person: Person): Person => ({
  ...person,
  email: unlinkedAddress(person.email),
})

const named = <Workspace extends { readonly name: string }>(workspace: Workspace): Workspace => ({
  ...workspace,
  name: unlinked(workspace.name),
})
