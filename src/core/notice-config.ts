// What the operator sets for notices: where the webhook goes and what signs it, and whom mail comes from.

import { decodeAnyBase64 } from './base64url.ts'
import { parseEmail } from './email.ts'
import { parseName } from './name.ts'
import { isLoopbackHost, isPublicName } from './workspace.ts'

export interface WebhookEndpoint {
  readonly url: string
  /** 24 to 64 bytes each, the present one first; each of them signs. */
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
  /** Whom mail comes from where the operator names an address alone. */
  readonly senderName: string
}

/** Nothing of it is needed; what is there must be usable. */
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
    if (set.NOTICE_WEBHOOK_SECRET) complain('NOTICE_WEBHOOK_URL', 'is missing, beside its secret')
    return null
  }
  const url = URL.canParse(set.NOTICE_WEBHOOK_URL) ? new URL(set.NOTICE_WEBHOOK_URL) : null
  const isSafe =
    (url?.protocol === 'https:' && (allowsLoopback || isPublicName(url.hostname))) ||
    (allowsLoopback && url?.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!url || !isSafe || url.username !== '' || url.password !== '' || url.hash !== '') {
    complain(
      'NOTICE_WEBHOOK_URL',
      'must be an https URL at a name in DNS, without user name, password or fragment',
    )
  }
  const secret = parseSecret('NOTICE_WEBHOOK_SECRET', set.NOTICE_WEBHOOK_SECRET, complain)
  const previous = set.NOTICE_WEBHOOK_SECRET_PREVIOUS
    ? parseSecret('NOTICE_WEBHOOK_SECRET_PREVIOUS', set.NOTICE_WEBHOOK_SECRET_PREVIOUS, complain)
    : null
  if (!url || !secret) return null
  return { url: url.href, secrets: previous ? [secret, previous] : [secret] }
}

/** Standard Webhooks 1.0.0, "Signature scheme": `whsec_` and 24 to 64 random bytes in base64. */
function parseSecret(
  variable: NoticeVariable,
  text: string | undefined,
  complain: Complain,
): Uint8Array<ArrayBuffer> | null {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+)={0,2}$/.exec(text ?? '') ?? []
  const bytes = base64 ? decodeAnyBase64(base64) : null
  if (bytes && bytes.length >= 24 && bytes.length <= 64 && new Set(bytes).size >= 12) return bytes
  complain(variable, 'must be whsec_ and 24 to 64 random bytes in base64')
  return null
}

function parseSender(text: string, senderName: string, complain: Complain): MailSender | null {
  const [, name = senderName, address = text] = /^(.+?) <([^<>]+)>$/.exec(text) ?? []
  const email = parseEmail(address)
  const known = parseName(name)
  if (email && known) return { email: email.address, name: known }
  complain(
    'NOTICE_EMAIL_FROM',
    'must be an e-mail address, or a name and an address: Acme <security@acme.example>',
  )
  return null
}
