// A person changes the address of their own account: asking, the link, and what stays.

import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { mintLink } from '../../../src/crypto/mailed-link.ts'
import { moveAccount } from '../../../src/flows/administration/move-account.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { tellAccount } from '../../../src/flows/notices/notices.ts'
import {
  askForOwnAddress,
  cancelOwnAddress,
  findWaitingAddress,
} from '../../../src/flows/own-account/ask-for-address.ts'
import { changeOwnAddress, readAddressLink } from '../../../src/flows/own-account/change-address.ts'
import { disown, findReported } from '../../../src/flows/own-account/disown.ts'
import { findSession, type Session } from '../../../src/flows/session/session.ts'
import { isOfThisPassword, verifyKnownBrowser } from '../../../src/flows/sign-in/known-browser.ts'
import { findAccountByEmail } from '../../../src/store/accounts.ts'
import { ADDRESS_LINK_SECONDS } from '../../../src/store/address-changes.ts'
import { batch } from '../../../src/store/batch.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { mailingAt } from '../../support/enforcement.ts'
import { metered } from '../../support/metered.ts'
import { signedIn } from '../../support/passkey-rows.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  count,
  enrol,
  NOW,
  OKTA,
  PASSWORD_HASH,
  PROVIDERS,
  rows,
} from '../../support/rows.ts'

const NEW = requireEmail('ada@home.example')
const TAKEN = requireEmail('bo@acme.example')
const OLD = 'ada@acme.example'

let sent: EmailMessageBuilder[]
let edge: Edge
let ada: Session

const edgeFrom = async (now: number): Promise<Edge> => {
  const base = await mailingAt(now, (message) => void sent.push(message))
  return { ...base, config: { ...base.config, providers: PROVIDERS } }
}

beforeEach(async () => {
  sent = []
  edge = await edgeFrom(NOW)
  await addAccount('ada', PASSWORD_HASH)
  await addAccount('bo')
  ada = await signedIn(edge, 'laptop', 'ada')
})

const ask = async (email = NEW, session = ada, at = edge) => {
  const asked = await askForOwnAddress(at, session, email)
  await settleDeferred()
  return asked
}
const mailTo = (address: string) => sent.filter(({ to }) => to === address)
const tokenIn = (address: string) =>
  /address\/(spl_[\w-]+)/.exec(mailTo(address).at(-1)?.text ?? '')?.[1] ?? ''
const read = (token: string, session = ada, at = edge) => readAddressLink(at, session, token)
const addressOf = async (id: string) =>
  (await rows(`SELECT email FROM accounts WHERE id = '${id}'`))[0]?.email
const moveTo = (address: string) =>
  rows(`UPDATE accounts SET email = '${address}', email_key = '${address}' WHERE id = 'ada'`)
const actions = async () =>
  (await rows<{ action: string }>('SELECT action FROM audit ORDER BY id')).map(({ action }) => action)

async function use(session = ada, at = edge) {
  const link = await read(tokenIn(NEW.address), session, at)
  if (!link.ok) return link
  const changed = await changeOwnAddress(at, session, link.value)
  await settleDeferred()
  return changed
}

