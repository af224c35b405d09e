// Keeps every mail that the local edge sends, in a file with one mail a line. A restart reads it again, and
// `npm run reset` deletes it.

import { appendFileSync, existsSync, readFileSync } from 'node:fs'

export interface LocalMail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** When it arrived: an RFC 3339 string in UTC. */
  readonly at: string
}

export interface Mailbox {
  /** All mails, the oldest first. A mail's number is its place, from 1. */
  readonly mails: readonly LocalMail[]
  keep(mail: LocalMail): void
}

export function openMailbox(file: string): Mailbox {
  const mails = existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(parseLine) : []
  return {
    mails,
    keep(mail) {
      // Readable only by this user: the links in mails can open an account. A line begins with its line break,
      // so that half a line, which a killed start left, spoils no other.
      appendFileSync(file, `\n${JSON.stringify(mail)}`, { mode: 0o600 })
      mails.push(mail)
    },
  }
}

function parseLine(line: string): LocalMail[] {
  try {
    const mail = parseMail(JSON.parse(line))
    return mail ? [mail] : []
  } catch {
    return [] // An empty line, or half a line of a start that was killed.
  }
}

/** Returns null if a field is missing or is not text. */
export function parseMail(value: unknown): LocalMail | null {
  const { to, subject, text, html, at } = (value ?? {}) as Record<string, unknown>
  const fields = [to, subject, text, html, at]
  if (!fields.every((field) => typeof field === 'string')) return null
  return { to, subject, text, html, at } as LocalMail
}
