// Notices by webhook and mail, with a real receiver, the real mail binding in its local form, and a clock
// that moves.

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { unlinked } from '../../src/core/linkable.ts'
import { en } from '../../src/words/en/index.ts'
import { loadMailWords } from '../../src/words/languages.ts'
import {
  CONTACT,
  NoticingEdge,
  PREVIOUS_SECRET,
  SECRET,
  type SentMail,
} from '../support/node/noticing-edge.ts'
import { type Reply, redirecting } from '../support/node/replies.ts'
import { edgeNow, type Person } from '../support/node/test-bed.ts'
import { recoveryCodesIn, Visitor } from '../support/node/visitor.ts'
import { ACCEPTED, type Received, WebhookReceiver } from '../support/node/webhook-receiver.ts'
import { sentence } from '../support/sentence.ts'

const mail = await en.loadMail()

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
const CLAIM_IS_OVER = 6 * MINUTE
/** How long an event may take to arrive on a busy machine, in milliseconds. */
const PATIENCE = 15_000
/** The schedule in docs/notices.md. */
const PUBLISHED = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, DAY]

const FAILING: Reply = { status: 500, headers: {}, body: 'no' }

let edge: NoticingEdge
let receiver: WebhookReceiver
let elsewhere: WebhookReceiver
/** The receiver never answers notices about this person, from the start. The last test reads the result. */
let silenced: Person

beforeAll(async () => {
  edge = await NoticingEdge.start()
  receiver = await new WebhookReceiver().listen(edge.webhookPort)
  elsewhere = await new WebhookReceiver().listen(edge.otherPort)
  silenced = await edge.makePerson('Silenced')
  receiver.replyTo = answering(ACCEPTED)
  await enrolIn(new Visitor(edge.portal), silenced)
})
afterAll(async () => {
  await edge.stop()
  await receiver.close()
  await elsewhere.close()
})
beforeEach(() => {
  receiver.replyTo = answering(ACCEPTED)
})

const answering =
  (reply: Reply) =>
  ({ event }: Received): Reply => {
    if (event.data.account?.email !== silenced.email) return reply
    return receiver.about(silenced.email).length === 1 ? { ...ACCEPTED, pace: 'silent' } : ACCEPTED
  }

async function enrolIn(visitor: Visitor, person: Person) {
  await visitor.signIn(person)
  return visitor.enrol()
}

/** Waits until `count` notices about the person have arrived, and no more. */
async function eventsAbout(person: Person, count: number): Promise<Received[]> {
  await vi.waitFor(() => expect(receiver.about(person.email)).toHaveLength(count), PATIENCE)
  return receiver.about(person.email)
}

async function mailsTo(person: Person, count: number): Promise<SentMail[]> {
  await vi.waitFor(async () => expect(await edge.mailsTo(person.email)).toHaveLength(count), PATIENCE)
  return edge.mailsTo(person.email)
}

const typesOf = (received: readonly Received[]) => received.map(({ event }) => event.type)

const resetFactor = (person: Person) =>
  edge.api('DELETE', `/accounts/${person.email}/second-factor`, { reason: 'a test' })

async function deadLettersOf(person: Person) {
  const { body } = await edge.api('GET', '/notices/dead-letters')
  return body.dead_letters.filter(
    ({ notice }: { notice: { account: string } }) => notice.account === person.email,
  )
}