describe('asking for another address', () => {
  it('mails a link to the new address and a notice to the current one, and changes nothing', async () => {
    expect(await ask()).toEqual({ ok: true, value: null })
    expect(sent.map(({ to }) => to).sort()).toEqual([OLD, NEW.address])
    expect(tokenIn(NEW.address)).not.toBe('')
    expect(mailTo(OLD)[0]?.text).toContain(NEW.address)
    expect(mailTo(OLD)[0]?.text).not.toContain('spl_')
    expect(await addressOf('ada')).toBe(OLD)
    expect(await findWaitingAddress(edge, ada)).toMatchObject({
      email: NEW.address,
      expiresAt: NOW + ADDRESS_LINK_SECONDS,
    })
    expect(await actions()).toEqual(['address.requested'])
  })

  it('tells the new address neither whose account it is, nor from where somebody asked', async () => {
    await ask()
    const [mail] = mailTo(NEW.address)
    const all = JSON.stringify(mail)
    for (const told of [OLD, 'ada"', edge.client.ip]) expect(all).not.toContain(told)
  })

  it('does the same for an address that is taken, whose owner alone is told so, without a link', async () => {
    const [free, taken] = [await ask(), await ask(TAKEN)]
    expect(taken).toEqual(free)
    const [mail] = mailTo(TAKEN.address)
    expect(mail?.text).not.toContain('spl_')
    expect(mail?.text).toContain('/sign-in')
    expect(mail?.text).not.toContain(OLD)
    expect(await rows("SELECT kind FROM notices WHERE account_id = 'bo'")).toEqual([])
  })

  it('ends the earlier link', async () => {
    await ask()
    const first = tokenIn(NEW.address)
    await ask()
    expect(await read(first)).toEqual({ ok: false, error: 'gone' })
    expect(await read(tokenIn(NEW.address))).toMatchObject({ ok: true })
    expect(await count('address_changes')).toBe(1)
  })

  it.each([
    ['their own address', 'own-address', async () => ask(requireEmail('ADA@acme.example'))],
    ['without mail', 'no-mail', async () => ask(NEW, ada, { ...edge, email: null })],
    [
      'with a proof older than ten minutes',
      'overtaken',
      async () => ask(NEW, ada, await edgeFrom(NOW + 601)),
    ],
    [
      'with a session that has ended',
      'overtaken',
      async () => {
        await rows('DELETE FROM sessions')
        return ask()
      },
    ],
  ])('is refused for %s, and writes and mails nothing', async (_, reason, asking) => {
    expect(await asking()).toMatchObject({ ok: false, error: { reason } })
    expect([await count('address_changes'), await count('notices'), await count('audit')]).toEqual([0, 0, 0])
    expect(sent).toEqual([])
  })

  it('of an enrolled account needs a fresh second factor', async () => {
    await enrol('ada')
    expect(await ask()).toMatchObject({ ok: false, error: { reason: 'overtaken' } })
    await rows(`UPDATE sessions SET mfa_time = ${NOW}, mfa_method = 'totp'`)
    expect(await ask()).toMatchObject({ ok: true })
  })

  it('is refused after five mails of an account in an hour', async () => {
    for (let each = 0; each < 5; each++) await ask(requireEmail(`a${each}@home.example`))
    expect(await ask()).toEqual({ ok: false, error: { reason: 'too-many-mails', until: NOW + 3600 } })
    expect(mailTo(NEW.address)).toEqual([])
    expect(await findWaitingAddress(edge, ada)).toMatchObject({ email: 'a4@home.example' })
  })

  it('is refused after three mails to an address in a day, whoever asked', async () => {
    for (let each = 0; each < 3; each++) await ask()
    const bo = await signedIn(edge, 'phone', 'bo')
    expect(await ask(NEW, bo)).toEqual({
      ok: false,
      error: { reason: 'too-many-mails', until: NOW + 86_400 },
    })
    expect(mailTo(NEW.address)).toHaveLength(3)
    expect(await ask(requireEmail('bo@home.example'), bo)).toMatchObject({ ok: true })
  })

  it('keeps no address in the counts', async () => {
    await ask()
    expect(JSON.stringify(await rows('SELECT what FROM recent_counts'))).not.toContain('home.example')
  })
})

