// Sends, lists and revokes invitations. A refusal writes and sends nothing.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import type { Role } from '../../../src/core/roles.ts'
import { verifyLink } from '../../../src/crypto/mailed-link.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { invite, resendInvitation } from '../../../src/flows/invitations/invite.ts'
import { listInvitations, revokeInvitation } from '../../../src/flows/invitations/manage.ts'
import { deliverDue } from '../../../src/flows/notices/deliver-notices.ts'
import { ALWAYS, not } from '../../../src/store/condition.ts'
import { removeMember } from '../../../src/store/members.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { mailingAt } from '../../support/enforcement.ts'
import { inviter, inviteTo } from '../../support/invitations.ts'
import { metered } from '../../support/metered.ts'
import { addAccount, addMember, addWorkspace, count, end, NOW, rows } from '../../support/rows.ts'

const DAY = 86_400
const CY = 'cy@else.example'

let sent: EmailMessageBuilder[]
const at = (now: number) => mailingAt(now, (mail) => void sent.push(mail))
let edge: Edge
beforeEach(async () => {
  sent = []
  edge = await at(NOW)
  await addWorkspace('acme')
  for (const id of ['olga', 'ada', 'bo']) await addAccount(id)
  await addMember('acme', 'olga', 'owner')
  await addMember('acme', 'ada', 'admin')
})

const ask = (email: string, role: Role = 'member', by = inviter('olga'), on = edge) =>
  invite(on, 'acme', { email: requireEmail(email), role }, by)
const again = (id: string, by = inviter('olga'), on = edge) => resendInvitation(on, 'acme', id, by)
const revoke = (id: string, by = inviter('olga'), on = edge) => revokeInvitation(on, 'acme', id, by)
const listed = async (on = edge) =>
  (await listInvitations(on, 'acme', { cursor: '', size: 100, isUnaccepted: false })).rows
const recorded = async () =>
  (
    await rows<{ actor: string; action: string; detail: string }>('SELECT actor, action, detail FROM audit')
  ).map(({ actor, action, detail }) => [actor, action, JSON.parse(detail)])
const tables = async () =>
  Promise.all(['invitations', 'invitation_mails', 'notices', 'notice_deliveries', 'audit'].map(count))

async function expectNothing(refused: Promise<unknown>, error: unknown): Promise<void> {
  await settleDeferred()
  const before = await tables()
  const mails = sent.length
  expect(await refused).toEqual({ ok: false, error })
  await settleDeferred()
  expect(await tables()).toEqual(before)
  expect(sent).toHaveLength(mails)
}

describe('an invitation', () => {
  it('is written, counted, recorded and mailed in two round trips', async () => {
    const { db, meter } = metered(edge.db)
    const invited = await ask(CY, 'admin', inviter('olga'), { ...edge, db })
    expect(meter.roundTrips).toBe(2)
    const invitation = {
      ...{ id: expect.stringMatching(/^[\w-]{22}$/), email: CY, role: 'admin', state: 'open' },
      ...{ createdAt: NOW, expiresAt: NOW + 7 * DAY, lastSentAt: NOW },
    }
    expect(invited).toEqual({ ok: true, value: { invitation, isNew: true } })
    expect(await listed()).toEqual([invitation])
    expect(await recorded()).toEqual([['olga@acme.example', 'invitation.sent', { email: CY, role: 'admin' }]])
    await settleDeferred()
    expect(sent).toMatchObject([{ to: CY, headers: { 'Content-Language': 'en' } }])
    expect(sent[0]?.text).toContain('olga@acme.example')
    expect(sent[0]?.text).toContain('acme (acme.example.com)')
    const [, token = ''] = /\/invitations\/(spl_[\w-]+)/.exec(sent[0]?.text ?? '') ?? []
    const id = invited.ok ? invited.value.invitation.id : ''
    expect(await verifyLink(edge.ring, 'link-invitation', token)).toEqual({ id, sentAt: NOW })
  })

  it('goes to an address with an account just the same, in the language of its owner', async () => {
    await env.DB.prepare("UPDATE accounts SET language = 'de' WHERE id = 'bo'").run()
    expect(await ask('bo@acme.example')).toMatchObject({ ok: true, value: { isNew: true } })
    await settleDeferred()
    expect(sent).toMatchObject([{ to: 'bo@acme.example', headers: { 'Content-Language': 'de' } }])
  })

  it('is not sent twice while it is open, in any spelling of the address and for any role', async () => {
    const id = await inviteTo(edge, CY)
    await settleDeferred()
    const before = await tables()
    for (const spelling of [CY, ` ${CY.toUpperCase()} `]) {
      const found = await ask(spelling, 'admin')
      expect(found).toMatchObject({ ok: true, value: { isNew: false, invitation: { id, role: 'member' } } })
    }
    expect(await tables()).toEqual(before)
  })

  it('replaces an expired one for the address, whose links stay dead', async () => {
    const first = await inviteTo(edge, CY)
    const later = await at(NOW + 7 * DAY)
    expect(await listed(later)).toMatchObject([{ id: first, state: 'expired' }])
    const second = await inviteTo(later, CY, 'admin')
    expect(second).not.toBe(first)
    expect(await listed(later)).toMatchObject([{ id: second, state: 'open', role: 'admin' }])
  })

  it('may come from the operator, who is no member', async () => {
    await inviteTo(edge, CY, 'owner', inviter(null))
    await settleDeferred()
    expect(sent[0]?.text).toContain('support team')
    expect(await listed()).toMatchObject([{ role: 'owner', state: 'open' }])
  })
})

