// Sends notices about enforcement, by the cron trigger.
//
// Each moment of a policy is announced once, when it comes. Mails are queued a limited number at a time. A
// run that is hours late announces only what is still true.

import { nextMomentAfter } from '../../core/enforcement-moments.ts'
import { batch, listAll } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { awaitNextMoment, type DuePolicy } from '../../store/due-policies.ts'
import {
  advanceFanOut,
  endFanOut,
  type FanOut,
  listAudience,
  postponeFanOut,
  selectFanOuts,
} from '../../store/notice-fan-outs.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { tellWorkspace } from './notices.ts'

const MOST_FAN_OUTS = 10

/** Announces the moment that has come for a policy, and waits for the next one. */
export async function tellMoment(keyless: KeylessEdge, due: DuePolicy): Promise<void> {
  const { db, now } = keyless
  const { savedAt } = due
  const { effectiveAt } = due.policy
  if (effectiveAt === null) return void (await awaitNextMoment(db, due, null).run())
  const schedule = { effectiveAt, savedAt }
  const told = tellWorkspace(keyless, due, ifChanged('moved'))
  await batch(db, { moved: awaitNextMoment(db, due, nextMomentAfter(schedule, now)), told: told.steps })
  told.deliver()
}

/**
 * Queues mails to at most `most` more people. Shares them among the workspaces whose turn it is. Returns how
 * many it queued.
 */
export async function enqueueMails({ db, config, now }: KeylessEdge, most: number): Promise<number> {
  const fanOuts = await listAll(db, selectFanOuts(db, config.providers, MOST_FAN_OUTS, now))
  const share = Math.max(1, Math.floor(most / Math.max(1, fanOuts.length)))
  let enqueued = 0
  for (const fanOut of fanOuts) enqueued += await advance({ db, now }, fanOut, share)
  return enqueued
}

async function advance({ db, now }: Pick<KeylessEdge, 'db' | 'now'>, fanOut: FanOut, share: number) {
  const { isCurrent, waitsUntil } = fanOut
  const ended = isCurrent
    ? waitsUntil !== null && postponeFanOut(db, fanOut, waitsUntil)
    : endFanOut(db, fanOut)
  if (ended) {
    await ended.run()
    return 0
  }
  const chunk = await listAudience(db, fanOut, share)
  const done = await batch(db, advanceFanOut(db, fanOut, { chunk, isLast: chunk.length < share }, now))
  return done.moved.changed ? chunk.filter(({ isTold }) => isTold).length : 0
}