describe('an event about a second factor', () => {
  it('is sent by both carriers, once each, signed, and without a secret', async () => {
    const ada = await edge.makePerson('Ada')
    const visitor = new Visitor(edge.portal).comesFrom('192.0.2.9')
    visitor.headers['user-agent'] = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const { authenticator, recoveryCodes: first } = await enrolIn(visitor, ada)

    const security = '/account/security'
    const codesPage = await visitor.ask(`${edge.portal}${security}/recovery-codes`)
    const shown = await visitor.submit(codesPage, `${security}/recovery-codes`, {})
    const second = recoveryCodesIn(shown.text)
    await visitor.submit(shown, `${security}/recovery-codes/confirm`, {})

    const other = new Visitor(edge.portal)
    await other.signInWithCode(ada, second[0] ?? '')

    const replacePage = await visitor.ask(`${edge.portal}${security}/authenticator`)
    const [, secret = ''] = /secret=([A-Z2-7]+)/.exec(replacePage.text) ?? []
    const { authenticatorFrom } = await import('../support/node/authenticator.ts')
    const newApp = authenticatorFrom(`otpauth://totp/x?secret=${secret}`)
    await visitor.submit(replacePage, `${security}/authenticator`, { code: await newApp.code() })

    const disablePage = await visitor.ask(`${edge.portal}${security}/authenticator/disable`)
    await visitor.submit(disablePage, `${security}/authenticator/disable`, {})
    await visitor.enrol()
    await resetFactor(ada)

    const told = [
      'second_factor.added',
      'recovery_codes.regenerated',
      'recovery_code.used',
      'second_factor.replaced',
      'second_factor.removed',
      'second_factor.added',
      'second_factor.reset',
    ]
    const events = await eventsAbout(ada, told.length)
    expect(typesOf(events).toSorted()).toEqual(told.toSorted())
    expect(new Set(events.map(({ id }) => id)).size).toBe(told.length)
    for (const event of events) {
      expect([event.verifies(SECRET), event.verifies(PREVIOUS_SECRET)]).toEqual([true, true])
      expect(event.verifies(`whsec_${Buffer.from('another secret').toString('base64')}`)).toBe(false)
      expect(Math.abs(event.timestamp - (await edgeNow()))).toBeLessThan(60)
      expect(Object.keys(event.event)).toEqual(['type', 'timestamp', 'data'])
      expect(Object.keys(event.event.data)).toEqual(['account', 'ip', 'user_agent'])
    }
    const mails = await mailsTo(ada, told.length)
    const replaced = mails.find(({ subject }) => subject === en.notices.titles['second_factor.replaced'])
    expect(replaced?.head).toEqual([
      'From: "Acme Sécurité" <security@acme.example>',
      `To: ${ada.email}`,
      `Subject: ${en.notices.titles['second_factor.replaced']}`,
    ])
    expect(replaced?.text).toContain('From: 192.0.2.9 (Firefox on Linux)')
    expect(replaced?.text).toContain(`${edge.portal}/account/security`)
    expect(replaced?.text).toContain(CONTACT)

    const secrets = [
      ...first,
      ...second,
      ...[secret, authenticator.uri, ada.password],
      ...[...visitor.cookies.values()].flatMap((jar) => [...jar.values()]),
    ].flatMap((each) => [each, each.replaceAll('-', '')])
    const all = [...events.map(({ body }) => body), ...mails.map(({ text }) => text)].join('\n')
    expect(secrets.filter((each) => each.length > 5 && all.includes(each))).toEqual([])

    await edge.runCron()
    expect(receiver.about(ada.email), 'nothing is left to deliver').toHaveLength(told.length)
    expect(await edge.mailsTo(ada.email)).toHaveLength(told.length)
  })

  it('is not sent for a wrong code, a used code or another person’s session', async () => {
    const bo = await edge.makePerson('Bo')
    const visitor = new Visitor(edge.portal)
    const { recoveryCodes } = await enrolIn(visitor, bo)
    const [code = ''] = recoveryCodes
    await new Visitor(edge.portal).signInWithCode(bo, code)
    await new Visitor(edge.portal).signInWithCode(bo, code)
    await new Visitor(edge.portal).signInWithCode(bo, '000000')
    expect(typesOf(await eventsAbout(bo, 2))).toEqual(['second_factor.added', 'recovery_code.used'])
    await mailsTo(bo, 2)
    const nobody = await edge.makePerson('Nobody')
    expect((await resetFactor(nobody)).status).toBe(204)
    await edge.runCron()
    expect(receiver.about(nobody.email), 'there was no factor').toEqual([])
    expect(receiver.about(bo.email)).toHaveLength(2)
    expect(await edge.mailsTo(bo.email)).toHaveLength(2)
  })
})

