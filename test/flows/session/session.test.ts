import { beforeEach, describe, expect, it } from 'vitest'
import { digest } from '../../../src/crypto/digest.ts'
import { seal } from '../../../src/crypto/seal.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { endOtherSessions, endOwnSession } from '../../../src/flows/session/end-session.ts'
import { findSession, needsSecondFactor } from '../../../src/flows/session/session.ts'
import { openEnded, signOut } from '../../../src/flows/sign-in/provider-logout.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addSession,
  CHALLENGED_OKTA,
  enrol,
  NOW,
  OKTA,
  PROVIDERS,
  rows,
} from '../../support/rows.ts'

const COOKIE = 'the cookie of the session'

let edge: Edge
beforeEach(async () => {
  const base = await edgeAt(NOW)
  edge = { ...base, config: { ...base.config, providers: PROVIDERS } }
  await addAccount('ada')
  await addAccount('bela')
  await addSession('laptop', 'ada', { provider: 'okta', providerAmr: ['mfa'] })
  await rows('UPDATE sessions SET token_digest = ?', await digest(edge.ring, 'session', COOKIE))
})
const sessionOf = async (on = edge) => {
  const session = await findSession(on, COOKIE)
  if (!session) throw new Error('no session')
  return session
}

describe('a session', () => {
  it('is found by its cookie with its account and proofs, in one round trip', async () => {
    const { db, meter } = metered(edge.db)
    expect(await sessionOf({ ...edge, db, now: NOW + 120 })).toMatchObject({
      ...{ id: 'laptop', accountId: 'ada', email: 'ada@acme.example', isEnrolled: false, language: 'en' },
      proof: { provider: 'okta', secondFactor: { method: 'provider', at: NOW, amr: ['mfa'] } },
    })
    expect(meter.roundTrips).toBe(1)
    expect(await rows('SELECT last_seen_at FROM sessions')).toEqual([{ last_seen_at: NOW + 120 }])
  })

  it.each<[string, (at: Edge) => Edge]>([
    ['has expired', (at) => ({ ...at, now: NOW + 86_400 })],
    ['was idle for too long', (at) => ({ ...at, now: NOW + at.config.sessionIdleSeconds })],
    [
      'came through a removed provider',
      (at) => ({ ...at, config: { ...at.config, providers: PROVIDERS.slice(0, 1) } }),
    ],
  ])('is not found if it %s, and is not updated', async (_, change) => {
    expect(await findSession(change(edge), COOKIE)).toBeNull()
    expect(await findSession(edge, 'another cookie')).toBeNull()
  })

  it('of a person who enrolled elsewhere needs the second factor', async () => {
    expect(needsSecondFactor(await sessionOf())).toBe(false)
    await enrol('ada')
    const untrusted = { ...edge, config: { ...edge.config, providers: [CHALLENGED_OKTA] } }
    expect(needsSecondFactor(await sessionOf(untrusted))).toBe(true)
  })
})

describe('ending sessions', () => {
  const ids = async () =>
    (await rows<{ id: string }>('SELECT id FROM sessions ORDER BY id')).map(({ id }) => id)
  const recorded = async () =>
    (await rows<{ detail: string }>('SELECT detail FROM audit')).map(({ detail }) => detail)

  beforeEach(async () => {
    await addSession('phone', 'ada')
    await addSession('belas', 'bela')
  })

  it('ends one of one’s own, recorded once, and nobody else’s', async () => {
    for (const id of ['phone', 'phone', 'belas']) await endOwnSession(edge, await sessionOf(), id)
    expect(await ids()).toEqual(['belas', 'laptop'])
    expect(await recorded()).toEqual(['{"which":"another"}'])
  })

  it('ends all others of one’s own', async () => {
    await endOtherSessions(edge, await sessionOf())
    expect(await ids()).toEqual(['belas', 'laptop'])
    expect(await recorded()).toEqual(['{"which":"all others"}'])
  })

  it('at sign-out keeps the provider and its token for ten minutes, in one round trip', async () => {
    const place = { kind: 'id-token', id: 'okta', accountId: 'ada' } as const
    const sealed = await seal(edge.ring, place, new TextEncoder().encode('the token'), NOW)
    await rows("UPDATE sessions SET sealed_id_token = ? WHERE id = 'laptop'", sealed)
    const session = await sessionOf()
    const { db, meter } = metered(edge.db)
    const cookie = await signOut({ ...edge, db }, session)
    expect(meter.roundTrips).toBe(1)
    expect(await ids()).toEqual(['belas', 'phone'])
    expect(await recorded()).toEqual(['{"which":"this"}'])
    expect(cookie && (await openEnded(edge, cookie))).toEqual({ provider: OKTA, idToken: 'the token' })
    expect(await openEnded(edge, `other.${cookie}`)).toBeNull()
  })
})
