// Stops a recovery because an old factor was used: whoever has it needs no recovery. If somebody else asked for it, they
// must not go on. Also stops one with a change that a thief of the mailbox could have made, and with a report.

import type { Steps } from '../../store/batch.ts'
import { type Condition, ifChanged } from '../../store/condition.ts'
import { stopRecoveryOf } from '../../store/recoveries.ts'
import { recordedEverywhere } from '../../store/recovery-workspaces.ts'
import type { Edge } from '../edge/edge.ts'
import { type Telling, tellAccount } from '../notices/notices.ts'

interface Owner {
  readonly accountId: string
  readonly email: string
  /** Whether a recovery was open when the account was read. */
  readonly isRecovering: boolean
}

export interface StoppedByFactor {
  /** Must be in the batch of the proof. They change nothing without an open recovery. */
  readonly steps: Steps
  readonly told: Telling | null
}

/**
 * Stops the account's recovery, if `earned` holds. The steps run at each sign-in, whatever was read before. Otherwise a
 * recovery that was asked for at the same moment would go on. Only its notice depends on what was read.
 */
export function stopByFactor(
  edge: Edge,
  { accountId, email, isRecovering }: Owner,
  earned: Condition,
): StoppedByFactor {
  const entry = { actor: email, action: 'recovery.stopped', accountId, detail: { how: 'factor' } } as const
  const told = isRecovering ? tellAccount(edge, 'recovery.stopped', accountId, ifChanged('recorded')) : null
  const steps = {
    stopped: stopRecoveryOf(edge.db, accountId, edge.now, earned),
    recorded: recordedEverywhere(edge, entry, ifChanged('stopped')),
    told: told?.steps ?? null,
  }
  return { steps, told }
}

interface Change {
  readonly accountId: string
  readonly actor: string
  readonly how: 'password' | 'address' | 'report'
  /** Absent for the person. */
  readonly by?: 'operator'
}

/**
 * Stops the account's recovery, if `isDone` holds. The steps must be in the batch of the change. They change nothing
 * without an open recovery, and tell the person if there was one.
 */
export function stopByChange(edge: Edge, { accountId, actor, how, ...who }: Change, isDone: Condition) {
  const entry = { actor, ...who, action: 'recovery.stopped', accountId, detail: { how } } as const
  const told = tellAccount(edge, 'recovery.stopped', accountId, ifChanged('recorded'), who)
  const steps = {
    stopped: stopRecoveryOf(edge.db, accountId, edge.now, isDone),
    recorded: recordedEverywhere(edge, entry, ifChanged('stopped')),
    told: told.steps,
  }
  return { steps, deliver: told.deliver }
}

/**
 * Stops the account's recovery, because its owner changes their factors in a session with a fresh proof. Otherwise
 * a thief who asked for it after that proof could still use its link: once another app is set up, to replace that too.
 * The notice of the change is enough.
 */
export const stopByOwnFactors = (edge: Edge, owner: Omit<Owner, 'isRecovering'>, isDone: Condition): Steps =>
  stopByFactor(edge, { ...owner, isRecovering: false }, isDone).steps
