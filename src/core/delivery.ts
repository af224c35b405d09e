// Defines how often a notice is sent and when it is tried again. docs/notices.md publishes these numbers, and
// operators of receivers rely on them.

export const CARRIERS = ['webhook', 'email'] as const
export type Carrier = (typeof CARRIERS)[number]

/** The recipient of a mail to the address that its notice has. Such an address may have no account. */
export const TO_ADDRESS = 'to'

/** Identifies a delivery. */
export interface DeliveryKey {
  readonly noticeId: string
  readonly carrier: Carrier
  /** The id of an account, or `TO_ADDRESS`. Empty for the webhook. */
  readonly recipient: string
}

/** Returns the delivery's id, `notice.carrier.recipient`. None of the parts contains a full stop. */
export const writeDeliveryId = ({ noticeId, carrier, recipient }: DeliveryKey): string =>
  [noticeId, carrier, ...(recipient ? [recipient] : [])].join('.')

/** Parses a delivery's id. Returns null if it is malformed or names an unknown carrier. */
export function parseDeliveryId(text: string): DeliveryKey | null {
  const [noticeId = '', carrier, recipient = '', ...more] = text.split('.')
  const known = CARRIERS.find((each) => each === carrier)
  return known && noticeId && more.length === 0 ? { noticeId, carrier: known, recipient } : null
}

const MINUTE_SECONDS = 60
const HOUR_SECONDS = 3600

// The delays that Standard Webhooks recommends, except for its retry after five seconds: the cron trigger
// runs once a minute.
const DELAYS_SECONDS = [
  ...[1, 5, 30].map((minutes) => minutes * MINUTE_SECONDS),
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR_SECONDS),
]

/**
 * How long a claim of a delivery lasts, in seconds. Must be longer than one run can take: 30 deliveries of 15
 * seconds, six at a time. Otherwise another run would send a delivery twice.
 */
export const CLAIM_SECONDS = 300

/**
 * How long to wait between two rounds of emails about one workspace's policy, in seconds. The wait is
 * required. Otherwise an admin could send emails to all members again and again by changing the policy.
 */
export const MAILS_APART_SECONDS = 6 * HOUR_SECONDS

/**
 * The most attempts in one minute of the clock, including first attempts. Published in docs/notices.md. For
 * email this is 18,000 an hour.
 */
export const MOST_A_MINUTE: Record<Carrier, number> = { webhook: 120, email: 300 }

/**
 * How many notices of one kind about an account are sent one by one. The next ones wait and are sent as one.
 */
export const TOLD_ONE_BY_ONE = 3
/** How long a notice counts towards that limit, in seconds. The combined notice waits at most this long. */
export const TOLD_TOGETHER_SECONDS = 600

/** The result of one attempt. `retryAfterSeconds` is what the receiver asked for, or 0. */
export type Attempt =
  | { readonly isDelivered: true }
  | {
      readonly isDelivered: false
      /**
       * One word for the log and the operator. Never contains text from the receiver, which could forge log
       * lines.
       */
      readonly reason: string
      readonly isFinal: boolean
      /** True if the receiver refused only this recipient, so that the carrier itself works. */
      readonly isOfRecipient: boolean
      readonly retryAfterSeconds: number
    }

export const DELIVERED: Attempt = { isDelivered: true }

/** Returns a failed attempt. It is not final, unless the caller says so. */
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

/**
 * Returns when to try again after `attempts` failed attempts, in Unix seconds. Returns null after the last
 * attempt. A receiver may ask for a later time, up to a day.
 */
export function nextAttemptAt(attempts: number, retryAfterSeconds: number, now: number): number | null {
  const delay = DELAYS_SECONDS[attempts - 1]
  return delay === undefined ? null : now + Math.max(delay, Math.min(retryAfterSeconds, 24 * HOUR_SECONDS))
}
