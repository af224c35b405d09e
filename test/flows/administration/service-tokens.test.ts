import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { parseEmail } from '../../../src/core/email.ts'
import { isServiceToken } from '../../../src/core/service-token.ts'
import { digest } from '../../../src/crypto/digest.ts'
import { resetSecondFactor } from '../../../src/flows/administration/accounts.ts'
import type { Author } from '../../../src/flows/administration/actor.ts'
import {
  changeServiceToken,
  type ServiceChanges,
} from '../../../src/flows/administration/change-service-token.ts'
import {
  createServiceToken,
  deleteServiceToken,
  findServiceToken,
  listServiceTokens,
  parseServiceKey,
  rotateServiceToken,
  type ShownService,
} from '../../../src/flows/administration/service-tokens.ts'
import { createToken, endToken, type TokenMaker } from '../../../src/flows/administration/tokens.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { findAccountByEmail } from '../../../src/store/accounts.ts'
import { findFirst } from '../../../src/store/batch.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { MOST_CREDENTIALS } from '../../../src/store/credentials.ts'
import { selectService } from '../../../src/store/service-tokens.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addAccount, addMember, addWorkspace, author, count, end, NOW, rows } from '../../support/rows.ts'

const DAY = 86_400
const HOUR = 3600
const ID = 'a'.repeat(22)
const SCOPE = { paths: ['/api', '/hooks'], methods: ['GET', 'POST'], networks: null }
const OPERATOR: TokenMaker = { ...author('operator'), parent: null }
const ADA: TokenMaker = { name: 'ada@acme.example', accountId: 'ada', isStill: ALWAYS, parent: null }
const BELA: TokenMaker = { ...ADA, name: 'bela@acme.example', accountId: 'bela' }
const GONE: Author = { name: 'gone', accountId: null, isStill: { sql: '0', values: [] } }

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
  for (const id of ['ada', 'bela']) await addMember('acme', await addAccount(id), 'admin')
})

const create = (id = ID, maker = ADA, expiresInDays = 30) =>
  createServiceToken(edge, 'acme', { id, name: 'ci', expiresInDays, scope: SCOPE }, maker)
const rotate = (overlapHours: number, how: { maker?: TokenMaker; version?: number; on?: Edge } = {}) =>
  rotateServiceToken(
    how.on ?? edge,
    'acme',
    { id: ID, overlapHours, version: how.version ?? null },
    how.maker ?? ADA,
  )
const change = (changes: ServiceChanges, by: Author = ADA) =>
  changeServiceToken(edge, 'acme', { id: ID, changes }, by)

/** Returns the value, or fails the test with the reason. */
async function shown(made: Promise<{ ok: true; value: ShownService } | { ok: false; error: string }>) {
  const result = await made
  if (!result.ok) throw new Error(result.error)
  return result.value
}
const later = (seconds: number): Edge => ({ ...edge, now: NOW + seconds })
const find = async (token: string, at = NOW) =>
  findFirst(env.DB, selectService(env.DB, await digest(edge.ring, 'service-token', token), 'acme', at))
const recorded = () =>
  rows<{ action: string; detail: string }>(
    "SELECT action, detail FROM audit WHERE scope = 'acme' ORDER BY id",
  )
const actions = async () => (await recorded()).map(({ action }) => action.replace('service_token.', ''))
const lastDetail = async () => JSON.parse((await recorded()).at(-1)?.detail ?? '{}') as object

/** Returns an edge that runs `action` between its first call of D1 and the second. */
function withMeanwhile(action: () => Promise<unknown>): Edge {
  let calls = 0
  const batch: D1Database['batch'] = async (statements) => {
    calls += 1
    if (calls === 2) await action()
    return env.DB.batch(statements)
  }
  const prepare = env.DB.prepare.bind(env.DB)
  return { ...edge, db: { ...env.DB, prepare, batch } as D1Database }
}

