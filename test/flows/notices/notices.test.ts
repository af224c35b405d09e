// Notices of accounts without a carrier, and deliveries that are no longer true.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { digest } from '../../../src/crypto/digest.ts'
import { seal } from '../../../src/crypto/seal.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { confirmRecoveryCodes, generateRecoveryCodes } from '../../../src/flows/own-account/recover.ts'
import { findSession, type Session } from '../../../src/flows/session/session.ts'
import { stepUp } from '../../../src/flows/sign-in/verify-login.ts'
import { listAll } from '../../../src/store/batch.ts'
import { dismissOfAccount, selectUnseenOfAccount } from '../../../src/store/unseen-notices.ts'
import { edgeAt } from '../../support/edge-at.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  author,
  count,
  NOW,
  rows,
  saveChoice,
} from '../../support/rows.ts'

const DAY = 86_400

async function adaWithApp(edge: Edge): Promise<Session> {
  await addAccount('ada')
  const place = { kind: 'totp-secret', id: 'app', accountId: 'ada' } as const
  const sealed = await seal(edge.ring, place, crypto.getRandomValues(new Uint8Array(20)), NOW)
  await addSession('s', 'ada', { mfaTime: NOW })
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step) VALUES ('ada', 'app', ?1, ?2, 0)",
    ).bind(sealed, NOW),
    env.DB.prepare("UPDATE sessions SET token_digest = ?1 WHERE id = 's'").bind(
      await digest(edge.ring, 'session', 'cookie'),
    ),
  ])
  const session = await findSession(edge, 'cookie')
  if (!session) throw new Error('no session')
  return session
}

const setFailures = (failures: number) =>
  env.DB.prepare(
    `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at) VALUES ('second-factor', 'ada', ?1, 0, 0)
     ON CONFLICT DO UPDATE SET failures = excluded.failures, blocked_until = 0`,
  )
    .bind(failures)
    .run()

const kinds = async () => (await rows<{ kind: string }>('SELECT kind FROM notices')).map(({ kind }) => kind)

