// An edge without a needed setting serves nothing, says so, and logs what is missing. Each case has its own
// edge.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { portalOriginAt, workspaceOriginAt } from '../../demo/edge-process.ts'
import { fetchLoopback } from '../../demo/loopback.ts'
import { en } from '../../src/words/en/index.ts'
import { type BuiltEdge, startBuiltEdge } from '../support/node/built-edge.ts'
import { findFreePorts } from '../support/node/listen.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from '../support/node/secrets.ts'
import { advance, edgeOffset } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'
import { wholeLog } from '../support/node/whole-log.ts'

const OTHER_MASTER_KEY = 'ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8'
const NAVIGATION = { 'sec-fetch-mode': 'navigate', accept: 'text/html' }

let folder: string
let script: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-outage-'))
  script = await readFile(inject('builtWorker'), 'utf8')
})
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

interface OwnEdge extends BuiltEdge {
  readonly portal: string
  readonly workspace: string
  /** Returns everything that it has written, including its log. */
  output(): string
}

/** Starts an edge with the test lane's clock, which the authenticator codes follow. */
async function start(name: string, vars: Record<string, string>): Promise<OwnEdge> {
  const [port = 0] = await findFreePorts(1)
  let output = ''
  const onLog = (text: string) => {
    output += text
  }
  const edge = await startBuiltEdge({ script, port, persistTo: join(folder, name), vars, onLog })
  await fetchLoopback(`http://clock.localhost:${port}/?offset=${await edgeOffset()}`)
  const addresses = { portal: portalOriginAt(port), workspace: workspaceOriginAt(port, 'acme') }
  return { ...edge, ...addresses, output: () => output }
}

/** Expects 503 for every request: a page for a person, a problem for a program. */
async function expectUnavailable(edge: OwnEdge, expected: { code: string; says: string }): Promise<void> {
  for (const url of [`${edge.portal}/sign-in`, `${edge.portal}/account/security`, `${edge.workspace}/`]) {
    const page = await fetchLoopback(url, { headers: NAVIGATION })
    expect([url, page.status, page.headers.get('content-type')]).toEqual([
      url,
      503,
      'text/html; charset=utf-8',
    ])
    expect(await page.text()).toContain(expected.says)
    expect(page.headers.getSetCookie()).toEqual([])
  }
  const authorization = `Bearer ${OPERATOR_TOKEN}`
  for (const url of [
    `${edge.portal}/api/v1/workspaces`,
    `${edge.portal}/.well-known/jwks.json`,
    `${edge.workspace}/api`,
  ]) {
    const answer = await fetchLoopback(url, { headers: { authorization } })
    expect([url, answer.status, answer.headers.get('content-type')]).toEqual([
      url,
      503,
      'application/problem+json',
    ])
    expect(await answer.json()).toMatchObject({ status: 503, code: expected.code, title: expect.any(String) })
  }
}

/** Returns the events with this name in its log. */
async function eventsOf(edge: OwnEdge, event: string): Promise<Record<string, unknown>[]> {
  const log = await wholeLog(Number(new URL(edge.portal).port), edge.output)
  return [...log.matchAll(/\{"event":.*\}/g)]
    .map(([line]) => JSON.parse(line))
    .filter((each) => each.event === event)
}

describe('a database without migrations', () => {
  it('is reported as such, and everything works once it is migrated, without a restart', async () => {
    const edge = await start('unmigrated', { MASTER_KEY, OPERATOR_TOKEN })
    try {
      await expectUnavailable(edge, { code: 'not_migrated', says: en.trouble.out_of_service.title })
      const [event] = await eventsOf(edge, 'request.failed')
      expect(event).toMatchObject({ reason: 'not_migrated', status: 503, incident: expect.any(String) })
      await edge.migrate()
      expect((await fetchLoopback(`${edge.portal}/sign-in`, { headers: NAVIGATION })).status).toBe(200)
    } finally {
      await edge.stop()
    }
  })
})

