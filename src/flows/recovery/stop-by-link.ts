// Stops a recovery by the link in its mails. Opening the link changes nothing, because mail scanners open each link.

import { verifyLink } from '../../crypto/mailed-link.ts'
import { batch, findFirst } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { type StoredRecovery, selectRecovery, stopRecovery } from '../../store/recoveries.ts'
import { recordedEverywhere } from '../../store/recovery-workspaces.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'

export type { StoredRecovery } from '../../store/recoveries.ts'

/**
 * Returns the recovery that a link can stop, open or ended. The link of any of its mails will do. Returns null for a
 * link that is not ours.
 */
export async function findByStopLink(edge: Edge, token: string): Promise<StoredRecovery | null> {
  const link = await verifyLink(edge.ring, 'link-stop-recovery', token)
  return link && findFirst(edge.db, selectRecovery(edge.db, link.id))
}

/** Stops the recovery. Returns false if it has ended before. */
export async function stopByLink(edge: Edge, { id, accountId, email }: StoredRecovery): Promise<boolean> {
  const { db, now } = edge
  const told = tellAccount(edge, 'recovery.stopped', accountId, ifChanged('recorded'))
  const entry = { actor: email, action: 'recovery.stopped', accountId, detail: { how: 'link' } } as const
  const done = await batch(db, {
    stopped: stopRecovery(db, id, now),
    recorded: recordedEverywhere(edge, entry, ifChanged('stopped')),
    told: told.steps,
  })
  if (done.stopped.changed) told.deliver()
  return done.stopped.changed
}
