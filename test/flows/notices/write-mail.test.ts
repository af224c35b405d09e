// Each notice as a mail in each language: it has every fact, in the right place.

import { describe, expect, it } from 'vitest'
import { deriveAccent } from '../../../src/core/accent.ts'
import { ENFORCEMENT_MOMENTS, type EnforcementMoment } from '../../../src/core/enforcement-moments.ts'
import { LANGUAGE_CODES, type Language } from '../../../src/core/language.ts'
import {
  ACCOUNT_EVENTS,
  type AccountEvent,
  type Notice,
  type NoticeDetail,
} from '../../../src/core/notice.ts'
import { PASSWORD } from '../../../src/core/provider.ts'
import { writeMail } from '../../../src/flows/notices/write-mail.ts'
import type { Mail } from '../../../src/notify/email.ts'
import type { Figures, Reader } from '../../../src/store/claimed-deliveries.ts'
import { en } from '../../../src/words/en/index.ts'
import { loadMailWords } from '../../../src/words/languages.ts'
import type { MailWords } from '../../../src/words/words.ts'
import { NORTHWIND } from '../../support/brands.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { NOW, OKTA } from '../../support/rows.ts'

const EMAIL = 'ada@acme.example'
const CONTACT = 'help@acme.example'
const HOST = 'app.acme.example'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const EFFECTIVE_AT = NOW + 7 * 86_400

const READER: Reader = { email: EMAIL, language: null, hasPassword: true, membership: null }
const MEMBER: NonNullable<Reader['membership']> = { role: 'member', isEnrolled: false, isConcerned: true }

interface Sent {
  readonly notice: Notice
  readonly reader: Reader
  readonly figures: Figures | null
}

const toAccount = (kind: AccountEvent, language: string | null, detail: NoticeDetail = {}): Sent => ({
  notice: {
    ...{ id: 'n', at: NOW, kind, account: { id: 'ada', email: EMAIL } },
    ...{ ip: '192.0.2.9', userAgent: FIREFOX, ...detail },
  },
  reader: { ...READER, language },
  figures: null,
})

const toMember = (
  kind: EnforcementMoment,
  language: string | null,
  membership: Partial<typeof MEMBER> = {},
  lacking = 7,
): Sent => ({
  notice: {
    ...{ id: 'n', at: NOW, kind, workspace: { id: 'w', slug: 'acme', name: 'Acme <b>', host: HOST } },
    ...{ policy: 'second-factor', effectiveAt: EFFECTIVE_AT, members: 20, notEnrolled: 9 },
  },
  reader: { ...READER, language, membership: { ...MEMBER, ...membership } },
  figures: { members: 23, lacking },
})

async function tryToWrite({ notice, ...audience }: Sent, contact: string | null = CONTACT) {
  const { config } = await edgeAt(NOW)
  const support = contact === null ? null : { href: `mailto:${contact}`, text: contact, email: contact }
  return writeMail(
    { ...config, brand: { ...config.brand, support }, providers: [PASSWORD, OKTA] },
    notice,
    audience,
  )
}

async function write(sent: Sent, contact: string | null = CONTACT) {
  const mail = await tryToWrite(sent, contact)
  if (!mail) throw new Error('no member is left to notify')
  return mail
}

const contactIn = ({ layout }: MailWords) => layout.supportAddress({ address: CONTACT }).join('')

