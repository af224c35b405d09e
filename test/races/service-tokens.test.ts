// Service tokens that are used, rotated and revoked at the same time. Uses real HTTP, because in one process a race
// would not show.

import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { withFaults } from '../support/node/faults.ts'
import { makeServiceToken, type ServiceToken, saveRules } from '../support/node/machines.ts'
import { claimsOf, type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  makeWorkspace,
  port,
  runSql,
  sendRaw,
  stopClock,
  type TestWorkspace,
} from '../support/node/test-bed.ts'

const REQUESTS = 50
const PASS_SECONDS = 120
// Makes D1 slow, so that all requests arrive before the first is answered.
const SLOW = [{ store: 'D1', how: 'late' }] as const

let origin: RecordingOrigin
let workspace: TestWorkspace
let startClock: () => Promise<unknown>
beforeAll(async () => {
  origin = await startRecordingOrigin()
  workspace = await makeWorkspace(origin.url)
  await saveRules(workspace, { id: 'api', path: '/api', match: 'prefix', access: 'service' })
  startClock = await stopClock()
})
afterAll(async () => {
  await startClock()
  await origin.close()
})

const makeToken = () => makeServiceToken(workspace, { paths: ['/api'], methods: ['GET'] })
const ask = ({ token }: ServiceToken) =>
  sendRaw(workspace.host, '/api/x', { headers: [['Authorization', `Bearer ${token}`]] })
const askAtOnce = (service: ServiceToken) => Array.from({ length: REQUESTS }, () => ask(service))
const pathOf = ({ id }: ServiceToken) => `/workspaces/${workspace.slug}/service-tokens/${id}`
const statusesOf = (answers: readonly { status: number }[]) => new Set(answers.map(({ status }) => status))

describe('fifty requests at once with a token that is not remembered', () => {
  it('read it once, and record one use', async () => {
    const service = await makeToken()
    await ask(await makeToken()) // the site is known
    const { value: answers, calls } = await withFaults(SLOW, () => Promise.all(askAtOnce(service)))
    expect(statusesOf(answers)).toEqual(new Set([200]))
    expect(calls.D1, 'the token, and its first use of the day').toBeLessThanOrEqual(2)
    const sql = `SELECT 1 FROM audit WHERE action = 'service_token.used' AND actor = 'service:${service.id}'`
    // It is recorded after the answer.
    await expect.poll(async () => (await runSql(sql))[0]).toHaveLength(1)
  })
})

describe('a token that is revoked while requests with it run', () => {
  it.each<readonly [string, (service: ServiceToken) => Promise<{ status: number }>]>([
    ['deleted', (service) => api('DELETE', pathOf(service))],
    ['disabled', (service) => api('PATCH', pathOf(service), { disabled: true })],
    [
      'rotated without an overlap',
      (service) => api('POST', `${pathOf(service)}/rotate`, { overlap_hours: 0 }),
    ],
  ])('admits nobody after the lifetime of a pass, and no assertion outlives it: %s', async (_, revoke) => {
    const service = await makeToken()
    const before = origin.requests.length
    const [answers, revoked] = await Promise.all([Promise.all(askAtOnce(service)), revoke(service)])
    expect(revoked.status).toBeLessThan(300)
    for (const status of statusesOf(answers)) expect([200, 401]).toContain(status)
    await advance(PASS_SECONDS)
    const reached = origin.requests.slice(before)
    expect(reached).toHaveLength(answers.filter(({ status }) => status === 200).length)
    for (const request of reached) {
      const { iat, exp } = claimsOf(request)
      expect(Number(exp) - Number(iat)).toBeLessThanOrEqual(PASS_SECONDS)
    }
    expect(statusesOf(await Promise.all(askAtOnce(service)))).toEqual(new Set([401]))
    expect(origin.requests).toHaveLength(before + reached.length)
  })

  it('opens no new WebSocket after the lifetime of a pass', async () => {
    const service = await makeToken()
    const connect = () =>
      new WebSocket(`ws://127.0.0.1:${port}/api/socket`, {
        headers: { Host: workspace.host, Authorization: `Bearer ${service.token}` },
      })
    const open = connect()
    await once(open, 'open')
    await api('DELETE', pathOf(service))
    await advance(PASS_SECONDS)
    const arrivals = origin.arrivals()
    const late = connect()
    await Promise.race([once(late, 'unexpected-response'), once(late, 'open').then(() => Promise.reject())])
    expect(origin.arrivals()).toBe(arrivals)
    open.terminate()
    late.terminate()
  })
})

describe('a token whose scope is narrowed while requests with it run', () => {
  it('opens no more than the new scope after the lifetime of a pass', async () => {
    const service = await makeToken()
    await Promise.all([...askAtOnce(service), api('PATCH', pathOf(service), { paths: ['/api/only'] })])
    await advance(PASS_SECONDS)
    expect(statusesOf(await Promise.all(askAtOnce(service)))).toEqual(new Set([403]))
  })
})