describe('a service token', () => {
  it('is returned once, stored as a digest, and recorded without its value', async () => {
    const { token, service } = await shown(create())
    expect(isServiceToken(token)).toBe(true)
    expect(service).toMatchObject({ id: ID, name: 'ci', scope: SCOPE, expiresAt: NOW + 30 * DAY })
    expect(await find(token)).toMatchObject({ id: ID })
    const kept = JSON.stringify([await rows('SELECT * FROM credentials'), await rows('SELECT * FROM audit')])
    expect(kept).not.toContain(token.slice(4, 47))
    expect(await lastDetail()).toEqual({
      ...{ id: ID, name: 'ci', expires_at: NOW + 30 * DAY },
      ...{ paths: '/api /hooks', methods: 'GET POST', networks: 'any' },
    })
  })

  it('is created once by a form that is sent twice', async () => {
    await create()
    expect(await create()).toEqual({ ok: false, error: 'made-already' })
    expect([await count('credentials'), await actions()]).toEqual([1, ['created']])
  })

  it('can be the hundredth, but not the next, whoever asks at the same time', async () => {
    for (let i = 1; i < MOST_CREDENTIALS; i++) await create(`t-${i}`)
    const asked = ['x', 'y', 'z'].map((id) => create(id))
    const made = await Promise.all(asked)
    expect(made.filter(({ ok }) => ok)).toHaveLength(1)
    expect(made.filter((each) => !each.ok && each.error === 'too-many')).toHaveLength(2)
    expect(await count('credentials')).toBe(MOST_CREDENTIALS)
  })

  it('does not outlive the API token that created it, and ends with it', async () => {
    const api = await createToken(edge, 'acme', { id: 'parent', name: 'api', expiresInDays: 1 }, ADA)
    if (!api.ok) throw new Error(api.error)
    const { token, service } = await shown(create(ID, { ...ADA, parent: api.value }))
    expect(service.expiresAt).toBe(NOW + DAY)
    await endToken(edge, 'acme', 'parent', ADA)
    expect(await find(token)).toBeNull()
  })

  it('cannot be created, changed, rotated or deleted by a person who no longer may', async () => {
    const { token } = await shown(create())
    const gone = { ...ADA, isStill: GONE.isStill }
    expect(await create('other', gone)).toEqual({ ok: false, error: 'not-allowed' })
    expect(await change({ name: 'x' }, GONE)).toBeNull()
    expect(await rotate(0, { maker: gone })).toEqual({ ok: false, error: 'not-found' })
    expect(await rotate(0, { maker: { ...ADA, accountId: 'nobody' } })).toEqual({
      ok: false,
      error: 'not-found',
    })
    expect(await deleteServiceToken(edge, 'acme', ID, GONE)).toBe(false)
    expect(await find(token)).toMatchObject({ name: 'ci' })
    expect(await actions()).toEqual(['created'])
  })

  it('of another workspace can’t be found, changed, rotated or deleted', async () => {
    await addWorkspace('globex')
    const { token } = await shown(create())
    expect(await findServiceToken(edge, 'globex', ID)).toBeNull()
    expect(await changeServiceToken(edge, 'globex', { id: ID, changes: { name: 'x' } }, OPERATOR)).toBeNull()
    const asked = { id: ID, overlapHours: 0, version: null }
    expect(await rotateServiceToken(edge, 'globex', asked, OPERATOR)).toEqual({
      ok: false,
      error: 'not-found',
    })
    expect(await deleteServiceToken(edge, 'globex', ID, OPERATOR)).toBe(false)
    expect(await find(token)).not.toBeNull()
  })

  it('is deleted once, with its previous value', async () => {
    const first = await shown(create())
    const second = await shown(rotate(24))
    expect(await deleteServiceToken(edge, 'acme', ID, ADA)).toBe(true)
    expect(await deleteServiceToken(edge, 'acme', ID, ADA)).toBe(false)
    expect([await find(first.token), await find(second.token)]).toEqual([null, null])
    expect(await actions()).toEqual(['created', 'rotated', 'deleted'])
  })

  it('that was received by an account whose second factor is reset ends', async () => {
    const { token } = await shown(create())
    const operators = await shown(create('b'.repeat(22), OPERATOR))
    const email = parseEmail('ada@acme.example')
    const ada = email && (await findAccountByEmail(env.DB, email))
    if (!ada) throw new Error('no account')
    await resetSecondFactor(edge, ada, 'a test', 'operator')
    expect(await find(token)).toBeNull()
    expect(await find(operators.token)).not.toBeNull()
  })

  it('ends with its workspace', async () => {
    await create(ID, OPERATOR)
    await end('acme')
    expect(await count('credentials')).toBe(0)
  })
})

