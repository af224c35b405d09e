// Accepts invitations. What is refused writes nothing, and a link that is only opened changes nothing.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { PASSWORD } from '../../../src/core/provider.ts'
import type { Role } from '../../../src/core/roles.ts'
import { digest } from '../../../src/crypto/digest.ts'
import { mintLink } from '../../../src/crypto/mailed-link.ts'
import { verifyPassword } from '../../../src/crypto/password.ts'
import { putMemberOf, removeMemberOf } from '../../../src/flows/administration/members.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { acceptInvitation, findInvited, missingForInvitation } from '../../../src/flows/invitations/accept.ts'
import { resendInvitation } from '../../../src/flows/invitations/invite.ts'
import { makeInvitedAccount, waysToAccount } from '../../../src/flows/invitations/make-account.ts'
import { revokeInvitation } from '../../../src/flows/invitations/manage.ts'
import { findSessionByToken, type Session } from '../../../src/flows/session/session.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { mailingAt } from '../../support/enforcement.ts'
import { inviter, inviteTo, tokenOf } from '../../support/invitations.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  count,
  digestOf,
  end,
  enrol,
  IN_EFFECT,
  NOW,
  OKTA,
  rows,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

const DAY = 86_400
const BO = 'bo@acme.example'
const CY = 'cy@else.example'

const at = (now: number) => mailingAt(now, () => {})
let edge: Edge
beforeEach(async () => {
  edge = await at(NOW)
  await addWorkspace('acme')
  for (const id of ['olga', 'ada', 'bo']) await addAccount(id)
  await addMember('acme', 'olga', 'owner')
  await addMember('acme', 'ada', 'admin')
})

async function sessionOf(id: string, facts: Parameters<typeof addSession>[2] = {}): Promise<Session> {
  await addSession(`laptop of ${id}`, id, facts)
  const session = await findSessionByToken(edge, digestOf(`laptop of ${id}`))
  if (!session) throw new Error('no session')
  return session
}

/** Invites an address, and opens the link of the mail. */
async function arrive(email: string, role: Role = 'member', by = inviter('olga')) {
  const id = await inviteTo(edge, email, role, by)
  await settleDeferred()
  return { id, arrived: await open(id) }
}

async function open(id: string, sentAt = NOW, on = edge) {
  const found = await findInvited(on, await tokenOf(edge, id, sentAt))
  if (!found.ok) throw new Error(found.error.reason)
  return found.value
}

const members = () =>
  rows('SELECT account_id AS id, role, entered_at IS NULL AS isFree FROM members ORDER BY id')
const accepted = () => rows('SELECT accepted_at, accepted_by FROM invitations')
const recorded = async () =>
  (
    await rows<{ action: string; detail: string }>(
      "SELECT scope, actor, action, account_id, detail FROM audit WHERE action <> 'invitation.sent' ORDER BY scope DESC, id",
    )
  ).map((entry) => ({ ...entry, detail: JSON.parse(entry.detail) }))
const NOBODY = [{ accepted_at: null, accepted_by: null }]
const OTHERS = [
  { id: 'ada', role: 'admin', isFree: 0 },
  { id: 'olga', role: 'owner', isFree: 0 },
]

async function expectNotAccepted(): Promise<void> {
  expect(await members()).toEqual(OTHERS)
  expect(await recorded()).toEqual([])
}

