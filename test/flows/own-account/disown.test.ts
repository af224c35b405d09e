// “This wasn’t me”: what each kind of report does, that it acts once, and what it never touches.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import type { AccountEvent, NoticeDetail } from '../../../src/core/notice.ts'
import { mintLink } from '../../../src/crypto/mailed-link.ts'
import { hashPassword, verifyPassword } from '../../../src/crypto/password.ts'
import { unlockAccountOf } from '../../../src/flows/administration/unlock.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { findInvited } from '../../../src/flows/invitations/accept.ts'
import { resendInvitation } from '../../../src/flows/invitations/invite.ts'
import { tellAccount } from '../../../src/flows/notices/notices.ts'
import { disown, findReported } from '../../../src/flows/own-account/disown.ts'
import { recoverAsOperator } from '../../../src/flows/recovery/ask-as-operator.ts'
import { askForNewPassword, chooseNewPassword } from '../../../src/flows/sign-in/forgotten-password.ts'
import { signInWithPassword } from '../../../src/flows/sign-in/sign-in.ts'
import { lockAccount } from '../../../src/store/account-locks.ts'
import { batch } from '../../../src/store/batch.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { linkIdentity, linkIdentityByEmail } from '../../../src/store/identities.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { mailingAt } from '../../support/enforcement.ts'
import { inviter, inviteTo, tokenOf } from '../../support/invitations.ts'
import { metered } from '../../support/metered.ts'
import { accountOf } from '../../support/recovering.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  changes,
  count,
  enrol,
  NOW,
  rows,
} from '../../support/rows.ts'

const ADA = 'ada@acme.example'
const PASSWORD = 'correct horse battery staple'
const DAY = 86_400

let sent: EmailMessageBuilder[]
let edge: Edge
beforeEach(async () => {
  sent = []
  edge = await mailingAt(NOW, (message) => void sent.push(message))
  await addAccount('ada', await hashPassword(edge.ring, PASSWORD))
  await addSession('thief', 'ada')
})

/** Tells of a change, and returns the link in its mail. */
async function told(kind: AccountEvent, detail: NoticeDetail & { about?: string } = {}): Promise<string> {
  // Mails of earlier steps come first. Otherwise one of them could be the last.
  await settleDeferred()
  const telling = tellAccount(edge, kind, 'ada', ALWAYS, detail)
  await batch(edge.db, telling.steps)
  telling.deliver()
  await settleDeferred()
  return /(?<=\/not-me\/)spl_[\w-]+/.exec(sent.at(-1)?.text ?? '')?.[0] ?? ''
}

const at = (now: number): Edge => ({ ...edge, now, clock: () => now })
const addKey = (id: string, rpId = 'auth.localhost') =>
  env.DB.prepare(
    `INSERT INTO passkeys (id, account_id, credential_id, public_key, rp_id, name, sign_count, is_backup_eligible,
       is_backed_up, transports, created_at) VALUES (?1, 'ada', ?1, 'k', ?3, ?1, 0, 0, 0, '[]', ?2)`,
  )
    .bind(id, NOW, rpId)
    .run()
const idsOf = async (table: string) =>
  (await rows<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id)
const lockedAt = async () =>
  (await rows<{ at: number | null }>("SELECT locked_at AS at FROM accounts WHERE id = 'ada'"))[0]?.at
const has = async (password: string) =>
  verifyPassword(
    edge.ring,
    password,
    (await rows<{ hash: string }>('SELECT password_hash AS hash FROM accounts'))[0]?.hash ?? null,
  )
const entries = () => rows("SELECT account_id, detail FROM audit WHERE action = 'account.disowned'")