describe('a mail that waits', () => {
  const later = async () => {
    const isDown = async () => Promise.reject(new Error('the mail service is down'))
    await ask(NEW, ada, { ...edge, email: { send: isDown } as unknown as SendEmail })
    expect(sent).toEqual([])
    return edgeFrom(NOW + 60)
  }
  const deliver = async (at: Edge) => {
    const { deliverDue } = await import('../../../src/flows/notices/deliver-notices.ts')
    await deliverDue(at, { carrier: 'email', which: 'due' }, 100, () => true)
  }

  it('is not sent once the change was cancelled', async () => {
    const at = await later()
    await cancelOwnAddress(at, ada)
    await deliver(at)
    expect(mailTo(NEW.address)).toEqual([])
  })

  it('to the old address goes there, even after the change', async () => {
    const at = await later()
    await rows(
      `UPDATE accounts SET email = 'thief@home.example', email_key = 'thief@home.example' WHERE id = 'ada'`,
    )
    await deliver(at)
    expect(mailTo(OLD)).toHaveLength(1)
    expect(mailTo('thief@home.example')).toEqual([])
  })
})

describe('cancelling', () => {
  it('ends the link, and is recorded once', async () => {
    await ask()
    await cancelOwnAddress(edge, ada)
    await cancelOwnAddress(edge, ada)
    expect(await read(tokenIn(NEW.address))).toEqual({ ok: false, error: 'gone' })
    expect(await actions()).toEqual(['address.requested', 'address.cancelled'])
  })
})

describe('a link that is read', () => {
  it('changes nothing, however often', async () => {
    await ask()
    const before = JSON.stringify(
      await Promise.all(
        ['accounts', 'address_changes', 'audit', 'sessions'].map((table) => rows(`SELECT * FROM ${table}`)),
      ),
    )
    for (let time = 0; time < 10; time++) expect(await read(tokenIn(NEW.address))).toMatchObject({ ok: true })
    const after = JSON.stringify(
      await Promise.all(
        ['accounts', 'address_changes', 'audit', 'sessions'].map((table) => rows(`SELECT * FROM ${table}`)),
      ),
    )
    expect(after).toBe(before)
  })

  it.each([
    [
      'another account',
      'not-yours',
      async () => read(tokenIn(NEW.address), await signedIn(edge, 'phone', 'bo')),
    ],
    [
      'the next day',
      'gone',
      async () => read(tokenIn(NEW.address), ada, await edgeFrom(NOW + ADDRESS_LINK_SECONDS)),
    ],
    [
      'another purpose',
      'gone',
      async () => read(await mintLink(edge.ring, 'link-forgotten-password', await linkOf())),
    ],
    ['no link', 'gone', async () => read('spl_')],
    [
      'an address that was taken since',
      'taken',
      async () => {
        await rows(`UPDATE accounts SET email_key = '${NEW.key}' WHERE id = 'bo'`)
        return read(tokenIn(NEW.address))
      },
    ],
  ])('by or for %s is refused', async (_, error, reading) => {
    await ask()
    expect(await reading()).toEqual({ ok: false, error })
  })

  const linkOf = async () => ({ id: (await findWaitingAddress(edge, ada))?.id ?? '', sentAt: NOW })
})

