// A whole Sallyport for the journeys, for one run: the edge as it is built, with its own storage, on a free port,
// and the things that a test needs beside it. Started once, by global-setup.ts.

import { type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fetchLoopback } from '../../../demo/loopback.ts'
import { ownBed } from './lanes.ts'
import { OPERATOR_TOKEN } from './secrets.ts'

export const { port, fixturePorts } = ownBed()
export const portalOrigin = `http://auth.localhost:${port}`
export const hostOf = (slug: string): string => `${slug}.localhost:${port}`
export const originOf = (slug: string): string => `http://${hostOf(slug)}`

interface Clock {
  readonly now: number
  readonly offset: number
}

const realNow = Date.now
let knownOffset = 0

async function clock(query = '', path = '/'): Promise<Clock> {
  const response = await fetchLoopback(`http://clock.localhost:${port}${path}${query}`)
  const read = (await response.json()) as Clock
  knownOffset = read.offset
  return read
}

/** Seconds since 1970, as the edge tells them. */
export const edgeNow = async (): Promise<number> => (await clock()).now

/** Time only goes forward: codes and single-use things of the past stay past. */
export async function advance(seconds: number): Promise<void> {
  const { offset } = await clock()
  await clock(`?offset=${offset + seconds}`)
}

/** The edge's clock stands still from now on, and moves by `advance` only. The answer lets it go again. */
export async function stopClock(): Promise<() => Promise<unknown>> {
  await clock('', '/stop')
  return () => clock('', '/go')
}

/** This process's own clock goes with the edge's from now on, for servers in it that read it. The answer ends that. */
export async function keepEdgeTime(): Promise<() => void> {
  await clock()
  Date.now = () => realNow() + knownOffset * 1000
  return () => {
    Date.now = realNow
  }
}

export type RowCounts = Readonly<Record<string, number>>

/** How many rows the edge's tables hold, by table. */
export async function countRows(): Promise<RowCounts> {
  const response = await fetchLoopback(`http://clock.localhost:${port}/rows`)
  return (await response.json()) as RowCounts
}

/** As whoever holds the database: these statements in one transaction, and the rows of each. */
export async function runSql<Row>(...statements: string[]): Promise<Row[][]> {
  const body = JSON.stringify(statements)
  const response = await fetchLoopback(`http://clock.localhost:${port}/sql`, { method: 'POST', body })
  if (response.status !== 200) throw new Error(await response.text())
  return (await response.json()) as Row[][]
}

/** One for each of the edge's tables, but for those that a refusal is written to: two are the same if no row has changed. */
export async function digestRows(): Promise<Readonly<Record<string, string>>> {
  const response = await fetchLoopback(`http://clock.localhost:${port}/digests`)
  return (await response.json()) as Readonly<Record<string, string>>
}

export interface Route {
  readonly method: string
  /** With `:parameters`. */
  readonly path: string
}

/** Everything that the portal's host answers to, pages and API, as the application itself lists it. */
export async function listRoutes(): Promise<Route[]> {
  const response = await fetchLoopback(`http://clock.localhost:${port}/routes`)
  return ((await response.json()) as string[]).map((route) => {
    const [method = '', path = ''] = route.split(' ')
    return { method, path }
  })
}

/** By the key that passes are signed with: what only a stolen key, or a fault of ours, could bring about. */
export async function signAsPass(claims: object, header: object = {}): Promise<string> {
  const ask = { method: 'POST', body: JSON.stringify({ claims, header }) }
  return (await fetchLoopback(`http://clock.localhost:${port}/sign`, ask)).text()
}

export const runCron = (): Promise<unknown> => clock('', '/cron')

export interface RawAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** The same, as `fetch` has them. */
export function headersOf(received: IncomingHttpHeaders): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(received)) {
    for (const each of [value ?? []].flat()) headers.append(name, each)
  }
  return headers
}

export interface RawAsk {
  readonly method?: string
  readonly headers?: readonly (readonly [string, string])[]
  /** Its length is announced, unless it is sent with `Transfer-Encoding: chunked`. */
  readonly body?: string | Uint8Array
  /** Until then the last byte of the body is held back. */
  readonly release?: Promise<void>
}

/** A request as it is written here: names, values and path reach the edge unchanged. Nothing is followed or kept. */
export function sendRaw(host: string, path: string, options: RawAsk = {}): Promise<RawAnswer> {
  const { method = 'GET', headers = [], body, release } = options
  const isChunked = headers.some(([name]) => name === 'Transfer-Encoding')
  const length =
    body === undefined || isChunked ? [] : [['Content-Length', String(Buffer.byteLength(body))] as const]
  const lines = [['Host', host] as const, ...length, ...headers].flat()
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path, method, headers: lines, agent: false },
      (incoming) =>
        text(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: body }),
          reject,
        ),
    )
    outgoing.on('error', reject)
    if (!release || !body) return outgoing.end(body)
    outgoing.write(body.slice(0, -1))
    release.then(() => outgoing.end(body.slice(-1)))
  })
}

/**
 * What `start` begins arrives together: the edge has read all of each but the last byte before the first goes on. Sent one
 * after the other, the first is often done before the last one comes, and nothing races.
 */
export async function atOnce<T>(start: (release: Promise<void>) => Promise<T>[]): Promise<T[]> {
  let letGo = () => {}
  const started = start(
    new Promise((resolve) => {
      letGo = resolve
    }),
  )
  await sleep(25)
  letGo()
  return Promise.all(started)
}

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any
}

const isWritten = (body: unknown): body is string | Uint8Array =>
  typeof body === 'string' || body instanceof Uint8Array

/** A call of the API, by default as the operator. A body of bytes comes with the type that the headers say. */
export async function api(
  method: string,
  path: string,
  body?: unknown,
  options: { token?: string; headers?: Record<string, string> } = {},
): Promise<ApiAnswer> {
  const response = await fetchLoopback(`${portalOrigin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${options.token ?? OPERATOR_TOKEN}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body: isWritten(body) ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}

export interface Person {
  readonly email: string
  readonly name: string
  readonly password: string
}

let people = 0

/** A new account, nobody else's. */
export async function makePerson(name: string): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]/g, '-')}-${++people}-${crypto.randomUUID().slice(0, 8)}@acme.example`
  const person = { email, name, password: `${name} has a long password` }
  await expectStatus(201, api('PUT', `/accounts/${email}`, { name, password: person.password }))
  return person
}

export interface TestWorkspace {
  readonly slug: string
  readonly host: string
  readonly origin: string
}

/** A new workspace with these members, in front of the web service at `origin`. */
export async function makeWorkspace(
  origin: string,
  members: readonly (readonly [Person, 'owner' | 'admin' | 'member'])[] = [],
): Promise<TestWorkspace> {
  const slug = `ws-${crypto.randomUUID().slice(0, 8)}`
  const body = { name: `Workspace ${slug}`, hosts: [hostOf(slug)], origin }
  await expectStatus(201, api('PUT', `/workspaces/${slug}`, body))
  for (const [person, role] of members) {
    await expectStatus(201, api('PUT', `/workspaces/${slug}/members/${person.email}`, { role }))
  }
  return { slug, host: hostOf(slug), origin: originOf(slug) }
}

async function expectStatus(status: number, answer: Promise<ApiAnswer>): Promise<void> {
  const { status: found, body } = await answer
  if (found !== status) throw new Error(`expected ${status}, got ${found}: ${JSON.stringify(body)}`)
}
