// Who goes on, and for how long, while D1 can't be asked and `OUTAGE_SECONDS` is set.

import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PassClaims } from '../../src/crypto/pass.ts'
import { publishSites } from '../../src/flows/edge/edge-facts.ts'
import { forgetRing } from '../../src/flows/edge/ring.ts'
import { listAll } from '../../src/store/batch.ts'
import { selectSitesOf } from '../../src/store/sites.ts'
import { type Bed, expectKeptOut, expectProblem, makeBed, passFor } from '../support/at-the-gate.ts'
import { addServiceToken, saveRules } from '../support/gate-rules.ts'
import { IN_EFFECT, NOW, setPolicy } from '../support/rows.ts'

const OUTAGE = 900

let bed: Bed
let warned: () => unknown[]
beforeEach(async () => {
  bed = await makeBed({ outageSeconds: OUTAGE })
  const warnings = vi.spyOn(console, 'warn').mockImplementation(() => {})
  warned = () => warnings.mock.calls.map(([line]) => JSON.parse(String(line)))
  await bed.ask()
  bed.spent()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const passWith = (changes: Partial<PassClaims>) => passFor(bed.edge, bed.host, bed.id, changes)
const cookieIn = (answer: Response) =>
  /^__Host-sallyport-pass=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? ''
const told = () => decodeJwt(bed.arrived().get('sallyport-assertion') ?? '')

/** Asks at that time, with a pass that ended at NOW. */
const askAt = async (now: number, cookie?: string) =>
  bed.ask('/report', { now, cookie: cookie ?? (await passWith({ exp: NOW })) })

async function expectClosed(asked: Promise<Response>): Promise<void> {
  bed.origin.mockClear()
  await expect(asked).rejects.toThrow('D1')
  expect(bed.origin).not.toHaveBeenCalled()
  expect(bed.spent().rowsWritten).toBe(0)
}

describe('a person whose pass ended while D1 is down', () => {
  beforeEach(() => bed.breakD1())

  it('goes on with a pass of 30 seconds that says it is stale, and the log has it', async () => {
    const answer = await askAt(NOW + 10)
    expect(await answer.text()).toBe('the origin')
    expect(told()).toMatchObject({ stale: true, stale_since: NOW, iat: NOW + 10, exp: NOW + 40, sub: 'ada' })
    expect(decodeJwt(cookieIn(answer).split('~')[0] ?? '')).toEqual(told())
    expect(warned()).toEqual([{ event: 'gate.outage', host: bed.host, sessionId: 'session-of-ada' }])
  })

  it('uses the stale pass until it ends, without asking D1 again', async () => {
    const cookie = cookieIn(await askAt(NOW + 10))
    bed.spent()
    expect((await askAt(NOW + 39, cookie)).headers.get('set-cookie')).toBeNull()
    expect(bed.spent().roundTrips).toBe(0)
  })

  it('goes on for 900 seconds in all, however often the stale pass is renewed', async () => {
    let cookie = await passWith({ exp: NOW })
    for (let at = 0; at < OUTAGE; at += 30) {
      const answer = await askAt(NOW + at, cookie)
      expect(answer.status, `after ${at} seconds`).toBe(200)
      cookie = cookieIn(answer) || cookie
      expect(told().exp).toBeLessThanOrEqual(NOW + OUTAGE)
    }
    await expectClosed(askAt(NOW + OUTAGE, cookie))
    await expectClosed(askAt(NOW + OUTAGE))
  })

  it('gets a pass of the usual kind once D1 answers, and is refused if the session has ended', async () => {
    const cookie = cookieIn(await askAt(NOW + 10))
    bed.mendD1()
    const answer = await askAt(NOW + 40, cookie)
    expect(cookieIn(answer)).not.toBe('')
    expect(told()).not.toHaveProperty('stale')
    expect(told()).not.toHaveProperty('stale_since')
    await env.DB.prepare('DELETE FROM sessions').run()
    bed.origin.mockClear()
    bed.spent()
    const refused = await bed.ask('/report', { now: NOW + 170, cookie: cookieIn(answer) })
    await expectProblem(bed, refused, [401, 'sign_in_required'])
  })
})

it('a stalled D1 holds nobody up for longer than two seconds', async () => {
  const cookie = await passWith({ exp: NOW })
  bed.stallD1()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const asked = bed.ask('/report', { now: NOW + 1, cookie })
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(1))
  await vi.advanceTimersByTimeAsync(2000)
  expect((await asked).status).toBe(200)
  expect(told()).toMatchObject({ stale: true })
  await vi.advanceTimersByTimeAsync(10_000)
})

it('takes what a late D1 says about the workspace for the next request', async () => {
  const cookie = await passWith({ exp: NOW + 200 })
  await env.DB.prepare(`UPDATE workspaces SET origin = 'http://moved.example' WHERE id = ?`)
    .bind(bed.id)
    .run()
  bed.slowD1(2400)
  await askAt(NOW + 70, cookie)
  expect(bed.origin.mock.calls.at(-1)?.[0]).not.toContain('moved')
  await bed.settled()
  await askAt(NOW + 71, cookie)
  expect(bed.origin.mock.calls.at(-1)?.[0]).toBe('http://moved.example/report')
})

it('a ring that may have changed is not used in an outage', async () => {
  forgetRing()
  bed.breakD1()
  await expectClosed(askAt(NOW + 400))
})

describe('an outage opens nothing to', () => {
  it('a person whom D1 has refused before, until D1 lets them in again', async () => {
    const session = await env.DB.prepare('SELECT * FROM sessions').first<Record<string, unknown>>()
    await env.DB.prepare('DELETE FROM sessions').run()
    const cookie = await passWith({ exp: NOW })
    await expectProblem(bed, await askAt(NOW + 10, cookie), [401, 'sign_in_required'])
    bed.breakD1()
    for (const at of [NOW + 20, NOW + 800])
      await expectProblem(bed, await askAt(at, cookie), [401, 'sign_in_required'])

    bed.mendD1()
    const columns = Object.keys(session ?? {})
    const insert = `INSERT INTO sessions (${columns}) VALUES (${columns.map(() => '?')})`
    await env.DB.prepare(insert)
      .bind(...Object.values(session ?? {}))
      .run()
    const renewed = cookieIn(await askAt(NOW + 810, cookie))
    bed.breakD1()
    expect((await askAt(NOW + 940, renewed)).status).toBe(200)
  })

  it('a person whom D1 refused too late for the last request', async () => {
    await env.DB.prepare('DELETE FROM sessions').run()
    const cookie = await passWith({ exp: NOW })
    bed.slowD1(2400)
    const answer = await askAt(NOW + 10, cookie)
    expect(answer.status).toBe(200)
    await bed.settled()
    bed.origin.mockClear()
    const next = await askAt(NOW + 40, cookieIn(answer))
    await expectProblem(bed, next, [401, 'sign_in_required'])
  })

  it('a pass that says that the outage begins after its own end', async () => {
    bed.breakD1()
    const cookie = await passWith({ exp: NOW, stale: true, stale_since: NOW + 1_000_000 })
    expect((await askAt(NOW + OUTAGE - 1, cookie)).status).toBe(200)
    await expectClosed(askAt(NOW + OUTAGE, cookie))
  })

  it('a person whom D1 refuses', async () => {
    await env.DB.prepare('DELETE FROM sessions').run()
    const answer = await askAt(NOW + 10)
    await expectProblem(bed, answer, [401, 'sign_in_required'])
  })

  it('a person under a policy that takes effect meanwhile', async () => {
    await setPolicy(bed.id, { ...IN_EFFECT, graceDays: 3, effectiveAt: NOW + 20 })
    await publishSites(bed.edge, await listAll(env.DB, selectSitesOf(env.DB, bed.id)))
    await bed.ask()
    bed.origin.mockClear()
    bed.breakD1()
    const cookie = cookieIn(await askAt(NOW + 10))
    expect(cookie).not.toBe('')
    await expectClosed(askAt(NOW + 20, cookie))
    await expectClosed(askAt(NOW + 20))
  })

  it('a path that requires a second factor, however new the proof is', async () => {
    await saveRules(bed, { path: '/payroll', require: { maxAge: 3600, methods: null } })
    const proved = { mfa_time: NOW, mfa_method: 'totp', acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] } as const
    const cookie = await passWith({ ...proved, exp: NOW })
    bed.breakD1()
    const stale = cookieIn(await bed.ask('/report', { now: NOW + 1, cookie }))
    expect(stale).not.toBe('')
    for (const brought of [cookie, stale])
      await expectClosed(bed.ask('/payroll', { now: NOW + 1, cookie: brought }))
  })

  it('a person whose role the database must confirm', async () => {
    await saveRules(bed, { path: '/admin', roles: ['admin'] })
    bed.breakD1()
    for (const exp of [NOW + 120, NOW])
      await expectClosed(bed.ask('/admin', { now: NOW + 1, cookie: await passWith({ exp }) }))
  })

  it('a service token that the isolate does not know', async () => {
    await saveRules(bed, { path: '/api', access: 'service' })
    const { token } = await addServiceToken(bed)
    bed.breakD1()
    await expectClosed(bed.ask('/api', { now: NOW + 1, headers: { 'sallyport-token': token } }))
  })

  it('a person without a pass', async () => {
    bed.breakD1()
    const answer = await bed.ask('/report', { now: NOW + 1 })
    expect(answer.status).toBe(401)
    expectKeptOut(bed, answer)
  })
})