describe('a link that is used', () => {
  it('changes the address; id, factors, memberships and identities stay', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'owner')
    await rows(`INSERT INTO identities VALUES ('${OKTA.id}', 'sub', 'ada', '${OLD}', ${NOW})`)
    await enrol('ada')
    await rows(`UPDATE sessions SET mfa_time = ${NOW}, mfa_method = 'totp'`)
    await ask()
    expect(await use()).toMatchObject({ ok: true })
    expect(
      await rows("SELECT id, email, email_key, enrolled_at, address_since FROM accounts WHERE id = 'ada'"),
    ).toEqual([
      {
        id: 'ada',
        email: NEW.address,
        email_key: NEW.key,
        enrolled_at: expect.any(Number),
        address_since: NOW,
      },
    ])
    expect(await rows('SELECT account_id, role, email_key FROM members')).toEqual([
      { account_id: 'ada', role: 'owner', email_key: NEW.key },
    ])
    expect([await count('authenticators'), await count('identities')]).toEqual([1, 1])
    expect(await count('address_changes')).toBe(0)
  })

  it('works once', async () => {
    await ask()
    const token = tokenIn(NEW.address)
    const changed = await use()
    const session = await findSession(edge, changed.ok ? changed.value.cookie : '')
    expect(session).toMatchObject({ email: NEW.address })
    expect(await read(token, session ?? ada)).toEqual({ ok: false, error: 'gone' })
  })

  it('ends other sessions and logins, and gives this session another cookie and another id', async () => {
    await addSession('phone', 'ada')
    await ask()
    const changed = await use()
    expect(await findSession(edge, 'laptop')).toBeNull()
    const [session, ...others] = await rows<{ id: string }>('SELECT id FROM sessions')
    expect(others).toEqual([])
    expect(session?.id).not.toBe(ada.id)
    expect(await findSession(edge, changed.ok ? changed.value.cookie : '')).not.toBeNull()
    expect(await rows("SELECT login_epoch FROM accounts WHERE id = 'ada'")).toEqual([{ login_epoch: 1 }])
  })

  it('ends a link to a new password that was mailed to the old address', async () => {
    await rows(`INSERT INTO password_resets VALUES ('reset', 'ada', ${NOW})`)
    await ask()
    await use()
    expect(await count('password_resets')).toBe(0)
  })

  it('tells the old address and the new one, and the audit of each workspace', async () => {
    for (const id of ['acme', 'globex']) {
      await addWorkspace(id)
      await addMember(id, 'ada', 'member')
    }
    await ask()
    sent = sent.filter(({ to }) => to === NEW.address)
    await use()
    expect(
      sent
        .slice(1)
        .map(({ to }) => to)
        .sort(),
    ).toEqual([OLD, NEW.address])
    for (const { text } of sent.slice(1)) for (const each of [OLD, NEW.address]) expect(text).toContain(each)
    const detail = JSON.stringify({ email: NEW.address, was_email: OLD })
    expect(
      await rows(
        "SELECT scope, actor, action, account_id, detail FROM audit WHERE action LIKE '%changed' ORDER BY scope",
      ),
    ).toEqual([
      { scope: 'acme', actor: OLD, action: 'member.address_changed', account_id: 'ada', detail },
      { scope: 'globex', actor: OLD, action: 'member.address_changed', account_id: 'ada', detail },
      { scope: 'operator', actor: OLD, action: 'address.changed', account_id: 'ada', detail },
    ])
  })

  it('can be reported from the old mailbox, which locks the account', async () => {
    await ask()
    await use()
    const token = /not-me\/(spl_[\w-]+)/.exec(mailTo(OLD).at(-1)?.text ?? '')?.[1] ?? ''
    expect(await disown(edge, token)).toMatchObject({ change: 'address', outcome: 'account_locked' })
    expect(await rows("SELECT email, locked_at FROM accounts WHERE id = 'ada'")).toEqual([
      { email: NEW.address, locked_at: NOW },
    ])
    expect(await count('sessions')).toBe(0)
  })

  it.each([
    [
      'is still reported after a thief changed it twice',
      'account_locked',
      () => moveTo('thief@else.example'),
    ],
    ['locks nothing once the old address is back', 'already_undone', () => moveTo(OLD)],
    [
      'locks nothing once the operator gave another one',
      'already_undone',
      async () => {
        const account = await findAccountByEmail(edge.db, NEW)
        if (!account) throw new Error('no account')
        const email = requireEmail('ada@third.example')
        expect((await moveAccount(edge, account, { email, reason: null, by: 'operator' })).ok).toBe(true)
      },
    ],
  ])('%s', async (_, outcome, happen) => {
    await ask()
    await use()
    const token = /not-me\/(spl_[\w-]+)/.exec(mailTo(OLD).at(-1)?.text ?? '')?.[1] ?? ''
    await happen()
    expect(await disown(edge, token)).toMatchObject({ outcome })
    const lockedAt = outcome === 'account_locked' ? NOW : null
    expect(await rows("SELECT locked_at FROM accounts WHERE id = 'ada'")).toEqual([{ locked_at: lockedAt }])
  })

  it('makes the report of an earlier change lock the account, because a new password would be mailed to a thief', async () => {
    const telling = tellAccount(edge, 'password.changed', 'ada', ALWAYS, { by: 'owner' })
    await batch(edge.db, telling.steps)
    telling.deliver()
    await settleDeferred()
    const token = /not-me\/(spl_[\w-]+)/.exec(mailTo(OLD).at(-1)?.text ?? '')?.[1] ?? ''
    expect(await findReported(edge, token)).toMatchObject({ outcome: 'password_locked' })
    await ask()
    await use()
    expect(await disown(edge, token)).toMatchObject({ outcome: 'account_locked' })
    expect(await rows("SELECT locked_at FROM accounts WHERE id = 'ada'")).toEqual([{ locked_at: NOW }])
  })

  it('stops a recovery, whose mails would go to the new address', async () => {
    await rows(
      `INSERT INTO recoveries (id, account_id, path, asked_by, asked_at, ready_at, expires_at)
       VALUES ('r', 'ada', 'delay', 'ada', ?1, ?2, ?2)`,
      NOW - 60,
      NOW + 86_400,
    )
    await ask()
    await use()
    expect(await rows('SELECT outcome, ended_at FROM recoveries')).toEqual([
      { outcome: 'stopped', ended_at: NOW },
    ])
    expect(await actions()).toContain('recovery.stopped')
  })

  it('leaves this browser known for the new address', async () => {
    await ask()
    const changed = await use()
    const known = changed.ok ? await verifyKnownBrowser(edge, NEW, changed.value.known) : null
    expect(known && (await isOfThisPassword(edge, known, { email: NEW, passwordHash: PASSWORD_HASH }))).toBe(
      true,
    )
  })

  it.each([
    ['a proof older than ten minutes', 'overtaken', async () => edgeFrom(NOW + 601)],
    [
      'an address that was taken meanwhile',
      'taken',
      async () => {
        await rows(`UPDATE accounts SET email_key = '${NEW.key}' WHERE id = 'bo'`)
        return edge
      },
    ],
    [
      'a change that was cancelled meanwhile',
      'gone',
      async () => {
        await rows('DELETE FROM address_changes')
        return edge
      },
    ],
    [
      'a session that was renewed meanwhile',
      'overtaken',
      async () => {
        await rows("UPDATE sessions SET token_digest = 'another'")
        return edge
      },
    ],
  ])('with %s changes nothing', async (_, reason, prepare) => {
    await ask()
    const link = await read(tokenIn(NEW.address))
    const at = await prepare()
    const before = [
      await rows('SELECT * FROM accounts'),
      await rows('SELECT id FROM sessions'),
      await count('audit'),
    ]
    expect(link.ok && (await changeOwnAddress(at, ada, link.value))).toEqual({ ok: false, error: { reason } })
    expect([
      await rows('SELECT * FROM accounts'),
      await rows('SELECT id FROM sessions'),
      await count('audit'),
    ]).toEqual(before)
  })
})

describe('what it asks of D1, beside the session', () => {
  it('is one round trip each for asking, reading the link and using it', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    const { db, meter } = metered(edge.db)
    const counted = { ...edge, db }
    /** Counts before the mails are sent, which begins only with the next answer of D1. */
    const counting = async <T>(act: () => Promise<T>) => {
      await settleDeferred()
      Object.assign(meter, { roundTrips: 0, rowsWritten: 0 })
      const value = await act()
      return { value, cost: [meter.roundTrips, meter.rowsWritten] }
    }
    expect((await counting(() => askForOwnAddress(counted, ada, NEW))).cost).toEqual([1, 16])
    await settleDeferred()
    const { value: link, cost } = await counting(() => read(tokenIn(NEW.address), ada, counted))
    expect(cost).toEqual([1, 0])
    if (!link.ok) throw new Error('the link does not work')
    expect((await counting(() => changeOwnAddress(counted, ada, link.value))).cost).toEqual([1, 22])
  })
})
