// Runs each minute, by the cron trigger. All of its work is bounded, and a second run beside it sends nothing twice.

import { MOST_A_MINUTE } from '../../core/delivery.ts'
import { countQueries } from '../../store/d1.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { carriersOf, deliverDue } from './deliver-notices.ts'
import { enqueueMails, tellDueMoments } from './enforcement-notices.ts'

/** Mails that were due before this run. Otherwise a workspace of people who can't be reached could fill the whole run. */
const MOST_DUE_FIRST = 100
// Of the 1,000 that D1 takes of a run: past them nothing else is looked for.
const MOST_QUERIES = 700

export async function runNotices(given: KeylessEdge): Promise<void> {
  const { db, made } = countQueries(given.db)
  const keyless = { ...given, db }
  await tellDueMoments(keyless)
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
 * Some of what is due goes first, so that a person's own notice doesn't wait behind a large workspace's; then what is new,
 * so that nobody's first mail waits behind what others have failed to get; then the rest of what is due.
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
    // To the end: what is left over would have to wait with what is due, in the next run.
    await deliver('new', left, () => true)
  }
  await deliver('due', left, () => queriesLeft() > 0)
}
