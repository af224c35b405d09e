// What is over goes, by the cron trigger, a bounded number of rows at a time. Nothing relies on it: each of these rows
// is refused by its own time, whether or not it is still there.

import { dayOf } from '../core/time.ts'
import { STEP_SECONDS } from '../core/totp.ts'
import type { Bindings } from './edge.ts'

const MOST_ROWS = 5000
const ATTEMPTS_KEPT_SECONDS = 86_400
// Longer than any page looks back, so that a chart knows what held before the first change in it.
const FIGURES_KEPT_DAYS = 400

export async function sweep({ db, now, config }: Bindings): Promise<void> {
  const bounded = (sql: string, ...values: number[]) => db.prepare(sql).bind(...values, MOST_ROWS)
  await db.batch([
    bounded(
      `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= ?1 OR last_seen_at <= ?2 LIMIT ?3)`,
      now,
      now - config.sessionIdleSeconds,
    ),
    bounded(
      `DELETE FROM logins WHERE token_digest IN (SELECT token_digest FROM logins WHERE expires_at <= ?1 LIMIT ?2)`,
      now,
    ),
    bounded(
      `DELETE FROM hand_offs WHERE code_digest IN (SELECT code_digest FROM hand_offs WHERE expires_at <= ?1 LIMIT ?2)`,
      now,
    ),
    bounded(
      `DELETE FROM spent_arrivals WHERE digest IN (SELECT digest FROM spent_arrivals WHERE expires_at <= ?1 LIMIT ?2)`,
      now,
    ),
    bounded(
      `DELETE FROM refused_steps WHERE (account_id, step) IN (SELECT account_id, step FROM refused_steps WHERE step < ?1 LIMIT ?2)`,
      Math.floor(now / STEP_SECONDS) - 2,
    ),
    // Those of second factors stay: an authenticator that 100 failures disabled must not come back by itself.
    bounded(
      `DELETE FROM attempts WHERE budget = 'password' AND subject IN
         (SELECT subject FROM attempts WHERE budget = 'password' AND updated_at <= ?1 LIMIT ?2)`,
      now - ATTEMPTS_KEPT_SECONDS,
    ),
    bounded(
      `DELETE FROM notice_deliveries WHERE (notice_id, carrier, recipient) IN
         (SELECT d.notice_id, d.carrier, d.recipient FROM notices n JOIN notice_deliveries d ON d.notice_id = n.id
          WHERE n.expires_at <= ?1 LIMIT ?2)`,
      now,
    ),
    // Not those with deliveries left, however many: they would go with it, all at once.
    bounded(
      `DELETE FROM notices WHERE id IN (SELECT id FROM notices n WHERE expires_at <= ?1
         AND NOT EXISTS (SELECT 1 FROM notice_deliveries WHERE notice_id = n.id) LIMIT ?2)`,
      now,
    ),
    ...['enrollment_days', 'entries_without_factor'].map((figures) =>
      bounded(
        `DELETE FROM ${figures} WHERE (workspace_id, day) IN
           (SELECT workspace_id, day FROM ${figures} INDEXED BY ${figures}_by_day WHERE day < ?1 LIMIT ?2)`,
        dayOf(now) - FIGURES_KEPT_DAYS,
      ),
    ),
    bounded(`DELETE FROM tokens WHERE id IN (SELECT id FROM tokens WHERE expires_at <= ?1 LIMIT ?2)`, now),
  ])
}
