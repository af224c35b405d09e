// Paths that a rule opens to everybody, over real HTTP.

import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { makeServiceToken, saveRules } from '../support/node/machines.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { port, type RawAsk, sendRaw } from '../support/node/test-bed.ts'
import { type Admitted, makeAdmitted } from '../support/node/visitor.ts'

const PASS = '__Host-sallyport-pass'

let origin: RecordingOrigin
let inside: Admitted
beforeAll(async () => {
  origin = await startRecordingOrigin()
  inside = await makeAdmitted(origin.url, 'Bob')
  await saveRules(
    inside.workspace,
    { id: 'hooks', path: '/hooks', match: 'prefix', methods: ['POST'], access: 'public' },
    { id: 'health', path: '/health', match: 'exact', access: 'public' },
    { id: 'socket', path: '/socket', match: 'exact', access: 'public' },
  )
})
afterAll(() => origin.close())

const ask = (path: string, asked: RawAsk = {}) => sendRaw(inside.workspace.host, path, asked)

describe('a stranger', () => {
  it('posts to a public path, and the origin gets it without an assertion', async () => {
    const answer = await ask('/hooks/github?x=1', {
      method: 'POST',
      body: '{"zen": "ü"}',
      headers: [
        ['X-Hub-Signature-256', 'sha256=0f'],
        ['Sallyport-Assertion', 'forged'],
        ['sallyport_assertion', 'forged'],
      ],
    })
    expect([answer.status, answer.text]).toEqual([200, 'origin: POST /hooks/github?x=1'])
    const arrived = origin.requests.at(-1)
    expect([arrived?.body, arrived?.headers['x-hub-signature-256']]).toEqual(['{"zen": "ü"}', 'sha256=0f'])
    expect(arrived?.rawHeaders.join(' ')).not.toMatch(/sallyport|forged/i)
  })

  it.each([
    ['GET', '/hooks'],
    ['POST', '/HOOKS'],
    ['POST', '/hooks/..%2fadmin'],
    ['POST', '/hooks%2fx'],
    ['POST', '//hooks'],
    ['POST', '/hooks\\x/../../admin'],
    ['GET', '/health/'],
    ['GET', '/health/x'],
    ['GET', '/health;x'],
    ['GET', '/health%00'],
    ['GET', '/healthz'],
    ['GET', '/.sallyport/health'],
  ])('gets nothing else: %s %s', async (method, path) => {
    const before = origin.arrivals()
    const answer = await ask(path, { method, ...(method === 'POST' ? { body: 'x' } : {}) })
    expect([401, 404]).toContain(answer.status)
    expect(origin.arrivals()).toBe(before)
  })

  it('opens a public WebSocket from any site, and from none', async () => {
    for (const from of [{}, { Origin: 'http://evil.example' }]) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, {
        headers: { Host: inside.workspace.host, ...from },
      })
      await once(socket, 'open')
      socket.send('hello')
      expect(String((await once(socket, 'message'))[0])).toBe('echo hello')
      expect(origin.requests.at(-1)?.headers['sallyport-assertion']).toBeUndefined()
      socket.terminate()
    }
  })
})

describe('a person with a pass, or a program with a token', () => {
  it('is a stranger on a public path, and shows the origin neither', async () => {
    const { token } = await makeServiceToken(inside.workspace, { paths: ['/'], methods: ['GET'] })
    const pass = inside.visitor.cookie(inside.workspace.host, PASS)
    const answer = await ask('/health', {
      headers: [
        ['Cookie', `theirs=1; ${PASS}=${pass}`],
        ['Authorization', `Basic ${Buffer.from(`ci:${token}`).toString('base64')}`],
        ['Sallyport-Token', `${token} broken`],
      ],
    })
    expect([answer.status, answer.headers['set-cookie']]).toEqual([200, undefined])
    const arrived = origin.requests.at(-1)
    expect(arrived?.headers.cookie).toBe('theirs=1')
    expect(arrived?.headers.authorization).toBeUndefined()
    expect(arrived?.rawHeaders.join(' ')).not.toMatch(/sallyport|sps_/i)
  })

  it('keeps an Authorization of the origin’s own', async () => {
    await ask('/health', { headers: [['Authorization', 'Bearer of-the-origin']] })
    expect(origin.requests.at(-1)?.headers.authorization).toBe('Bearer of-the-origin')
  })
})