describe.each(LANGUAGE_CODES)('in %s', (language) => {
  it.each(ACCOUNT_EVENTS)('%s says what, whose, when, from where, and what to do', async (kind) => {
    const words = await loadMailWords(language)
    const isOfIdentity = kind.startsWith('identity')
    const detail = isOfIdentity ? ({ by: 'owner', provider: 'okta' } as const) : {}
    const mail = await write(toAccount(kind, language, detail))
    expect(mail).toMatchObject({ language, subject: words.notices.titles[kind] })
    const facts = [
      ...[
        words.notices.titles[kind],
        words.notices.advice[kind](contactIn(words)),
        words.mail.expected,
        words.mail.beware,
      ],
      ...[EMAIL, words.write.time(NOW), 'http://auth.localhost:8787/account/security', CONTACT],
      ...(kind === 'second_factor.reset' ? [] : ['192.0.2.9', words.layout.browserOn('Firefox', 'Linux')]),
      ...(isOfIdentity ? ['Okta'] : []),
    ]
    expect(facts.filter((fact) => !mail.text.includes(fact))).toEqual([])
    if (kind === 'second_factor.reset') expect(mail.text).not.toContain('192.0.2.9')
  })

  it.each(ACCOUNT_EVENTS)('%s asks nobody without a password to change it', async (kind) => {
    const words = await loadMailWords(language)
    const { notices } = words
    const sent = toAccount(kind, language)
    const mail = await write({ ...sent, reader: { ...sent.reader, hasPassword: false } })
    const advice = kind === 'password.changed' ? notices.advice[kind] : notices.adviceWithoutPassword[kind]
    expect(mail.text).toContain(advice(contactIn(words)))
  })

  it.each(ENFORCEMENT_MOMENTS)('%s tells a member what, from when, and how to enrol', async (kind) => {
    const words = await loadMailWords(language)
    const mail = await write(toMember(kind, language))
    const facts = [
      ...['Acme <b>', words.write.time(EFFECTIVE_AT), words.mail.notEnabled, words.mail.beware, CONTACT],
      ...[words.enforcementPanel.message.howTo('http://auth.localhost:8787/account/security'), mail.subject],
    ]
    expect(facts.filter((fact) => !mail.text.includes(fact))).toEqual([])
    expect(mail.subject).toContain(words.notices.workspaceAt('Acme <b>', HOST))
    expect(mail.subject).toContain(words.write.time(EFFECTIVE_AT))
  })

  it.each(ENFORCEMENT_MOMENTS)(
    '%s tells an admin what, from when, and how many are missing now',
    async (kind) => {
      const words = await loadMailWords(language)
      const panel = 'http://auth.localhost:8787/workspaces/acme/settings/security'
      const enrolled = await write(toMember(kind, language, { role: 'admin', isEnrolled: true }))
      const workspace = words.notices.workspaceAt('Acme <b>', HOST)
      const facts = [workspace, words.write.time(EFFECTIVE_AT), '7', '23', panel, words.mail.beware]
      expect(facts.filter((fact) => !enrolled.text.includes(fact))).toEqual([])
      expect(enrolled.subject).toContain(workspace)
      expect(enrolled.text).not.toContain(words.mail.notEnabledYourself)
      const late = await write(toMember(kind, language, { role: 'owner' }))
      expect(late.text).toContain(
        `${words.mail.notEnabledYourself}\nhttp://auth.localhost:8787/account/security\n`,
      )
      const all = await write(toMember(kind, language, { role: 'owner', isEnrolled: true }, 0))
      expect(all.text).toContain(words.notices.everybodyEnrolled)
    },
  )

  it('names the platform’s operator for questions if no contact is configured', async () => {
    const { layout } = await loadMailWords(language)
    expect((await write(toAccount('password.changed', language), null)).text).toContain(layout.operator)
    expect((await write(toMember('enforcement.in_effect', language), null)).text).toContain(layout.operator)
  })
})

describe('a notice about enforcement', () => {
  it('is not sent to a member whom the policy does not cover, or who has its factor', async () => {
    const unconcerned = toMember('enforcement.one_day_left', 'en', { isConcerned: false })
    expect(await tryToWrite(unconcerned)).toBeNull()
  })

  it('is not sent to a person who left, or about a workspace without figures', async () => {
    const sent = toMember('enforcement.one_day_left', 'en')
    expect(await tryToWrite({ ...sent, reader: READER })).toBeNull()
    expect(await tryToWrite({ ...sent, figures: null })).toBeNull()
  })
})

it.each([null, '', 'xx', 'toString'])(
  'is in English for a reader without a valid language: %j',
  async (language) => {
    const mail = await write(toAccount('password.changed', language))
    expect(mail).toMatchObject({ language: 'en', subject: en.notices.titles['password.changed'] })
  },
)

