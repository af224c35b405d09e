// Tells the admins of a workspace that a service token expires, by the cron trigger. Each value of a token is
// announced once.

import { TOKEN_EXPIRES } from '../../core/notice.ts'
import { randomId } from '../../crypto/random.ts'
import { batch, under } from '../../store/batch.ts'
import { type ExpiringToken, ifAnnounced, markAnnounced } from '../../store/expiring-tokens.ts'
import { enqueue, enqueueToAdmins } from '../../store/notice-deliveries.ts'
import { addNotice } from '../../store/notices.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { carriersOf } from './carriers.ts'

/** Announces a token. The same run of the cron trigger then delivers the notice. */
export async function tellExpiry(keyless: KeylessEdge, token: ExpiringToken): Promise<void> {
  const { db, now, client } = keyless
  const marked = markAnnounced(db, token, now)
  // Skip a token that expired during an outage. The sweep deletes it.
  if (token.expiresAt <= now) return void (await marked.run())
  const { workspaceId } = token
  const carriers = carriersOf(keyless)
  const detail = { token_id: token.id, token_name: token.name, expires_at: token.expiresAt }
  const notice = { id: randomId(), kind: TOKEN_EXPIRES, workspaceId, detail } as const
  const condition = ifAnnounced('marked', token)
  await batch(db, {
    marked,
    told: under(condition, addNotice(db, notice, client, now, condition)),
    queued: carriers.length > 0 ? enqueue(db, notice.id, carriers, now) : null,
    toAdmins: carriers.includes('email') ? enqueueToAdmins(db, notice.id, now) : null,
  })
}