describe('inviting is refused', () => {
  it('for a role that the inviter may not give', async () => {
    await expectNothing(ask(CY, 'owner', inviter('ada', 'admin')), { reason: 'not-allowed' })
  })

  it('for a member', async () => {
    await expectNothing(ask('ada@acme.example'), { reason: 'already-a-member' })
  })

  it('without a mail carrier, because nobody would get the invitation', async () => {
    const without = await edgeAt(NOW)
    await expectNothing(ask(CY, 'member', inviter('olga'), without), { reason: 'no-mail' })
  })

  it('once the inviter lost the role, or the token that asks was revoked', async () => {
    const gone = { ...inviter('olga'), isStill: not(ALWAYS) }
    await expectNothing(ask(CY, 'member', gone), { reason: 'changed-meanwhile' })
    // `bo` is no admin, whatever the request had read.
    await expectNothing(ask(CY, 'member', inviter('bo', 'admin')), { reason: 'changed-meanwhile' })
  })

  it('in a workspace that has ended', async () => {
    await end('acme')
    await expectNothing(ask(CY), { reason: 'changed-meanwhile' })
  })

  it('for a fourth mail to one address in a week, deleted or not, until the first is a week old', async () => {
    for (const hours of [0, 1, 2]) {
      const then = await at(NOW + hours * 3600)
      expect((await revoke(await inviteTo(then, CY), inviter('olga'), then)).ok).toBe(true)
    }
    const then = await at(NOW + 3 * 3600)
    const tooMany = { reason: 'too-many-invitations', retryAfterSeconds: 7 * DAY - 3 * 3600 }
    await expectNothing(ask(CY, 'member', inviter('olga'), then), tooMany)
    expect((await ask('di@else.example', 'member', inviter('olga'), then)).ok).toBe(true)
    expect((await ask(CY, 'member', inviter('olga'), await at(NOW + 7 * DAY))).ok).toBe(true)
  })

  it('for a fourth mail by sending again', async () => {
    const id = await inviteTo(edge, CY)
    for (const _ of [2, 3]) expect((await again(id)).ok).toBe(true)
    await expectNothing(again(id), { reason: 'too-many-invitations', retryAfterSeconds: 7 * DAY })
  })

  it('for the 51st mail of a day, until the first is a day old', async () => {
    for (let mail = 0; mail < 50; mail++) await inviteTo(edge, `p${mail}@else.example`)
    const tooMany = { reason: 'too-many-invitations', retryAfterSeconds: DAY }
    await expectNothing(ask(CY), tooMany)
    expect((await ask(CY, 'member', inviter('olga'), await at(NOW + DAY))).ok).toBe(true)
  })

  it('for the 101st open invitation', async () => {
    for (let mail = 0; mail < 100; mail++) {
      await env.DB.prepare(
        `INSERT INTO invitations (id, workspace_id, email, email_key, role, inviter_id, created_at, sent_at)
         VALUES (?1, 'acme', ?1, ?1, 'member', 'olga', ?2, ?2)`,
      )
        .bind(`p${mail}@else.example`, NOW - 60)
        .run()
    }
    await expectNothing(ask(CY), { reason: 'too-many-invitations', retryAfterSeconds: 7 * DAY - 60 })
    await revoke('p7@else.example')
    expect((await ask(CY)).ok).toBe(true)
  })
})

