// Tells accounts and workspaces: the steps go into the batch of what happened, and the first attempt to deliver follows the
// answer. Where no carrier is set up, pages still show the notice.

import { momentAt, type Schedule } from '../../core/enforcement-moments.ts'
import type { AccountEvent, NoticeDetail } from '../../core/notice.ts'
import { countWithout, type MemberCounts } from '../../core/standing.ts'
import { randomId } from '../../crypto/random.ts'
import { log } from '../../log.ts'
import { type Step, under } from '../../store/batch.ts'
import type { Condition } from '../../store/condition.ts'
import { enqueue } from '../../store/notice-deliveries.ts'
import { startFanOut } from '../../store/notice-fan-outs.ts'
import { addNotice, dropOvertaken, type NewNotice } from '../../store/notices.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { carriersOf, deliverNotice } from './deliver-notices.ts'

export interface Telling {
  /** For the batch: the first one under the condition, the others only if it took place. */
  readonly steps: TellingSteps
  /** For after the batch: the answer doesn't wait for it, and it never throws. */
  readonly deliver: () => void
}

type TellingSteps = Readonly<Record<'told' | 'queued' | 'fannedOut' | 'overtaken', Step | null>>

export function tellAccount(
  keyless: KeylessEdge,
  kind: AccountEvent,
  accountId: string,
  condition: Condition,
  detail: NoticeDetail = {},
): Telling {
  const { browser } = keyless.client
  const whole = browser === undefined ? detail : { ...detail, browser }
  return tell(keyless, { id: randomId(), kind, accountId, detail: whole }, condition)
}

/** By the word of a provider, at a sign-in. */
export const tellLinkedByAddress = (
  keyless: KeylessEdge,
  provider: string,
  accountId: string,
  condition: Condition,
): Telling => tellAccount(keyless, 'identity.linked', accountId, condition, { by: 'provider', provider })

/** Tells of the moment that a policy is at now. */
export function tellWorkspace(
  keyless: KeylessEdge,
  policy: Schedule & MemberCounts & { workspaceId: string; version: number },
  condition: Condition,
): Telling {
  const detail = {
    effective_at: policy.effectiveAt,
    members: policy.members,
    not_enrolled: countWithout(policy),
  }
  const kind = momentAt(policy, keyless.now)
  const { workspaceId, version: policyVersion } = policy
  return tell(keyless, { id: randomId(), kind, workspaceId, policyVersion, detail }, condition)
}

function tell(keyless: KeylessEdge, notice: NewNotice, condition: Condition): Telling {
  const { db, now, client, defer } = keyless
  const carriers = carriersOf(keyless)
  const added = addNotice(db, notice, client, now, condition)
  const isForMany = 'workspaceId' in notice && carriers.includes('email')
  const after = {
    queued: carriers.length > 0 ? enqueue(db, notice.id, carriers, now) : null,
    fannedOut: isForMany ? startFanOut(db, notice.id, now) : null,
    // Must be last: the time of the first attempt depends on the notices before this one.
    overtaken: 'accountId' in notice ? dropOvertaken(db, notice.id, now) : null,
  }
  return {
    steps: { told: under(condition, added), ...after },
    deliver: () => {
      if (carriers.length > 0) defer(deliverNotice(keyless, notice.id).catch(logFailure))
    },
  }
}

function logFailure(error: unknown): void {
  log('error', { event: 'notices.failed', error: error instanceof Error ? error.message : 'unknown' })
}
