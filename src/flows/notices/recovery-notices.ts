// Reminds people of a recovery by delay, and mails the link once the wait is over. By the cron trigger.

import { batch } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { type DueRecovery, endWait, remind, stopWait } from '../../store/due-recoveries.ts'
import { recordedEverywhere } from '../../store/recovery-workspaces.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { mailLink, tellAccount } from './notices.ts'

/** Takes the next step. The same run of the cron trigger then delivers the mail. */
export const stepRecovery = (keyless: KeylessEdge, due: DueRecovery): Promise<void> =>
  due.readyAt <= keyless.now ? end(keyless, due) : tell(keyless, due)

async function tell(keyless: KeylessEdge, due: DueRecovery): Promise<void> {
  const { id, accountId } = due
  const link = { kind: 'recovery.waiting', about: { accountId }, subjectId: id } as const
  const mailed = mailLink(keyless, link, ifChanged('reminded'))
  await batch(keyless.db, { reminded: remind(keyless.db, due, keyless.now), mailed: mailed.steps })
}

async function end(keyless: KeylessEdge, due: DueRecovery): Promise<void> {
  const { db, now } = keyless
  const { id, accountId } = due
  const entry = { actor: 'platform', accountId } as const
  const link = { kind: 'recovery.link', about: { accountId }, subjectId: id } as const
  const mailed = mailLink(keyless, link, ifChanged('linked'))
  const told = tellAccount(keyless, 'recovery.stopped', accountId, ifChanged('recorded'))
  await batch(db, {
    ended: endWait(db, due, now),
    linked: recordedEverywhere(
      keyless,
      { ...entry, action: 'recovery.linked', detail: { recovery: id } },
      ifChanged('ended'),
    ),
    mailed: mailed.steps,
    stopped: stopWait(db, due, now),
    recorded: recordedEverywhere(
      keyless,
      { ...entry, action: 'recovery.stopped', detail: { recovery: id, how: 'workspace' } },
      ifChanged('stopped'),
    ),
    told: told.steps,
  })
}