describe('opening the link', () => {
  it('shows the change and what a report would do, and changes nothing however often', async () => {
    await enrol('ada')
    const token = await told('second_factor.added', { about: 'app of ada' })
    for (let time = 0; time < 10; time++) {
      expect(await findReported(edge, token)).toMatchObject({
        notice: { kind: 'second_factor.added', account: { email: ADA } },
        outcome: 'account_locked',
        isReported: false,
      })
    }
    expect([await count('sessions'), await lockedAt(), await entries()]).toEqual([1, null, []])
  })

  it('works for ten days and not a second more', async () => {
    const token = await told('password.changed')
    expect(await findReported(at(NOW + 10 * DAY - 1), token)).not.toBeNull()
    expect(await findReported(at(NOW + 10 * DAY), token)).toBeNull()
    expect(await disown(at(NOW + 10 * DAY), token)).toBeNull()
    expect([await has(PASSWORD), await count('sessions')]).toEqual([true, 1])
  })

  it.each([[''], ['spl_nothing']])('that nobody made finds nothing: %j', async (token) => {
    expect(await findReported(edge, token)).toBeNull()
    expect(await disown(edge, token)).toBeNull()
  })

  it('finds nothing by a link for another purpose, or of a notice that cannot be reported', async () => {
    await told('recovery_code.used')
    const [notice] = await rows<{ id: string }>('SELECT id FROM notices')
    const link = { id: notice?.id ?? '', sentAt: NOW }
    expect(await disown(edge, await mintLink(edge.ring, 'link-not-me', link))).toBeNull()
    const token = await told('password.changed')
    expect(await chooseNewPassword(edge, token, 'nine blue herons at dawn')).toMatchObject({ ok: false })
    expect(await disown(edge, token.replace(/^spl_./, 'spl_X'))).toBeNull()
    expect(await has(PASSWORD)).toBe(true)
  })

  it('finds nothing once the account is gone', async () => {
    const token = await told('password.changed')
    await env.DB.prepare("DELETE FROM accounts WHERE id = 'ada'").run()
    expect(await disown(edge, token)).toBeNull()
    expect(await entries()).toEqual([])
  })
})

describe('a report of an added factor', () => {
  it('takes away the passkey of the notice, and no other factor', async () => {
    await enrol('ada')
    for (const id of ['earlier', 'reported', 'later']) await addKey(id)
    const token = await told('passkey.added', { about: 'reported', passkey: 'reported' })
    expect(await disown(edge, token)).toMatchObject({ outcome: 'factor_removed' })
    expect([await idsOf('passkeys'), await count('authenticators')]).toEqual([['earlier', 'later'], 1])
    expect([await lockedAt(), await count('sessions')]).toEqual([null, 0])
  })

  it('is possible for each of five passkeys that were added with one name', async () => {
    await enrol('ada')
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await addKey(id)
      await told('passkey.added', { about: id, passkey: 'Key' })
    }
    for (const { id } of await rows<{ id: string }>("SELECT id FROM notices WHERE kind = 'passkey.added'"))
      await disown(edge, await mintLink(edge.ring, 'link-not-me', { id, sentAt: NOW }))
    expect([await idsOf('passkeys'), await lockedAt()]).toEqual([[], null])
  })

  it.each([
    ['takes away recovery codes that were made since', NOW, []],
    ['takes away recovery codes that were made shortly before, with the same proof', NOW - 599, []],
    ['leaves earlier recovery codes', NOW - 601, [{ set_id: 'set' }]],
  ])('%s', async (_, madeAt, left) => {
    await enrol('ada')
    await addKey('reported')
    await env.DB.batch([
      env.DB.prepare("INSERT INTO recovery_codes (account_id, digest, set_id) VALUES ('ada', 'code', 'set')"),
      env.DB.prepare("UPDATE accounts SET recovery_set_id = 'set' WHERE id = 'ada'"),
    ])
    await batch(edge.db, tellAccount(at(madeAt), 'recovery_codes.regenerated', 'ada', ALWAYS).steps)
    const token = await told('passkey.added', { about: 'reported', passkey: 'reported' })
    expect(await disown(edge, token)).toMatchObject({ outcome: 'factor_removed' })
    expect(await rows('SELECT set_id FROM recovery_codes')).toEqual(left)
    const notices = await rows("SELECT kind FROM notices WHERE kind = 'recovery_codes.removed'")
    expect(notices).toHaveLength(1 - left.length)
  })

  it('takes away the app if a passkey stays', async () => {
    await enrol('ada')
    await addKey('own')
    expect(await disown(edge, await told('second_factor.replaced', { about: 'app of ada' }))).toMatchObject({
      outcome: 'factor_removed',
    })
    expect([await count('authenticators'), await idsOf('passkeys'), await lockedAt()]).toEqual([
      0,
      ['own'],
      null,
    ])
  })

  it.each([
    ['second_factor.added', 'app of ada'],
    ['second_factor.replaced', 'app of ada'],
  ] as const)('locks the account if it is the only one: %s', async (kind, about) => {
    await enrol('ada')
    expect(await disown(edge, await told(kind, { about }))).toMatchObject({ outcome: 'account_locked' })
    expect([await lockedAt(), await count('authenticators'), await count('sessions')]).toEqual([NOW, 1, 0])
  })

  it('locks the account if only a passkey of an earlier portal’s host stays', async () => {
    await enrol('ada')
    await addKey('old', 'earlier.example')
    const token = await told('second_factor.replaced', { about: 'app of ada' })
    expect(await findReported(edge, token)).toMatchObject({ outcome: 'account_locked' })
    expect(await disown(edge, token)).toMatchObject({ outcome: 'account_locked' })
    expect([await lockedAt(), await count('authenticators'), await count('sessions')]).toEqual([NOW, 1, 0])
  })

  it('never touches an app that replaced it, nor locks for it', async () => {
    await enrol('ada')
    const token = await told('second_factor.replaced', { about: 'an earlier app' })
    expect(await disown(edge, token)).toMatchObject({ outcome: 'already_undone' })
    expect([await lockedAt(), await count('authenticators'), await count('sessions')]).toEqual([null, 1, 0])
  })

  it('leaves one factor, if two are reported at once', async () => {
    for (const id of ['one', 'two']) await addKey(id)
    const tokens = [
      await told('passkey.added', { about: 'one', passkey: 'one' }),
      await told('passkey.added', { about: 'two', passkey: 'two' }),
    ]
    const outcomes = (await Promise.all(tokens.map((token) => disown(edge, token)))).map(
      (each) => each?.outcome,
    )
    expect(outcomes.sort()).toEqual(['account_locked', 'factor_removed'])
    expect([await count('passkeys'), await lockedAt()]).toEqual([1, NOW])
  })
})