describe('a secret', () => {
  it.each([
    ['that is missing', { MASTER_KEY_PREVIOUS: MASTER_KEY }, ['MASTER_KEY', 'OPERATOR_TOKEN']],
    [
      'that is too short',
      { MASTER_KEY: 'c2hvcnQgbWFzdGVyIGtleQ', OPERATOR_TOKEN: 'short-operator-token' },
      ['MASTER_KEY', 'OPERATOR_TOKEN'],
    ],
    [
      'with one letter or too few',
      { MASTER_KEY: 'A'.repeat(43), MASTER_KEY_PREVIOUS: 'B'.repeat(43), OPERATOR_TOKEN: 'tok'.repeat(16) },
      ['MASTER_KEY', 'MASTER_KEY_PREVIOUS', 'OPERATOR_TOKEN'],
    ],
  ])(
    '%s stops everything; the log names it and never shows its value',
    async (_, vars: Record<string, string>, named) => {
      const edge = await start('secrets', vars)
      try {
        await expectUnavailable(edge, { code: 'not_configured', says: en.trouble.out_of_service.title })
        const events = await eventsOf(edge, 'config.unusable')
        expect([...new Set(events.map(({ variable }) => variable))]).toEqual(named)
        for (const value of Object.values(vars)) expect(edge.output()).not.toContain(value)
      } finally {
        await edge.stop()
      }
    },
  )
})

describe('the master key', () => {
  const ada = { name: 'Ada', email: 'ada@acme.example', password: 'Ada has a long password' }
  let origin: RecordingOrigin
  beforeAll(async () => {
    origin = await startRecordingOrigin()
  })
  afterAll(() => origin.close())

  async function withEdge<T>(vars: Record<string, string>, use: (edge: OwnEdge) => Promise<T>): Promise<T> {
    const edge = await start('keys', { OPERATOR_TOKEN, ...vars })
    try {
      return await use(edge)
    } finally {
      await edge.stop()
      for (const value of Object.values(vars)) expect(edge.output()).not.toContain(value)
    }
  }

  const put = async ({ portal }: OwnEdge, path: string, body: object) => {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' }
    const { status } = await fetchLoopback(`${portal}/api/v1${path}`, {
      ...{ method: 'PUT', headers, body: JSON.stringify(body) },
    })
    expect(status).toBeLessThan(300)
  }
  /** The port, and so the host, differs each time. */
  const putWorkspace = (edge: OwnEdge) =>
    put(edge, '/workspaces/acme', { name: 'Acme', hosts: [new URL(edge.workspace).host], origin: origin.url })

  const publishedKeys = async ({ portal }: OwnEdge) =>
    (await fetchLoopback(`${portal}/.well-known/jwks.json`)).text()

  it('changed alone opens nothing; beside the old one it opens all; after cron it works alone', async () => {
    const { authenticator, keys } = await withEdge({ MASTER_KEY }, async (edge) => {
      await edge.migrate()
      await put(edge, `/accounts/${ada.email}`, { name: ada.name, password: ada.password })
      await putWorkspace(edge)
      await put(edge, `/workspaces/acme/members/${ada.email}`, { role: 'owner' })
      const visitor = new Visitor(edge.portal)
      await visitor.signIn(ada)
      return { ...(await visitor.enrol()), keys: await publishedKeys(edge) }
    })

    const signsInWithCode = async (edge: OwnEdge) => {
      expect(await publishedKeys(edge)).toBe(keys)
      await putWorkspace(edge)
      const visitor = new Visitor(edge.portal)
      const page = await visitor.signIn(ada, `${edge.workspace}/reports`)
      const inside = await visitor.submit(page, '/sign-in/verify', { code: await authenticator.code() })
      expect(inside.url).toBe(`${edge.workspace}/reports`)
      expect(origin.lastClaims()).toMatchObject({ acr: 'aal2', email: ada.email })
    }

    await withEdge({ MASTER_KEY: OTHER_MASTER_KEY }, async (edge) => {
      const before = origin.arrivals()
      await expectUnavailable(edge, { code: 'unknown_master_key', says: en.trouble.out_of_service.title })
      const [event] = await eventsOf(edge, 'request.failed')
      expect(event).toMatchObject({ reason: 'unknown_master_key', status: 503 })
      expect(origin.arrivals()).toBe(before)
    })

    await advance(30)
    await withEdge({ MASTER_KEY: OTHER_MASTER_KEY, MASTER_KEY_PREVIOUS: MASTER_KEY }, async (edge) => {
      await signsInWithCode(edge)
      const cron = `http://clock.localhost:${new URL(edge.portal).port}/cron`
      await advance(30)
      const [ran] = await Promise.all([fetchLoopback(cron), signsInWithCode(edge)])
      expect(ran.status).toBe(200)
    })

    await advance(30)
    await withEdge({ MASTER_KEY: OTHER_MASTER_KEY }, signsInWithCode)
  }, 120_000)
})
