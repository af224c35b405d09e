// The operator asks for a recovery, which mails a link at once, or stops one.
//
// The operator must verify the person's identity first.

import { err, ok, type Result } from '../../core/result.ts'
import { randomId } from '../../crypto/random.ts'
import type { Account } from '../../store/accounts.ts'
import { batch } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import {
  endExpiredOf,
  openLinkedRecovery,
  type StoredRecovery,
  selectLatestRecovery,
  stopRecoveryOf,
} from '../../store/recoveries.ts'
import { recordedEverywhere } from '../../store/recovery-workspaces.ts'
import type { Edge } from '../edge/edge.ts'
import { sendsMail } from '../notices/carriers.ts'
import { mailLink, tellAccount } from '../notices/notices.ts'

export type { StoredRecovery } from '../../store/recoveries.ts'

/** Who acts, and why. */
interface Deed {
  readonly by: string
  readonly reason: string
}

/** `no-mail`: no mail can be sent, so no link can. */
export type AskRefusal = 'no-mail' | 'nothing-to-recover' | 'recovery-open'

/** Opens a recovery and mails its link. */
export async function recoverAsOperator(
  edge: Edge,
  account: Account,
  { by, reason }: Deed,
): Promise<Result<StoredRecovery, AskRefusal>> {
  const { db, now } = edge
  if (!sendsMail(edge)) return err('no-mail')
  const accountId = account.id
  const id = randomId()
  const entry = {
    ...({ actor: by, by: 'operator', action: 'recovery.asked', accountId } as const),
    detail: { reason, recovery: id },
  }
  const link = { kind: 'recovery.link', about: { accountId }, subjectId: id } as const
  const told = mailLink(edge, link, ifChanged('recorded'))
  const done = await batch(db, {
    expired: endExpiredOf(db, accountId, now),
    opened: openLinkedRecovery(db, { id, accountId, path: 'operator', askedBy: by, reason }, now),
    recorded: recordedEverywhere(edge, entry, ifChanged('opened')),
    told: told.steps,
    recovery: selectLatestRecovery(db, accountId),
  })
  const recovery = done.recovery.first
  if (!done.opened.changed || !recovery) {
    return err(recovery?.endedAt === null ? 'recovery-open' : 'nothing-to-recover')
  }
  told.deliver()
  return ok(recovery)
}

/** Stops the open recovery of an account. Returns false if none is open. */
export async function stopAsOperator(edge: Edge, { id: accountId }: Account, by: string): Promise<boolean> {
  const { db, now } = edge
  const told = tellAccount(edge, 'recovery.stopped', accountId, ifChanged('recorded'), { by: 'operator' })
  const entry = {
    ...({ actor: by, by: 'operator', action: 'recovery.stopped', accountId } as const),
    detail: { how: 'operator' },
  }
  const done = await batch(db, {
    stopped: stopRecoveryOf(db, accountId, now),
    recorded: recordedEverywhere(edge, entry, ifChanged('stopped')),
    told: told.steps,
  })
  if (done.stopped.changed) told.deliver()
  return done.stopped.changed
}
