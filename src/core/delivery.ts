// How often a notice is tried. Published in docs/notices.md: whoever runs a receiver relies on it.

export const CARRIERS = ['webhook', 'email'] as const
export type Carrier = (typeof CARRIERS)[number]

/** What names a delivery. */
export interface DeliveryKey {
  readonly noticeId: string
  readonly carrier: Carrier
  /** An account's id; empty for the webhook. */
  readonly recipient: string
}

/** `notice.carrier.recipient`: none of them has a full stop in it. */
export const writeDeliveryId = ({ noticeId, carrier, recipient }: DeliveryKey): string =>
  [noticeId, carrier, ...(recipient ? [recipient] : [])].join('.')

export function parseDeliveryId(text: string): DeliveryKey | null {
  const [noticeId = '', carrier, recipient = '', ...more] = text.split('.')
  const known = CARRIERS.find((each) => each === carrier)
  return known && noticeId && more.length === 0 ? { noticeId, carrier: known, recipient } : null
}

const MINUTE_SECONDS = 60
const HOUR_SECONDS = 3600

// As Standard Webhooks recommends, but for its second try after five seconds: the cron trigger comes once a minute.
const DELAYS_SECONDS = [
  ...[1, 5, 30].map((minutes) => minutes * MINUTE_SECONDS),
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR_SECONDS),
]

/** For so long nobody else takes a delivery that was claimed. It outlasts what one run can take (15 s for each of 30, by 6). */
export const CLAIM_SECONDS = 300

/** Between two rounds of mails about one workspace's policy: whoever changes it again and again has nobody mailed each time. */
export const MAILS_APART_SECONDS = 6 * HOUR_SECONDS

/** In a minute of the clock, first attempts included. Published in docs/notices.md; the mails are 18,000 an hour. */
export const MOST_A_MINUTE: Record<Carrier, number> = { webhook: 120, email: 300 }

/** So many notices of one kind about an account go out one by one; those after them wait and become one. */
export const TOLD_ONE_BY_ONE = 3
/** For so long a notice counts towards that, and so long at most the one for all the others waits. */
export const TOLD_TOGETHER_SECONDS = 600

/** What came of one attempt. `retryAfterSeconds` is the receiver's own wish. */
export type Attempt =
  | { readonly isDelivered: true }
  | {
      readonly isDelivered: false
      /** One word for the log and the operator: never what the other side said. */
      readonly reason: string
      readonly isFinal: boolean
      /** Only this recipient is refused: it says nothing of the carrier. */
      readonly isOfRecipient: boolean
      readonly retryAfterSeconds: number
    }

export const DELIVERED: Attempt = { isDelivered: true }

export const failed = (
  reason: string,
  more: { isFinal?: boolean; isOfRecipient?: boolean; retryAfterSeconds?: number } = {},
): Attempt => ({
  isDelivered: false,
  reason,
  isFinal: more.isFinal ?? false,
  isOfRecipient: more.isOfRecipient ?? false,
  retryAfterSeconds: more.retryAfterSeconds ?? 0,
})

/** When to try again after `attempts` that failed; null: no more. A receiver may ask for later, but not past a day. */
export function nextAttemptAt(attempts: number, retryAfterSeconds: number, now: number): number | null {
  const delay = DELAYS_SECONDS[attempts - 1]
  return delay === undefined ? null : now + Math.max(delay, Math.min(retryAfterSeconds, 24 * HOUR_SECONDS))
}
