// Checks what ends a supervised WebSocket, and what passes through it. The clock and the timers are moved by the
// tests.

import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { publishSites } from '../../src/flows/edge/edge-facts.ts'
import { listAll } from '../../src/store/batch.ts'
import { selectSitesOf } from '../../src/store/sites.ts'
import { type Bed, makeBed, passFor } from '../support/at-the-gate.ts'
import { addServiceToken, saveRules } from '../support/gate-rules.ts'
import { enrol, IN_EFFECT, NOW, setPolicy } from '../support/rows.ts'

type Close = readonly [code: number, reason: string]

let bed: Bed
beforeEach(async () => {
  bed = await makeBed()
  await supervise(1)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(async () => {
  // Ends what is still watched, so that no timer reaches the next test.
  for (const socket of opened.splice(0)) socket.close(1000, '')
  await vi.runOnlyPendingTimersAsync()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function supervise(is: 0 | 1) {
  await env.DB.prepare('UPDATE workspaces SET supervises_sockets = ?').bind(is).run()
  await publishSites(bed.edge, await listAll(env.DB, selectSitesOf(env.DB, bed.id)))
  await bed.ask()
  bed.origin.mockClear()
  bed.spent()
}

const opened: WebSocket[] = []

/** Opens a WebSocket through the gate. Both ends keep what they receive. */
async function open({ cookie = bed.pass, path = '/socket', headers = {} }: Opening = {}) {
  const { 0: atOrigin, 1: forEdge } = new WebSocketPair()
  const given = { 'sec-websocket-protocol': 'chat', 'sec-websocket-extensions': 'permessage-deflate' }
  bed.origin.mockImplementation(
    async () => new Response(null, { status: 101, webSocket: forEdge, headers: given }),
  )
  const upgrade = { upgrade: 'websocket', origin: `http://${bed.host}`, ...headers }
  const answer = await bed.ask(path, { ...(cookie === null ? {} : { cookie }), headers: upgrade })
  if (!answer.webSocket) throw new Error(`not opened: ${answer.status}`)
  const [browser, origin] = [endOf(answer.webSocket), endOf(atOrigin)]
  return { answer, browser, origin }
}

interface Opening {
  readonly cookie?: string | null
  readonly path?: string
  readonly headers?: Record<string, string>
}

function endOf(socket: WebSocket) {
  const received: unknown[] = []
  let closed: Close | null = null
  Object.assign(socket, { binaryType: 'arraybuffer' })
  socket.addEventListener('message', ({ data }) => {
    received.push(typeof data === 'string' ? data : [...new Uint8Array(data as ArrayBuffer)])
  })
  socket.addEventListener('close', ({ code, reason }) => {
    closed = [code, reason]
    socket.close()
  })
  socket.accept()
  opened.push(socket)
  return { socket, received, closed: () => closed }
}

/** Waits for what must happen. The expectation after it fails if it did not. */
async function settle(isDone: () => boolean): Promise<void> {
  for (let looks = 0; looks < 1000 && !isDone(); looks++) await scheduler.wait(5)
}

/** Waits until D1 and KV have not been asked for a while. */
async function settleCalls(): Promise<void> {
  for (let quiet = 0; quiet < 15; quiet = bed.isIdle() ? quiet + 1 : 0) await scheduler.wait(5)
}

/** Moves the clock and the timers. */
async function pass(seconds: number): Promise<void> {
  bed.time.now += seconds
  await vi.advanceTimersByTimeAsync(5000)
  await settleCalls()
}

const LIFE = 120 // of a pass

describe('a supervised WebSocket', () => {
  it('passes text and bytes both ways, in order, and keeps the agreed protocol', async () => {
    const { answer, browser, origin } = await open()
    expect(answer.headers.get('sec-websocket-protocol')).toBe('chat')
    expect(answer.headers.get('sec-websocket-extensions')).toBeNull()
    browser.socket.send('one')
    browser.socket.send(new Uint8Array([1, 2, 255]))
    origin.socket.send('two')
    origin.socket.send(new Uint8Array([]))
    await settle(() => origin.received.length + browser.received.length === 4)
    expect(origin.received).toEqual(['one', [1, 2, 255]])
    expect(browser.received).toEqual(['two', []])
  })

  it.each<readonly [number | undefined, string, Close]>([
    [1000, 'done', [1000, 'done']],
    [1001, '', [1001, '']],
    [1013, 'later', [1013, 'later']],
    [4321, 'ours', [4321, 'ours']],
    [undefined, '', [1005, '']],
  ])('passes the close %j %j on to the other side', async (code, reason, expected) => {
    for (const from of ['browser', 'origin'] as const) {
      const both = await open()
      const to = both[from === 'browser' ? 'origin' : 'browser']
      if (code === undefined) both[from].socket.close()
      else both[from].socket.close(code, reason)
      await settle(() => to.closed() !== null)
      expect(to.closed()).toEqual(expected)
    }
  })

  it('goes on when the pass runs out and the session is alive', async () => {
    const { browser, origin } = await open()
    for (let lives = 0; lives < 3; lives++) await pass(LIFE)
    browser.socket.send('still here')
    await settle(() => origin.received.length === 1)
    expect([origin.received, browser.closed(), origin.closed()]).toEqual([['still here'], null, null])
  })

  it('asks D1 nothing while the pass lives, and then once for all sockets of a cookie', async () => {
    await open()
    await open()
    await open()
    bed.spent()
    await pass(LIFE - 1)
    expect(bed.spent().roundTrips).toBe(0)
    // One for the renewal, and one for the workspace, whose copy is kept for a minute.
    for (const seconds of [1, LIFE]) {
      await pass(seconds)
      expect(bed.spent().roundTrips).toBe(2)
    }
  })

  it('asks no more after it was closed', async () => {
    const { browser, origin } = await open()
    browser.socket.close(1000, '')
    await settle(() => origin.closed() !== null)
    bed.spent()
    await pass(10 * LIFE)
    expect(bed.spent().roundTrips).toBe(0)
  })
})

describe('a supervised WebSocket ends within the life of a pass', () => {
  const sql = (text: string) => env.DB.prepare(text).run()

  it.each<readonly [string, () => Promise<unknown>, Close]>([
    ['the session has ended', () => sql('DELETE FROM sessions'), [3000, 'session_ended']],
    ['the account was deleted', () => sql("DELETE FROM accounts WHERE id = 'ada'"), [3000, 'session_ended']],
    ['the person was removed', () => sql('DELETE FROM members'), [3003, 'not_a_member']],
    [
      'their provider is no longer allowed',
      () => sql(`UPDATE workspaces SET allowed_providers = '["okta"]'`),
      [3003, 'provider_not_allowed'],
    ],
    [
      'the policy takes effect and they are not enrolled',
      () => setPolicy(bed.id, IN_EFFECT),
      [3003, 'enrollment_required'],
    ],
    ['they have enrolled and not proved it here', () => enrol('ada'), [3000, 'second_factor_required']],
    ['the host belongs to no workspace', () => sql('DELETE FROM hosts'), [3000, 'session_ended']],
  ])('once %s', async (_, happen, expected) => {
    const { browser, origin } = await open()
    await happen()
    await pass(LIFE - 1)
    expect([browser.closed(), origin.closed()]).toEqual([null, null])
    await pass(1)
    await settle(() => browser.closed() !== null && origin.closed() !== null)
    expect([browser.closed(), origin.closed()]).toEqual([expected, expected])
    expect(bed.logged().at(-1)).toMatchObject({ event: 'socket.ended', reason: expected[1] })
  })

  it('once a rule asks for a role that the person no longer has', async () => {
    await saveRules(bed, { path: '/socket', roles: ['admin'] })
    await sql("UPDATE members SET role = 'admin'")
    const workspace = { id: bed.id, slug: bed.id, role: 'admin' } as const
    const { browser } = await open({ cookie: await passFor(bed.edge, bed.host, bed.id, { workspace }) })
    await pass(LIFE)
    expect(browser.closed()).toBeNull()
    await sql("UPDATE members SET role = 'member'")
    await pass(LIFE)
    await settle(() => browser.closed() !== null)
    expect(browser.closed()).toEqual([3003, 'role_required'])
  })

  it('and nothing passes after that, even if a side does not answer the close', async () => {
    const { 0: atOrigin, 1: forEdge } = new WebSocketPair()
    bed.origin.mockImplementation(async () => new Response(null, { status: 101, webSocket: forEdge }))
    const answer = await bed.ask('/socket', {
      cookie: bed.pass,
      headers: { upgrade: 'websocket', origin: `http://${bed.host}` },
    })
    const browser = answer.webSocket as WebSocket
    browser.accept({ allowHalfOpen: true })
    const origin = endOf(atOrigin)
    await sql('DELETE FROM sessions')
    await pass(LIFE)
    browser.send('after the end')
    await settleCalls()
    expect(origin.received).toEqual([])
    browser.close()
  })
})

describe('a supervised WebSocket while D1 can’t be asked', () => {
  it('stays open for the life of a pass, and then says to come again', async () => {
    const { browser, origin } = await open()
    bed.breakD1()
    await pass(LIFE)
    await pass(LIFE - 1)
    expect(browser.closed()).toBeNull()
    await pass(1)
    await settle(() => browser.closed() !== null && origin.closed() !== null)
    expect([browser.closed(), origin.closed()]).toEqual([
      [1013, 'try_again_later'],
      [1013, 'try_again_later'],
    ])
    expect(bed.logged()).toContainEqual({
      event: 'socket.not_renewed',
      host: bed.host,
      error: 'D1 is down',
    })
  })

  it('goes on for `OUTAGE_SECONDS` with stale passes, if they are set, and then ends', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    bed.outlast(300)
    const { browser, origin } = await open()
    bed.breakD1()
    for (let outlasted = 0; outlasted < 270; outlasted += 30) await pass(outlasted === 0 ? LIFE + 1 : 30)
    expect(browser.closed()).toBeNull()
    browser.socket.send('still here')
    await settle(() => origin.received.length === 1)
    expect(origin.received).toEqual(['still here'])
    await pass(58)
    expect(browser.closed()).toBeNull()
    await pass(6)
    await settle(() => browser.closed() !== null)
    expect(browser.closed()?.[0]).toBe(1013)
  })

  it('goes on if D1 answers again in time', async () => {
    const { browser, origin } = await open()
    bed.breakD1()
    await pass(LIFE)
    bed.mendD1()
    await pass(60)
    await pass(LIFE)
    browser.socket.send('still here')
    await settle(() => origin.received.length === 1)
    expect([origin.received, browser.closed()]).toEqual([['still here'], null])
  })
})

describe('a supervised WebSocket of a service', () => {
  const openAsService = async () => {
    await saveRules(bed, { path: '/api', match: 'prefix', access: 'service' })
    const { id, token } = await addServiceToken(bed)
    const headers = { authorization: `Bearer ${token}`, origin: `http://${bed.host}` }
    return { id, ...(await open({ cookie: null, path: '/api/socket', headers })) }
  }
  const change = (set: string, id: string) =>
    env.DB.prepare(`UPDATE credentials SET ${set} WHERE id = ?`).bind(id).run()

  it('goes on while the token is valid', async () => {
    const { browser } = await openAsService()
    await pass(LIFE)
    await pass(LIFE)
    expect(browser.closed()).toBeNull()
  })

  it.each<readonly [string, (id: string) => Promise<unknown>, Close]>([
    ['the token is disabled', (id) => change(`disabled_at = ${NOW}`, id), [3000, 'session_ended']],
    ['the token expires', (id) => change(`expires_at = ${NOW + 1}`, id), [3000, 'session_ended']],
    [
      'no rule lets services in any more',
      () => saveRules(bed, { path: '/api', match: 'prefix', access: 'member' }),
      [3003, 'service_not_allowed'],
    ],
  ])('ends once %s', async (_, happen, expected) => {
    const { id, browser } = await openAsService()
    await happen(id)
    await pass(LIFE)
    await settle(() => browser.closed() !== null)
    expect(browser.closed()).toEqual(expected)
  })
})

describe('a WebSocket that is not supervised', () => {
  it('is the origin’s own, as long as it likes', async () => {
    await supervise(0)
    const { answer, browser } = await open()
    expect(answer.headers.get('sec-websocket-extensions')).toBe('permessage-deflate')
    await env.DB.prepare('DELETE FROM sessions').run()
    bed.spent()
    await pass(10 * LIFE)
    expect([browser.closed(), bed.spent().roundTrips]).toEqual([null, 0])
  })

  it('is one that a rule opens to everybody: there is no session to end', async () => {
    await saveRules(bed, { path: '/live', access: 'public' })
    const { browser } = await open({ cookie: null, path: '/live' })
    await pass(10 * LIFE)
    expect(browser.closed()).toBeNull()
  })
})