describe('an acceptance', () => {
  it('makes the account a member whom nothing binds yet, in one round trip, and is recorded', async () => {
    const { arrived } = await arrive(BO, 'admin')
    const session = await sessionOf('bo')
    expect(missingForInvitation(arrived.invited, session)).toBe(null)
    const { db, meter } = metered(edge.db)
    expect(await acceptInvitation({ ...edge, db }, arrived, session)).toEqual({ ok: true, value: null })
    expect(meter.roundTrips).toBe(1)
    expect(await members()).toContainEqual({ id: 'bo', role: 'admin', isFree: 1 })
    expect(await accepted()).toEqual([{ accepted_at: NOW, accepted_by: 'bo' }])
    expect(await recorded()).toEqual([
      {
        ...{ scope: 'acme', actor: BO, action: 'invitation.accepted', account_id: 'bo' },
        detail: { role: 'admin', was: null },
      },
    ])
  })

  it.each<[string, Role | null, number]>([
    ['a new admin', null, NOW],
    ['a member who becomes an admin', 'member', NOW],
    ['an admin who becomes an owner', 'admin', 1],
  ])('tells since when %s has the role', async (_, before, since) => {
    const { arrived } = await arrive(BO, before === 'admin' ? 'owner' : 'admin')
    if (before) await addMember('acme', 'bo', before)
    await rows('UPDATE members SET joined_at = 1, role_at = 1')
    await acceptInvitation(edge, arrived, await sessionOf('bo'))
    expect(await rows("SELECT role_at FROM members WHERE account_id = 'bo'")).toEqual([{ role_at: since }])
  })

  it('is for the address in any spelling', async () => {
    const { arrived } = await arrive('BO@ACME.example')
    expect((await acceptInvitation(edge, arrived, await sessionOf('bo'))).ok).toBe(true)
  })

  it.each<[Role, Role, Role]>([
    ['member', 'admin', 'admin'],
    ['admin', 'member', 'admin'],
    ['owner', 'member', 'owner'],
    ['owner', 'admin', 'owner'],
    ['member', 'owner', 'owner'],
  ])(
    'of a member who was added as %s since, with an invitation as %s, leaves %s',
    async (role, invitedAs, after) => {
      const { arrived } = await arrive(BO, invitedAs)
      await addMember('acme', 'bo', role)
      expect((await acceptInvitation(edge, arrived, await sessionOf('bo'))).ok).toBe(true)
      expect(await members()).toContainEqual({ id: 'bo', role: after, isFree: 0 })
      expect((await recorded())[0]?.detail).toEqual({ role: after, was: role })
    },
  )

  it('happens once: the second changes nothing', async () => {
    const { arrived } = await arrive(BO)
    const session = await sessionOf('bo')
    await acceptInvitation(edge, arrived, session)
    expect(await acceptInvitation(edge, arrived, session)).toEqual({ ok: false, error: 'changed-meanwhile' })
    expect(await recorded()).toHaveLength(1)
  })

  it.each([
    ['enrolled, with both factors', { isEnrolled: true, mfaTime: NOW }],
    ['not enrolled, where a policy is only scheduled', { isEnrolled: false, policy: SCHEDULED }],
    ['enrolled, where a policy is in effect', { isEnrolled: true, mfaTime: NOW, policy: IN_EFFECT }],
    [
      'not enrolled, where a policy covers admins',
      { isEnrolled: false, policy: { ...IN_EFFECT, appliesTo: 'admins' as const } },
    ],
  ])(
    'is possible for an account %s',
    async (_, {
      isEnrolled,
      mfaTime = null,
      policy = null,
    }: { isEnrolled: boolean; mfaTime?: number | null; policy?: Parameters<typeof setPolicy>[1] | null }) => {
      if (isEnrolled) await enrol('bo')
      if (policy) await setPolicy('acme', policy)
      const { arrived } = await arrive(BO)
      const session = await sessionOf('bo', mfaTime === null ? {} : { mfaTime })
      expect(missingForInvitation(arrived.invited, session)).toBe(null)
      expect((await acceptInvitation(edge, arrived, session)).ok).toBe(true)
    },
  )
})

describe('an acceptance is refused, by the page and by the statement', () => {
  it('to another account', async () => {
    const { arrived } = await arrive(CY)
    const session = await sessionOf('bo')
    expect(missingForInvitation(arrived.invited, session)).toBe('other-account')
    expect((await acceptInvitation(edge, arrived, session)).ok).toBe(false)
    await expectNotAccepted()
    expect(await accepted()).toEqual(NOBODY)
  })

  it.each(['second-factor', 'phishing-resistant'] as const)(
    'to an account without a factor while the %s policy is in effect',
    async (kind) => {
      const { arrived: before } = await arrive(BO)
      await setPolicy('acme', IN_EFFECT, kind)
      const session = await sessionOf('bo')
      const arrived = await open(before.link.id)
      expect(missingForInvitation(arrived.invited, session)).toBe('enrolment')
      expect((await acceptInvitation(edge, before, session)).ok).toBe(false)
      await expectNotAccepted()
    },
  )

  it('in a session that is older than the account’s factor', async () => {
    const { arrived } = await arrive(BO)
    const older = await sessionOf('bo')
    await enrol('bo')
    expect(missingForInvitation(arrived.invited, { ...older, isEnrolled: true })).toBe('second-factor')
    expect((await acceptInvitation(edge, arrived, older)).ok).toBe(false)
    await expectNotAccepted()
  })

  it('in a session that has ended, or without one', async () => {
    const { arrived } = await arrive(BO)
    const session = await sessionOf('bo')
    expect(missingForInvitation(arrived.invited, null)).toBe('sign-in')
    await env.DB.prepare('DELETE FROM sessions').run()
    expect((await acceptInvitation(edge, arrived, session)).ok).toBe(false)
    await expectNotAccepted()
  })

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['it was revoked', (id) => revokeInvitation(edge, 'acme', id, inviter('olga'))],
    ['the workspace has ended', () => end('acme')],
    ['the inviter was removed', () => env.DB.prepare("DELETE FROM members WHERE account_id = 'ada'").run()],
    [
      'the inviter was demoted',
      () => env.DB.prepare("UPDATE members SET role = 'member' WHERE account_id = 'ada'").run(),
    ],
    [
      'the inviter’s account was locked',
      () => env.DB.prepare("UPDATE accounts SET locked_at = 1 WHERE id = 'ada'").run(),
    ],
    [
      'the person was added by hand and removed',
      async () => {
        await putMemberOf(edge, 'acme', { email: requireEmail(BO), role: 'member' }, inviter('olga'))
        await removeMemberOf(edge, 'acme', requireEmail(BO), inviter('olga'))
      },
    ],
    [
      'the person got another role by hand',
      () => putMemberOf(edge, 'acme', { email: requireEmail(BO), role: 'member' }, inviter('olga')),
    ],
    [
      'the inviter’s account was deleted',
      () => env.DB.prepare("DELETE FROM accounts WHERE id = 'ada'").run(),
    ],
  ])('once %s', async (_, happen) => {
    const { id, arrived } = await arrive(BO, 'member', inviter('ada', 'admin'))
    const session = await sessionOf('bo')
    await happen(id)
    const before = await members()
    expect((await acceptInvitation(edge, arrived, session)).ok).toBe(false)
    expect((await findInvited(edge, await tokenOf(edge, id, NOW))).ok).toBe(false)
    expect(await members()).toEqual(before)
  })

  it('after seven days', async () => {
    const { id, arrived } = await arrive(BO)
    const late = await at(NOW + 7 * DAY)
    const session = await sessionOf('bo', { lastSeenAt: NOW + 7 * DAY, expiresAt: NOW + 9 * DAY })
    expect((await acceptInvitation(late, arrived, session)).ok).toBe(false)
    expect(await findInvited(late, await tokenOf(edge, id, NOW))).toMatchObject({
      error: { reason: 'expired', invited: { id } },
    })
    await expectNotAccepted()
  })
})

