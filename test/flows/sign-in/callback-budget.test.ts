// Charges provider answers to the network that brings them, before their code is sent.

import { beforeEach, describe, expect, it } from 'vitest'
import { CALLBACK_BUCKET } from '../../../src/core/lockout.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { settleCharge, spendCharged } from '../../../src/flows/sign-in/callback-budget.ts'
import { notCompleted, type ProviderRefusal } from '../../../src/providers/refusal.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { digestOf, NOW, rows } from '../../support/rows.ts'

let settled: Promise<unknown>[]
let edge: Edge
beforeEach(async () => {
  settled = []
  edge = await from('192.0.2.1')
})

async function from(ip: string, now = NOW): Promise<Edge> {
  return { ...(await edgeAt(now, { ip })), defer: (work) => void settled.push(work) }
}

let brought = 0
const bring = (at: Edge, name = `answer ${++brought}`) => spendCharged(at, digestOf(name), NOW + 600)

async function bringMany(count: number) {
  for (let at = 0; at < count; at++) expect(await bring(edge)).toBe('first')
}

const settle = async (refusal: ProviderRefusal | null) => {
  settleCharge(edge, refusal)
  await Promise.all(settled)
}
const TOKEN_ERROR = notCompleted('token-error')

describe('the budget of a network', () => {
  it('allows 120 answers at once, and then one every ten seconds', async () => {
    await bringMany(CALLBACK_BUCKET.capacity)
    expect(await bring(edge)).toBe('throttled')
    expect(await bring(await from('192.0.2.1', NOW + 9))).toBe('throttled')
    const later = await from('192.0.2.1', NOW + 10)
    expect([await bring(later), await bring(later)]).toEqual(['first', 'throttled'])
  })

  it('is separate from other networks and from password guesses', async () => {
    await bringMany(CALLBACK_BUCKET.capacity)
    expect(await bring(await from('192.0.2.2'))).toBe('first')
    expect(await rows('SELECT DISTINCT budget FROM attempts')).toEqual([{ budget: 'password' }])
    expect(await rows('SELECT 1 FROM attempts')).toHaveLength(2)
  })

  it('spends nothing when full: the same answer works once there is room', async () => {
    await bringMany(CALLBACK_BUCKET.capacity)
    expect(await bring(edge, 'mine')).toBe('throttled')
    const later = await from('192.0.2.1', NOW + 20)
    expect([await bring(later, 'mine'), await bring(later, 'mine')]).toEqual(['first', 'spent'])
  })

  it('lets an office sign in all day: accepted codes cost nothing', async () => {
    for (let person = 0; person < 2 * CALLBACK_BUCKET.capacity; person++) {
      expect(await bring(edge)).toBe('first')
      await settle(null)
    }
  })

  it('lets it sign in while somebody there keeps the budget nearly full', async () => {
    await bringMany(CALLBACK_BUCKET.capacity - 1)
    for (let person = 0; person < 20; person++) {
      expect(await bring(edge)).toBe('first')
      await settle(null)
    }
  })
})

describe('an answer', () => {
  const chargedAfter = async (refusal: ProviderRefusal) => {
    await bring(edge)
    await settle(refusal)
    return (await rows<{ failures: number }>('SELECT failures FROM attempts'))[0]?.failures
  }

  it.each([
    TOKEN_ERROR,
    { code: 'unavailable', detail: 'oauth_response_is_not_conform' },
    { code: 'unavailable', detail: 'oauth_response_is_not_json' },
  ] as const)('stays charged if the provider refused its code: $detail', async (refusal) => {
    expect(await chargedAfter(refusal)).toBe(1)
  })

  it.each([
    { code: 'unavailable', detail: 'timeout' },
    { code: 'unavailable', detail: 'unreachable' },
    { code: 'cancelled', detail: 'access_denied' },
    notCompleted('iat'),
    notCompleted('unknown-key'),
  ] as const)('is not charged if the visitor is not at fault: $detail', async (refusal) => {
    expect(await chargedAfter(refusal)).toBe(0)
  })
})
