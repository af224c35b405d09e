// Each notice as a mail in each language: it has every fact, in the right place.

import { describe, expect, it } from 'vitest'
import { deriveAccent } from '../../../src/core/accent.ts'
import { reportedChange } from '../../../src/core/disown.ts'
import { ENFORCEMENT_MOMENTS, type EnforcementMoment } from '../../../src/core/enforcement-moments.ts'
import { LANGUAGE_CODES, type Language } from '../../../src/core/language.ts'
import {
  ACCOUNT_EVENTS,
  type AccountEvent,
  type EnforcementNotice,
  EXTENSION_GRANTED,
  LINK_MAILS,
  type LinkMailKind,
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
const BO = 'bo@acme.example'
const CONTACT = 'help@acme.example'
const HOST = 'app.acme.example'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const EFFECTIVE_AT = NOW + 7 * 86_400

const READER: Reader = { email: EMAIL, language: null, hasPassword: true, membership: null }
const MEMBER: NonNullable<Reader['membership']> = {
  role: 'member',
  isEnrolled: false,
  isConcerned: true,
  extendedUntil: null,
}

type About = Pick<EnforcementNotice, 'policy' | 'appliesTo'>
const ABOUT = [
  { policy: 'second-factor', appliesTo: 'everybody' },
  { policy: 'second-factor', appliesTo: 'admins' },
  { policy: 'phishing-resistant', appliesTo: 'everybody' },
  { policy: 'phishing-resistant', appliesTo: 'admins' },
] as const

interface Sent {
  readonly notice: Notice
  readonly reader: Reader
  readonly figures: Figures | null
  readonly askedAddress?: 'free' | 'taken'
}

const toAccount = (
  kind: AccountEvent,
  language: string | null,
  detail: NoticeDetail & { readonly about?: string } = {},
): Sent => ({
  notice: {
    ...{ id: 'n', at: NOW, kind, account: { id: 'ada', email: EMAIL } },
    ...{ ip: '192.0.2.9', userAgent: FIREFOX, ...detail },
  },
  reader: { ...READER, language },
  figures: null,
})

const LINK_ID = 'aaaaaaaaaaaaaaaaaaaaaa'
const WORKSPACE = { id: 'w', slug: 'acme', name: 'Acme <b>', host: HOST }

const toMember = (
  kind: EnforcementMoment,
  language: string | null,
  membership: Partial<typeof MEMBER> = {},
  lacking = 7,
  { policy, appliesTo }: About = ABOUT[0],
): Sent => ({
  notice: {
    ...{ id: 'n', at: NOW, kind, workspace: WORKSPACE, policy, appliesTo },
    ...{ effectiveAt: EFFECTIVE_AT, members: 20, notEnrolled: 9 },
  },
  reader: { ...READER, language, membership: { ...MEMBER, ...membership } },
  figures: { members: 23, lacking },
})

const extension = (language: string | null, isForMember: boolean, reason = 'On leave'): Sent => ({
  notice: {
    ...{ id: 'n', at: NOW, kind: EXTENSION_GRANTED, workspace: WORKSPACE, isForMember, reason },
    ...{ member: { id: 'bo', email: BO }, until: EFFECTIVE_AT, grantedBy: EMAIL, granterId: 'ada' },
  },
  reader: { ...READER, language, membership: { ...MEMBER, role: isForMember ? 'member' : 'owner' } },
  figures: null,
})

const withLink = (kind: LinkMailKind, language: string | null): Sent => ({
  notice: {
    ...{ id: 'n', at: NOW, kind, subjectId: LINK_ID, ip: '192.0.2.9', userAgent: 'a test' },
    ...(kind === 'invitation.sent'
      ? { workspace: WORKSPACE, invitation: { role: 'admin', inviter: EMAIL }, mailedAccount: null }
      : { workspace: null, invitation: null, mailedAccount: { id: 'ada', email: EMAIL } }),
    isToAddress: kind === 'address.confirm' || kind === 'invitation.sent',
  },
  reader: { ...READER, language },
  figures: null,
})

/** To the owner of an address that another account asked for. */
const toTaken = (language: string | null): Sent => ({
  ...withLink('address.confirm', language),
  askedAddress: 'taken',
})

/** Returns a mail of each kind, to a member and to an admin. */
const ofEachKind = (language: string | null): readonly Sent[] => [
  ...ACCOUNT_EVENTS.map((kind) => toAccount(kind, language, { provider: 'okta' })),
  ...ENFORCEMENT_MOMENTS.flatMap((kind) =>
    ABOUT.flatMap((about) => [
      toMember(kind, language, { extendedUntil: EFFECTIVE_AT + 86_400 }, 7, about),
      toMember(kind, language, { role: 'owner' }, 7, about),
    ]),
  ),
  extension(language, true),
  extension(language, false),
  ...LINK_MAILS.map((kind) => withLink(kind, language)),
  toTaken(language),
]

async function tryToWrite({ notice, ...audience }: Sent, contact: string | null = CONTACT) {
  const edge = await edgeAt(NOW)
  const support = contact === null ? null : { href: `mailto:${contact}`, text: contact, email: contact }
  const brand = { ...edge.config.brand, support }
  return writeMail({ ...edge, config: { ...edge.config, brand, providers: [PASSWORD, OKTA] } }, notice, {
    askedAddress: null,
    ...audience,
  })
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

  it('a mail of a change leads to its report for ten days, and other mails do not', async () => {
    const words = await loadMailWords(language)
    for (const kind of ACCOUNT_EVENTS) {
      const mail = await write(toAccount(kind, language, { about: 'what was changed' }))
      const isReportable = reportedChange({ kind, about: 'what was changed' }) !== null
      expect(mail.text.includes(words.mail.notMe), kind).toBe(isReportable)
      expect(/\/not-me\/spl_[\w-]+\n/.test(mail.text), kind).toBe(isReportable)
    }
  })

  it('no mail says the same sentence twice', async () => {
    const told = { about: 'what was changed', recovery: LINK_ID }
    const sent = [...ACCOUNT_EVENTS.map((kind) => toAccount(kind, language, told)), ...ofEachKind(language)]
    for (const { subject, text } of await Promise.all(sent.map((each) => write(each)))) {
      const sentences = text
        .replaceAll(/http\S+/g, '')
        .split(/(?<=[.?!؟。？])\s*/u)
        .map((sentence) => sentence.trim())
      const long = sentences.filter((sentence) => sentence.length > 5)
      expect(
        long.filter((sentence, i) => long.indexOf(sentence) !== i),
        subject,
      ).toEqual([])
    }
  })

  it('a mail asks nobody without a password to change it', async () => {
    const words = await loadMailWords(language)
    const { advice, adviceWithoutPassword } = words.notices
    for (const kind of ACCOUNT_EVENTS) {
      const sent = toAccount(kind, language)
      const mail = await write({ ...sent, reader: { ...sent.reader, hasPassword: false } })
      const given = kind === 'password.changed' ? advice[kind] : adviceWithoutPassword[kind]
      expect(mail.text, kind).toContain(given(contactIn(words)))
    }
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
      const enrolled = await write(toMember(kind, language, { role: 'admin', isConcerned: false }))
      const workspace = words.notices.workspaceAt('Acme <b>', HOST)
      const facts = [workspace, words.write.time(EFFECTIVE_AT), '7', '23', panel, words.mail.beware]
      expect(facts.filter((fact) => !enrolled.text.includes(fact))).toEqual([])
      expect(enrolled.subject).toContain(workspace)
      expect(enrolled.text).not.toContain(words.mail.notEnabledYourself)
      const late = await write(toMember(kind, language, { role: 'owner' }))
      expect(late.text).toContain(
        `${words.mail.notEnabledYourself}\nhttp://auth.localhost:8787/account/security\n`,
      )
      const all = await write(toMember(kind, language, { role: 'owner', isConcerned: false }, 0))
      expect(all.text).toContain(words.policyNotices.figures['second-factor'].everybody.nobody)
    },
  )

  it('each moment of a passkey policy leads a member to adding one', async () => {
    const words = await loadMailWords(language)
    const link = 'http://auth.localhost:8787/account/security/passkeys'
    const facts = [
      ...[words.mail.factors['phishing-resistant'], words.write.time(EFFECTIVE_AT), words.mail.noPasskey],
      words.mail.howToPasskey(link),
    ]
    for (const kind of ENFORCEMENT_MOMENTS) {
      const mail = await write(toMember(kind, language, {}, 7, ABOUT[2]))
      expect(facts.filter((fact) => !mail.text.includes(fact))).toEqual([])
      expect(mail.text).not.toContain(words.mail.notEnabled)
      expect(mail.text).not.toContain(words.mail.factors['second-factor'])
    }
  })

  it('each moment of a passkey policy tells an admin how many lack one, and whether they do', async () => {
    const { mail, policyNotices } = await loadMailWords(language)
    const figures = policyNotices.figures['phishing-resistant'].everybody
    for (const kind of ENFORCEMENT_MOMENTS) {
      const say = kind === 'enforcement.in_effect' ? figures.blocked : figures.missing
      const late = await write(toMember(kind, language, { role: 'owner', isEnrolled: true }, 7, ABOUT[2]))
      const facts = [
        ...[say(7, 23), policyNotices.demands['phishing-resistant'].everybody, mail.policyPasskey],
        `${mail.noPasskeyYourself}\nhttp://auth.localhost:8787/account/security/passkeys\n`,
      ]
      expect(facts.filter((fact) => !late.text.includes(fact))).toEqual([])
      const all = await write(toMember(kind, language, { role: 'owner', isConcerned: false }, 0, ABOUT[2]))
      expect(all.text).toContain(figures.nobody)
      expect(all.text).not.toContain(mail.noPasskeyYourself)
    }
  })

  it('a policy for admins alone says so in the subject, the title and the figures', async () => {
    const { policyNotices } = await loadMailWords(language)
    for (const about of [ABOUT[1], ABOUT[3]]) {
      const sent = toMember('enforcement.scheduled', language, { role: 'admin' }, 2, about)
      const mail = await write({ ...sent, figures: { members: 4, lacking: 2 } })
      expect(mail.subject).toContain(policyNotices.demands[about.policy].admins)
      expect(mail.text.split('\n')[0]).toContain(policyNotices.demands[about.policy].admins)
      expect(mail.text).toContain(policyNotices.figures[about.policy].admins.missing(2, 4))
    }
  })

  it('each policy tells an extended member their own date, until it is over', async () => {
    const words = await loadMailWords(language)
    const [effective, own] = [EFFECTIVE_AT, EFFECTIVE_AT + 86_400].map((at) => words.write.time(at))
    for (const about of ABOUT) {
      const inEffect = (membership: Partial<typeof MEMBER>) =>
        write(toMember('enforcement.in_effect', language, membership, 7, about))
      const later = await inEffect({ extendedUntil: EFFECTIVE_AT + 86_400 })
      expect(later.text).toContain(words.mail.extended(own ?? ''))
      expect(later.subject).toContain(own)
      expect(later.subject).not.toContain(effective)
      const owner = await inEffect({ role: 'owner', extendedUntil: EFFECTIVE_AT + 86_400 })
      expect(owner.text).toContain(words.mail.extended(own ?? ''))
      expect(owner.subject).toContain(effective)
      expect((await inEffect({ extendedUntil: EFFECTIVE_AT - 1 })).subject).toContain(effective)
    }
  })

  it('an extension says until when, where, why and by whom, to the member and to admins', async () => {
    const words = await loadMailWords(language)
    const shared = [words.mail.reason('On leave'), words.mail.grantedBy(EMAIL), words.mail.beware]
    const member = await write(extension(language, true))
    const when = words.write.time(EFFECTIVE_AT)
    expect(member.subject).toContain(words.notices.workspaceAt('Acme <b>', HOST))
    const told = [...shared, when, words.policyNotices.extension.means, '/account/security\n', CONTACT]
    expect(told.filter((fact) => !member.text.includes(fact))).toEqual([])
    const admin = await write(extension(language, false))
    const panel = 'http://auth.localhost:8787/workspaces/acme/settings/security'
    expect([...shared, when, BO, panel].filter((fact) => !admin.text.includes(fact))).toEqual([])
  })

  it('names the platform’s operator for questions if no contact is configured', async () => {
    const { layout } = await loadMailWords(language)
    expect((await write(toAccount('password.changed', language), null)).text).toContain(layout.operator)
    expect((await write(toMember('enforcement.in_effect', language), null)).text).toContain(layout.operator)
  })
})