describe('a webhook that is refused', () => {
  it('is retried on the published schedule with one id, then kept, and retried by the operator', async () => {
    receiver.replyTo = answering(FAILING)
    const cy = await edge.makePerson('Cy')
    await enrolIn(new Visitor(edge.portal), cy)
    await eventsAbout(cy, 1)
    for (const [index, delay] of PUBLISHED.entries()) {
      await edge.advance(delay - 20)
      await edge.runCron()
      expect(receiver.about(cy.email), `before ${delay} s are over`).toHaveLength(index + 1)
      await edge.advance(25)
      await edge.runCron()
      await eventsAbout(cy, index + 2)
    }
    await edge.advance(30 * DAY)
    await edge.runCron()
    const tried = await eventsAbout(cy, PUBLISHED.length + 1)
    expect(new Set(tried.map(({ id }) => id)).size).toBe(1)
    expect(new Set(tried.map(({ body }) => body)).size).toBe(1)
    expect(new Set(tried.map(({ timestamp }) => timestamp)).size).toBe(tried.length)
    expect(tried.every((each) => each.verifies(SECRET))).toBe(true)
    expect(edge.logged('notice.dead')).toContainEqual({
      ...{ event: 'notice.dead', notice: tried[0]?.id, carrier: 'webhook', attempt: 10 },
      reason: 'status 500',
    })

    const [letter, ...more] = await deadLettersOf(cy)
    expect(more).toEqual([])
    expect(letter).toMatchObject({
      notice: { id: tried[0]?.id, type: 'second_factor.added', account: cy.email, workspace: null },
      ...{ carrier: 'webhook', recipient: null, attempts: 10, last_error: 'status 500' },
    })
    receiver.replyTo = answering(ACCEPTED)
    expect((await edge.api('POST', `/notices/dead-letters/${letter.id}/retry`)).status).toBe(204)
    await edge.runCron()
    await eventsAbout(cy, PUBLISHED.length + 2)
    expect(await deadLettersOf(cy)).toEqual([])
    expect((await edge.api('POST', `/notices/dead-letters/${letter.id}/retry`)).status).toBe(404)
    const { body } = await edge.api('GET', '/audit')
    expect(body.entries).toContainEqual(
      expect.objectContaining({ action: 'notice.retried', detail: { id: letter.id } }),
    )
  })

  it('fails at once if the receiver is gone for good: 410', async () => {
    receiver.replyTo = answering({ status: 410, headers: {}, body: '' })
    const di = await edge.makePerson('Di')
    await enrolIn(new Visitor(edge.portal), di)
    await vi.waitFor(async () => expect(await deadLettersOf(di)).toHaveLength(1), PATIENCE)
    expect(await deadLettersOf(di)).toMatchObject([{ attempts: 1, last_error: 'status 410' }])
    await edge.advance(DAY)
    await edge.runCron()
    expect(receiver.about(di.email)).toHaveLength(1)
  })

  it('waits as long as the receiver asks, if that is longer', async () => {
    receiver.replyTo = answering({ status: 429, headers: { 'retry-after': '600' }, body: '' })
    const ed = await edge.makePerson('Ed')
    await enrolIn(new Visitor(edge.portal), ed)
    const [{ id } = { id: '' }] = await eventsAbout(ed, 1)
    await vi.waitFor(
      () => expect(edge.logged('notice.failed').map(({ notice }) => notice)).toContain(id),
      PATIENCE,
    )
    expect((await edge.api('POST', `/notices/dead-letters/${id}.webhook/retry`)).status, 'not dead').toBe(404)
    await edge.advance(590)
    await edge.runCron()
    expect(receiver.about(ed.email)).toHaveLength(1)
    receiver.replyTo = answering(ACCEPTED)
    await edge.advance(15)
    await edge.runCron()
    await eventsAbout(ed, 2)
  })

  it('follows no redirect', async () => {
    const to = redirecting(`http://127.0.0.1:${edge.otherPort}/`, 307)
    receiver.replyTo = (received) => to(answering(ACCEPTED)(received))
    const flo = await edge.makePerson('Flo')
    await enrolIn(new Visitor(edge.portal), flo)
    await vi.waitFor(
      () =>
        expect(edge.logged('notice.failed')).toContainEqual(
          expect.objectContaining({ reason: 'status 307' }),
        ),
      PATIENCE,
    )
    expect(elsewhere.received).toEqual([])
  })

  it.each<[string, Reply]>([
    ['four megabytes', { status: 200, headers: {}, body: 'x'.repeat(4 << 20) }],
    ['an answer without an end', { status: 200, headers: {}, body: '', pace: 'dripping' }],
  ])('is delivered if the status says so, whatever follows: %s', async (_what, reply) => {
    receiver.replyTo = answering(reply)
    const gil = await edge.makePerson('Gil')
    await enrolIn(new Visitor(edge.portal), gil)
    await eventsAbout(gil, 1)
    await mailsTo(gil, 1)
    await edge.advance(CLAIM_IS_OVER)
    await edge.runCron()
    expect(receiver.about(gil.email), 'settled').toHaveLength(1)
  })

  it('is sent once when many runs start at once', async () => {
    receiver.replyTo = answering(FAILING)
    const people = await Promise.all(Array.from({ length: 4 }, () => edge.makePerson('Many')))
    for (const person of people) await enrolIn(new Visitor(edge.portal), person)
    for (const person of people) await eventsAbout(person, 1)
    receiver.replyTo = answering(ACCEPTED)
    await edge.advance(61)
    await Promise.all(Array.from({ length: 8 }, () => edge.runCron()))
    for (const person of people) await eventsAbout(person, 2)
    await edge.advance(CLAIM_IS_OVER)
    await edge.runCron()
    for (const person of people) expect(receiver.about(person.email)).toHaveLength(2)
  })
})

