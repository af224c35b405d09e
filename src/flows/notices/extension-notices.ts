// Tells a member and the workspace's other admins that the member got more time.

import { EXTENSION_GRANTED } from '../../core/notice.ts'
import { randomId } from '../../crypto/random.ts'
import { type Steps, under } from '../../store/batch.ts'
import type { Condition } from '../../store/condition.ts'
import { enqueueToMember, enqueueToOtherAdmins, ifMemberIsTold } from '../../store/extension-notices.ts'
import { enqueue } from '../../store/notice-deliveries.ts'
import { addNotice, type NewNotice } from '../../store/notices.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { carriersOf } from './carriers.ts'
import { deliverSoon } from './notices.ts'

export interface ToldExtension {
  readonly workspaceId: string
  /** The member who got the extension. */
  readonly accountId: string
  /** The account of the admin who granted it, and who is not told. Null for a token. */
  readonly granterId: string | null
}

/**
 * Returns the steps for the batch that grants the extension. Until, reason and author are read from the row in
 * `extensions`, which the batch must write before, with `granted_at` = `now`.
 *
 * The first step has the condition. Call `deliver` after the batch.
 */
export function tellExtension(
  keyless: KeylessEdge,
  { workspaceId, accountId, granterId }: ToldExtension,
  condition: Condition,
): { readonly steps: Steps; readonly deliver: () => void } {
  const { db, now, client } = keyless
  const carriers = carriersOf(keyless)
  const [toAdmins, toMember] = [randomId(), randomId()]
  const kind = EXTENSION_GRANTED
  const ofAdmins: NewNotice = {
    ...{ id: toAdmins, kind, workspaceId },
    detail: { account_id: accountId, granter_id: granterId },
  }
  const ofMember: NewNotice = {
    ...{ id: toMember, kind, accountId },
    detail: { workspace_id: workspaceId, granter_id: granterId },
  }
  const ifTold = ifMemberIsTold(toAdmins, { workspaceId, accountId })
  const hasMail = carriers.includes('email')
  const steps = {
    adminsTold: under(condition, addNotice(db, ofAdmins, client, now, condition)),
    memberTold: addNotice(db, ofMember, client, now, ifTold),
    queued: carriers.includes('webhook') ? enqueue(db, toAdmins, ['webhook'], now) : null,
    adminsMailed: hasMail ? enqueueToOtherAdmins(db, toAdmins, now) : null,
    memberMailed: hasMail ? enqueueToMember(db, toMember, now) : null,
  }
  return {
    steps,
    deliver: () => {
      deliverSoon(keyless, toAdmins)
      deliverSoon(keyless, toMember)
    },
  }
}
