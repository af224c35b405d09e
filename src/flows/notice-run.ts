// What the cron trigger does for notices each minute. All of it is bounded, and a second run beside it sends nothing twice.

import type { Carrier } from '../core/delivery.ts'
import { countQueries } from '../store/queries.ts'
import { carriersOf, deliverDue } from './deliver-notices.ts'
import type { Bindings } from './edge.ts'
import { enqueueMails, tellDueMoments } from './enforcement-notices.ts'

/** In a run; the mails are 18,000 an hour. Published in docs/notices.md. */
const MOST_DELIVERIES: Record<Carrier, number> = { webhook: 120, email: 300 }
// Of the 1,000 that D1 takes of a run: past them nobody else is looked for to mail to.
const MOST_QUERIES = 700

export async function runNotices(given: Bindings): Promise<void> {
  const { db, made } = countQueries(given.db)
  const bindings = { ...given, db }
  await tellDueMoments(bindings)
  const carriers = carriersOf(bindings)
  await Promise.all([
    carriers.includes('webhook') ? deliverDue(bindings, 'webhook', MOST_DELIVERIES.webhook) : null,
    carriers.includes('email') ? deliverMails(bindings, () => made() < MOST_QUERIES) : null,
  ])
}

/** What is due goes first, so that a person's own notice doesn't wait behind a large workspace's. */
async function deliverMails(bindings: Bindings, mayGoOn: () => boolean): Promise<void> {
  let left = await deliverDue(bindings, 'email', MOST_DELIVERIES.email)
  while (left > 0 && mayGoOn() && (await enqueueMails(bindings, left)) > 0) {
    left = await deliverDue(bindings, 'email', left)
  }
}