describe('mail that is refused', () => {
  it('is retried too; its event happened and is on the page', async () => {
    const hal = await edge.makePerson('Hal', { isUnreachable: true })
    const visitor = new Visitor(edge.portal)
    await enrolIn(visitor, hal)
    const failures = () =>
      edge.logged('notice.failed').filter(({ notice }) => notice === receiver.about(hal.email)[0]?.id)
    await vi.waitFor(
      () => expect(failures()).toMatchObject([{ carrier: 'email', reason: 'refused', attempt: 1 }]),
      PATIENCE,
    )
    await edge.advance(61)
    await edge.runCron()
    expect(failures()).toHaveLength(2)
    const page = await visitor.ask(`${edge.portal}/account/security`)
    expect(page.text).toContain(en.notices.titles['second_factor.added'])
    expect(edge.output(), 'no address in the log').not.toMatch(new RegExp(`"event".*${hal.email}`))
  })
})

describe('a mail', () => {
  const speaking = (language: string): Visitor => {
    const visitor = new Visitor(edge.portal)
    visitor.headers['accept-language'] = language
    return visitor
  }

  it('is in its reader’s language, to the letter, whatever others read', async () => {
    const [german, arabic] = [await loadMailWords('de'), await loadMailWords('ar')]
    const [ida, jo] = [await edge.makePerson('Ida'), await edge.makePerson('Jo')]
    await enrolIn(speaking('de'), ida)
    await enrolIn(speaking('ar').comesFrom('192.0.2.9'), jo)
    const [toIda] = await mailsTo(ida, 1)
    expect(toIda?.subject).toBe(german.notices.titles['second_factor.added'])
    expect(toIda?.text).toContain(`${german.mail.account(ida.email)}\n`)
    expect(toIda?.text).toMatch(/: \d\d\.\d\d\.\d{4}, \d\d:\d\d UTC\n/)
    expect(toIda?.text).toContain(german.notices.advice['second_factor.added']('help@acme.example'))
    const [toJo] = await mailsTo(jo, 1)
    expect(toJo?.subject).toBe(arabic.notices.titles['second_factor.added'])
    expect(toJo?.text).toContain(`${arabic.mail.account(jo.email)}\n`)
    expect(toJo?.text).toContain(`\n${arabic.mail.from('192.0.2.9', arabic.layout.browser)}\n`)
    expect(toJo?.text).toContain(`\n${edge.portal}/account/security\n`)
  })

  it('is in a new language as soon as it is chosen, and in each member’s own', async () => {
    const [japanese, spanish] = [await loadMailWords('ja'), await loadMailWords('es')]
    const [kim, lou] = [await edge.makePerson('Kim'), await edge.makePerson('Lou')]
    const visitor = speaking('en')
    await enrolIn(visitor, kim)
    const [first] = await mailsTo(kim, 1)
    expect(first?.subject).toBe(en.notices.titles['second_factor.added'])
    const page = await visitor.ask(`${edge.portal}/account/security`)
    await visitor.submit(page, '/language', { language: 'ja' })
    await resetFactor(kim)
    const [, second] = await mailsTo(kim, 2)
    expect(second?.subject).toBe(japanese.notices.titles['second_factor.reset'])

    await speaking('es').signIn(lou)
    const slug = await edge.makeWorkspace('Añil', [
      [kim, 'member'],
      [lou, 'owner'],
    ])
    await edge.api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 30 })
    await edge.runCron()
    const toKim = (await mailsTo(kim, 3)).at(-1)
    expect(toKim?.subject).toMatch(sentence(japanese.mail.requiredFrom))
    expect(toKim?.subject).toMatch(/^Añil（ws-\S+）.* UTC/)
    const [toLou] = await mailsTo(lou, 1)
    expect(toLou?.subject).toMatch(sentence(spanish.mail.requiredFrom))
    expect(toLou?.subject).toMatch(/^Añil \(ws-\S+\) .* UTC/)
    expect(toLou?.text).toContain(spanish.policyNotices.figures['second-factor'].everybody.missing(2, 2))
  })
})