describe('sending again', () => {
  it('opens it for seven more days, and the one who sends answers for it', async () => {
    const id = await inviteTo(edge, CY, 'member', inviter('ada', 'admin'))
    const later = await at(NOW + 9 * DAY)
    expect(await again(id, inviter('olga'), later)).toMatchObject({
      ok: true,
      value: { id, state: 'open', createdAt: NOW, lastSentAt: NOW + 9 * DAY, expiresAt: NOW + 16 * DAY },
    })
    expect(await rows('SELECT inviter_id, previous_sent_at FROM invitations')).toEqual([
      { inviter_id: 'olga', previous_sent_at: NOW },
    ])
    expect((await recorded()).at(-1)).toEqual([
      'olga@acme.example',
      'invitation.resent',
      { email: CY, role: 'member' },
    ])
    await settleDeferred()
    expect(sent).toHaveLength(2)
  })

  it('is refused for one that is not there, is another workspace’s, or was accepted', async () => {
    const id = await inviteTo(edge, CY)
    await addWorkspace('globex')
    await expectNothing(again('x'.repeat(22)), { reason: 'not-found' })
    await expectNothing(resendInvitation(edge, 'globex', id, inviter(null)), { reason: 'not-found' })
    await env.DB.prepare("UPDATE invitations SET accepted_at = 1, accepted_by = 'bo'").run()
    await expectNothing(again(id), { reason: 'already-accepted' })
  })

  it('is refused to an admin for an owner’s invitation, and for a person who was added since', async () => {
    const id = await inviteTo(edge, 'bo@acme.example', 'owner')
    await expectNothing(again(id, inviter('ada', 'admin')), { reason: 'not-allowed' })
    await addMember('acme', 'bo', 'member')
    await expectNothing(again(id), { reason: 'already-a-member' })
  })
})

describe('revoking', () => {
  it('deletes the invitation and its mails that wait, and is recorded', async () => {
    const id = await inviteTo(edge, CY)
    await settleDeferred()
    await env.DB.prepare(
      "INSERT INTO notice_deliveries SELECT id, 'email', 'to', 0, ?1, NULL, NULL FROM notices",
    )
      .bind(NOW)
      .run()
    sent = []
    expect(await revoke(id)).toEqual({ ok: true, value: null })
    expect(await listed()).toEqual([])
    expect((await recorded()).at(-1)).toEqual([
      'olga@acme.example',
      'invitation.revoked',
      { email: CY, role: 'member' },
    ])
    await deliverDue(edge, { carrier: 'email', which: 'due' }, 10, () => true)
    expect(sent).toEqual([])
    expect(await count('notice_deliveries')).toBe(0)
  })

  it('is refused for what is not there, another workspace’s, an owner’s by an admin, and a former admin', async () => {
    const id = await inviteTo(edge, CY, 'owner')
    await addWorkspace('globex')
    await expectNothing(revoke('x'.repeat(22)), 'not-found')
    await expectNothing(revokeInvitation(edge, 'globex', id, inviter(null)), 'not-found')
    await expectNothing(revoke(id, inviter('ada', 'admin')), 'not-allowed')
    await expectNothing(revoke(id, { ...inviter('olga'), isStill: not(ALWAYS) }), 'changed-meanwhile')
    await env.DB.prepare("UPDATE invitations SET accepted_at = 1, accepted_by = 'bo'").run()
    await expectNothing(revoke(id), 'already-accepted')
  })
})

describe('the list', () => {
  it('has the last sent first, and goes on after a cursor, in one round trip each', async () => {
    const ids = []
    for (const hour of [0, 1, 2]) ids.unshift(await inviteTo(await at(NOW + hour), `p${hour}@else.example`))
    const { db, meter } = metered(edge.db)
    const page = (cursor: string) =>
      listInvitations({ ...edge, db }, 'acme', { cursor, size: 2, isUnaccepted: true })
    const first = await page('')
    expect(first.rows.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    const second = await page(first.next ?? '')
    expect([second.rows.map(({ id }) => id), second.next]).toEqual([ids.slice(2), null])
    expect(meter.roundTrips).toBe(2)
  })

  it('shows an invitation as expired once its inviter may not give the role, until somebody sends it again', async () => {
    const byAda = await inviteTo(edge, CY, 'member', inviter('ada', 'admin'))
    const state = async () => (await listed()).map((each) => each.state)
    await removeMember(env.DB, { workspaceId: 'acme', accountId: 'ada', before: 'admin' }).run()
    expect(await state()).toEqual(['expired'])
    // A new invitation of the address takes its place.
    expect((await again(byAda)).ok).toBe(true)
    expect(await state()).toEqual(['open'])
  })

  it('shows an owner’s invitation as expired once its inviter is no owner', async () => {
    await addMember('acme', 'bo', 'owner')
    await inviteTo(edge, CY, 'owner', inviter('bo'))
    await env.DB.prepare("UPDATE members SET role = 'admin' WHERE account_id = 'bo'").run()
    expect((await listed()).map(({ state }) => state)).toEqual(['expired'])
  })
})
