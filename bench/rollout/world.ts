// The platform of a rollout: the built Worker in workerd, with real D1 and KV, a clock that moves, and a mailbox.

import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchLoopback } from '../../demo/loopback.ts'
import { buildWorker } from '../../scripts/build-worker.ts'
import { startBuiltEdge } from '../../test/support/node/built-edge.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from '../../test/support/node/secrets.ts'
import { DAY } from './people.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface World {
  readonly portal: string
  readonly slug: string
  /** The web origin of the workspace. */
  readonly site: string
  readonly hosts: readonly string[]
  /** The web origin of the workspace's own service, behind the edge. */
  readonly origin: string
  /** Seconds since the rollout began, which is midnight of day 0. */
  readonly now: () => number
  /** The time of the edge's clock, in Unix seconds. */
  readonly unixTime: () => number
  readonly moveTo: (second: number) => Promise<void>
  readonly runCron: () => Promise<void>
  /** Takes the mails that were sent since the last call. */
  readonly takeMails: () => Promise<readonly Mail[]>
  /** Calls the API as the operator. Throws if it refuses. */
  readonly callApi: (method: string, path: string, body?: unknown) => Promise<unknown>
  readonly stop: () => Promise<void>
}

const SLUG = 'acme'
/** What a page of the workspace says. It shows that a person got in. */
export const INSIDE = 'You are in.'

export async function startWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-rollout-'))
  const origin = createServer((_, response) => response.end(INSIDE))
  const originPort = await listen(origin)
  const port = await findFreePort()
  const edge = await startBuiltEdge({
    script: buildWorker('bench/rollout/worker/edge.ts'),
    port,
    persistTo: folder,
    vars: { MASTER_KEY, OPERATOR_TOKEN, NOTICE_EMAIL_FROM: 'security@rollout.example' },
    onLog: () => {},
  })
  await edge.migrate()
  const portal = `http://auth.localhost:${port}`
  const clock = await startClock(port)
  return {
    ...{ portal, slug: SLUG, site: `http://${SLUG}.localhost:${port}`, hosts: [`${SLUG}.localhost:${port}`] },
    origin: `http://127.0.0.1:${originPort}`,
    ...clock,
    takeMails: async () => (await ask(port, '/mails')) as readonly Mail[],
    callApi: (method, path, body) => callApi(portal, method, path, body),
    async stop() {
      await edge.stop()
      origin.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function ask(port: number, path: string): Promise<unknown> {
  return (await fetchLoopback(`http://clock.localhost:${port}${path}`)).json()
}

/** Stops the clock, so that only the rollout moves it. */
async function startClock(port: number) {
  await ask(port, '/stop')
  const { now: stopped } = (await ask(port, '/?offset=0')) as { now: number }
  const began = Math.floor(stopped / DAY) * DAY
  let second = 0
  const moveTo = async (next: number) => {
    second = next
    await ask(port, `/?offset=${began + next - stopped}`)
  }
  await moveTo(0)
  return {
    now: () => second,
    unixTime: () => began + second,
    moveTo,
    runCron: async () => void (await ask(port, '/each-minute')),
  }
}

async function callApi(portal: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetchLoopback(`${portal}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`)
  return text === '' ? null : JSON.parse(text)
}
