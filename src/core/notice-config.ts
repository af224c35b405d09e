// Parses the operator's settings for notices: the webhook's URL and secrets, and the sender of emails.

import { decodeAnyBase64 } from './base64url.ts'
import { parseEmail } from './email.ts'
import { parseName } from './name.ts'
import { isLoopbackHost, isPublicName } from './workspace.ts'

export interface WebhookEndpoint {
  readonly url: string
  /** 24 to 64 bytes each, the current one first. Each secret signs every message. */
  readonly secrets: readonly [Uint8Array<ArrayBuffer>, ...Uint8Array<ArrayBuffer>[]]
}

export interface MailSender {
  readonly email: string
  readonly name: string
}

export interface NoticeConfig {
  readonly webhook: WebhookEndpoint | null
  readonly mailFrom: MailSender | null
}

export type NoticeVariable =
  | 'NOTICE_WEBHOOK_URL'
  | 'NOTICE_WEBHOOK_SECRET'
  | 'NOTICE_WEBHOOK_SECRET_PREVIOUS'
  | 'NOTICE_EMAIL_FROM'
type Complain = (variable: NoticeVariable, problem: string) => void

interface NoticeRules {
  readonly allowsLoopback: boolean
  /** The sender's name if the operator sets only an address. */
  readonly senderName: string
}

/**
 * Parses the notice variables. Every variable is optional. Calls `complain` for each value that is unusable.
 */
export function parseNoticeConfig(
  set: Readonly<Partial<Record<NoticeVariable, string | undefined>>>,
  rules: NoticeRules,
  complain: Complain,
): NoticeConfig {
  return {
    webhook: parseWebhook(set, rules, complain),
    mailFrom: set.NOTICE_EMAIL_FROM ? parseSender(set.NOTICE_EMAIL_FROM, rules.senderName, complain) : null,
  }
}

function parseWebhook(
  set: Readonly<Partial<Record<NoticeVariable, string | undefined>>>,
  { allowsLoopback }: NoticeRules,
  complain: Complain,
): WebhookEndpoint | null {
  if (!set.NOTICE_WEBHOOK_URL) {
    if (set.NOTICE_WEBHOOK_SECRET)
      complain('NOTICE_WEBHOOK_URL', 'is required when NOTICE_WEBHOOK_SECRET is set')
    return null
  }
  const url = URL.canParse(set.NOTICE_WEBHOOK_URL) ? new URL(set.NOTICE_WEBHOOK_URL) : null
  // Require https and a DNS name. Otherwise an operator could by mistake send notices in plain text or to an
  // internal address, such as a cloud's metadata service.
  const isSafe =
    (url?.protocol === 'https:' && (allowsLoopback || isPublicName(url.hostname))) ||
    (allowsLoopback && url?.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!url || !isSafe || url.username !== '' || url.password !== '' || url.hash !== '') {
    complain(
      'NOTICE_WEBHOOK_URL',
      'must be an https URL with a DNS name, without user name, password or fragment',
    )
  }
  const secret = parseSecret('NOTICE_WEBHOOK_SECRET', set.NOTICE_WEBHOOK_SECRET, complain)
  const previous = set.NOTICE_WEBHOOK_SECRET_PREVIOUS
    ? parseSecret('NOTICE_WEBHOOK_SECRET_PREVIOUS', set.NOTICE_WEBHOOK_SECRET_PREVIOUS, complain)
    : null
  if (!url || !secret) return null
  return { url: url.href, secrets: previous ? [secret, previous] : [secret] }
}

/**
 * Parses a secret: `whsec_` and 24 to 64 random bytes in base64 (Standard Webhooks 1.0.0, "Signature
 * scheme"). Refuses a value with few different bytes, because it was not random and could be guessed.
 */
function parseSecret(
  variable: NoticeVariable,
  text: string | undefined,
  complain: Complain,
): Uint8Array<ArrayBuffer> | null {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+)={0,2}$/.exec(text ?? '') ?? []
  const bytes = base64 ? decodeAnyBase64(base64) : null
  if (bytes && bytes.length >= 24 && bytes.length <= 64 && new Set(bytes).size >= 12) return bytes
  complain(variable, 'must be "whsec_" followed by 24 to 64 random bytes in base64')
  return null
}

function parseSender(text: string, senderName: string, complain: Complain): MailSender | null {
  const [, name = senderName, address = text] = /^(.+?) <([^<>]+)>$/.exec(text) ?? []
  const email = parseEmail(address)
  const known = parseName(name)
  if (email && known) return { email: email.address, name: known }
  complain(
    'NOTICE_EMAIL_FROM',
    'must be an email address, alone or with a name: Acme <security@acme.example>',
  )
  return null
}
