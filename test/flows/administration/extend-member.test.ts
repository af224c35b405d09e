// Grants and ends extensions. A refusal writes nothing, and each change is recorded.

import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import {
  endExtension,
  type Granter,
  type GrantRefusal,
  grantExtension,
} from '../../../src/flows/administration/extend-member.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { ALWAYS, not } from '../../../src/store/condition.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  count,
  IN_EFFECT,
  NOW,
  rows,
  setPolicy,
} from '../../support/rows.ts'

const DAY = 86_400
const UNTIL = NOW + 10 * DAY
const OLGA: Granter = { name: 'olga@acme.example', accountId: 'olga', personId: 'olga', isStill: ALWAYS }
const emailOf = (id: string) => requireEmail(`${id}@acme.example`)
const members = () => rows('SELECT account_id AS id, extended_until AS until FROM members ORDER BY id')
const recorded = () => rows('SELECT actor, action, account_id, detail FROM audit')

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
  await addMember('acme', await addAccount('olga'), 'owner')
  await addMember('acme', await addAccount('bo'), 'member')
  await setPolicy('acme', IN_EFFECT)
})

const grant = (id = 'bo', { until = UNTIL, by = OLGA, on = edge } = {}) =>
  grantExtension(on, 'acme', { email: emailOf(id), until, reason: 'on leave' }, by)
const endOf = (id = 'bo', by = OLGA, on = edge) => endExtension(on, 'acme', emailOf(id), by)

describe('an extension', () => {
  it('is granted in two round trips, takes effect in the member’s row, and is recorded', async () => {
    const { db, meter } = metered(edge.db)
    expect(await grant('bo', { on: { ...edge, db } })).toEqual({
      ok: true,
      value: {
        email: 'bo@acme.example',
        until: UNTIL,
        reason: 'on leave',
        grantedBy: 'olga@acme.example',
        grantedAt: NOW,
      },
    })
    expect(meter.roundTrips).toBe(2)
    expect(await members()).toEqual([
      { id: 'bo', until: UNTIL },
      { id: 'olga', until: null },
    ])
    expect(await rows('SELECT kind, account_id, workspace_id FROM notices ORDER BY account_id')).toEqual([
      { kind: 'extension.granted', account_id: null, workspace_id: 'acme' },
      { kind: 'extension.granted', account_id: 'bo', workspace_id: null },
    ])
    expect(await recorded()).toEqual([
      {
        ...{ actor: 'olga@acme.example', action: 'extension.granted', account_id: 'bo' },
        detail: JSON.stringify({ until_at: UNTIL, reason: 'on leave' }),
      },
    ])
  })

  it.each([1, 30 * DAY])('may end %i seconds from now', async (seconds) => {
    expect((await grant('bo', { until: NOW + seconds })).ok).toBe(true)
  })

  it('may be granted by the operator, who is no member', async () => {
    const operator: Granter = { name: 'operator', accountId: null, personId: null, isStill: ALWAYS }
    expect((await grant('olga', { by: operator })).ok).toBe(true)
  })

  it.each<[GrantRefusal, string, () => ReturnType<typeof grant>]>([
    ['unusable-end', 'now', () => grant('bo', { until: NOW })],
    ['unusable-end', 'in the past', () => grant('bo', { until: NOW - DAY })],
    ['unusable-end', 'after 30 days', () => grant('bo', { until: NOW + 30 * DAY + 1 })],
    ['not-a-member', 'for nobody', () => grant('nobody')],
    ['own-extension', 'for oneself', () => grant('olga')],
    [
      'own-extension',
      'by a token for its maker',
      () => grant('olga', { by: { ...OLGA, name: 'token ci (x)', accountId: null } }),
    ],
    ['changed-meanwhile', 'by a former admin', () => grant('bo', { by: { ...OLGA, isStill: not(ALWAYS) } })],
  ])('is refused as %s %s, and nothing is written', async (reason, _, ask) => {
    expect(await ask()).toEqual({ ok: false, error: reason })
    for (const table of ['extensions', 'notices']) expect(await count(table)).toBe(0)
    expect(await recorded()).toEqual([])
    expect((await members()).every(({ until }) => until === null)).toBe(true)
  })

  it('is refused a second time, also after it was ended', async () => {
    await grant()
    expect(await grant('bo', { until: UNTIL + DAY })).toEqual({ ok: false, error: 'already-extended' })
    await endOf()
    expect(await grant()).toEqual({ ok: false, error: 'already-extended' })
    expect(await members()).toContainEqual({ id: 'bo', until: null })
    expect((await recorded()).map(({ action }) => action)).toEqual(['extension.granted', 'extension.ended'])
    expect(await count('notices')).toBe(2)
  })

  it('is refused if the policy changes after it was read, so that it covers the member no more', async () => {
    const { db } = edge
    let isOver = false
    const interrupted = {
      prepare: (sql: string) => db.prepare(sql),
      async batch(statements: D1PreparedStatement[]) {
        const results = await db.batch(statements)
        if (!isOver) await setPolicy('acme', { ...IN_EFFECT, appliesTo: 'admins' })
        isOver = true
        return results
      },
    } as unknown as D1Database
    expect(await grant('bo', { on: { ...edge, db: interrupted } })).toEqual({
      ok: false,
      error: 'nothing-to-extend',
    })
    expect(await recorded()).toEqual([])
  })
})

describe('the end of an extension', () => {
  it('takes two round trips, and is recorded with the time that it had', async () => {
    await grant()
    const { db, meter } = metered(edge.db)
    expect(await endOf('bo', OLGA, { ...edge, db })).toBe(true)
    expect(meter.roundTrips).toBe(2)
    expect(await members()).toContainEqual({ id: 'bo', until: null })
    expect((await recorded())[1]).toEqual({
      ...{ actor: 'olga@acme.example', action: 'extension.ended', account_id: 'bo' },
      detail: JSON.stringify({ until_at: UNTIL }),
    })
  })

  it.each<[string, () => Promise<unknown>]>([
    ['without one', () => endOf()],
    ['of nobody', () => endOf('nobody')],
    [
      'of one that is over',
      async () => {
        await grant()
        return endOf('bo', OLGA, await edgeAt(UNTIL))
      },
    ],
    [
      'by a former admin',
      async () => {
        await grant()
        return endOf('bo', { ...OLGA, isStill: not(ALWAYS) })
      },
    ],
  ])('%s changes nothing', async (_, ask) => {
    expect(await ask()).toBe(false)
    expect((await recorded()).filter(({ action }) => action === 'extension.ended')).toEqual([])
  })
})