describe('a report of a removed factor', () => {
  it.each(['second_factor.removed', 'authenticator.removed', 'passkey.removed'] as const)(
    'locks the account: %s',
    async (kind) => {
      await addKey('thief’s')
      expect(await disown(edge, await told(kind))).toMatchObject({ outcome: 'account_locked' })
      expect([await lockedAt(), await count('sessions')]).toEqual([NOW, 0])
      const signedIn = await signInWithPassword(
        edge,
        { email: ADA, password: PASSWORD },
        { previous: null, known: null, language: 'en' },
      )
      expect(signedIn).toMatchObject({ value: { next: 'second-factor' } })
      expect(await count('sessions')).toBe(0)
    },
  )
})

describe('a report of a changed password', () => {
  it('locks the password, and a mailed link sets the next one', async () => {
    expect(await disown(edge, await told('password.changed'))).toMatchObject({ outcome: 'password_locked' })
    expect([await has(PASSWORD), await lockedAt(), await count('sessions')]).toEqual([false, null, 0])
    await askForNewPassword(edge, ADA)
    await settleDeferred()
    const link = /(?<=\/forgotten-password\/)spl_[\w-]+/.exec(sent.at(-1)?.text ?? '')?.[0] ?? ''
    expect(await chooseNewPassword(edge, link, 'nine blue herons at dawn')).toMatchObject({ ok: true })
    expect(await has('nine blue herons at dawn')).toBe(true)
  })

  it('ends a link to choose a password that was mailed before', async () => {
    await askForNewPassword(edge, ADA)
    await settleDeferred()
    await disown(edge, await told('password.changed'))
    expect(await count('password_resets')).toBe(0)
  })

  it('leaves a later password alone', async () => {
    const token = await told('password.changed')
    edge = at(NOW + 60)
    await told('password.changed')
    expect(await disown(edge, token)).toMatchObject({ outcome: 'already_undone' })
    expect([await has(PASSWORD), await count('sessions')]).toEqual([true, 0])
  })
})

describe('a report of a linked identity', () => {
  const identity = { provider: 'okta', subject: 'thief' }

  it('unlinks it for good, and no other', async () => {
    await linkIdentity(env.DB, { ...identity, email: ADA }, 'ada', NOW).run()
    await linkIdentity(env.DB, { provider: 'okta', subject: 'own', email: ADA }, 'ada', NOW).run()
    const token = await told('identity.linked', { by: 'owner', provider: 'okta', about: 'thief' })
    expect(await disown(edge, token)).toMatchObject({ outcome: 'identity_unlinked' })
    expect(await rows('SELECT subject FROM identities')).toEqual([{ subject: 'own' }])
    await env.DB.prepare('DELETE FROM identities').run()
    expect(await changes(linkIdentityByEmail(env.DB, identity, requireEmail(ADA), NOW))).toBe(false)
  })

  it('touches nobody else’s', async () => {
    await addAccount('bela')
    await linkIdentity(env.DB, { ...identity, email: null }, 'bela', NOW).run()
    const token = await told('identity.linked', { by: 'owner', provider: 'okta', about: 'thief' })
    expect(await disown(edge, token)).toMatchObject({ outcome: 'already_undone' })
    expect(await rows('SELECT account_id FROM identities')).toEqual([{ account_id: 'bela' }])
  })
})

