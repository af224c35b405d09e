// Carrying notices: claimed, sent, settled, one by one. A failing carrier is tried again on its schedule, and given up in
// the end: kept, and told to the log. Nothing here reaches whoever did what the notice is about.

import { type Attempt, CARRIERS, type Carrier, failed, nextAttemptAt } from '../../core/delivery.ts'
import { momentAt } from '../../core/enforcement-moments.ts'
import { payloadOf } from '../../core/notice.ts'
import { log } from '../../log.ts'
import { sendEmail } from '../../notify/email.ts'
import { sendWebhook } from '../../notify/webhook.ts'
import {
  type Claimed,
  claim,
  type DeliveryKey,
  endDelivery,
  giveBack,
  postponeDelivery,
  type Which,
} from '../../store/notice-deliveries.ts'
import { noticeFrom } from '../../store/notices.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { writeMail } from './write-mail.ts'

// A Worker has six connections at a time. At fifteen seconds for each of a chunk, claims outlast it (core/delivery.ts).
const AT_A_TIME = 6
const CHUNK = 30

/** Those that are set up. */
export function carriersOf({ config, email }: KeylessEdge): Carrier[] {
  const { webhook, mailFrom } = config.notices
  const isSetUp: Record<Carrier, boolean> = {
    webhook: webhook !== null,
    email: mailFrom !== null && email !== null,
  }
  return CARRIERS.filter((carrier) => isSetUp[carrier])
}

/** The first attempt of what has just happened. */
export async function deliverNotice(keyless: KeylessEdge, noticeId: string): Promise<void> {
  for (const carrier of carriersOf(keyless))
    await deliverDue(keyless, { carrier, which: { noticeId } }, 1, () => true)
}

export interface Carried {
  /** Without what was dropped, as that must take nobody's place. */
  readonly count: number
  /** More than half of a whole chunk was put off: the rest waits for the next run. */
  readonly isInTrouble: boolean
}

/** What is due, or of that what is new: `most` at most, and no further chunk once it may not go on. */
export async function deliverDue(
  keyless: KeylessEdge,
  what: Which,
  most: number,
  mayGoOn: () => boolean,
): Promise<Carried> {
  let count = 0
  while (count < most && mayGoOn()) {
    const claimed = await claim(keyless.db, what, Math.min(CHUNK, most - count), keyless.now)
    if (claimed.length === 0) break
    const outcomes = await sendAll(keyless, claimed)
    count += claimed.length - outcomes.dropped
    if (outcomes.dropped > 0) await giveBack(keyless.db, what.carrier, outcomes.dropped, keyless.now).run()
    if (outcomes['put-off'] > CHUNK / 2) return { count, isInTrouble: true }
  }
  return { count, isInTrouble: false }
}

/** `put-off`: the carrier failed. What it refuses one recipient, for now or for good, is settled as far as a run goes. */
type Outcome = 'settled' | 'dropped' | 'put-off'

/** How many came to what. */
async function sendAll(keyless: KeylessEdge, claimed: readonly Claimed[]): Promise<Record<Outcome, number>> {
  const waiting = [...claimed]
  const outcomes = { settled: 0, dropped: 0, 'put-off': 0 }
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      outcomes[await carryOut(keyless, next)]++
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  return outcomes
}

async function carryOut(keyless: KeylessEdge, claimed: Claimed): Promise<Outcome> {
  const { db } = keyless
  const key = { noticeId: claimed.notice_id, carrier: claimed.carrier, recipient: claimed.recipient }
  const send = isOvertaken(claimed, keyless.now) ? null : await prepare(keyless, claimed)
  const attempt = await send?.()
  if (attempt && !attempt.isDelivered) {
    await postpone(keyless, key, claimed.attempts, attempt)
    return attempt.isFinal || attempt.isOfRecipient ? 'settled' : 'put-off'
  }
  await endDelivery(db, key).run()
  // The row is gone: from here on this line is what tells of it.
  const event = attempt ? 'notice.delivered' : 'notice.dropped'
  log('info', { event, notice: key.noticeId, carrier: key.carrier, attempt: claimed.attempts })
  return attempt ? 'settled' : 'dropped'
}

/** Of a moment of enforcement: another one has come, or the policy is another. */
function isOvertaken(claimed: Claimed, now: number): boolean {
  const { policy_version, current_version, effective_at: effectiveAt, saved_at: savedAt } = claimed
  if (policy_version === null) return false
  if (policy_version !== current_version || effectiveAt === null || savedAt === null) return true
  return momentAt({ effectiveAt, savedAt }, now) !== claimed.kind
}

/** Null where there is nobody left to tell. */
async function prepare(keyless: KeylessEdge, claimed: Claimed): Promise<(() => Promise<Attempt>) | null> {
  const { config, email, now } = keyless
  const { webhook, mailFrom, contact } = config.notices
  if (claimed.carrier === 'webhook') {
    const message = { id: claimed.notice_id, body: payloadOf(noticeFrom(claimed)) }
    return async () => (webhook ? sendWebhook(webhook, message, now) : failed('not-set-up'))
  }
  const { recipient_email: to, notice_id: noticeId } = claimed
  const mail = to === null ? null : await writeMail(keyless, claimed)
  if (to === null || !mail) return null
  return async () =>
    email && mailFrom
      ? sendEmail(email, { noticeId, from: mailFrom, to, replyTo: contact }, mail)
      : failed('not-set-up')
}

async function postpone(
  { db, now }: KeylessEdge,
  key: DeliveryKey,
  number: number,
  { reason, isFinal, retryAfterSeconds }: Exclude<Attempt, { isDelivered: true }>,
): Promise<void> {
  const nextAt = isFinal ? null : nextAttemptAt(number, retryAfterSeconds, now)
  await postponeDelivery(db, key, { number, reason, nextAt }, now).run()
  const event = nextAt === null ? 'notice.dead' : 'notice.failed'
  const { noticeId: notice, carrier } = key
  log(nextAt === null ? 'error' : 'warn', { event, notice, carrier, reason, attempt: number })
}
