// Lists and revokes invitations.

import { type Page, pageOf, rowsFor } from '../../core/keyset-page.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { mayChangeRole } from '../../core/roles.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst, listAll } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import {
  deleteInvitation,
  type Invitation,
  type InvitationPlace,
  selectInvitation,
  selectInvitations,
} from '../../store/invitations.ts'
import type { Actor } from '../administration/actor.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'

export type RevokeRefusal = 'not-found' | 'already-accepted' | 'not-allowed' | 'changed-meanwhile'

/** Deletes an invitation, so that its links stop working. Mails that wait are not sent. */
export async function revokeInvitation(
  edge: Edge,
  workspaceId: string,
  id: string,
  by: Actor,
): Promise<Result<null, RevokeRefusal>> {
  const { db, now } = edge
  const read = () => findFirst(db, selectInvitation(db, workspaceId, id, now))
  const found = await read()
  if (!found) return err('not-found')
  const { email, role, state } = found
  if (state === 'accepted') return err('already-accepted')
  if (!mayChangeRole(by.role, null, role)) return err('not-allowed')
  const entry = ofWorkspace(workspaceId, { by: by.name }, 'invitation.revoked', { email, role })
  const { deleted } = await batch(db, {
    deleted: deleteInvitation(db, { id, workspaceId, role }, by.isStill),
    recorded: audited(edge, entry, ifChanged('deleted')),
  })
  if (deleted.changed) return ok(null)
  // The person may have accepted in the meantime.
  const after = await read()
  if (!after) return err('not-found')
  return err(after.state === 'accepted' ? 'already-accepted' : 'changed-meanwhile')
}

/** Returns the cursor of a row: when it was last sent, and its id. */
const cursorOf = ({ lastSentAt, id }: Invitation): string => `${lastSentAt}.${id}`

/** Parses a cursor. Returns null for the start of the list, and for a text that is no cursor. */
export function parseInvitationCursor(text: string): InvitationPlace | null {
  const [, sentAt, id] = /^([1-9]\d{0,11})\.([\w-]{22})$/.exec(text) ?? []
  return sentAt && id ? { sentAt: Number(sentAt), id } : null
}

export interface InvitationSlice {
  /** The cursor of the last row on the previous page. Empty for the first page. */
  readonly cursor: string
  readonly size: number
  readonly isUnaccepted: boolean
}

/** Returns the query for a page of the list, and reads the page from its rows. */
export function invitationPage({ db, now }: Edge, workspaceId: string, slice: InvitationSlice) {
  const { cursor, size, isUnaccepted } = slice
  const asked = { after: parseInvitationCursor(cursor), limit: rowsFor(size), isUnaccepted }
  return {
    query: selectInvitations(db, workspaceId, asked, now),
    pageFrom: (rows: readonly Invitation[]) => pageOf(rows, size, cursorOf),
  }
}

export async function listInvitations(
  edge: Edge,
  workspaceId: string,
  slice: InvitationSlice,
): Promise<Page<Invitation>> {
  const { query, pageFrom } = invitationPage(edge, workspaceId, slice)
  return pageFrom(await listAll(edge.db, query))
}
