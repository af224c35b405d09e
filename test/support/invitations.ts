// Invitations as a mail brings them, for tests of the flows.

import { requireEmail } from '../../src/core/email.ts'
import type { Role } from '../../src/core/roles.ts'
import { mintLink } from '../../src/crypto/mailed-link.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { invite } from '../../src/flows/invitations/invite.ts'
import type { Inviter } from '../../src/flows/invitations/inviter.ts'
import { ALWAYS } from '../../src/store/condition.ts'

/** The admin of a page whose account has this id. */
export const inviter = (id: string | null, role: Role = 'owner'): Inviter => ({
  name: id === null ? 'operator' : `${id}@acme.example`,
  ...{ accountId: id, personId: id, role, isStill: ALWAYS, language: 'en' },
})

/** Invites an address to `acme`. Returns the id. */
export async function inviteTo(
  edge: Edge,
  email: string,
  role: Role = 'member',
  by = inviter('olga'),
): Promise<string> {
  const invited = await invite(edge, 'acme', { email: requireEmail(email), role }, by)
  if (!invited.ok) throw new Error(invited.error.reason)
  return invited.value.invitation.id
}

/** Returns the token of the mail that was sent then. */
export const tokenOf = ({ ring }: Edge, id: string, sentAt: number): Promise<string> =>
  mintLink(ring, 'link-invitation', { id, sentAt })