describe('a link', () => {
  it('can be opened ten times without any change', async () => {
    const { id } = await arrive(BO)
    const before = await rows('SELECT * FROM invitations')
    const entries = await count('audit')
    for (let opening = 0; opening < 10; opening++) await open(id)
    expect(await rows('SELECT * FROM invitations')).toEqual(before)
    expect(await count('audit')).toBe(entries)
  })

  it('works if it is of one of the last two mails, and no longer if it is older', async () => {
    const { id } = await arrive(BO)
    for (const days of [1, 2]) await resendInvitation(await at(NOW + days * DAY), 'acme', id, inviter('olga'))
    const then = await at(NOW + 2 * DAY)
    const outcomes = await Promise.all(
      [0, 1, 2].map(async (days) => (await findInvited(then, await tokenOf(edge, id, NOW + days * DAY))).ok),
    )
    expect(outcomes).toEqual([false, true, true])
  })

  it('that is forged, of another purpose or another invitation is refused', async () => {
    const { id } = await arrive(BO)
    const real = await tokenOf(edge, id, NOW)
    const forged = [
      '',
      'spl_',
      `${real}0`,
      real.replace(id, 'x'.repeat(22)),
      real.slice(0, -1),
      await mintLink(edge.ring, 'link-forgotten-password', { id, sentAt: NOW }),
      await tokenOf(edge, id, NOW + 1),
      await tokenOf(edge, 'x'.repeat(22), NOW),
    ]
    for (const token of forged)
      expect(await findInvited(edge, token)).toEqual({ ok: false, error: { reason: 'over', invited: null } })
  })
})