describe('a report while a recovery is open', () => {
  const ask = async () =>
    recoverAsOperator(edge, await accountOf(edge, 'ada'), { by: 'operator', reason: 'lost' })
  const outcomes = async () => (await rows('SELECT outcome FROM recoveries')).map(({ outcome }) => outcome)

  it.each([
    ['locks the account', 'passkey.removed', {}, 'account_locked'],
    ['locks the password', 'password.changed', {}, 'password_locked'],
    ['comes too late', 'passkey.added', { about: 'gone' }, 'already_undone'],
  ] as const)('that %s stops the recovery, so that its link opens nothing', async (_, kind, detail, as) => {
    await enrol('ada')
    const token = await told(kind, detail)
    await ask()
    expect(await disown(edge, token)).toMatchObject({ outcome: as })
    expect(await outcomes()).toEqual(['stopped'])
    expect(
      await rows("SELECT actor, detail ->> 'how' AS how FROM audit WHERE action = 'recovery.stopped'"),
    ).toEqual([{ actor: ADA, how: 'report' }])
    expect(await count("notices WHERE kind = 'recovery.stopped'")).toBe(1)
  })

  it('that was asked for since the lock lets it go on, so that several mails can be reported', async () => {
    await enrol('ada')
    const [first, second] = [await told('passkey.removed'), await told('authenticator.removed')]
    await disown(edge, first)
    await ask()
    await disown(edge, second)
    expect(await outcomes()).toEqual([null])
  })
})

describe('a lock', () => {
  it('keeps the notices of changed addresses, so that the delay stays closed', async () => {
    const addresses = { old: ADA, new: 'thief@evil.example' }
    await told('address.changed', { by: 'owner', addresses })
    await rows('UPDATE notices SET seen_at = 1, expires_at = ?', NOW + 90 * DAY)
    await disown(edge, await told('passkey.removed'))
    expect(
      await rows(
        "SELECT expires_at > ? AS kept FROM notices WHERE kind = 'address.changed'",
        NOW + 3000 * DAY,
      ),
    ).toEqual([{ kept: 1 }])
  })

  it('ends recovery codes that were made since the reported change', async () => {
    const token = await told('passkey.removed')
    await rows("INSERT INTO recovery_codes (account_id, digest, set_id) VALUES ('ada', 'code', 'set')")
    await rows("UPDATE accounts SET recovery_set_id = 'set' WHERE id = 'ada'")
    await told('recovery_codes.regenerated')
    expect(await disown(edge, token)).toMatchObject({ outcome: 'account_locked' })
    expect(await count('recovery_codes')).toBe(0)
    expect(await count("notices WHERE kind = 'recovery_codes.removed'")).toBe(1)
  })
})

