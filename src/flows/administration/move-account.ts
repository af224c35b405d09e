// The operator gives an account another address.

import { type Email, requireEmail } from '../../core/email.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { randomId } from '../../crypto/random.ts'
import { type Account, selectAccountByEmail } from '../../store/accounts.ts'
import {
  askForAddress,
  cancelAddressChange,
  changeAddress,
  hasAddress,
  isAskedFor,
  isFree,
} from '../../store/address-changes.ts'
import { audited, auditedInWorkspacesOf } from '../../store/audit.ts'
import { batch, following } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { endSessionsOf } from '../../store/end-sessions.ts'
import { ofPlatform } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import { stopByChange } from '../sign-in/stop-recovery.ts'

/** `address-taken`: another account has it. `changed-meanwhile`: another request changed this account's address. */
export type MoveRefusal = 'address-taken' | 'changed-meanwhile'

interface Move {
  readonly email: Email
  /** Why, for the audit log. Null if the operator gave no reason. */
  readonly reason: string | null
  readonly by: string
}

/**
 * Changes the address, and tells both addresses. Id, factors, memberships and identities stay. Every session ends, because
 * the address says who signs in. Stops an open recovery. Otherwise its link would still work for who has the old mailbox.
 *
 * Asks for the address and uses it in one batch. So it replaces what the owner has asked for, and a link that is used at
 * the same time finds nothing to change.
 */
export async function moveAccount(
  edge: Edge,
  account: Account,
  { email, reason, by }: Move,
): Promise<Result<Account, MoveRefusal>> {
  if (email.address === account.email) return ok(account)
  const { db, now } = edge
  const change = { id: randomId(), accountId: account.id, email, expiresAt: now }
  const isMoving = isAskedFor(change.id)
  const mayMove = both(hasAddress(account.id, requireEmail(account.email)), isFree(email, account.id))
  const addresses = { old: account.email, new: email.address }
  const told = tellAccount(edge, 'address.changed', account.id, isMoving, { by: 'operator', addresses })
  const detail = { email: email.address, was_email: account.email }
  const entry = ofPlatform({ by, about: account.id }, 'address.changed', { ...detail, reason })
  // Admins of the workspaces don't read the operator's reason.
  const inWorkspace = { actor: by, action: 'member.address_changed', accountId: account.id, detail } as const
  const recovery = stopByChange(
    edge,
    { accountId: account.id, actor: by, how: 'address', by: 'operator' },
    isMoving,
  )
  const done = await batch(db, {
    asked: askForAddress(db, change, mayMove),
    changed: following('asked', changeAddress(db, account.id, email, now, ifChanged('asked'))),
    recovery: recovery.steps,
    sessionsEnded: endSessionsOf(db, account.id, null, isMoving),
    recorded: audited(edge, entry, isMoving),
    recordedInWorkspaces: auditedInWorkspacesOf(edge, inWorkspace, isMoving),
    told: told.steps,
    used: cancelAddressChange(db, account.id, isMoving),
    holder: selectAccountByEmail(db, email),
  })
  const holder = done.holder.first
  if (done.changed.changed && holder) {
    told.deliver()
    recovery.deliver()
    return ok(holder)
  }
  return err(holder && holder.id !== account.id ? 'address-taken' : 'changed-meanwhile')
}
