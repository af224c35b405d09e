// Another sign-in method, from the provider's answer to the person's confirmation: who gets it, once, and
// when nobody does.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { PASSWORD, type TicketProvider } from '../../../src/core/provider.ts'
import { digest } from '../../../src/crypto/digest.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { linkByOperator, unlinkByOperator } from '../../../src/flows/own-account/link-identity.ts'
import { confirmLink, openPendingLink } from '../../../src/flows/own-account/pending-link.ts'
import { findSession, type Session } from '../../../src/flows/session/session.ts'
import { holdLink, type PendingLink } from '../../../src/flows/sign-in/hold-link.ts'
import { findAccountByEmail } from '../../../src/store/accounts.ts'
import { saveAllowedProviders } from '../../../src/store/workspaces.ts'
import { edgeAt } from '../../support/edge-at.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  count,
  enrol,
  NOW,
  rows,
} from '../../support/rows.ts'

const TICKETS: TicketProvider = {
  ...{ id: 'okta', kind: 'ticket', label: 'Okta', issuer: 'okta', contact: null },
  ...{ loginUrl: 'https://okta.example/login', jwksUri: 'https://okta.example/keys' },
  ...{ trustsEmail: false, assumesEmailVerified: false, provisions: false, emailDomains: null },
  ...{ trustedAmr: [], trustedAcr: [], reportsAuthTime: true },
}
const ARRIVAL = {
  ...{ subject: 'x1', email: 'ada@home.example', isEmailVerified: false, name: 'Ada', amr: [], acr: null },
  authTime: NOW,
}
const IDENTITY = { provider: 'okta', subject: 'x1' }

let edge: Edge
let laptop: Session

const at = (now: number): Edge => ({ ...edge, now })

beforeEach(async () => {
  const plain = await edgeAt(NOW)
  edge = { ...plain, config: { ...plain.config, providers: [PASSWORD, TICKETS] } }
  for (const id of ['ada', 'bela']) await addAccount(id)
  laptop = await openSession('laptop', 'ada')
})

async function openSession(cookie: string, account: string): Promise<Session> {
  await addSession(cookie, account)
  await setCookieOf(cookie, cookie)
  const session = await findSession(edge, cookie)
  if (!session) throw new Error(`no session ${cookie}`)
  return session
}

async function setCookieOf(sessionId: string, cookie: string): Promise<void> {
  const token = await digest(edge.ring, 'session', cookie)
  await env.DB.prepare('UPDATE sessions SET token_digest = ?2 WHERE id = ?1').bind(sessionId, token).run()
}

const hold = (sessionCookie: string | null = null, arrival = ARRIVAL) =>
  holdLink(edge, TICKETS, arrival, { begunIn: laptop.token, sessionCookie })

async function held(): Promise<{ cookie: string; pending: PendingLink }> {
  const result = await hold()
  const cookie = result.ok ? result.value : null
  const pending = cookie && (await openPendingLink(edge, laptop, cookie))
  if (!cookie || !pending) throw new Error('no pending link was stored')
  return { cookie, pending }
}

const owners = () => rows('SELECT account_id FROM identities')

async function accountOf(id: string) {
  const account = await findAccountByEmail(env.DB, requireEmail(`${id}@acme.example`))
  if (!account) throw new Error(`no account ${id}`)
  return account
}

