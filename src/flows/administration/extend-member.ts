// Grants one member an extension of both policies, and ends it.
//
// The member's pass follows with its next renewal. The copies of the site, which the gate reads, don't change.

import type { Email } from '../../core/email.ts'
import { isExtensionEnd } from '../../core/extension.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst, under } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import * as extensions from '../../store/extensions.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellExtension } from '../notices/extension-notices.ts'
import type { Author } from './actor.ts'

export interface NewExtension {
  readonly email: Email
  /** Unix seconds. */
  readonly until: number
  readonly reason: string
}

/** An admin, or a token. */
export interface Granter extends Author {
  /** The account of the admin, or of the token's maker. Null for the operator's tokens. */
  readonly personId: string | null
}

export interface GrantedExtension extends extensions.Extension {
  /** The member's address, as it was written when the account was created. */
  readonly email: string
}

export type GrantRefusal =
  | 'unusable-end'
  | 'not-a-member'
  | 'own-extension'
  | 'nothing-to-extend'
  | 'already-extended'
  | 'changed-meanwhile'

/** Grants an extension, once for the current versions of both policies. */
export async function grantExtension(
  edge: Edge,
  workspaceId: string,
  { email, until, reason }: NewExtension,
  by: Granter,
): Promise<Result<GrantedExtension, GrantRefusal>> {
  const { db, now } = edge
  if (!isExtensionEnd(until, now)) return err('unusable-end')
  const read = () => findFirst(db, extensions.selectExtensionFacts(db, workspaceId, email, now))
  const found = await read()
  const refusal = refuseGrant(found, by)
  if (refusal || !found) return err(refusal ?? 'not-a-member')
  const member = { workspaceId, accountId: found.accountId }
  const asked = { until, reason, grantedBy: by.name, grantedAt: now }
  const entry = ofWorkspace(workspaceId, { by: by.name, about: found.accountId }, 'extension.granted', {
    until_at: until,
    reason,
  })
  const about = { ...member, granterId: by.accountId }
  const told = tellExtension(edge, about, ifChanged('recorded'))
  const { granted } = await batch(db, {
    granted: extensions.grantExtension(db, member, asked, by.isStill),
    extended: under(ifChanged('granted'), extensions.extendMember(db, member, until, ifChanged('granted'))),
    recorded: audited(edge, entry, ifChanged('extended')),
    told: told.steps,
  })
  if (!granted.first) return err(refuseGrant(await read(), by) ?? 'changed-meanwhile')
  told.deliver()
  return ok({ email: found.email, ...granted.first })
}

/** Returns why no extension may be granted. Returns null if one may. */
function refuseGrant(found: extensions.ExtensionFacts | null, { personId }: Granter): GrantRefusal | null {
  if (!found) return 'not-a-member'
  // Nobody extends their own membership. Otherwise an admin could put off the policy that an owner has set.
  if (found.accountId === personId) return 'own-extension'
  if (!found.hasPolicy) return 'nothing-to-extend'
  return found.isSpent ? 'already-extended' : null
}

/** A member, and the extension in force. */
export interface ExtensionOf extends extensions.ExtensionFacts {
  readonly extension: extensions.Extension | null
}

/** Returns null for an address that is no member's. */
export async function viewExtension(
  { db, now }: Edge,
  workspaceId: string,
  email: Email,
): Promise<ExtensionOf | null> {
  const { facts, extension } = await batch(db, {
    facts: extensions.selectExtensionFacts(db, workspaceId, email, now),
    extension: extensions.selectExtension(db, workspaceId, email, now),
  })
  return facts.first && { ...facts.first, extension: extension.first }
}

/** Ends the extension of a member now. Returns false if none is in force. */
export async function endExtension(
  edge: Edge,
  workspaceId: string,
  email: Email,
  by: Author,
): Promise<boolean> {
  const { db, now } = edge
  const found = await findFirst(db, extensions.selectExtensionFacts(db, workspaceId, email, now))
  if (!found || found.extendedUntil === null) return false
  const { accountId, extendedUntil } = found
  const entry = ofWorkspace(workspaceId, { by: by.name, about: accountId }, 'extension.ended', {
    until_at: extendedUntil,
  })
  const { ended } = await batch(db, {
    ended: extensions.endExtension(db, { workspaceId, accountId }, now, by.isStill),
    recorded: audited(edge, entry, ifChanged('ended')),
  })
  return ended.changed
}
