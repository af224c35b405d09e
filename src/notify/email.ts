// E-mail by Cloudflare's send_email binding, in its form with fields: Cloudflare writes the MIME message, with `Date`,
// `Message-ID` and the encoding of what is not ASCII, and signs it (DKIM). What goes into a header is one line here
// already, so that no name can begin another header whatever writes the message.

import { type Attempt, DELIVERED, failed } from '../core/delivery.ts'
import { mailAddressOf, parseEmail } from '../core/email.ts'
import type { Language } from '../core/language.ts'
import type { MailSender } from '../core/notice-config.ts'
import { TimedOut, within } from '../core/within.ts'

const TIMEOUT_MS = 15_000

// Of Cloudflare's codes, those that would meet any recipient. What has no code refuses the one that it was for.
const OF_ANYBODY = /^(timeout|E_(RATE|DAILY)_LIMIT_EXCEEDED|E_INTERNAL_SERVER_ERROR|E_SENDER_[A-Z_]+)$/

export interface Envelope {
  readonly noticeId: string
  readonly from: MailSender
  /** An e-mail address that was parsed before it was stored. */
  readonly to: string
  readonly replyTo: string | null
}

/** The same in plain text and in HTML. */
export interface Mail {
  readonly language: Language
  readonly subject: string
  readonly text: string
  readonly html: string
}

export async function sendEmail(binding: SendEmail, envelope: Envelope, mail: Mail): Promise<Attempt> {
  const { from, to, replyTo, noticeId } = envelope
  // Must not throw. Otherwise one stored address that is no address would hold up the mails of everybody behind it.
  if (!parseEmail(to)) return failed('address_unusable', { isFinal: true, isOfRecipient: true })
  const message: EmailMessageBuilder = {
    from: { email: mailAddressOf(from.email), name: oneLine(from.name) },
    to: mailAddressOf(to),
    ...(replyTo ? { replyTo: mailAddressOf(replyTo) } : {}),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    // RFC 3834, section 5: nobody's absence replies to it. The other tells two deliveries of the same notice apart.
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.language,
      'X-Sallyport-Notice': noticeId,
    },
  }
  try {
    await within(TIMEOUT_MS, binding.send(message), 'the mail binding: no answer')
    return DELIVERED
  } catch (error) {
    const code = error instanceof TimedOut ? 'timeout' : codeOf(error)
    // Whoever bounced or complained stays on Cloudflare's list until the operator takes them off it.
    return failed(code, {
      isFinal: code === 'E_RECIPIENT_SUPPRESSED',
      isOfRecipient: !OF_ANYBODY.test(code),
    })
  }
}

/** Makes one line of it, and breaks encoded words (RFC 2047). Otherwise a name could begin another header, or hide a text. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .trim()

/** The code alone: the message of an error may quote an address. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^E_[A-Z_]{1,60}$/.test(code) ? code : 'refused'
}