describe('a rotation', () => {
  it('renews the life that the token was created with, and the old value lives on for the overlap', async () => {
    const first = await shown(create())
    const on = later(20 * DAY)
    const { token, service } = await shown(rotate(48, { on }))
    expect(service).toMatchObject({
      ...{ id: ID, expiresAt: NOW + 50 * DAY, version: 2 },
      previousValidUntil: NOW + 20 * DAY + 48 * HOUR,
    })
    expect(await find(first.token, on.now)).toMatchObject({ validUntil: NOW + 20 * DAY + 48 * HOUR })
    expect(await find(token, on.now)).toMatchObject({ validUntil: NOW + 50 * DAY })
    expect(await lastDetail()).toMatchObject({
      expires_at: NOW + 50 * DAY,
      previous_ends_at: NOW + 20 * DAY + 48 * HOUR,
    })
  })

  it('never lets the old value live longer than it would have', async () => {
    const first = await shown(create())
    const { service } = await shown(rotate(720, { on: later(29 * DAY) }))
    expect(service.previousValidUntil).toBe(NOW + 30 * DAY)
    expect(await find(first.token, NOW + 30 * DAY)).toBeNull()
  })

  it('during a rotation ends the oldest value at once', async () => {
    const values = [await shown(create()), await shown(rotate(24)), await shown(rotate(24))]
    const found = await Promise.all(values.map(async ({ token }) => (await find(token)) !== null))
    expect(found).toEqual([false, true, true])
  })

  it('asked for twice by one form is made once', async () => {
    await create()
    const { token } = await shown(rotate(0, { version: 1 }))
    expect(await rotate(0, { version: 1 })).toEqual({ ok: false, error: 'changed-meanwhile' })
    expect(await find(token)).not.toBeNull()
  })

  it('that another rotation overtakes changes nothing, and says so', async () => {
    const { token: old } = await shown(create())
    let winner = ''
    const on = withMeanwhile(async () => {
      winner = (await shown(rotate(1))).token
    })
    expect(await rotate(1, { on })).toEqual({ ok: false, error: 'changed-meanwhile' })
    expect(await find(winner)).not.toBeNull()
    expect(await find(old)).not.toBeNull()
    expect(await actions()).toEqual(['created', 'rotated'])
  })

  it('that a deletion overtakes brings nothing back', async () => {
    const { token } = await shown(create())
    const on = withMeanwhile(() => deleteServiceToken(edge, 'acme', ID, ADA))
    expect(await rotate(1, { on })).toEqual({ ok: false, error: 'not-found' })
    expect(await find(token)).toBeNull()
    expect(await actions()).toEqual(['created', 'deleted'])
  })

  it('leaves a disabled token disabled, and does not bring back one that has expired', async () => {
    await create()
    await change({ isDisabled: true })
    const { token } = await shown(rotate(0))
    expect(await find(token)).toBeNull()
    expect(await rotate(0, { on: later(31 * DAY) })).toEqual({ ok: false, error: 'not-found' })
  })

  it('hands the token to the colleague who makes it, so that it outlives its creator', async () => {
    const first = await shown(create())
    const second = await shown(rotate(24, { maker: BELA }))
    expect(second.service.madeBy).toBe('bela@acme.example')
    await rows("DELETE FROM members WHERE account_id = 'ada'")
    expect([await find(first.token), (await find(second.token))?.id]).toEqual([null, ID])
  })

  it('by an API token does not outlive that token', async () => {
    await create()
    const parent = await createToken(edge, 'acme', { id: 'parent', name: 'api', expiresInDays: 2 }, ADA)
    if (!parent.ok) throw new Error(parent.error)
    const { token, service } = await shown(rotate(1, { maker: { ...ADA, parent: parent.value } }))
    expect(service.expiresAt).toBe(NOW + 2 * DAY)
    await endToken(edge, 'acme', 'parent', ADA)
    expect(await find(token)).toBeNull()
  })
})

describe('a change', () => {
  it('records what it changed, and nothing that stayed as it was', async () => {
    await create()
    const changes = { name: 'deploy', paths: ['/api'], methods: SCOPE.methods, networks: ['192.0.2.0/24'] }
    expect(await change(changes)).toMatchObject({
      name: 'deploy',
      scope: { paths: ['/api'], methods: SCOPE.methods, networks: ['192.0.2.0/24'] },
    })
    expect(await lastDetail()).toEqual({
      ...{ id: ID, name: 'deploy', was_name: 'ci', paths: '/api', networks: '192.0.2.0/24' },
    })
    await change(changes)
    expect(await actions()).toEqual(['created', 'changed'])
  })

  it('disables a token at once, and enables it again', async () => {
    const { token } = await shown(create())
    expect(await change({ isDisabled: true })).toMatchObject({ isDisabled: true })
    expect(await find(token)).toBeNull()
    expect(await change({ isDisabled: false })).toMatchObject({ isDisabled: false })
    expect(await find(token)).not.toBeNull()
    expect(await actions()).toEqual(['created', 'disabled', 'changed'])
    expect(await lastDetail()).toEqual({ id: ID, name: 'ci', disabled: false })
  })

  it('that disables and renames a token records both', async () => {
    await create()
    await change({ isDisabled: true, name: 'old ci' })
    expect(await actions()).toEqual(['created', 'disabled', 'changed'])
    expect(await lastDetail()).toEqual({ id: ID, name: 'old ci', was_name: 'ci' })
  })

  it('that a deletion overtakes records nothing', async () => {
    await create()
    const on = withMeanwhile(() => deleteServiceToken(edge, 'acme', ID, ADA))
    const changed = await changeServiceToken(
      on,
      'acme',
      { id: ID, changes: { isDisabled: true, name: 'x' } },
      ADA,
    )
    expect(changed).toBeNull()
    expect(await actions()).toEqual(['created', 'deleted'])
  })
})

it('a list continues after the last token of the previous page', async () => {
  for (const id of ['c', 'b', 'a']) await create(id)
  const first = await listServiceTokens(edge, 'acme', { after: null, size: 2 })
  expect(first.rows.map(({ id }) => id)).toEqual(['c', 'b'])
  const after = parseServiceKey(first.next ?? '')
  expect(await listServiceTokens(edge, 'acme', { after, size: 2 })).toMatchObject({
    rows: [{ id: 'a' }],
    next: null,
  })
  for (const text of ['', 'a', '1.', '.a', '1.a.b', `1.${'a'.repeat(65)}`])
    expect(parseServiceKey(text)).toBeNull()
})