describe('enforcement', () => {
  it('is sent to members who are not enrolled, and to admins as numbers, and to nobody else', async () => {
    const [owner, enrolled, late, removed] = [
      await edge.makePerson('Owner'),
      await edge.makePerson('Enrolled'),
      await edge.makePerson('Late'),
      await edge.makePerson('Removed'),
    ]
    await enrolIn(new Visitor(edge.portal), enrolled)
    await mailsTo(enrolled, 1)
    const name = 'Zoë: "x" <y@z.example>, Bcc: a@b.example'
    const slug = await edge.makeWorkspace(name, [
      [owner, 'owner'],
      [enrolled, 'member'],
      [late, 'member'],
      [removed, 'member'],
    ])
    await edge.api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 3 })
    await edge.api('DELETE', `/workspaces/${slug}/members/${removed.email}`)
    await edge.runCron()
    const [toLate] = await mailsTo(late, 1)
    expect(toLate?.head).toHaveLength(3)
    expect(toLate?.subject).toMatch(
      sentence(mail.requiredFrom, `${unlinked(name)} (${slug}.localhost:${edge.port})`),
    )
    expect(toLate?.text).toContain(`${edge.portal}/account/security`)
    const [toOwner] = await mailsTo(owner, 1)
    expect(toOwner?.text).toMatch(sentence(en.policyNotices.figures['second-factor'].everybody.missing, 2, 3))
    expect(toOwner?.text).toMatch(sentence(mail.notEnabledYourself))
    expect(await edge.mailsTo(removed.email)).toEqual([])
    expect(await edge.mailsTo(enrolled.email)).toHaveLength(1)

    await enrolIn(new Visitor(edge.portal), late)
    await mailsTo(late, 2)
    await edge.advance(2 * DAY + MINUTE)
    await edge.runCron()
    await mailsTo(owner, 2)
    expect(await edge.mailsTo(late.email), 'enrolled meanwhile').toHaveLength(2)
    expect(
      receiver
        .ofWorkspace(slug)
        .map(({ event }) => [event.type, event.data.members, event.data.not_enrolled]),
    ).toEqual([
      ['enforcement.scheduled', 4, 3],
      ['enforcement.one_day_left', 3, 1],
    ])

    await edge.api('PUT', `/workspaces/${slug}/policy`, { enforced: false, grace_days: 3 })
    await edge.advance(2 * DAY)
    await edge.runCron()
    expect(receiver.ofWorkspace(slug), 'turned off').toHaveLength(2)
  })

  it('is not sent to members who enrolled or left while their mail was waiting', async () => {
    const [enrols, leaves] = [
      await edge.makePerson('Enrols', { isUnreachable: true }),
      await edge.makePerson('Leaves', { isUnreachable: true }),
    ]
    const slug = await edge.makeWorkspace('Waiting', [
      [enrols, 'member'],
      [leaves, 'member'],
    ])
    await edge.api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 30 })
    await edge.runCron()
    await vi.waitFor(() => expect(receiver.ofWorkspace(slug)).toHaveLength(1), PATIENCE)
    const [event] = receiver.ofWorkspace(slug)
    const mails = (name: string) =>
      edge.logged(name).filter(({ notice, carrier }) => notice === event?.id && carrier === 'email')
    expect(mails('notice.failed')).toHaveLength(2)
    await edge.api('DELETE', `/workspaces/${slug}/members/${leaves.email}`)
    await enrolIn(new Visitor(edge.portal), enrols)
    await edge.advance(61)
    await edge.runCron()
    expect(mails('notice.failed')).toHaveLength(2)
    expect(mails('notice.dropped')).toHaveLength(2)
  })

  it('accepts no name with a line break, which would add a mail header', async () => {
    for (const name of [
      'Acme\r\nBcc: x@y.example',
      'Acme\nX: y',
      'Acme\u0085',
      'Acme\u2028Bcc: x@y.example',
    ]) {
      const body = { name, hosts: [`x.localhost:${edge.port}`], origin: 'http://127.0.0.1:9' }
      expect((await edge.api('PUT', '/workspaces/lines', body)).status).toBe(422)
    }
    const address = encodeURIComponent('x@acme.example\r\nBcc: y@z.example')
    expect((await edge.api('PUT', `/accounts/${address}`, { name: 'X' })).status).toBe(422)
  })
})

it('a receiver that never answers is given up after its time, and nobody waits for it', async () => {
  // By now the first attempt's claim has expired, and another attempt has delivered the notice.
  await eventsAbout(silenced, 2)
  const [first] = receiver.about(silenced.email)
  await vi.waitFor(
    () =>
      expect(edge.logged('notice.failed')).toContainEqual({
        ...{ event: 'notice.failed', notice: first?.id, carrier: 'webhook', attempt: 1 },
        reason: 'timeout',
      }),
    30_000,
  )
})
