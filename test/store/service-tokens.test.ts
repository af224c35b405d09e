import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { DAY_SECONDS, dayOf } from '../../src/core/time.ts'
import { findFirst, listAll } from '../../src/store/batch.ts'
import { changeService, rotateService } from '../../src/store/changed-service-tokens.ts'
import { ALWAYS, type Condition } from '../../src/store/condition.ts'
import {
  addCredential,
  deleteCredential,
  endCredentialsOf,
  MOST_CREDENTIALS,
  type Receiver,
} from '../../src/store/credentials.ts'
import { selectServices } from '../../src/store/listed-service-tokens.ts'
import { putMember, removeMember } from '../../src/store/members.ts'
import { recordUse, selectService } from '../../src/store/service-tokens.ts'
import { addAccount, addMember, addWorkspace, changes, digestOf, end, NOW, rows } from '../support/rows.ts'

const db = env.DB
const EXPIRES_AT = NOW + 30 * DAY_SECONDS
const SCOPE = { paths: ['/api'], methods: ['GET'], networks: null }
const BY_ADA: Receiver = { makerId: 'ada', parentId: null }
const BY_BELA: Receiver = { makerId: 'bela', parentId: null }
const NEVER: Condition = { sql: '0', values: [] }

const newToken = (id: string, receiver: Receiver) => ({
  id,
  digest: digestOf(id),
  workspaceId: 'acme',
  name: id,
  expiresAt: EXPIRES_AT,
  ...receiver,
})
const addApiToken = (id: string, receiver = BY_ADA) =>
  changes(addCredential(db, newToken(id, receiver), null, NOW))
const add = (id: string, receiver = BY_ADA) =>
  changes(
    addCredential(
      db,
      newToken(id, receiver),
      { scope: SCOPE, lifetimeDays: 30, nextNoticeAt: EXPIRES_AT - 7 * DAY_SECONDS },
      NOW,
    ),
  )
const find = (value: string, { workspaceId = 'acme', now = NOW } = {}) =>
  findFirst(db, selectService(db, digestOf(value), workspaceId, now))
const list = (now = NOW) => listAll(db, selectServices(db, 'acme', { after: null, limit: 200 }, now))
const rotate = (id: string, to: string, how: Partial<Parameters<typeof rotateService>[1]> = {}, now = NOW) =>
  changes(
    rotateService(
      db,
      {
        ...BY_ADA,
        id,
        workspaceId: 'acme',
        version: 1,
        digest: digestOf(to),
        expiresAt: now + 30 * DAY_SECONDS,
        nextNoticeAt: now + 23 * DAY_SECONDS,
        previousUntil: now + 3600,
        ...how,
      },
      now,
    ),
  )
const change = (how: Partial<Parameters<typeof changeService>[1]>, condition = ALWAYS) =>
  changes(
    changeService(
      db,
      { id: 'ci', workspaceId: 'acme', name: null, isDisabled: null, scope: {}, ...how },
      NOW,
      condition,
    ),
  )
const removeAdmin = (accountId: string) =>
  removeMember(db, { workspaceId: 'acme', accountId, before: 'admin' }).run()

beforeEach(async () => {
  for (const id of ['acme', 'globex']) await addWorkspace(id)
  for (const id of ['ada', 'bela']) {
    await addAccount(id)
    await addMember('acme', id, 'admin')
  }
  await add('ci')
})