describe('an authenticator disabled by a hundred wrong codes', () => {
  it.each(['000000', 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA'])(
    'is announced once, for any kind of last code, and not before: %s',
    async (code) => {
      const edge = await edgeAt(NOW)
      const session = await adaWithApp(edge)
      const told: number[] = []
      for (const failures of [97, 98, 99, 100, 101]) {
        await setFailures(failures)
        expect((await stepUp(edge, session, code)).ok).toBe(false)
        told.push((await kinds()).filter((kind) => kind === 'authenticator.disabled').length)
      }
      expect(told).toEqual([0, 0, 1, 1, 1])
      expect(await count('notice_deliveries'), 'no carrier is set up').toBe(0)
    },
  )

  it('is announced by the next guess if the hundredth was cut off', async () => {
    const edge = await edgeAt(NOW)
    const session = await adaWithApp(edge)
    for (const failures of [100, 101]) {
      await setFailures(failures) // as the hundredth guess left it
      expect((await stepUp(edge, session, '000000')).ok).toBe(false)
      expect(await kinds()).toEqual(['authenticator.disabled'])
    }
  })
})

const proveAgainAt = (at: number) => env.DB.prepare('UPDATE sessions SET mfa_time = ?1').bind(at).run()

async function makeSet(edge: Edge, session: Session): Promise<string> {
  const generated = await generateRecoveryCodes(edge, session)
  return generated.ok ? (generated.value.split('.')[0] ?? '') : ''
}

describe('recovery codes', () => {
  it.each([
    ['nothing about the set that comes with the app', 0, []],
    [
      'a first set long after the app, which its owner may not have made',
      7200,
      ['recovery_codes.regenerated'],
    ],
  ])('announce %s', async (_, later, told) => {
    const session = await adaWithApp(await edgeAt(NOW))
    const edge = await edgeAt(NOW + later)
    await proveAgainAt(NOW + later)
    const setId = await makeSet(edge, session)
    expect((await confirmRecoveryCodes(edge, session, setId)).ok).toBe(true)
    expect(await kinds()).toEqual(told)
  })

  it('announce nothing for a replaced set, and nothing twice for one confirmed twice', async () => {
    const session = await adaWithApp(await edgeAt(NOW))
    const edge = await edgeAt(NOW + 7200)
    await proveAgainAt(NOW + 7200)
    const [replaced, shown] = [await makeSet(edge, session), await makeSet(edge, session)]
    expect((await confirmRecoveryCodes(edge, session, replaced)).ok).toBe(false)
    expect(await kinds()).toEqual([])
    for (let time = 0; time < 2; time++)
      expect((await confirmRecoveryCodes(edge, session, shown)).ok).toBe(true)
    expect(await kinds()).toEqual(['recovery_codes.regenerated'])
  })
})

describe('dismissing a notice', () => {
  it('works for one’s own only, and once', async () => {
    for (const id of ['ada', 'bo']) await addAccount(id)
    const notice = env.DB.prepare(
      `INSERT INTO notices (id, at, kind, account_id, detail, ip, user_agent, expires_at)
       VALUES ('n', ?1, 'second_factor.added', 'ada', '{}', '', '', ?1 + 999999999)`,
    )
    await notice.bind(NOW).run()
    await dismissOfAccount(env.DB, 'bo', 'n', NOW).run()
    expect(await listAll(env.DB, selectUnseenOfAccount(env.DB, 'ada', NOW))).toHaveLength(1)
    await dismissOfAccount(env.DB, 'ada', 'n', NOW + 1).run()
    await dismissOfAccount(env.DB, 'ada', 'n', NOW + 2).run()
    expect(await listAll(env.DB, selectUnseenOfAccount(env.DB, 'ada', NOW))).toEqual([])
    expect(await rows('SELECT seen_at, expires_at FROM notices')).toEqual([
      { seen_at: NOW + 1, expires_at: NOW + 1 + 90 * DAY },
    ])
  })
})

describe('a waiting delivery', () => {
  let edge: Edge
  // Nothing listens at this address, so every delivery fails and stays.
  const withWebhook = (of: Edge): Edge => {
    const webhook = { url: 'http://127.0.0.1:9/', secrets: [new Uint8Array(32)] } as const
    const config = { ...of.config, notices: { ...of.config.notices, webhook } }
    return { ...of, config, defer: (work) => void deferred.push(work) }
  }
  const deferred: Promise<unknown>[] = []
  async function choose(at: Edge, graceDays: 3 | 14): Promise<void> {
    await saveChoice(at, 'acme', { enforced: true, graceDays }, { by: author('x'), onVersion: null })
    await Promise.all(deferred)
  }
  const waiting = () =>
    rows('SELECT n.kind, d.attempts FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id')

  beforeEach(async () => {
    await addWorkspace('acme')
    await addMember('acme', await addAccount('ada'), 'owner')
    edge = withWebhook(await edgeAt(NOW))
    await choose(edge, 14)
  })

  it('is tried while its content is true', async () => {
    await runNotices(edge)
    expect(await waiting()).toEqual([{ kind: 'enforcement.scheduled', attempts: 1 }])
  })

  it('is not sent once the next moment has come', async () => {
    await runNotices(withWebhook(await edgeAt(NOW + 7 * DAY)))
    expect(await waiting()).toEqual([{ kind: 'enforcement.seven_days_left', attempts: 1 }])
  })

  it('is not sent once the policy has changed', async () => {
    await choose(withWebhook(await edgeAt(NOW + 60)), 3)
    await runNotices(withWebhook(await edgeAt(NOW + 61)))
    expect(await waiting()).toEqual([{ kind: 'enforcement.scheduled', attempts: 1 }])
    expect(await kinds()).toHaveLength(2)
  })

  it('that is dropped takes no other’s place in a run, however many there are', async () => {
    const many = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)'
    await env.DB.batch(
      [
        `INSERT INTO notices (id, at, kind, workspace_id, policy_version, detail, ip, user_agent, expires_at)
           ${many} SELECT 'n' || i, ${NOW}, 'enforcement.scheduled', 'acme', 0, '{}', '', '', ${NOW + DAY} FROM n`,
        `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at)
           ${many} SELECT 'n' || i, 'webhook', '', 1, ${NOW - 60} FROM n`,
      ].map((sql) => env.DB.prepare(sql)),
    )
    const later = withWebhook(await edgeAt(NOW + 61))
    await runNotices(later)
    expect(await waiting()).toEqual([{ kind: 'enforcement.scheduled', attempts: 2 }])
  })
})
