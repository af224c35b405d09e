// A whole Sallyport for one run of the journeys: the built edge with its own storage, on a free port, and
// what tests need beside it. global-setup.ts starts it once.

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

/** Returns the edge's time in seconds since 1970. */
export const edgeNow = async (): Promise<number> => (await clock()).now

/** Returns by how many seconds the edge's clock was moved. */
export const edgeOffset = async (): Promise<number> => (await clock()).offset

/** Moves the clock forward. It never goes back, so old codes and single-use values stay old. */
export async function advance(seconds: number): Promise<void> {
  const { offset } = await clock()
  await clock(`?offset=${offset + seconds}`)
}

/** Stops the edge's clock, which then moves only by `advance`. Returns a function that starts it again. */
export async function stopClock(): Promise<() => Promise<unknown>> {
  await clock('', '/stop')
  return () => clock('', '/go')
}

/** Keeps this process's clock at the edge's time, for servers in it. Returns a function that ends this. */
export async function keepEdgeTime(): Promise<() => void> {
  await clock()
  Date.now = () => realNow() + knownOffset * 1000
  return () => {
    Date.now = realNow
  }
}

export type RowCounts = Readonly<Record<string, number>>

/** Returns the number of rows in each table of the edge. */
export async function countRows(): Promise<RowCounts> {
  const response = await fetchLoopback(`http://clock.localhost:${port}/rows`)
  return (await response.json()) as RowCounts
}

/**
 * Runs these statements in one transaction, as an attacker with the database could. Returns the rows of each.
 */
export async function runSql<Row>(...statements: string[]): Promise<Row[][]> {
  const body = JSON.stringify(statements)
  const response = await fetchLoopback(`http://clock.localhost:${port}/sql`, { method: 'POST', body })
  if (response.status !== 200) throw new Error(await response.text())
  return (await response.json()) as Row[][]
}

/**
 * Returns a digest of each table, except those that a refusal may write to. Two are equal if no row changed.
 */
export async function digestRows(): Promise<Readonly<Record<string, string>>> {
  const response = await fetchLoopback(`http://clock.localhost:${port}/digests`)
  return (await response.json()) as Readonly<Record<string, string>>
}

export interface Route {
  readonly method: string
  /** The path with `:parameters`. */
  readonly path: string
}

/** Returns every route of the portal's host, pages and API, from the application's own list. */
export async function listRoutes(): Promise<Route[]> {
  const response = await fetchLoopback(`http://clock.localhost:${port}/routes`)
  return ((await response.json()) as string[]).map((route) => {
    const [method = '', path = ''] = route.split(' ')
    return { method, path }
  })
}

/** Signs with the key of passes, as only a stolen key or a fault of the edge could. */
export async function signAsPass(claims: object, header: object = {}): Promise<string> {
  const ask = { method: 'POST', body: JSON.stringify({ claims, header }) }
  return (await fetchLoopback(`http://clock.localhost:${port}/sign`, ask)).text()
}

/** Makes the token of a link as the mail of that time has it. */
export async function mailedLink(purpose: string, id: string, sentAt: number): Promise<string> {
  const query = new URLSearchParams({ purpose, id, sentAt: `${sentAt}` })
  return (await fetchLoopback(`http://clock.localhost:${port}/link?${query}`)).text()
}

/** Writes an invitation, as a mail has brought it. This edge sends none. Returns its id and the path of its link. */
export async function makeInvitation(
  slug: string,
  email: string,
  role = 'member',
): Promise<{ readonly id: string; readonly path: string }> {
  const [id, sentAt] = [crypto.randomUUID().slice(0, 22), await edgeNow()]
  await runSql(
    `INSERT INTO invitations (id, workspace_id, email, email_key, role, created_at, sent_at)
     SELECT '${id}', id, '${email}', '${email}', '${role}', ${sentAt}, ${sentAt} FROM workspaces WHERE slug = '${slug}'`,
  )
  return { id, path: `/invitations/${await mailedLink('link-invitation', id, sentAt)}` }
}

/** Gives the edge a mail binding that delivers nothing, or takes it away. */
export const sendMail = (isOn: boolean): Promise<unknown> => clock(`?on=${isOn}`, '/mail')

export const runCron = (): Promise<unknown> => clock('', '/cron')

export interface RawAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Returns the headers as `fetch` has them. */
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
  /** Its length is sent, unless the headers have `Transfer-Encoding: chunked`. */
  readonly body?: string | Uint8Array
  /** Holds back the last byte of the body until then. */
  readonly release?: Promise<void>
}

/**
 * Sends a request whose names, values and path reach the edge unchanged. Follows no redirect and keeps no
 * cookie.
 */
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
 * Makes the requests that `start` begins arrive together. The edge has read each of them except its last byte
 * before the first continues. Otherwise the first is often done before the last arrives, and nothing races.
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

/** Makes a call of the API, by default as the operator. The headers give the type of a body of bytes. */
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

/** Makes a new account. */
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

/** Makes a workspace with these members, in front of the web service at `origin`. */
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
