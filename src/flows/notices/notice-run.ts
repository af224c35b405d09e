// Runs the notices' part of the cron trigger, each minute. All work is limited, and a second run at the same
// time sends nothing twice.

import { MOST_A_MINUTE } from '../../core/delivery.ts'
import { countQueries } from '../../store/d1.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { carriersOf } from './carriers.ts'
import { deliverDue } from './deliver-notices.ts'
import { tellDue } from './due-notices.ts'
import { enqueueMails } from './enforcement-notices.ts'

/**
 * How many due mails are sent before new ones. Otherwise a workspace with unreachable members could fill the
 * whole run.
 */
const MOST_DUE_FIRST = 100
// After this many queries, the run begins no more work. D1 allows 1,000.
const MOST_QUERIES = 700

export async function runNotices(given: KeylessEdge): Promise<void> {
  const { db, made } = countQueries(given.db)
  const keyless = { ...given, db }
  await tellDue(keyless)
  const carriers = carriersOf(keyless)
  const queriesLeft = () => MOST_QUERIES - made()
  await Promise.all([
    carriers.includes('webhook') ? deliverWebhooks(keyless, queriesLeft) : null,
    carriers.includes('email') ? deliverMails(keyless, queriesLeft) : null,
  ])
}

async function deliverWebhooks(keyless: KeylessEdge, queriesLeft: () => number): Promise<void> {
  const due = { carrier: 'webhook', which: 'due' } as const
  await deliverDue(keyless, due, MOST_A_MINUTE.webhook, () => queriesLeft() > 0)
}

/**
 * Sends mails in three steps.
 *
 * First some that are due, so that a person's own notice does not wait behind a large workspace. Then new
 * ones, so that nobody's first mail waits behind failed ones. Then the rest that are due.
 */
async function deliverMails(keyless: KeylessEdge, queriesLeft: () => number): Promise<void> {
  let left = MOST_A_MINUTE.email
  const deliver = async (which: 'due' | 'new', most: number, mayGoOn: () => boolean) => {
    const { count, isInTrouble } = await deliverDue(keyless, { carrier: 'email', which }, most, mayGoOn)
    left = isInTrouble ? 0 : left - count
  }
  await deliver('due', MOST_DUE_FIRST, () => queriesLeft() > MOST_QUERIES / 2)
  const room = () => Math.min(left, queriesLeft())
  while (room() > 0 && (await enqueueMails(keyless, room())) > 0) {
    // Deliver all mails that were just queued. Otherwise they would wait in the next run, behind mails that
    // are tried again.
    await deliver('new', left, () => true)
  }
  await deliver('due', left, () => queriesLeft() > 0)
}
