// No text that somebody else chose becomes a link in a mail: mail programs turn what looks like one into one.

import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { parseEmail } from '../../../src/core/email.ts'
import { ENFORCEMENT_MOMENTS } from '../../../src/core/enforcement-moments.ts'
import {
  ACCOUNT_EVENTS,
  EXTENSION_GRANTED,
  LINK_MAILS,
  type Notice,
  TOKEN_EXPIRES,
} from '../../../src/core/notice.ts'
import { POLICY_KINDS } from '../../../src/core/policy.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { writeMail } from '../../../src/flows/notices/write-mail.ts'
import type { Reader } from '../../../src/store/claimed-deliveries.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { NOW } from '../../support/rows.ts'

const OURS = 'http://auth.localhost:8787/'
const HOST = 'app.acme.example'
const ID = 'aaaaaaaaaaaaaaaaaaaaaa'

/** Matches text that a mail program might turn into a link: a scheme, `www.`, or a host. An ordinary address leads to no page. */
const LINKABLE = [/\p{L}[\p{L}\p{N}+.-]*:\/\//iu, /www\.\S/iu, /[\p{L}\p{N}-]+[.．。｡]\p{L}{2,}/iu]
const ORDINARY_ADDRESS = /(?<![^\s(\u2068])(?!www\.)[\p{L}\p{M}\p{N}._+'’=-]+@[\p{L}\p{M}\p{N}.．。｡-]+/giu

/** What is left of a mail without the links that the platform put there, its host, and ordinary addresses. */
const foreignTextIn = (text: string): string =>
  text
    .replaceAll(new RegExp(`${OURS}\\S*`, 'g'), '')
    .replaceAll(HOST, '')
    .replaceAll('192.0.2.9', '')
    .replaceAll(ORDINARY_ADDRESS, '')

interface Chosen {
  readonly email: string
  readonly name: string
}

/** Returns a notice of each kind, with a text of somebody else at each place that has one. */
function noticesWith({ email, name }: Chosen): Notice[] {
  const workspace = { id: 'w', slug: 'acme', name, host: HOST }
  const by = { id: 'n', at: NOW, ip: '192.0.2.9', userAgent: name }
  const person = { id: 'ada', email }
  const told = { passkey: name, recovery: ID, about: name, reported: 'password.changed' } as const
  const counts = { effectiveAt: NOW, members: 9, notEnrolled: 3, appliesTo: 'everybody' } as const
  return [
    ...ACCOUNT_EVENTS.flatMap((kind) => [
      { ...by, kind, account: person, ...told },
      { ...by, kind, account: person, addresses: { old: email, new: email } },
    ]),
    ...ENFORCEMENT_MOMENTS.flatMap((kind) =>
      POLICY_KINDS.map((policy) => ({ id: 'n', at: NOW, kind, workspace, policy, ...counts })),
    ),
    { id: 'n', at: NOW, kind: TOKEN_EXPIRES, workspace, serviceToken: { id: ID, name }, expiresAt: NOW },
    ...[true, false].flatMap((isForMember) =>
      ['ada', null].map((granterId) => ({
        ...({ id: 'n', at: NOW, kind: EXTENSION_GRANTED, workspace, isForMember, until: NOW } as const),
        ...{ member: person, reason: name, grantedBy: granterId ? email : name, granterId },
      })),
    ),
    ...LINK_MAILS.map((kind) => ({
      ...{ ...by, kind, subjectId: ID, workspace, mailedAccount: person, isToAddress: false },
      invitation: { role: 'admin', inviter: email } as const,
    })),
  ]
}

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
})

/** Returns what the mails to an admin and to a member say, in plain text. */
async function textsOf(notice: Notice, email: string): Promise<string[]> {
  const texts: string[] = []
  for (const [role, askedAddress] of [
    ['owner', 'taken'],
    ['member', 'free'],
  ] as const) {
    const membership = { role, isEnrolled: false, isConcerned: true, extendedUntil: null }
    const reader: Reader = { email, language: 'en', hasPassword: true, membership }
    const mail = await writeMail(edge, notice, { reader, figures: { members: 9, lacking: 3 }, askedAddress })
    if (mail) texts.push(mail.subject, mail.text)
  }
  return texts
}

async function expectNoLink(chosen: Chosen): Promise<void> {
  for (const notice of noticesWith(chosen)) {
    for (const text of await textsOf(notice, chosen.email)) {
      const left = foreignTextIn(text)
      expect(
        LINKABLE.filter((link) => link.test(left)),
        `${notice.kind}: ${left}`,
      ).toEqual([])
    }
  }
}

const email = 'ada@acme.example'

describe('no mail has a link of somebody else’s choice', () => {
  it.each([
    'evil.example/undo@evil.example',
    'evil.example?undo@evil.example',
    'evil.example#undo@evil.example',
    'evil。example/undo@evil.example',
    'evil.example／undo@evil.example',
    'www.evil.example@evil.example',
    'http/evil.example/undo@evil.example',
    'evil.example＠evil.example/x@evil.example',
  ])('for the address %s', async (address) => {
    expect(parseEmail(address)).not.toBeNull()
    await expectNoLink({ email: address, name: 'Acme' })
  })

  it.each([
    'evil.example',
    'Undo: https://evil.example/undo',
    'www.evil.example',
    'evil。example',
    'x@evil.example',
  ])('for the name or reason %s', async (name) => {
    await expectNoLink({ email, name })
  })

  it('for any address and name that are made of parts of links', async () => {
    const part = fc.constantFrom(
      'evil',
      '.',
      '.',
      'example',
      '/',
      '?',
      '#',
      '。',
      '．',
      '／',
      '＠',
      'www.',
      '!',
      '+',
      'é',
      '&',
    )
    const parts = fc.array(part, { minLength: 1, maxLength: 9 }).map((all) => all.join(''))
    const address = parts.map((local) => `${local}@evil.example`).filter((text) => parseEmail(text) !== null)
    const name = fc
      .array(fc.oneof(part, fc.constantFrom(':', '@', ' ', '://')), { maxLength: 9 })
      .map((all) => all.join(''))
    await fc.assert(
      fc.asyncProperty(address, name, (chosen, named) => expectNoLink({ email: chosen, name: named })),
      { numRuns: 30 },
    )
  })

  it('and ordinary addresses and names are shown as they are', async () => {
    const shown = "o'brien.jr+acme_x=1@acme.example"
    const texts = await Promise.all(
      noticesWith({ email: shown, name: 'Acme Corp. & Co' }).map((each) => textsOf(each, shown)),
    )
    expect(texts.flat().filter((text) => text.includes('\u2060'))).toEqual([])
    expect(texts.flat().join('\n')).toContain(shown)
  })
})