describe('an account that is made with an invitation', () => {
  const typed = { name: 'Cy', password: 'nine blue herons at dawn' }
  const browser = { previous: null, language: 'fr' } as const
  const made = async () =>
    rows<{ id: string; password_hash: string }>(
      "SELECT id, email, name, language, password_hash FROM accounts WHERE email_key = 'cy@else.example'",
    )

  it('is signed in and a member, all in one batch', async () => {
    const { arrived } = await arrive(CY, 'admin')
    expect(arrived.invited.hasAccount).toBe(false)
    const { db, meter } = metered(edge.db)
    const done = await makeInvitedAccount({ ...edge, db }, arrived, typed, browser)
    expect(done).toMatchObject({ ok: true, value: { next: 'session' } })
    expect(meter.roundTrips).toBe(2)
    const [account] = await made()
    expect(account).toMatchObject({ email: CY, name: 'Cy', language: 'fr' })
    expect(await verifyPassword(edge.ring, typed.password, account?.password_hash ?? '')).toBe(true)
    expect(await members()).toContainEqual({ id: account?.id, role: 'admin', isFree: 1 })
    expect((await recorded()).map(({ action }) => action).sort()).toEqual([
      'account.created',
      'invitation.accepted',
      'sign_in.succeeded',
    ])
    const cookie = done.ok && done.value.next === 'session' ? done.value.cookie : ''
    const session = await findSessionByToken(edge, await digest(edge.ring, 'session', cookie))
    expect(session).toMatchObject({ accountId: account?.id, email: CY })
  })

  it('leaves the invitation open while the workspace requires a factor, which comes first', async () => {
    await setPolicy('acme', IN_EFFECT)
    const { id, arrived } = await arrive(CY)
    expect((await makeInvitedAccount(edge, arrived, typed, browser)).ok).toBe(true)
    expect(await members()).toEqual(OTHERS)
    const [account] = await made()
    await enrol(account?.id ?? '')
    const session = await sessionOf(account?.id ?? '', { mfaTime: NOW })
    expect((await acceptInvitation(edge, await open(id), session)).ok).toBe(true)
  })

  it.each([
    ['no name', { ...typed, name: ' ' }, { reason: 'unusable-name' }],
    [
      'a short password',
      { ...typed, password: 'short' },
      { reason: 'unusable-password', problem: 'too-short' },
    ],
    [
      'their address as password',
      { ...typed, password: 'cy@else.example' },
      { reason: 'unusable-password', problem: 'about-owner' },
    ],
  ])('is not made with %s', async (_, fields, error) => {
    const { arrived } = await arrive(CY)
    expect(await makeInvitedAccount(edge, arrived, fields, browser)).toEqual({ ok: false, error })
    expect(await made()).toEqual([])
    expect(await accepted()).toEqual(NOBODY)
  })

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['revoked', (id) => revokeInvitation(edge, 'acme', id, inviter('olga'))],
    [
      'of an inviter who was removed',
      () => env.DB.prepare("DELETE FROM members WHERE account_id = 'ada'").run(),
    ],
    ['of a workspace that has ended', () => end('acme')],
  ])('is not made with an invitation that is %s meanwhile', async (_, happen) => {
    const { id, arrived } = await arrive(CY, 'member', inviter('ada', 'admin'))
    await happen(id)
    const done = await makeInvitedAccount(edge, arrived, typed, browser)
    expect(done).toEqual({ ok: false, error: { reason: 'changed-meanwhile' } })
    expect(await made()).toEqual([])
    expect(await count('sessions')).toBe(0)
  })

  it('is made once: for an address that got an account meanwhile, nothing changes', async () => {
    const { arrived } = await arrive(CY)
    expect((await makeInvitedAccount(edge, arrived, typed, browser)).ok).toBe(true)
    const before = await made()
    const second = await makeInvitedAccount(
      edge,
      arrived,
      { ...typed, password: 'another six herons flew' },
      browser,
    )
    expect(second).toEqual({ ok: false, error: { reason: 'changed-meanwhile' } })
    expect(await made()).toEqual(before)
    expect(await count('sessions')).toBe(1)
  })

  it('costs at most thirty hashes an hour and invitation', async () => {
    const { id, arrived } = await arrive(CY)
    await env.DB.prepare('INSERT INTO recent_counts (what, used, until) VALUES (?1, 30, ?2)')
      .bind(`${id} accounts`, NOW + 60)
      .run()
    expect(await makeInvitedAccount(edge, arrived, typed, browser)).toMatchObject({
      error: { reason: 'too-many-tries' },
    })
    expect(await made()).toEqual([])
  })

  it('can come from a provider that makes accounts, if the workspace accepts it', () => {
    const making = { ...OKTA, provisions: true }
    const waysWith = (providers: Edge['config']['providers'], allowedProviders: readonly string[] | null) => {
      const ways = waysToAccount(
        { ...edge, config: { ...edge.config, providers } },
        { emailKey: CY, allowedProviders },
      )
      return [ways.hasPassword, ways.providers.map(({ id }) => id)]
    }
    expect(waysWith([PASSWORD, making], null)).toEqual([true, [OKTA.id]])
    expect(waysWith([PASSWORD, making], ['password'])).toEqual([true, []])
    expect(waysWith([PASSWORD, making], [OKTA.id])).toEqual([false, [OKTA.id]])
    expect(waysWith([PASSWORD, { ...OKTA, provisions: false }], null)).toEqual([true, []])
    expect(waysWith([{ ...making, emailDomains: ['acme.example'] }], null)).toEqual([false, []])
    expect(waysWith([{ ...making, emailDomains: ['else.example'] }], null)).toEqual([false, [OKTA.id]])
  })

  it('is not made where passwords are disabled, or the workspace takes none', async () => {
    const { arrived } = await arrive(CY)
    const without = { ...edge, config: { ...edge.config, providers: [OKTA] } }
    const refused = { ok: false, error: { reason: 'no-passwords' } }
    expect(await makeInvitedAccount(without, arrived, typed, browser)).toEqual(refused)
    const invited = { ...arrived.invited, allowedProviders: ['okta'] }
    expect(await makeInvitedAccount(edge, { ...arrived, invited }, typed, browser)).toEqual(refused)
    expect(await made()).toEqual([])
  })
})
