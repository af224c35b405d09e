// Sends a workspace's notice to a limited number of members at a time.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { enqueueMails } from '../../../src/flows/notices/enforcement-notices.ts'
import { batch, findFirst } from '../../../src/store/batch.ts'
import { advanceFanOut, listAudience, selectFanOuts } from '../../../src/store/notice-fan-outs.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addMany, beginFanOut, choose, recipients } from '../../support/enforcement.ts'
import { metered } from '../../support/metered.ts'
import { addAccount, addMember, addStranger, addWorkspace, count, enrol, NOW } from '../../support/rows.ts'

beforeEach(async () => {
  await addWorkspace('acme')
  await addMember('acme', await addAccount('ada'), 'owner')
})

describe('sending to all members', () => {
  it('reaches members not enrolled and all admins once, in any chunks, with runs at once', async () => {
    await addMany('acme', 120)
    for (const [id, role] of [
      ['bo', 'member'],
      ['cy', 'admin'],
      ['di', 'admin'],
    ] as const) {
      await addMember('acme', await addAccount(id), role)
    }
    for (const id of ['ada', 'bo', 'cy']) await enrol(id)
    await choose(14, NOW)
    await beginFanOut()
    const edge = await edgeAt(NOW)
    for (let round = 0; round < 8; round++)
      await Promise.all([enqueueMails(edge, 20), enqueueMails(edge, 20)])
    const reached = await recipients()
    expect(reached).toHaveLength(123)
    expect(new Set(reached).size).toBe(123)
    expect(reached).toEqual(expect.arrayContaining(['ada', 'cy', 'di', 'acme-1', 'acme-120']))
    expect(await count('notice_fan_outs')).toBe(0)
  })

  it('reaches no member who never entered the workspace', async () => {
    await addStranger('acme', await addAccount('eve'), 'member')
    await addStranger('acme', await addAccount('finn'), 'admin')
    await choose(14, NOW)
    await beginFanOut()
    expect(await enqueueMails(await edgeAt(NOW), 20)).toBe(1)
    expect(await recipients()).toEqual(['ada'])
    expect(await count('notice_fan_outs')).toBe(0)
  })

  it('reaches nobody twice when another run is faster', async () => {
    await addMany('acme', 30)
    await choose(14, NOW)
    await beginFanOut()
    const fanOut = await findFirst(env.DB, selectFanOuts(env.DB, [], 1, NOW))
    if (!fanOut) throw new Error('no fan-out')
    const chunk = { chunk: await listAudience(env.DB, fanOut, 10), isLast: false }
    await batch(env.DB, advanceFanOut(env.DB, fanOut, chunk, NOW))
    expect(await recipients()).toHaveLength(10)
    await env.DB.exec('DELETE FROM notice_deliveries') // as if all were delivered
    await batch(env.DB, advanceFanOut(env.DB, fanOut, chunk, NOW))
    expect(await recipients()).toEqual([])
  })

  it('costs a run the same in a workspace of 10 and of 3,000', async () => {
    await addMany('acme', 3000)
    await addWorkspace('small')
    await addMany('small', 10)
    await choose(14, NOW)
    await beginFanOut()
    const { db, meter } = metered(env.DB)
    expect(await enqueueMails({ ...(await edgeAt(NOW)), db }, 10)).toBe(10)
    expect(meter.rowsRead).toBeLessThan(80)
    expect(meter.rowsWritten).toBeLessThan(40)
  })

  it('shares a run among workspaces', async () => {
    await addMany('acme', 100)
    await choose(14, NOW)
    await beginFanOut()
    await addWorkspace('globex')
    await addMany('globex', 5)
    await choose(14, NOW + 1, 'globex')
    await beginFanOut()
    await enqueueMails(await edgeAt(NOW + 2), 20)
    const reached = await recipients()
    expect(reached.filter((id) => id.startsWith('globex'))).toHaveLength(5)
    expect(reached.filter((id) => id.startsWith('acme'))).toHaveLength(10)
  })

  it('comes to each of many workspaces in turn', async () => {
    for (let number = 10; number < 22; number++) {
      await addWorkspace(`w${number}`)
      await addMany(`w${number}`, 3)
      await choose(14, NOW + number, `w${number}`)
      await beginFanOut()
    }
    for (const at of [60, 120]) await enqueueMails(await edgeAt(NOW + at), 10)
    expect(new Set((await recipients()).map((id) => id.slice(0, 3))).size).toBe(12)
  })

  it('stops if the policy has changed', async () => {
    await addMany('acme', 50)
    await choose(14, NOW)
    await beginFanOut()
    await enqueueMails(await edgeAt(NOW), 10)
    await choose('off', NOW + 60)
    await enqueueMails(await edgeAt(NOW + 61), 10)
    expect(await recipients()).toHaveLength(10)
    expect(await count('notice_fan_outs')).toBe(0)
  })
})
