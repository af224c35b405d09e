// /workspaces/{slug}/invitations: each answer, and each refusal with its code.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { callApi, tokenOf } from '../support/api-caller.ts'
import { settleDeferred } from '../support/deferred.ts'
import { edgeAt } from '../support/edge-at.ts'
import { mailingAt } from '../support/enforcement.ts'
import { addAccount, addMember, addWorkspace, count, enrol, NOW, rows } from '../support/rows.ts'

const PATH = '/workspaces/acme/invitations'
const BODY = { email: 'cy@else.example', role: 'member' }

let sent: EmailMessageBuilder[]
let edge: Edge
beforeEach(async () => {
  sent = []
  edge = await mailingAt(NOW, (mail) => void sent.push(mail))
  await addWorkspace('acme')
  for (const id of ['ada', 'bo', 'olga']) await addAccount(id)
  await addMember('acme', 'olga', 'owner')
  await addMember('acme', 'ada', 'admin')
  await enrol('ada')
})

const call = (method: string, path = PATH, body?: unknown, token?: string, on = edge) =>
  callApi(on, method, path, body, token ? { token } : {})
const post = (body: unknown = BODY, token?: string, on = edge) => call('POST', PATH, body, token, on)
const one = async () => `${PATH}/${(await post()).body.id}`

const INVITATION = {
  ...{ id: expect.stringMatching(/^[\w-]{22}$/), ...BODY, state: 'open' },
  ...{ created_at: '2027-01-15T08:00:00Z', expires_at: '2027-01-22T08:00:00Z' },
  last_sent_at: '2027-01-15T08:00:00Z',
}

describe('POST', () => {
  it('answers 201 with the invitation, and 200 with the same one while it is open', async () => {
    const first = await post()
    expect(first).toMatchObject({ status: 201, body: INVITATION })
    expect(Object.keys(first.body)).toEqual(Object.keys(INVITATION))
    await settleDeferred()
    expect(await post({ ...BODY, role: 'admin' })).toMatchObject({ status: 200, body: first.body })
    await settleDeferred()
    expect(sent).toHaveLength(1)
  })

  it('answers the same for an address with an account', async () => {
    expect((await post({ ...BODY, email: 'bo@acme.example' })).status).toBe(201)
  })

  it('takes an admin’s token. The maker answers for the invitation, and the log names the token', async () => {
    const token = await tokenOf(edge, 'acme', 'ada')
    expect((await post(BODY, token)).status).toBe(201)
    expect(await rows('SELECT inviter_id FROM invitations')).toEqual([{ inviter_id: 'ada' }])
    const [entry] = await rows<{ actor: string }>("SELECT actor FROM audit WHERE action = 'invitation.sent'")
    expect(entry?.actor).toMatch(/^token /)
    await settleDeferred()
    expect(sent[0]?.text).toContain('ada@acme.example')
    await env.DB.prepare("DELETE FROM members WHERE account_id = 'ada'").run()
    expect((await call('GET')).body.invitations).toMatchObject([{ state: 'expired' }])
  })

  it.each<[string, number, string, () => ReturnType<typeof post>]>([
    ['a member', 409, 'already_member', () => post({ ...BODY, email: 'ADA@acme.example' })],
    ['no mail carrier', 409, 'mail_not_set_up', async () => post(BODY, undefined, await edgeAt(NOW))],
    [
      'an owner by an admin’s token',
      403,
      'owners_only',
      async () => post({ ...BODY, role: 'owner' }, await tokenOf(edge, 'acme', 'ada')),
    ],
    ['a malformed address', 422, 'invalid', () => post({ ...BODY, email: 'cy' })],
    ['two addresses', 422, 'invalid', () => post({ ...BODY, email: 'cy@else.example, di@else.example' })],
    ['a list of addresses', 422, 'invalid', () => post({ ...BODY, email: ['cy@else.example'] })],
    [
      'a line break in the address',
      422,
      'invalid',
      () => post({ ...BODY, email: 'cy@else.example\nBcc: x@y.example' }),
    ],
    ['an unknown role', 422, 'invalid', () => post({ ...BODY, role: 'guest' })],
    ['an unknown field', 422, 'invalid', () => post({ ...BODY, message: 'Hello' })],
    [
      'another workspace',
      404,
      'not_found',
      async () => {
        await addWorkspace('globex')
        return call('POST', '/workspaces/globex/invitations', BODY, await tokenOf(edge, 'acme', 'ada'))
      },
    ],
  ])('is refused for %s with %i %s, and sends nothing', async (_, status, code, ask) => {
    expect(await ask()).toMatchObject({ status, body: { code } })
    for (const table of ['invitations', 'invitation_mails', 'notices']) expect(await count(table)).toBe(0)
    await settleDeferred()
    expect(sent).toEqual([])
  })

  it('is refused for the fourth mail of a week, and says when the next is possible', async () => {
    const path = await one()
    for (const _ of [2, 3]) expect((await call('POST', `${path}/resend`)).status).toBe(200)
    const refused = await call('POST', `${path}/resend`)
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_invitations' } })
    expect(refused.headers.get('retry-after')).toBe(`${7 * 86_400}`)
    expect((await call('DELETE', path)).status).toBe(204)
    expect((await post()).status).toBe(429)
  })
})

describe('resend', () => {
  it('answers 200 with the invitation, needs no body, and takes none with fields', async () => {
    const path = await one()
    expect(await call('POST', `${path}/resend`)).toMatchObject({ status: 200, body: INVITATION })
    expect(sent.length).toBeLessThanOrEqual(2)
  })

  it.each(['resend', ''])('and DELETE answer 404 for what is not there: %s', async (way) => {
    const path = `${PATH}/${'x'.repeat(22)}${way && '/resend'}`
    expect(await call(way ? 'POST' : 'DELETE', path)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    })
  })
})

describe('DELETE', () => {
  it('answers 204, and 404 the second time', async () => {
    const path = await one()
    expect((await call('DELETE', path)).status).toBe(204)
    expect((await call('DELETE', path)).status).toBe(404)
    expect((await call('GET')).body).toEqual({ invitations: [], next_cursor: null })
  })

  it('answers 409 for one that was accepted, which stays in the list', async () => {
    const path = await one()
    await env.DB.prepare("UPDATE invitations SET accepted_at = ?1, accepted_by = 'bo'").bind(NOW).run()
    for (const [method, way] of [
      ['DELETE', ''],
      ['POST', '/resend'],
    ] as const)
      expect(await call(method, path + way)).toMatchObject({
        status: 409,
        body: { code: 'already_accepted' },
      })
    expect((await call('GET')).body.invitations).toMatchObject([{ state: 'accepted' }])
  })

  it('of another workspace answers 404', async () => {
    const path = await one()
    await addWorkspace('globex')
    await addMember('globex', 'bo', 'owner')
    await enrol('bo')
    const token = await tokenOf(edge, 'globex', 'bo')
    const foreign = path.replace('acme', 'globex')
    expect((await call('DELETE', foreign, undefined, token)).status).toBe(404)
    expect((await call('DELETE', path, undefined, token)).status).toBe(404)
    expect(await count('invitations')).toBe(1)
  })
})
