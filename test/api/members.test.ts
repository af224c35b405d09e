// /workspaces/{slug}/members: each answer, and each refusal with its code.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { callApi, tokenOf } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  count,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  SCHEDULED,
  setPolicy,
} from '../support/rows.ts'
import { addPasskeyRow } from '../support/unused-passkey.ts'

const MEMBERS = '/workspaces/acme/members'
const pathOf = (id: string) => `${MEMBERS}/${id}@acme.example`

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
  for (const id of ['ada', 'bela', 'olga']) await addAccount(id)
  await addMember('acme', 'olga', 'owner')
})

const put = (id: string, role: unknown, token?: string) =>
  callApi(edge, 'PUT', pathOf(id), { role }, token ? { token } : {})
const remove = (id: string, token?: string) =>
  callApi(edge, 'DELETE', pathOf(id), undefined, token ? { token } : {})

describe('a member', () => {
  it('is added with 201, changed with 200 and removed with 204', async () => {
    expect(await put('ada', 'member')).toMatchObject({ status: 201, body: { role: 'member' } })
    expect(await put('ada', 'admin')).toMatchObject({ status: 200, body: { role: 'admin' } })
    expect(await remove('ada')).toMatchObject({ status: 204, body: null })
    expect(await count('members')).toBe(1)
  })

  it('is found by address in any case', async () => {
    expect((await callApi(edge, 'PUT', `${MEMBERS}/ADA@ACME.example`, { role: 'member' })).status).toBe(201)
    expect((await remove('ada')).status).toBe(204)
  })

  it.each<[string, number, string, () => Promise<unknown>]>([
    ['without an account is not added', 404, 'no_such_account', () => put('nobody', 'member')],
    ['who is not a member is not removed', 404, 'not_found', () => remove('ada')],
    [
      'with a malformed address is not added',
      422,
      'invalid',
      () => callApi(edge, 'PUT', `${MEMBERS}/x`, { role: 'member' }),
    ],
    ['does not get an unknown role', 422, 'invalid', () => put('ada', 'root')],
    ['who is the only owner is not demoted', 409, 'last_owner', () => put('olga', 'member')],
    ['who is the only owner is not removed', 409, 'last_owner', () => remove('olga')],
  ])('%s: %i %s, and nothing is written', async (_, status, code, ask) => {
    expect(await ask()).toMatchObject({ status, body: { code } })
    expect(await rows('SELECT account_id, role FROM members')).toEqual([
      { account_id: 'olga', role: 'owner' },
    ])
    expect(await count('audit')).toBe(0)
  })

  it('who is the last enrolled owner of an enforcing workspace stays', async () => {
    await addMember('acme', 'bela', 'owner')
    await enrol('olga')
    await setPolicy('acme', SCHEDULED)
    for (const refused of [await remove('olga'), await put('olga', 'admin')])
      expect(refused).toMatchObject({ status: 409, body: { code: 'last_enrolled_owner' } })
  })

  it('cannot become or stop being an owner by an admin’s token', async () => {
    await addMember('acme', 'ada', 'admin')
    await enrol('ada')
    const token = await tokenOf(edge, 'acme', 'ada')
    for (const refused of [
      await put('bela', 'owner', token),
      await remove('olga', token),
      await put('olga', 'member', token),
    ])
      expect(refused).toMatchObject({ status: 403, body: { code: 'owners_only' } })
    expect((await put('bela', 'member', token)).status).toBe(201)
  })
})

describe('the member list', () => {
  const list = async (query = '') => (await callApi(edge, 'GET', MEMBERS + query)).body

  it('has each member with role and date', async () => {
    expect(await list()).toEqual({
      members: [
        {
          ...{ email: 'olga@acme.example', name: 'olga', role: 'owner', standing: 'free' },
          ...{ with_passkey: false, imported: false, extended_until: null },
          joined_at: '2027-01-15T08:00:00Z',
        },
      ],
      next_cursor: null,
    })
  })

  it('has pages of a hundred, with each member once', async () => {
    for (let i = 0; i < 150; i++) await addMember('acme', await addAccount(`m-${i}`), 'member')
    const first = await list()
    const second = await list(`?cursor=${first.next_cursor}`)
    expect([first.members.length, second.members.length, second.next_cursor]).toEqual([100, 51, null])
    const emails = [...first.members, ...second.members].map(({ email }) => email)
    expect(new Set(emails).size).toBe(151)
  })

  it.each([
    ['free', null, ['free']],
    ['pending', SCHEDULED, ['pending']],
    ['overdue', IN_EFFECT, ['overdue']],
  ])('has members who are %s only while the policy makes them so', async (standing, policy, expected) => {
    if (policy) await setPolicy('acme', policy)
    for (const asked of ['free', 'pending', 'overdue']) {
      const { members } = await list(`?standing=${asked}`)
      expect(members.map((member: { standing: string }) => member.standing)).toEqual(
        asked === standing ? expected : [],
      )
    }
  })

  it.each(['everybody', 'admins'] as const)(
    'has who lacks a passkey and whom the second policy, for %s, applies to',
    async (appliesTo) => {
      for (const id of ['ada', 'bela']) await addMember('acme', id, 'member')
      for (const id of ['cy', 'dora']) await addMember('acme', await addAccount(id), 'admin')
      for (const id of ['bela', 'dora']) await addPasskeyRow(id)
      await setPolicy('acme', { ...SCHEDULED, appliesTo }, 'phishing-resistant')
      const emailsOf = async (query: string) =>
        (await list(query)).members.map(({ email }: { email: string }) => email.replace('@acme.example', ''))
      expect(await emailsOf('?lacks=passkey')).toEqual(
        appliesTo === 'admins' ? ['cy', 'olga'] : ['ada', 'cy', 'olga'],
      )
      expect(await emailsOf('?lacks=passkey&standing=enrolled')).toEqual([])
      await enrol('cy')
      expect(await emailsOf('?lacks=passkey&standing=enrolled')).toEqual(['cy'])
      const { members } = await list('?standing=enrolled')
      expect(members.map((member: { with_passkey: boolean }) => member.with_passkey)).toEqual([
        true,
        false,
        true,
      ])
      const [viewed] = await rows('SELECT detail FROM audit WHERE detail LIKE \'%"lacks":"passkey"%\'')
      expect(viewed).toBeDefined()
    },
  )

  it('adds an audit entry for each view, even if it is empty', async () => {
    await list()
    await list('?standing=overdue')
    expect(await rows('SELECT actor, action FROM audit')).toEqual(
      [1, 2].map(() => ({ actor: 'operator', action: 'members.viewed' })),
    )
  })

  it('adds no audit entry for HEAD or an invalid query', async () => {
    expect((await callApi(edge, 'HEAD', MEMBERS)).status).toBe(200)
    for (const query of ['?standing=late', '?lacks=app', '?page=2', '?cursor='.padEnd(110, 'x')])
      expect(await callApi(edge, 'GET', MEMBERS + query)).toMatchObject({
        status: 422,
        body: { code: 'invalid' },
      })
    expect(await count('audit')).toBe(0)
  })
})
