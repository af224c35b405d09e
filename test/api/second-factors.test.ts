// /accounts/{email}/second-factors: what the operator sees, and the removal of a single factor.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { findSession } from '../../src/flows/session/session.ts'
import { callApi } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import { addedPasskey, sessionOf, signedIn } from '../support/passkey-rows.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  count,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  setPolicy,
} from '../support/rows.ts'

const ADA = '/accounts/ada@acme.example/second-factors'
const RESET = '/accounts/ada@acme.example/second-factor'
const BODY = { reason: 'stolen, ticket 4712' }

let edge: Edge
let key: string
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addAccount('ada')
  const session = await signedIn(edge, 'laptop', 'ada')
  const { cookie } = await addedPasskey(edge, session, { be: true, bs: true })
  key =
    (await sessionOf(edge, cookie)) && ((await rows<{ id: string }>('SELECT id FROM passkeys'))[0]?.id ?? '')
  await rows('UPDATE accounts SET recovery_set_id = (SELECT set_id FROM recovery_codes LIMIT 1)')
  await rows(
    'UPDATE recovery_codes SET used_at = ? WHERE digest = (SELECT min(digest) FROM recovery_codes)',
    NOW,
  )
  await rows('DELETE FROM notices')
})

const call = (method: string, path: string, body?: unknown) => callApi(edge, method, path, body)
const listed = async () => (await call('GET', ADA)).body as unknown as Record<string, unknown>[]
const kinds = async () => (await rows<{ kind: string }>('SELECT kind FROM notices')).map(({ kind }) => kind)

describe('the list', () => {
  it('is an array of the app, the passkeys and the recovery codes', async () => {
    await enrol('ada', NOW / 30)
    expect(await listed()).toEqual([
      {
        id: 'app of ada',
        kind: 'totp',
        name: null,
        created_at: '2027-01-15T08:00:00Z',
        last_used_at: '2027-01-15T08:00:00Z',
      },
      {
        id: key,
        kind: 'passkey',
        name: 'Passkey',
        created_at: '2027-01-15T08:00:00Z',
        last_used_at: null,
        backed_up: true,
      },
      {
        id: expect.stringMatching(/^[\w-]{22}$/),
        kind: 'recovery_codes',
        name: null,
        created_at: null,
        last_used_at: '2027-01-15T08:00:00Z',
        left: 9,
      },
    ])
  })

  it('is empty for an account without a factor, and 404 without an account', async () => {
    await addAccount('bela')
    expect((await call('GET', '/accounts/bela@acme.example/second-factors')).body).toEqual([])
    expect((await call('GET', '/accounts/nobody@acme.example/second-factors')).status).toBe(404)
  })
})

describe('the removal of one factor', () => {
  it('keeps the others, ends the sessions that it proved, and tells the person', async () => {
    await enrol('ada')
    await signedIn(edge, 'with the app', 'ada', { mfaTime: NOW })
    await signedIn(edge, 'with it', 'ada', { mfaTime: NOW, passkeyAmr: ['hwk'], passkeyId: key })
    expect(await call('DELETE', `${ADA}/${key}`, BODY)).toMatchObject({ status: 204, body: null })
    expect([await count('passkeys'), await count('authenticators'), await count('recovery_codes')]).toEqual([
      0, 1, 10,
    ])
    expect(await findSession(edge, 'with it')).toBeNull()
    expect(await findSession(edge, 'with the app')).not.toBeNull()
    expect(await rows('SELECT kind, detail FROM notices')).toEqual([
      { kind: 'passkey.removed', detail: '{"by":"operator","passkey":"Passkey"}' },
    ])
    expect(await rows("SELECT actor, detail FROM audit WHERE action = 'passkey.removed'")).toEqual([
      { actor: 'operator', detail: `{"name":"Passkey","reason":"${BODY.reason}"}` },
    ])
  })

  it('of the app beside a passkey keeps the passkey', async () => {
    await enrol('ada')
    await rows("UPDATE authenticators SET id = 'AAAAAAAAAAAAAAAAAAAAAA'")
    expect((await call('DELETE', `${ADA}/AAAAAAAAAAAAAAAAAAAAAA`, BODY)).status).toBe(204)
    expect([await count('passkeys'), await count('authenticators')]).toEqual([1, 0])
    expect(await kinds()).toEqual(['authenticator.removed'])
  })

  it('of the last one is a reset, whatever a workspace requires', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    await setPolicy('acme', IN_EFFECT)
    expect((await call('DELETE', `${ADA}/${key}`, BODY)).status).toBe(204)
    expect([await count('passkeys'), await count('sessions'), await count('recovery_codes')]).toEqual([
      0, 0, 0,
    ])
    expect(await kinds()).toEqual(['second_factor.reset'])
  })

  it('of the recovery codes keeps the passkey', async () => {
    const codes = (await listed()).find(({ kind }) => kind === 'recovery_codes')
    expect((await call('DELETE', `${ADA}/${codes?.id}`, BODY)).status).toBe(204)
    expect([await count('passkeys'), await count('recovery_codes')]).toEqual([1, 0])
    expect(await kinds()).toEqual(['recovery_codes.removed'])
  })

  it.each([
    ['an unknown id', 404, 'AAAAAAAAAAAAAAAAAAAAAA', BODY],
    ['a text that is no id', 404, 'x', BODY],
    ['no reason', 422, null, {}],
    ['an empty reason', 422, null, { reason: ' ' }],
  ])('with %s is refused with %i and removes nothing', async (_, status, id, body) => {
    expect((await call('DELETE', `${ADA}/${id ?? key}`, body)).status).toBe(status)
    expect(await count('passkeys')).toBe(1)
  })

  it('of another account’s factor is refused with 404', async () => {
    await addAccount('bela')
    expect((await call('DELETE', `/accounts/bela@acme.example/second-factors/${key}`, BODY)).status).toBe(404)
    expect(await count('passkeys')).toBe(1)
  })
})

it('a reset removes passkeys, and so does the deletion of the account', async () => {
  expect((await call('DELETE', RESET, BODY)).status).toBe(204)
  expect([await count('passkeys'), await count('sessions')]).toEqual([0, 0])
  expect(await kinds()).toEqual(['second_factor.reset'])
  await addedPasskey(edge, await signedIn(edge, 'phone', 'ada'))
  expect((await call('DELETE', '/accounts/ada@acme.example')).status).toBe(204)
  expect([await count('passkeys'), await count('accounts')]).toEqual([0, 0])
})
