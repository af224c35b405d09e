// Delivers notices: claims each delivery, sends it and settles it.
//
// A failed delivery is tried again on a schedule. In the end it is given up, kept as a dead letter, and
// logged. A failure never reaches the person whose action the notice is about.

import { type Attempt, type DeliveryKey, failed, nextAttemptAt } from '../../core/delivery.ts'
import { momentAt } from '../../core/enforcement-moments.ts'
import { isAboutExtension, isAboutToken, isLinkMail, type Notice } from '../../core/notice.ts'
import { payloadOf } from '../../core/notice-payload.ts'
import { log } from '../../log.ts'
import { sendEmail } from '../../notify/email.ts'
import { sendWebhook } from '../../notify/webhook.ts'
import { listAll } from '../../store/batch.ts'
import { type Claimed, selectClaimed } from '../../store/claimed-deliveries.ts'
import { claim, endDelivery, giveBack, postponeDelivery, type Which } from '../../store/notice-deliveries.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { loadRing } from '../edge/ring.ts'
import { carriersOf } from './carriers.ts'
import { hasLinkExpired } from './write-link-mail.ts'
import { writeMail } from './write-mail.ts'

// How many deliveries run at the same time. A Worker may have six connections. At fifteen seconds each, they
// end before their claims expire (core/delivery.ts).
const AT_A_TIME = 6
const CHUNK = 30

// The most deliveries of one new notice by a carrier: to an account, and to its old address.
const MOST_AT_ONCE = 2

/** Makes the first attempt for a new notice. */
export async function deliverNotice(keyless: KeylessEdge, noticeId: string): Promise<void> {
  for (const carrier of carriersOf(keyless))
    await deliverDue(keyless, { carrier, which: { noticeId } }, MOST_AT_ONCE, () => true)
}

export interface Carried {
  /**
   * How many deliveries were attempted. Dropped ones are not counted, because they must not use up the limit
   * for others.
   */
  readonly count: number
  /** True if more than half of a full chunk failed. The rest then waits for the next run. */
  readonly isInTrouble: boolean
}

/**
 * Delivers what is due, or only what is new: at most `most` deliveries. Begins no further chunk once
 * `mayGoOn` returns false.
 */
export async function deliverDue(
  keyless: KeylessEdge,
  what: Which,
  most: number,
  mayGoOn: () => boolean,
): Promise<Carried> {
  let count = 0
  while (count < most && mayGoOn()) {
    const asked = Math.min(CHUNK, most - count)
    const claimed = await claim(keyless.db, what, asked, keyless.now)
    if (claimed.length === 0) break
    const outcomes = await sendAll(keyless, await readClaimed(keyless, claimed))
    count += claimed.length - outcomes.dropped
    if (outcomes.dropped > 0) await giveBack(keyless.db, what.carrier, outcomes.dropped, keyless.now).run()
    if (outcomes['put-off'] > CHUNK / 2) return { count, isInTrouble: true }
    if (claimed.length < asked) break
  }
  return { count, isInTrouble: false }
}

const readClaimed = ({ db, config, now }: KeylessEdge, keys: readonly DeliveryKey[]) =>
  listAll(db, selectClaimed(db, keys, config.providers, now))

/** `put-off`: the carrier failed. `settled`: this run is done with it, even if the recipient was refused. */
type Outcome = 'settled' | 'dropped' | 'put-off'

/** Sends the deliveries, a few at a time. Counts the outcomes. */
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
  const { noticeId: notice, carrier, attempt: number } = claimed
  const send = await prepare(keyless, claimed)
  const attempt = await send?.()
  if (attempt && !attempt.isDelivered) {
    await postpone(keyless, claimed, attempt)
    return attempt.isFinal || attempt.isOfRecipient ? 'settled' : 'put-off'
  }
  await endDelivery(keyless.db, claimed).run()
  // The row is deleted, so this line is the only record of the delivery.
  log('info', { event: attempt ? 'notice.delivered' : 'notice.dropped', notice, carrier, attempt: number })
  return attempt ? 'settled' : 'dropped'
}

/** Prepares the delivery. Returns null if the recipient is gone, or the notice is no longer true. */
async function prepare(keyless: KeylessEdge, claimed: Claimed): Promise<(() => Promise<Attempt>) | null> {
  const { config, email, now } = keyless
  const { webhook, mailFrom } = config.notices
  const { notice, noticeId, carrier, reader } = claimed
  if (!notice || isOvertaken(notice, claimed, now)) return null
  if (carrier === 'webhook') {
    if (isLinkMail(notice)) return null
    const message = { id: noticeId, body: payloadOf(notice), sender: config.brand.name }
    return async () => (webhook ? sendWebhook(webhook, message, now) : failed('not-set-up'))
  }
  if (!reader) return null
  const ring = await loadRing(keyless)
  const mail = await writeMail({ config, ring }, notice, { ...claimed, reader })
  if (!mail) return null
  const envelope = { noticeId, to: reader.email, replyTo: config.brand.support?.email ?? null }
  return async () =>
    email && mailFrom ? sendEmail(email, { ...envelope, from: mailFrom }, mail) : failed('not-set-up')
}

/**
 * Returns true for a notice about an enforcement moment if a later moment has come, or the policy has
 * changed. Also for a notice about a token that has expired meanwhile, or an extension that is over, for a mail
 * whose link has expired, and for an address that nobody waits for any more.
 */
function isOvertaken(notice: Notice, { policyVersion, policy, askedAddress }: Claimed, now: number): boolean {
  if (notice.kind === 'address.confirm' && askedAddress === null) return true
  if (isLinkMail(notice)) return hasLinkExpired(notice, now)
  if (isAboutToken(notice)) return notice.expiresAt <= now
  if (isAboutExtension(notice)) return notice.until <= now
  if (policyVersion === null) return false
  if (policy?.version !== policyVersion || policy.effectiveAt === null) return true
  const { effectiveAt, savedAt } = policy
  return momentAt({ effectiveAt, savedAt }, now) !== notice.kind
}

async function postpone(
  { db, now }: KeylessEdge,
  claimed: Claimed,
  { reason, isFinal, retryAfterSeconds }: Exclude<Attempt, { isDelivered: true }>,
): Promise<void> {
  const { noticeId: notice, carrier, attempt } = claimed
  const nextAt = isFinal ? null : nextAttemptAt(attempt, retryAfterSeconds, now)
  await postponeDelivery(db, claimed, { number: attempt, reason, nextAt }, now).run()
  const event = nextAt === null ? 'notice.dead' : 'notice.failed'
  log(nextAt === null ? 'error' : 'warn', { event, notice, carrier, reason, attempt })
}