describe('a report of the account of an admin', () => {
  const opened = (linkedAt: number | null, path = 'admins') =>
    rows(
      `INSERT INTO recoveries (id, account_id, path, asked_by, asked_at, linked_at, expires_at, ready_at)
       VALUES ('r', 'pat', ?1, 'pat', 1, ?2, ?3, iif(?1 = 'delay', 5, NULL))`,
      path,
      linkedAt,
      NOW + DAY,
    )
  const approvers = async () =>
    (await rows<{ id: string }>('SELECT approver_id AS id FROM recovery_approvals')).map(({ id }) => id)
  beforeEach(async () => {
    for (const id of ['pat', 'amy']) await addAccount(id)
    await addWorkspace('acme')
    for (const id of ['ada', 'amy']) await addMember('acme', id, 'admin')
    await enrol('ada')
  })
  const approve = () =>
    rows(
      `INSERT INTO recovery_approvals (recovery_id, workspace_id, approver_id, reason, approved_at)
       VALUES ('r', 'acme', 'ada', 'x', 1), ('r', 'acme', 'amy', 'x', 1)`,
    )

  it.each([
    ['passkey.removed', 'account_locked'],
    ['password.changed', 'password_locked'],
  ] as const)(
    '(%s) withdraws their agreements, so that they count no more after the unlock',
    async (kind, as) => {
      await opened(null)
      await approve()
      expect(await disown(edge, await told(kind))).toMatchObject({ outcome: as })
      expect(await approvers()).toEqual(['amy'])
    },
  )

  it.each([
    ['admins', null, null],
    ['delay', null, 5],
    ['operator', 7, null],
  ])('ends the link that their agreement has mailed, by the path %s', async (path, linkedAt, next) => {
    await opened(7, path)
    await approve()
    await disown(edge, await told('passkey.removed'))
    expect(await rows('SELECT linked_at AS linkedAt, next_step_at AS next FROM recoveries')).toEqual([
      { linkedAt, next },
    ])
  })

  it('keeps what they agreed with before, once that has ended', async () => {
    await opened(7)
    await approve()
    await rows("UPDATE recoveries SET ended_at = 8, outcome = 'recovered'")
    await disown(edge, await told('passkey.removed'))
    expect(await approvers()).toEqual(['ada', 'amy'])
  })

  it('ends their invitations with the lock, also after the unlock, and another admin can send them', async () => {
    const id = await inviteTo(edge, 'thief@evil.example', 'admin', inviter('ada', 'admin'))
    const other = await inviteTo(edge, 'cy@else.example', 'member', inviter('amy', 'admin'))
    await disown(edge, await told('passkey.removed'))
    await unlockAccountOf(edge, await accountOf(edge, 'ada'), { by: 'operator', reason: 'checked' })
    expect((await findInvited(edge, await tokenOf(edge, id, NOW))).ok).toBe(false)
    expect((await findInvited(edge, await tokenOf(edge, other, NOW))).ok).toBe(true)
    expect((await resendInvitation(at(NOW + 60), 'acme', id, inviter('amy', 'admin'))).ok).toBe(true)
    expect((await findInvited(at(NOW + 60), await tokenOf(edge, id, NOW + 60))).ok).toBe(true)
  })
})

describe('a report of an account that has made tokens and invitations', () => {
  const addTokens = (maker: string, name: string, madeAt: number, rotatedAt = madeAt) =>
    rows(
      `INSERT INTO credentials (id, kind, digest, workspace_id, maker_id, name, created_at, expires_at, scope, lifetime_days)
       VALUES (?1, 'service', ?1, 'acme', ?2, ?1, ?3, ?4 + 30 * 86400, '{}', 30),
         ('api ' || ?1, 'api', 'api ' || ?1, 'acme', ?2, ?1, ?3, ?3 + 30 * 86400, NULL, NULL)`,
      name,
      maker,
      madeAt,
      rotatedAt,
    )

  beforeEach(async () => {
    for (const id of ['acme', 'beta', 'calm']) {
      await addWorkspace(id)
      await addMember(id, 'ada', 'admin')
    }
    await addAccount('amy')
    await addMember('acme', 'amy', 'admin')
    await enrol('ada')
    await addKey('reported')
  })
  const report = async (kind: AccountEvent) =>
    (await disown(edge, await told(kind, { about: 'reported', passkey: 'reported' })))?.outcome
  const ended = () =>
    rows(
      `SELECT scope, account_id AS id, detail ->> 'tokens_ended' AS tokens, detail ->> 'invitations_ended' AS invitations
       FROM audit WHERE action = 'account.disowned' AND scope <> 'operator' ORDER BY scope`,
    )

  it.each([
    ['passkey.added', 'factor_removed'],
    ['password.changed', 'password_locked'],
    ['second_factor.replaced', 'already_undone'],
    ['passkey.removed', 'account_locked'],
  ] as const)('(%s) ends what was made since, and the lock all invitations', async (kind, as) => {
    await addTokens('ada', 'earlier', NOW - 1)
    await addTokens('ada', 'since', NOW)
    await addTokens('ada', 'rotated', NOW - DAY, NOW + 5)
    await addTokens('amy', 'other', NOW + 5)
    const earlier = await inviteTo(at(NOW - 1), 'bo@else.example', 'member', inviter('ada', 'admin'))
    const since = await inviteTo(edge, 'thief@evil.example', 'admin', inviter('ada', 'admin'))
    const other = await inviteTo(edge, 'cy@else.example', 'member', inviter('amy', 'admin'))
    expect(await report(kind)).toBe(as)
    expect(await idsOf('credentials')).toEqual([
      'api earlier',
      'api other',
      'api rotated',
      'earlier',
      'other',
    ])
    const isLocked = as === 'account_locked'
    expect(await rows("SELECT id FROM invitations WHERE inviter_id = '' ORDER BY id")).toEqual(
      [since, ...(isLocked ? [earlier] : [])].sort().map((id) => ({ id })),
    )
    expect((await findInvited(edge, await tokenOf(edge, earlier, NOW - 1))).ok).toBe(!isLocked)
    expect((await findInvited(edge, await tokenOf(edge, other, NOW))).ok).toBe(true)
  })

  it('ends the previous value of a token that somebody else rotated since, and leaves theirs', async () => {
    await addTokens('amy', 'other', NOW + 5)
    await rows("UPDATE credentials SET previous_maker_id = 'ada', previous_digest = id, previous_until = 9")
    await report('password.changed')
    expect(await rows('SELECT id FROM credentials WHERE previous_digest IS NOT NULL')).toEqual([])
    expect(await idsOf('credentials')).toEqual(['api other', 'other'])
  })

  it('tells the admins of each workspace how many ended there, once, and nobody else', async () => {
    await addTokens('ada', 'since', NOW)
    await addTokens('ada', 'earlier', NOW - 1)
    await rows("UPDATE credentials SET workspace_id = 'beta' WHERE id = 'since'")
    await inviteTo(edge, 'thief@evil.example', 'admin', inviter('ada', 'admin'))
    await inviteTo(edge, 'cy@else.example', 'member', inviter('amy', 'admin'))
    const tokens = [await told('password.changed'), await told('passkey.added', { about: 'gone' })]
    for (const token of [...tokens, ...tokens]) await disown(edge, token)
    expect(await ended()).toEqual([
      { scope: 'acme', id: 'ada', tokens: 1, invitations: 1 },
      { scope: 'beta', id: 'ada', tokens: 1, invitations: 0 },
    ])
  })

  it('reads no more in a large platform', async () => {
    const counted = metered(env.DB)
    const read = async () => {
      const before = counted.meter.rowsRead
      await disown({ ...edge, db: counted.db }, await told('password.changed'))
      return counted.meter.rowsRead - before
    }
    await read()
    const few = await read()
    for (let each = 0; each < 50; each++) {
      await addTokens('amy', `amy ${each}`, NOW)
      await inviteTo(edge, `p${each}@else.example`, 'member', inviter('amy', 'admin'))
    }
    expect(await read()).toBeLessThanOrEqual(few + 2)
  })
})

