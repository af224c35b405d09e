// Reads the caller of the API together with the workspace that the call is about.

import { beforeEach, describe, expect, it } from 'vitest'
import { actorIn, type Bearer, identifyCall, nameOf } from '../../../src/flows/administration/bearer.ts'
import { createToken } from '../../../src/flows/administration/tokens.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import { addAccount, addMember, addWorkspace, author, end, NOW, rows } from '../../support/rows.ts'

let edge: Edge
let token: string

beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addAccount('ada')
  for (const id of ['acme', 'globex']) await addWorkspace(id)
  await addMember('acme', 'ada', 'admin')
  const maker = { ...author('ada@acme.example'), accountId: 'ada', parent: null }
  const made = await createToken(edge, 'acme', { id: 'a'.repeat(22), name: 'ci', expiresInDays: 1 }, maker)
  if (!made.ok) throw new Error(made.error)
  token = made.value.token
})

const holderOf = (bearer: Bearer | undefined) => (bearer?.kind === 'token' ? bearer.holder : null)

describe('a call', () => {
  it('with a token finds its creator and the workspace in one round trip', async () => {
    const { db, meter } = metered(edge.db)
    const call = await identifyCall({ ...edge, db }, token, 'acme')
    expect(holderOf(call?.bearer)).toMatchObject({
      name: 'ci',
      workspaceId: 'acme',
      isEnforced: false,
      maker: { accountId: 'ada', email: 'ada@acme.example', role: 'admin', isEnrolled: false },
    })
    expect(call?.found).toMatchObject({ workspace: { slug: 'acme' }, facts: { groups: [{ members: 1 }] } })
    expect(meter.roundTrips).toBe(1)
  })

  it('with the operator’s token may use every workspace, and reads only that workspace', async () => {
    const { db, meter } = metered(edge.db)
    const operator = edge.config.operatorToken
    const call = await identifyCall({ ...edge, db }, operator, 'globex')
    expect(call).toMatchObject({ bearer: { kind: 'operator' }, found: { workspace: { slug: 'globex' } } })
    expect(await identifyCall({ ...edge, db }, operator, null)).toEqual({
      bearer: { kind: 'operator' },
      found: null,
    })
    expect(meter.roundTrips).toBe(1)
  })

  it('with anything else than a token’s form reads nothing', async () => {
    const { db, meter } = metered(edge.db)
    for (const text of ['', 'spt_', token.slice(1), `${token}x`, `${edge.config.operatorToken}x`])
      expect(await identifyCall({ ...edge, db }, text, 'acme')).toBeNull()
    expect(meter.roundTrips).toBe(0)
  })

  it.each([
    ['that is unknown', () => rows("UPDATE credentials SET digest = 'another'")],
    ['that was revoked', () => rows('DELETE FROM credentials')],
    ['that has expired', () => rows('UPDATE credentials SET expires_at = ?', NOW)],
    ['whose creator is no longer an admin', () => rows("UPDATE members SET role = 'member'")],
    ['whose creator has left', () => rows('DELETE FROM members')],
    ['of a deleted workspace', () => end('acme')],
  ])('with a token %s has no caller', async (_, act) => {
    await act()
    expect(await identifyCall(edge, token, 'acme')).toBeNull()
  })
})

describe('an API caller', () => {
  const bearerOf = async (text: string) => {
    const call = await identifyCall(edge, text, null)
    if (!call) throw new Error('nobody')
    return call.bearer
  }

  it('has the role of the token’s creator, in that workspace only', async () => {
    const bearer = await bearerOf(token)
    expect(actorIn(edge, bearer, 'acme')).toMatchObject({ role: 'admin', accountId: null })
    expect(actorIn(edge, bearer, 'globex')).toBeNull()
  })

  it('that is the operator, or has the operator’s token, is an owner', async () => {
    expect(actorIn(edge, await bearerOf(edge.config.operatorToken), 'globex')).toMatchObject({
      role: 'owner',
    })
    await rows('UPDATE credentials SET maker_id = NULL')
    expect(actorIn(edge, await bearerOf(token), 'acme')).toMatchObject({ role: 'owner' })
  })

  it('is in the audit with the token’s name and id, so equal names differ', async () => {
    expect(nameOf(await bearerOf(token))).toBe(`token ci (${'a'.repeat(22)})`)
    expect(nameOf(await bearerOf(edge.config.operatorToken))).toBe('operator')
  })

  it('may change nothing once the token is revoked or its creator’s role changed', async () => {
    const actor = actorIn(edge, await bearerOf(token), 'acme')
    if (!actor) throw new Error('no actor')
    const { sql, values } = actor.isStill
    const holds = async () => (await rows(`SELECT 1 AS holds WHERE ${sql}`, ...values)).length === 1
    expect(await holds()).toBe(true)
    await rows("UPDATE members SET role = 'owner'")
    expect(await holds()).toBe(false)
    await rows("UPDATE members SET role = 'admin'")
    await rows('DELETE FROM credentials')
    expect(await holds()).toBe(false)
  })
})
