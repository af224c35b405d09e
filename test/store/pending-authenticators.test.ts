import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { confirmAuthenticator, selectAuthenticatorOf } from '../../src/store/authenticators.ts'
import { findFirst } from '../../src/store/batch.ts'
import { ALWAYS } from '../../src/store/condition.ts'
import {
  dropPendingAuthenticator,
  offerAuthenticator,
  selectPendingAuthenticator,
} from '../../src/store/pending-authenticators.ts'
import { saveAllowedProviders } from '../../src/store/workspaces.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  changes,
  count,
  digestOf,
  enrol,
  NOW,
  rows,
  sealedOf,
} from '../support/rows.ts'

const db = env.DB
const CONFIGURED = ['password', 'okta', 'entra']
const enrolledAt = async (id: string) =>
  (await rows<{ enrolled_at: number | null }>('SELECT enrolled_at FROM accounts WHERE id = ?', id))[0]
    ?.enrolled_at

beforeEach(async () => {
  await addAccount('ada')
})

describe('an offered authenticator', () => {
  const LAPTOP = { id: 'laptop', token: digestOf('laptop') }
  const offer = (id: string, now: number, to = LAPTOP) =>
    changes(
      offerAuthenticator(db, to, { id, sealedSecret: sealedOf(id), configured: CONFIGURED }, now, now - 3600),
    )
  const pendingAt = async (now: number, to = LAPTOP) =>
    (await findFirst(db, selectPendingAuthenticator(db, to, now - 3600)))?.id ?? null

  beforeEach(() => addSession('laptop', 'ada'))

  it('belongs to one cookie: a later cookie gets another, and the earlier secret confirms nothing', async () => {
    const NEXT = { id: 'laptop', token: digestOf('laptop, signed in anew') }
    await offer('seen', NOW)
    await db.prepare('UPDATE sessions SET token_digest = ?2 WHERE id = ?1').bind(NEXT.id, NEXT.token).run()
    const pending = { sessionId: 'laptop', id: 'seen', accountId: 'ada', replacing: null, isEnrolled: false }
    expect(
      await changes(confirmAuthenticator(db, pending, { step: 60_000_000, configured: CONFIGURED }, NOW)),
    ).toBe(false)
    expect(await pendingAt(NOW, NEXT)).toBeNull()
    await offer('unseen', NOW, NEXT)
    expect([await pendingAt(NOW, NEXT), await pendingAt(NOW)]).toEqual(['unseen', null])
  })

  it('stays the same for an hour, however often the page is loaded, and then changes', async () => {
    await offer('first', NOW)
    await offer('second', NOW + 3600)
    expect(await pendingAt(NOW + 3600)).toBe('first')
    await offer('third', NOW + 3601)
    expect(await pendingAt(NOW + 3601)).toBe('third')
  })

  it('older than an hour is gone', async () => {
    await offer('first', NOW)
    expect(await pendingAt(NOW + 3601)).toBeNull()
  })

  it('enrols nobody', async () => {
    await offer('first', NOW)
    expect(await enrolledAt('ada')).toBeNull()
    expect(await findFirst(db, selectAuthenticatorOf(db, { accountId: 'ada' }))).toBeNull()
  })

  it('is dropped only when it has become the account’s', async () => {
    await offer('first', NOW)
    await dropPendingAuthenticator(db, 'laptop', { sql: '? = ?', values: [1, 2] }).run()
    expect(await pendingAt(NOW)).toBe('first')
    await dropPendingAuthenticator(db, 'laptop', ALWAYS).run()
    expect(await pendingAt(NOW)).toBeNull()
  })

  it('is made only in a valid session with its current cookie', async () => {
    expect(await offer('other', NOW, { id: 'laptop', token: digestOf('another cookie') })).toBe(false)
    expect(await offer('gone', NOW, { id: 'phone', token: digestOf('phone') })).toBe(false)
    expect(await count('pending_authenticators')).toBe(0)
  })

  it('needs a sign-in method that the workspaces accept, unless it replaces an app', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    await saveAllowedProviders(db, 'acme', ['okta']).run()
    expect(await offer('first', NOW)).toBe(false)
    await enrol('ada')
    expect(await offer('another', NOW)).toBe(true)
  })

  it('ends with its session', async () => {
    await offer('first', NOW)
    await db.prepare("DELETE FROM sessions WHERE id = 'laptop'").run()
    expect(await count('pending_authenticators')).toBe(0)
  })
})