describe('a service token', () => {
  it('is found by its value, in its workspace, until it expires', async () => {
    expect(await find('ci')).toEqual({
      id: 'ci',
      name: 'ci',
      scope: SCOPE,
      expiresAt: EXPIRES_AT,
      validUntil: EXPIRES_AT,
      usedOn: null,
    })
    expect(await find('ci', { now: EXPIRES_AT - 1 })).not.toBeNull()
    expect(await find('ci', { now: EXPIRES_AT })).toBeNull()
    expect(await find('ci', { workspaceId: 'globex' })).toBeNull()
    expect(await find('another')).toBeNull()
  })

  it('is not an API token, and an API token is not a service token', async () => {
    await addApiToken('api')
    expect(await find('api')).toBeNull()
    expect(await changes(deleteCredential(db, { id: 'ci', kind: 'api', workspaceId: 'acme' }))).toBe(false)
    expect((await list()).map(({ id }) => id)).toEqual(['ci'])
  })

  it('is not found while it is disabled', async () => {
    expect(await change({ isDisabled: true })).toBe(true)
    expect(await find('ci')).toBeNull()
    await change({ isDisabled: false })
    expect(await find('ci')).not.toBeNull()
  })

  it('ends with the role of its creator, and with the workspace', async () => {
    await add('other', BY_BELA)
    await putMember(db, { workspaceId: 'acme', accountId: 'ada', before: 'admin', role: 'member' }, NOW).run()
    expect(await find('ci')).toBeNull()
    expect(await find('other')).not.toBeNull()
    await end('acme')
    expect(await find('other')).toBeNull()
  })

  it('is refused without its creator’s role even if no trigger has deleted it', async () => {
    await rows('DROP TRIGGER credentials_die_with_role')
    await putMember(db, { workspaceId: 'acme', accountId: 'ada', before: 'admin', role: 'member' }, NOW).run()
    expect((await list()).map(({ id }) => id)).toEqual(['ci'])
    expect(await find('ci')).toBeNull()
  })

  it('of the operator outlives every role', async () => {
    await add('operators', { makerId: null, parentId: null })
    for (const id of ['ada', 'bela']) await removeAdmin(id)
    expect(await find('operators')).not.toBeNull()
  })

  it('is found by an index, with its current and with its previous value', async () => {
    const plan = await rows<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT c.id FROM credentials c
       WHERE (c.digest = ?1 OR (c.previous_digest = ?1 AND c.previous_until > ?2)) AND c.kind = 'service'`,
      digestOf('ci'),
      NOW,
    )
    expect(plan.map(({ detail }) => detail).join('\n')).not.toMatch(/^SCAN/m)
  })
})

describe('the use of a token', () => {
  it('is written once a day', async () => {
    const today = dayOf(NOW)
    expect(await changes(recordUse(db, 'ci', today))).toBe(true)
    expect(await changes(recordUse(db, 'ci', today))).toBe(false)
    expect(await changes(recordUse(db, 'ci', today - 1))).toBe(false)
    expect((await find('ci'))?.usedOn).toBe(today)
    expect(await changes(recordUse(db, 'ci', today + 1))).toBe(true)
  })
})

describe('a rotation', () => {
  it('leaves the previous value valid until its end', async () => {
    expect(await rotate('ci', 'second')).toBe(true)
    expect(await find('second')).toMatchObject({ id: 'ci', validUntil: EXPIRES_AT })
    expect(await find('ci')).toMatchObject({ id: 'ci', validUntil: NOW + 3600 })
    expect(await find('ci', { now: NOW + 3600 })).toBeNull()
    expect((await list())[0]).toMatchObject({ version: 2, previousValidUntil: NOW + 3600 })
    expect((await list(NOW + 3600))[0]).toMatchObject({ previousValidUntil: null })
  })

  it('without an overlap ends the previous value at once', async () => {
    await rotate('ci', 'second', { previousUntil: NOW })
    expect(await find('ci')).toBeNull()
    expect(await rows('SELECT previous_digest, previous_maker_id FROM credentials')).toEqual([
      { previous_digest: null, previous_maker_id: null },
    ])
  })

  it('gives the previous value no longer life than it had', async () => {
    await rotate('ci', 'second', { previousUntil: EXPIRES_AT + 1 }, NOW + 1)
    expect((await find('ci'))?.validUntil).toBe(EXPIRES_AT)
  })

  it('during a rotation ends the oldest value', async () => {
    await rotate('ci', 'second')
    await rotate('ci', 'third', { version: 2 })
    expect(await find('ci')).toBeNull()
    expect(await find('second')).not.toBeNull()
    expect(await find('third')).not.toBeNull()
  })

  it('changes nothing after another rotation, after the expiry, or for somebody without the role', async () => {
    expect(await rotate('ci', 'second', { version: 2 })).toBe(false)
    expect(await rotate('ci', 'second', {}, EXPIRES_AT)).toBe(false)
    expect(await rotate('ci', 'second', { makerId: 'nobody' })).toBe(false)
    expect(await rotate('ci', 'second', { parentId: 'a revoked token' })).toBe(false)
    expect(await rotate('ci', 'second', { workspaceId: 'globex' })).toBe(false)
    expect(await find('second')).toBeNull()
  })

  it('by another admin makes each value end with the admin who received it', async () => {
    await rotate('ci', 'second', BY_BELA)
    await removeAdmin('ada')
    expect(await find('ci')).toBeNull()
    expect(await find('second')).not.toBeNull()
    await removeAdmin('bela')
    expect(await list()).toEqual([])
  })

  it('by another admin checks the role of each value’s own receiver, even if no trigger ran', async () => {
    await rotate('ci', 'second', BY_BELA)
    await rows('DROP TRIGGER credentials_die_with_role')
    await putMember(db, { workspaceId: 'acme', accountId: 'ada', before: 'admin', role: 'member' }, NOW).run()
    expect(await find('ci')).toBeNull()
    expect(await find('second')).not.toBeNull()
  })

  it('by another admin lets a reset of either account end that account’s value', async () => {
    await rotate('ci', 'second', BY_BELA)
    const ended = endCredentialsOf(db, 'ada', ALWAYS)
    await db.batch([ended.current, ended.previous])
    expect(await find('ci')).toBeNull()
    expect(await find('second')).not.toBeNull()
  })

  it('by an API token makes the value end with that API token, now and as a previous value', async () => {
    await addApiToken('api')
    await addApiToken('other api')
    await rotate('ci', 'second', { ...BY_ADA, parentId: 'api' })
    await rotate('ci', 'third', { ...BY_ADA, parentId: 'other api', version: 2 })
    await deleteCredential(db, { id: 'api', kind: 'api', workspaceId: 'acme' }).run()
    expect(await find('second')).toBeNull()
    expect(await find('third')).not.toBeNull()
    await deleteCredential(db, { id: 'other api', kind: 'api', workspaceId: 'acme' }).run()
    expect(await find('third')).toBeNull()
  })
})

describe('a change', () => {
  it('replaces only the given parts', async () => {
    await change({ name: 'deploy', scope: { networks: ['192.0.2.1'] } })
    await change({ scope: { methods: ['POST'] } })
    const scope = { paths: ['/api'], methods: ['POST'], networks: ['192.0.2.1'] }
    expect(await find('ci')).toMatchObject({ name: 'deploy', scope })
    await change({ scope: { networks: null } })
    expect((await find('ci'))?.scope.networks).toBeNull()
  })

  it('needs its condition, its workspace, and a service token', async () => {
    await addApiToken('api')
    expect(await change({ name: 'x' }, NEVER)).toBe(false)
    expect(await change({ name: 'x', workspaceId: 'globex' })).toBe(false)
    expect(await change({ name: 'x', id: 'api' })).toBe(false)
  })
})

describe('the service tokens of a workspace', () => {
  it('are limited to a hundred, whatever API tokens there are', async () => {
    for (let i = 1; i < MOST_CREDENTIALS; i++) await add(`token-${i}`)
    expect(await add('one more')).toBe(false)
    expect(await addApiToken('api')).toBe(true)
  })

  it('are listed from newest to oldest, page by page', async () => {
    for (const id of ['b', 'a', 'c']) await add(id)
    const first = await listAll(db, selectServices(db, 'acme', { after: null, limit: 2 }, NOW))
    expect(first.map(({ id }) => id)).toEqual(['ci', 'c'])
    const after = { createdAt: NOW, id: 'c' }
    const next = await listAll(db, selectServices(db, 'acme', { after, limit: 2 }, NOW))
    expect(next.map(({ id }) => id)).toEqual(['b', 'a'])
  })
})
