// /accounts and their identities. Checks each answer and each refusal of the operator's calls.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { callApi } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import {
  addMember,
  addSession,
  addWorkspace,
  count,
  enrol,
  NOW,
  PROVIDERS,
  rows,
  SCHEDULED,
  setPolicy,
} from '../support/rows.ts'

const ADA = '/accounts/ada@acme.example'
const PASSWORD = 'nine blue herons at dawn'

let edge: Edge
beforeEach(async () => {
  const base = await edgeAt(NOW)
  edge = { ...base, config: { ...base.config, providers: PROVIDERS } }
})

const call = (method: string, path: string, body?: unknown) => callApi(edge, method, path, body)
const put = (body: object = { name: 'Ada' }) => call('PUT', ADA, body)
const idOf = async () => (await call('GET', ADA)).body.id as string

describe('an account', () => {
  it('is created with 201, changed with 200, found, and deleted with 204', async () => {
    const made = await put({ name: 'Ada', language: 'de' })
    expect(made.status).toBe(201)
    expect(made.body).toEqual({
      ...{ id: expect.stringMatching(/^[\w-]{22}$/), email: 'ada@acme.example', name: 'Ada' },
      ...{ enrolled: false, language: 'de', created_at: '2027-01-15T08:00:00Z' },
      locked_at: null,
    })
    expect(await put({ name: 'Ada L.' })).toMatchObject({
      status: 200,
      body: { name: 'Ada L.', language: 'de' },
    })
    expect((await call('GET', '/accounts/ADA@acme.example')).body).toMatchObject({
      id: made.body.id,
      name: 'Ada L.',
    })
    expect(await call('DELETE', ADA)).toMatchObject({ status: 204, body: null })
    expect(await count('accounts')).toBe(0)
  })

  it.each([
    ['too short', 'short'],
    ['among the most common', 'password1234'],
    ['made of its own name', 'ada okafor'],
  ])('cannot have a password that is %s', async (_, password) => {
    const answer = await put({ name: 'Ada Okafor', password })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ path: 'password' }] } })
    expect(await count('accounts')).toBe(0)
  })

  it('with a new password loses its sessions, and no answer has the password', async () => {
    await put()
    await addSession('laptop', await idOf())
    const { body } = await put({ name: 'Ada', password: PASSWORD })
    expect(
      JSON.stringify([body, await rows('SELECT * FROM accounts'), await rows('SELECT * FROM audit')]),
    ).not.toContain(PASSWORD)
    expect(await count('sessions')).toBe(0)
  })

  it.each([
    ['the only owner', 'last_owner', async () => {}],
    [
      'the last enrolled owner, with enforcement,',
      'last_enrolled_owner',
      async (id: string) => {
        await call('PUT', '/accounts/bo@acme.example', { name: 'Bo' })
        await addMember('acme', (await call('GET', '/accounts/bo@acme.example')).body.id, 'owner')
        await enrol(id)
        await setPolicy('acme', SCHEDULED)
      },
    ],
  ])('that is %s of a workspace stays, and the workspace is named', async (_, code, arrange) => {
    await put()
    await addWorkspace('acme')
    await addMember('acme', await idOf(), 'owner')
    await arrange(await idOf())
    const answer = await call('DELETE', ADA)
    expect(answer).toMatchObject({ status: 409, body: { code } })
    expect(answer.body.detail).toContain('acme')
    expect((await call('GET', ADA)).status).toBe(200)
    expect(await rows("SELECT 1 FROM audit WHERE action = 'account.deleted'")).toEqual([])
  })

  it.each([
    ['GET', ADA, undefined],
    ['DELETE', ADA, undefined],
    ['DELETE', `${ADA}/second-factor`, { reason: 'lost phone' }],
    ['GET', `${ADA}/identities`, undefined],
    ['POST', `${ADA}/identities`, { provider: 'okta', subject: '1' }],
    ['DELETE', `${ADA}/identities`, { provider: 'okta', subject: '1' }],
  ])('that does not exist is 404: %s %s', async (method, path, body) => {
    expect(await call(method, path, body)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })
})

describe('a reset of the second factor', () => {
  beforeEach(() => put())
  const reset = (body: object) => call('DELETE', `${ADA}/second-factor`, body)

  it('deletes the app and the sessions, and the audit has the reason', async () => {
    const id = await idOf()
    await enrol(id)
    await addSession('laptop', id)
    expect(await reset({ reason: 'lost phone, ticket 4711' })).toMatchObject({ status: 204, body: null })
    expect([await count('authenticators'), await count('sessions')]).toEqual([0, 0])
    expect(await rows("SELECT detail FROM audit WHERE action = 'second_factor.reset'")).toEqual([
      { detail: '{"reason":"lost phone, ticket 4711","was_enrolled":true}' },
    ])
  })

  it.each([[{}], [{ reason: '' }], [{ reason: 'two\nlines' }], [{ reason: 'x'.repeat(501) }]])(
    'needs a reason in one line: %j is 422',
    async (body) => {
      await enrol(await idOf())
      expect(await reset(body)).toMatchObject({ status: 422, body: { errors: [{ path: 'reason' }] } })
      expect(await count('authenticators')).toBe(1)
    },
  )
})

describe('the identities of an account', () => {
  beforeEach(() => put())
  const link = (path = ADA, identity = { provider: 'okta', subject: '1' }) =>
    call('POST', `${path}/identities`, identity)

  it('are linked, listed and unlinked', async () => {
    const linked = [{ provider: 'okta', subject: '1', email: null, linked_at: '2027-01-15T08:00:00Z' }]
    expect(await link()).toMatchObject({ status: 200, body: { identities: linked } })
    expect((await link()).body).toEqual({ identities: linked })
    expect((await call('GET', `${ADA}/identities`)).body).toEqual({ identities: linked })
    const unlink = () => call('DELETE', `${ADA}/identities`, { provider: 'okta', subject: '1' })
    expect((await unlink()).status).toBe(204)
    expect(await unlink()).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect((await call('GET', `${ADA}/identities`)).body).toEqual({ identities: [] })
  })

  it('belong to one account: a second one gets 409', async () => {
    await link()
    await call('PUT', '/accounts/bo@acme.example', { name: 'Bo' })
    expect(await link('/accounts/bo@acme.example')).toMatchObject({
      status: 409,
      body: { code: 'identity_taken' },
    })
    expect((await call('GET', '/accounts/bo@acme.example/identities')).body).toEqual({ identities: [] })
  })

  it.each(['gone', 'password'])('need a configured provider of the right kind: %s', async (provider) => {
    expect(await link(ADA, { provider, subject: '1' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'provider' }] },
    })
  })
})
