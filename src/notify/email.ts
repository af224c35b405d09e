// Sends emails with Cloudflare's send_email binding, from separate fields. Cloudflare writes the MIME message
// with `Date`, `Message-ID` and the encoding of non-ASCII text, and signs it (DKIM).
//
// This file makes every header a single line, and does not rely on Cloudflare for it. Otherwise a name with a
// line break could add another header.

import { type Attempt, DELIVERED, failed } from '../core/delivery.ts'
import { mailAddressOf, parseEmail } from '../core/email.ts'
import type { Language } from '../core/language.ts'
import type { MailSender } from '../core/notice-config.ts'
import { TimedOut, within } from '../core/within.ts'

const TIMEOUT_MS = 15_000

// Cloudflare's error codes that would happen with any recipient. An error without a code is about the
// recipient.
const OF_ANYBODY = /^(timeout|E_(RATE|DAILY)_LIMIT_EXCEEDED|E_INTERNAL_SERVER_ERROR|E_SENDER_[A-Z_]+)$/

export interface Envelope {
  readonly noticeId: string
  readonly from: MailSender
  /** An email address that was parsed before it was stored. */
  readonly to: string
  readonly replyTo: string | null
}

/** The same message as plain text and as HTML. */
export interface Mail {
  readonly language: Language
  readonly subject: string
  readonly text: string
  readonly html: string
}

/**
 * Sends one email. Returns an `Attempt` for a failure, and does not throw. `noticeId` identifies repeated
 * deliveries.
 */
export async function sendEmail(binding: SendEmail, envelope: Envelope, mail: Mail): Promise<Attempt> {
  // A malformed address must not throw. Otherwise one stored address would stop the emails to everybody after
  // it.
  if (!parseEmail(envelope.to)) return failed('address_unusable', { isFinal: true, isOfRecipient: true })
  try {
    await within(
      TIMEOUT_MS,
      binding.send(messageOf(envelope, mail)),
      'the mail binding did not answer in time',
    )
    return DELIVERED
  } catch (error) {
    const code = error instanceof TimedOut ? 'timeout' : codeOf(error)
    // Cloudflare lists recipients who bounced or complained. They stay on the list until the operator removes
    // them.
    return failed(code, {
      isFinal: code === 'E_RECIPIENT_SUPPRESSED',
      isOfRecipient: !OF_ANYBODY.test(code),
    })
  }
}

function messageOf({ from, to, replyTo, noticeId }: Envelope, mail: Mail): EmailMessageBuilder {
  return {
    from: { email: mailAddressOf(from.email), name: oneLine(from.name) },
    to: mailAddressOf(to),
    ...(replyTo ? { replyTo: mailAddressOf(replyTo) } : {}),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    // `Auto-Submitted` prevents out-of-office replies (RFC 3834, section 5). `X-Sallyport-Notice` identifies
    // repeated deliveries of the same notice.
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.language,
      'X-Sallyport-Notice': noticeId,
    },
  }
}

/**
 * Puts text on one line and breaks encoded words (RFC 2047). Otherwise a name could add another header, or
 * hide text.
 */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .trim()

/** Returns only the code of an error. Its message may contain an address, which must not get into a log. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^E_[A-Z_]{1,60}$/.test(code) ? code : 'refused'
}