describe('every report', () => {
  it('acts once, of ten at once', async () => {
    const token = await told('second_factor.removed')
    await Promise.all(Array.from({ length: 10 }, () => disown(edge, token)))
    expect(await entries()).toEqual([
      { account_id: 'ada', detail: '{"reported":"second_factor.removed","outcome":"account_locked"}' },
    ])
    expect(await rows("SELECT 1 FROM notices WHERE kind = 'account.disowned'")).toHaveLength(1)
  })

  it('is not repeated after the operator’s unlock', async () => {
    const token = await told('second_factor.removed')
    await disown(edge, token)
    await env.DB.prepare('UPDATE accounts SET locked_at = NULL').run()
    await addSession('own', 'ada')
    expect(await disown(edge, token)).toMatchObject({ outcome: 'account_locked', isReported: true })
    expect([await lockedAt(), await count('sessions')]).toEqual([null, 1])
  })

  it('never ends a lock', async () => {
    await lockAccount(env.DB, 'ada', NOW - 60, ALWAYS).run()
    await enrol('ada')
    await addKey('thief’s')
    for (const [kind, detail] of [
      ['passkey.added', { about: 'thief’s', passkey: 'x' }],
      ['password.changed', {}],
      ['second_factor.removed', {}],
    ] as const)
      await disown(edge, await told(kind, detail))
    expect(await lockedAt()).toBe(NOW - 60)
  })

  it('tells the account, without a link to report that', async () => {
    await disown(edge, await told('second_factor.removed'))
    await settleDeferred()
    expect(sent).toHaveLength(2)
    expect(sent[1]?.text).not.toContain('/not-me/')
  })

  it('tries again if the account changes meanwhile', async () => {
    await enrol('ada')
    await addKey('thief’s')
    const token = await told('passkey.added', { about: 'thief’s', passkey: 'x' })
    const db = new Proxy(env.DB, {
      get: (target, key) => {
        if (key !== 'batch') return Reflect.get(target, key).bind(target)
        return async (statements: D1PreparedStatement[]) => {
          if (statements.length > 3) await env.DB.prepare('DELETE FROM authenticators').run()
          return target.batch(statements)
        }
      },
    })
    expect(await disown({ ...edge, db }, token)).toMatchObject({ outcome: 'account_locked' })
    expect([await count('passkeys'), await lockedAt()]).toEqual([1, NOW])
  })
})
