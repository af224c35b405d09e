// Admins are told, once, that a service token expires.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeServiceToken } from '../../../src/flows/administration/change-service-token.ts'
import { createServiceToken, rotateServiceToken } from '../../../src/flows/administration/service-tokens.ts'
import { tellDue } from '../../../src/flows/notices/due-notices.ts'
import { tellExpiry } from '../../../src/flows/notices/expiry-notices.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { listAll } from '../../../src/store/batch.ts'
import { selectExpiring } from '../../../src/store/expiring-tokens.ts'
import { mail } from '../../../src/words/en/mail.ts'
import { write } from '../../../src/words/en/write.ts'
import { DAY, day, mailingAt } from '../../support/enforcement.ts'
import {
  addAccount,
  addMember,
  addStranger,
  addWorkspace,
  author,
  count,
  NOW,
  rows,
} from '../../support/rows.ts'

const OPERATOR = { ...author('operator'), parent: null }
const SCOPE = { paths: ['/'], methods: ['GET'], networks: null }

let sent: { to: string; subject: string; text: string }[]
const edgeOf = (at: number) =>
  mailingAt(at, ({ to, subject, text }) => {
    sent.push({ to: String(to), subject, text: text ?? '' })
  })
const run = async (at: number) => runNotices(await edgeOf(at))
const create = async (id: string, expiresInDays: number, name = 'ci', at = NOW) =>
  createServiceToken(await edgeOf(at), 'acme', { id, name, expiresInDays, scope: SCOPE }, OPERATOR)
const rotate = async (id: string, at: number) =>
  rotateServiceToken(await edgeOf(at), 'acme', { id, overlapHours: 0, version: null }, OPERATOR)

beforeEach(async () => {
  sent = []
  await addWorkspace('acme')
  await addMember('acme', await addAccount('ada'), 'owner')
  await addMember('acme', await addAccount('bo'), 'admin')
  await addMember('acme', await addAccount('cy'), 'member')
  await addStranger('acme', await addAccount('di'), 'admin')
})

describe('the notice that a service token expires', () => {
  it('goes once to owners and admins who have entered, seven days before', async () => {
    await create('token', 30)
    await run(day(23) - 1)
    expect(sent).toEqual([])
    for (const at of [day(23), day(23) + 60, day(29)]) await run(at)
    expect(sent.map(({ to }) => to).sort()).toEqual(['ada@acme.example', 'bo@acme.example'])
    expect(sent[0]?.subject).toBe(mail.tokenExpires('acme (acme.example.com)', write.time(day(30))))
    expect(sent[0]?.text).toContain(mail.serviceToken('ci'))
    expect(sent[0]?.text).toContain('/workspaces/acme/settings/access')
  })

  it('comes one day before if the token lives for seven days or less', async () => {
    await create('token', 7)
    await run(day(6) - 1)
    expect(sent).toEqual([])
    await run(day(6))
    expect(sent).toHaveLength(2)
  })

  it('has no web address that an admin put into the name', async () => {
    await create('token', 1, 'see evil.example/token')
    await run(NOW)
    expect(sent[0]?.text).toContain(mail.serviceToken('token'))
    expect(sent[0]?.text).not.toContain('evil.example')
  })

  it('comes again for the value after a rotation, and not for the value before it', async () => {
    await create('token', 30)
    await rotate('token', day(20))
    await run(day(23))
    expect(sent).toEqual([])
    await run(day(43))
    expect(sent).toHaveLength(2)
  })

  it('is not sent for a disabled token, and is sent once the token is enabled again', async () => {
    await create('token', 30)
    const set = async (isDisabled: boolean, at: number) =>
      changeServiceToken(await edgeOf(at), 'acme', { id: 'token', changes: { isDisabled } }, OPERATOR)
    await set(true, day(1))
    await run(day(24))
    expect(sent).toEqual([])
    await set(false, day(25))
    await run(day(25))
    expect(sent).toHaveLength(2)
  })

  it('is not written after an outage, when the token has expired', async () => {
    await create('token', 30)
    await run(day(31))
    expect([sent, await count('notices')]).toEqual([[], 0])
  })

  it('is dropped if the mail could not be sent before the token expired', async () => {
    await create('token', 30)
    await tellDue(await edgeOf(day(24)))
    await run(day(31))
    expect([sent, await count('notice_deliveries')]).toEqual([[], 0])
  })

  it('is not sent to somebody who is no admin any more', async () => {
    await create('token', 30)
    await tellDue(await edgeOf(day(24)))
    await rows("UPDATE members SET role = 'member' WHERE account_id = 'bo'")
    await run(day(24))
    expect(sent.map(({ to }) => to)).toEqual(['ada@acme.example'])
  })

  it('is not written for a value that was replaced since the run read it', async () => {
    await create('token', 1)
    const [read] = await listAll(env.DB, selectExpiring(env.DB, 50, NOW))
    await rotate('token', NOW)
    if (read) await tellExpiry(await edgeOf(NOW), read)
    expect(await count('notices')).toBe(0)
    await run(NOW)
    expect(await count('notices')).toBe(1)
  })

  it('is written by one of two runs at the same time', async () => {
    await create('token', 30)
    const edge = await edgeOf(day(24))
    await Promise.all([tellDue(edge), tellDue(edge)])
    expect(await count('notices')).toBe(1)
  })

  it('is written a hundred times a day and workspace; the rest waits for a day', async () => {
    for (let i = 0; i < 100; i++) await create(`t-${i}`, 30)
    for (const at of [day(23), day(23)]) await tellDue(await edgeOf(at))
    expect(await count('notices')).toBe(100)
    for (let i = 0; i < 3; i++) await rotate(`t-${i}`, day(23))
    await rows('UPDATE credentials SET next_notice_at = ? WHERE version = 2', day(23))
    await tellDue(await edgeOf(day(23)))
    expect(await count('notices')).toBe(100)
    await tellDue(await edgeOf(day(24)))
    expect(await count('notices')).toBe(103)
  })
})

it('finding due notices reads no other token', async () => {
  const plan = await env.DB.prepare(
    `EXPLAIN QUERY PLAN SELECT id FROM credentials INDEXED BY credentials_by_next_notice
     WHERE next_notice_at <= ?1 AND disabled_at IS NULL ORDER BY next_notice_at LIMIT ?2`,
  )
    .bind(NOW, 50)
    .all<{ detail: string }>()
  expect(plan.results.map(({ detail }) => detail).join()).toMatch(/^SEARCH credentials USING .*INDEX/)
  await create('token', 30)
  const { results } = await selectExpiring(env.DB, 50, NOW + 23 * DAY - 1).statement.all()
  expect(results).toEqual([])
})