describe('an identity that a provider returned', () => {
  it('belongs to nobody and announces nothing until it is confirmed', async () => {
    const { pending } = await held()
    expect(pending).toMatchObject({ ...IDENTITY, email: 'ada@home.example', name: 'Ada' })
    expect([await count('identities'), await count('notices')]).toEqual([0, 0])
    expect(await confirmLink(edge, laptop, pending)).toEqual({ ok: true, value: null })
    expect(await owners()).toEqual([{ account_id: 'ada' }])
    expect(await count('notices')).toBe(1)
  })

  it('is opened only by the session that asked, not by others of the account', async () => {
    const { cookie } = await held()
    const others = [await openSession('phone', 'ada'), await openSession('bela', 'bela')]
    for (const other of others) expect(await openPendingLink(edge, other, cookie)).toBeNull()
    await setCookieOf('laptop', 'laptop, signed in again')
    const renewed = await findSession(edge, 'laptop, signed in again')
    expect(renewed && (await openPendingLink(edge, renewed, cookie))).toBeNull()
    expect(await openPendingLink(edge, laptop, `${cookie.slice(0, -4)}AAAA`)).toBeNull()
  })

  it('can be confirmed for ten minutes', async () => {
    const { cookie } = await held()
    expect(await openPendingLink(at(NOW + 599), laptop, cookie)).not.toBeNull()
    expect(await openPendingLink(at(NOW + 600), laptop, cookie)).toBeNull()
  })

  it('is shown by its subject if its name and address are missing or unreadable', async () => {
    const arrival = { ...ARRIVAL, email: 'no address', name: '\u202eada' }
    const result = await hold(null, arrival)
    const pending = result.ok && result.value && (await openPendingLink(edge, laptop, result.value))
    expect(pending).toMatchObject({ subject: 'x1', email: null, name: null })
  })

  it.each([
    ['no session, from a login service', null, true],
    ['the session itself', 'laptop', true],
    ['another session of the account', 'phone', false],
    ['another account’s', 'bela', false],
    ['an ended session', 'gone', false],
  ])('is held if the browser has the session that began it: %s', async (_, cookie, isHeld) => {
    await openSession('phone', 'ada')
    await openSession('bela', 'bela')
    expect((await hold(cookie)).ok).toBe(isHeld)
  })

  it('is refused at once if it belongs to another account, or to this one already', async () => {
    await linkByOperator(edge, await accountOf('ada'), IDENTITY, 'operator')
    expect(await hold()).toEqual({ ok: true, value: null })
    await unlinkByOperator(edge, await accountOf('ada'), IDENTITY, 'operator')
    await linkByOperator(edge, await accountOf('bela'), IDENTITY, 'operator')
    expect(await hold()).toEqual({ ok: false, error: 'already-linked' })
  })
})

describe('confirming a link', () => {
  it('works once: two clicks both succeed, and after an unlink the old page links nothing', async () => {
    const { pending } = await held()
    const clicks = await Promise.all([confirmLink(edge, laptop, pending), confirmLink(edge, laptop, pending)])
    expect(clicks.map(({ ok }) => ok)).toEqual([true, true])
    expect(await count('notices')).toBe(1)
    await unlinkByOperator(edge, await accountOf('ada'), IDENTITY, 'operator')
    expect(await confirmLink(edge, laptop, pending)).toEqual({ ok: false, error: { reason: 'link-ended' } })
    expect(await owners()).toEqual([])
  })

  const MEANWHILE: readonly (readonly [string, () => Promise<unknown>, number])[] = [
    ['the proof is older than ten minutes', async () => {}, NOW + 600],
    ['the account has enrolled elsewhere', () => enrol('ada'), NOW],
    ['the session has ended', () => env.DB.prepare('DELETE FROM sessions').run(), NOW],
    ['the session has another cookie', () => setCookieOf('laptop', 'another'), NOW],
    [
      'a workspace of the account accepts other methods only',
      async () => {
        await addWorkspace('acme')
        await addMember('acme', 'ada', 'member')
        await saveAllowedProviders(env.DB, 'acme', ['okta']).run()
      },
      NOW,
    ],
  ]

  it.each(MEANWHILE)('links nothing if meanwhile %s', async (_, change, now) => {
    const { pending } = await held()
    await change()
    const confirmed = await confirmLink(at(now), laptop, { ...pending, arrivedAt: now })
    expect(confirmed).toEqual({ ok: false, error: { reason: 'link-ended' } })
    expect([await owners(), await count('notices')]).toEqual([[], 0])
  })

  it('links nothing that now belongs to another account', async () => {
    const { pending } = await held()
    await linkByOperator(edge, await accountOf('bela'), IDENTITY, 'operator')
    expect(await confirmLink(edge, laptop, pending)).toEqual({
      ok: false,
      error: { reason: 'already-linked' },
    })
    expect(await owners()).toEqual([{ account_id: 'bela' }])
  })
})