describe('a mail from right to left', () => {
  const mails = async (): Promise<string[]> => {
    const written = await Promise.all([
      ...ACCOUNT_EVENTS.map((kind) => write(toAccount(kind, 'ar', { provider: 'okta' }))),
      ...ENFORCEMENT_MOMENTS.flatMap((kind) => [
        write(toMember(kind, 'ar')),
        write(toMember(kind, 'ar', { role: 'owner' })),
      ]),
    ])
    return written.flatMap(({ subject, text }) => [subject, ...text.split('\n')])
  }

  it('isolates addresses and names from the words around them', async () => {
    const lines = await mails()
    for (const name of [EMAIL, CONTACT, '192.0.2.9', 'Okta', 'Acme <b>', HOST]) {
      const found = lines.filter((line) => line.includes(name))
      expect(found.length).toBeGreaterThan(0)
      expect(found.filter((line) => !line.includes(`\u2068${name}\u2069`))).toEqual([])
    }
  })

  it('begins each line with a letter of its own, or with a link alone', async () => {
    for (const line of (await mails()).filter((each) => each !== '')) {
      // UAX #9, rule P2: isolated text doesn't set the direction.
      const [first = ''] = /\p{L}/u.exec(line.replaceAll(/\u2068.*?\u2069/g, '')) ?? []
      expect(/^http:\/\/\S+$/.test(line) || /\p{Script=Arabic}/u.test(first), line).toBe(true)
    }
  })
})

const others = (language: Language): readonly Language[] =>
  LANGUAGE_CODES.filter((other) => other !== language)

it.each(LANGUAGE_CODES)('a mail in %s has no words of another language', async (language) => {
  const { text } = await write(toAccount('second_factor.added', language))
  for (const other of others(language)) {
    const { mail, notices } = await loadMailWords(other)
    expect(text).not.toContain(mail.expected)
    expect(text).not.toContain(mail.beware)
    expect(text).not.toContain(notices.titles['second_factor.added'])
  }
})

/** Returns the readable text of the HTML, without its head, line by line. */
const readIn = (html: string): string =>
  html
    .replace(/[\s\S]*<body[^>]*>/, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

describe.each(LANGUAGE_CODES)('the HTML of a mail in %s', (language) => {
  const mails = (): Promise<Mail[]> =>
    Promise.all([
      ...ACCOUNT_EVENTS.map((kind) => write(toAccount(kind, language, { provider: 'okta' }))),
      ...ENFORCEMENT_MOMENTS.flatMap((kind) => [
        write(toMember(kind, language)),
        write(toMember(kind, language, { role: 'owner' })),
      ]),
    ])

  it('says what its plain text says, line by line, under the platform’s name', async () => {
    for (const { html, text, subject } of await mails()) {
      const lines = readIn(html)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
      expect(lines).toEqual(['Sallyport', ...text.split('\n').filter((line) => line !== '')])
      expect(html).toContain(`<title>${subject.replace('<b>', '&lt;b&gt;')}</title>`)
      expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
    }
  })

  it('loads and runs nothing, and links only to the portal and the support', async () => {
    for (const { html } of await mails()) {
      expect(html).not.toMatch(/<(img|script|link|iframe|form|input|b)\b|\bsrc=|url\(|@import/i)
      const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '')
      expect(hrefs.length).toBeGreaterThan(0)
      expect(hrefs.filter((href) => !/^(http:\/\/auth\.localhost:8787\/|mailto:help@)/.test(href))).toEqual(
        [],
      )
    }
  })
})

it.each(LANGUAGE_CODES)(
  'under a brand no mail in %s names Sallyport, and its links have the brand’s colour',
  async (language) => {
    const { config } = await edgeAt(NOW)
    const branded = { ...config, brand: NORTHWIND, providers: [PASSWORD, OKTA] }
    const all = [
      ...ACCOUNT_EVENTS.map((kind) => toAccount(kind, language)),
      ...ENFORCEMENT_MOMENTS.flatMap((kind) => [
        toMember(kind, language),
        toMember(kind, language, { role: 'owner' }),
      ]),
    ]
    for (const { notice, ...audience } of all) {
      const mail = await writeMail(branded, notice, audience)
      expect(JSON.stringify(mail)).not.toMatch(/sallyport/i)
      expect(mail?.html).toContain('>Northwind Cloud</p>')
      expect(mail?.html).toContain(`color: ${deriveAccent('#b4005a', 'light').accent}`)
    }
    const asked = toAccount('password.changed', language)
    const mail = await writeMail(branded, asked.notice, asked)
    expect(mail?.html).toContain(`href="${NORTHWIND.support?.href}"`)
  },
)
