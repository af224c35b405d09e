// D1 stalls or fails under an edge with OUTAGE_SECONDS. Who is inside goes on for that long, and nobody else gets in.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import { portalOriginAt, workspaceOriginAt } from '../../demo/edge-process.ts'
import { fetchLoopback } from '../../demo/loopback.ts'
import type { Fault } from '../support/fault.ts'
import { type BuiltEdge, startBuiltEdge } from '../support/node/built-edge.ts'
import { findFreePorts } from '../support/node/listen.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from '../support/node/secrets.ts'
import { Visitor } from '../support/node/visitor.ts'

const PASS_SECONDS = 120
const ada = { name: 'Ada', email: 'ada@acme.example', password: 'Ada has a long password' }

let folder: string
let edge: BuiltEdge
let origin: RecordingOrigin
let port: number
let workspace: string
let visitor: Visitor
let time = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-outlasted-'))
  origin = await startRecordingOrigin()
  ;[port = 0] = await findFreePorts(1)
  const script = await readFile(inject('builtWorker'), 'utf8')
  const vars = { MASTER_KEY, OPERATOR_TOKEN, OUTAGE_SECONDS: '300' }
  edge = await startBuiltEdge({ script, port, persistTo: folder, vars, onLog: () => {} })
  await edge.migrate()
  workspace = workspaceOriginAt(port, 'acme')
  await put(`/accounts/${ada.email}`, { name: ada.name, password: ada.password })
  await put('/workspaces/acme', { name: 'Acme', hosts: [new URL(workspace).host], origin: origin.url })
  await put(`/workspaces/acme/members/${ada.email}`, { role: 'owner' })
  visitor = new Visitor(portalOriginAt(port))
  await visitor.signIn(ada, `${workspace}/reports`)
})
afterEach(() => setFaults([]))
afterAll(async () => {
  await edge?.stop()
  await origin?.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function put(path: string, body: object): Promise<void> {
  const { status } = await fetchLoopback(`${portalOriginAt(port)}/api/v1${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(status).toBeLessThan(300)
}

const setFaults = (faults: readonly Fault[]) =>
  fetchLoopback(`http://clock.localhost:${port}/faults`, { method: 'POST', body: JSON.stringify(faults) })

async function advance(seconds: number): Promise<void> {
  time += seconds
  await fetchLoopback(`http://clock.localhost:${port}/?offset=${time}`)
}

const askInside = () => visitor.ask(`${workspace}/x`, { isScript: true })

it.each(['refused', 'hanging'] as const)(
  'D1 is %s: who is inside goes on for 300 seconds with stale passes, and nobody gets in',
  async (how) => {
    // The keys are read again.
    await advance(61)
    expect((await askInside()).status).toBe(200)
    expect(origin.lastClaims()).not.toHaveProperty('stale')
    await setFaults([{ store: 'D1', how }])
    await advance(PASS_SECONDS)
    expect((await askInside()).status).toBe(200)
    expect(origin.lastClaims()).toMatchObject({ stale: true, stale_since: expect.any(Number) })

    const stranger = new Visitor(portalOriginAt(port))
    const before = origin.arrivals()
    expect((await stranger.ask(`${workspace}/x`, { isScript: true })).status).toBe(401)
    const page = await stranger.ask(`${portalOriginAt(port)}/account/security`, { follows: false })
    expect(page.status).toBeGreaterThanOrEqual(300)
    expect(origin.arrivals()).toBe(before)

    await advance(200)
    expect((await askInside()).status, 'within the 300 seconds').toBe(200)
    await advance(110)
    expect((await askInside()).status, 'after them').toBe(503)

    await setFaults([])
    expect((await askInside()).status).toBe(200)
    expect(origin.lastClaims()).not.toHaveProperty('stale')
  },
  60_000,
)