describe('a notice about an extension', () => {
  it.each([
    'see evil.example/now',
    'ask bo@evil.example',
    'on leave\nGranted by: the support team',
    'now\u202eno',
    'weg。evil',
  ])('shows no reason that could become a link or another line: %j', async (reason) => {
    const mail = await write(extension('en', true, reason))
    expect(mail.text).toContain(en.policyNotices.extension.means)
    expect(mail.text).not.toContain(reason)
    expect(mail.text).not.toContain('evil')
  })

  it.each(['On leave. Back on the 14th.', 'Illness: until Monday', '休暇のため。'])(
    'shows an ordinary reason: %j',
    async (reason) => {
      expect((await write(extension('en', true, reason))).text).toContain(`Reason: ${reason}`)
    },
  )

  it('names no token, whose name an admin chose', async () => {
    const sent = extension('en', false)
    const notice = { ...sent.notice, grantedBy: 'token evil.example (1)', granterId: null } as Notice
    const { text } = await write({ ...sent, notice })
    expect(text).not.toContain('evil')
    expect(text).toContain('an API token')
  })

  it('is not sent to an admin who is none any more', async () => {
    const sent = extension('en', false)
    const membership = { ...MEMBER, role: 'member' } as const
    expect(await tryToWrite({ ...sent, reader: { ...READER, membership } })).toBeNull()
    expect(await tryToWrite({ ...sent, reader: READER })).toBeNull()
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
    const written = await Promise.all(ofEachKind('ar').map((sent) => write(sent)))
    return written.flatMap(({ subject, text }) => [subject, ...text.split('\n')])
  }

  it('isolates addresses and names from the words around them', async () => {
    const lines = await mails()
    for (const name of [EMAIL, BO, CONTACT, '192.0.2.9', 'Okta', 'Acme <b>', HOST, 'On leave']) {
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
  const mails = (): Promise<Mail[]> => Promise.all(ofEachKind(language).map((sent) => write(sent)))

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
    const edge = await edgeAt(NOW)
    const branded = { ...edge, config: { ...edge.config, brand: NORTHWIND, providers: [PASSWORD, OKTA] } }
    for (const { notice, ...audience } of ofEachKind(language)) {
      const mail = await writeMail(branded, notice, { askedAddress: null, ...audience })
      expect(JSON.stringify(mail)).not.toMatch(/sallyport/i)
      expect(mail?.html).toContain('>Northwind Cloud</p>')
      expect(mail?.html).toContain(`color: ${deriveAccent('#b4005a', 'light').accent}`)
    }
    const asked = toAccount('password.changed', language)
    const mail = await writeMail(branded, asked.notice, { askedAddress: null, ...asked })
    expect(mail?.html).toContain(`href="${NORTHWIND.support?.href}"`)
  },
)

describe('a passkey’s name', () => {
  const named = async (passkey: string) => {
    const kinds = ['passkey.added', 'passkey.removed', 'passkey.counter_went_back'] as const
    const mails = await Promise.all(kinds.map((kind) => write(toAccount(kind, 'en', { passkey }))))
    return mails.map(({ text, html }) => [text.includes(passkey), html.includes(passkey)])
  }

  it.each(['Key on my ring', 'Ada’s phone no. 2'])('is in mails: %s', async (name) => {
    expect(await named(name)).toEqual(Array(3).fill([true, true]))
  })

  // A thief with the password of an account without a factor chooses it, and its owner reads the mail.
  it.each(['Undo it at sallyport-check.example/undo', 'Write to help@evil.example', 'Call evil。example'])(
    'is left out of mails if it could become a link: %s',
    async (name) => {
      expect(await named(name)).toEqual(Array(3).fill([false, false]))
    },
  )
})
