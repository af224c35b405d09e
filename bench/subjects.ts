// Starts each subject of the benchmark, in its own process in front of the origin, and makes the requests for
// it.

import { fork } from 'node:child_process'
import { buildWorker } from '../scripts/build-worker.ts'
import { type Edge, passCookie } from './edge.ts'
import type { LoadRequest } from './load.ts'
import { freePort, type Running, type RunningWorker, startWorkerd } from './workerd.ts'

export interface Subject {
  readonly name: string
  /** The name of the subject that it is compared with. Its own if absent. */
  readonly baseline?: string
  readonly worker: Pick<Running, 'port' | 'pid'>
  readonly requests: readonly LoadRequest[]
}

// The least that a Worker in front of an origin can do.
const PASS_THROUGH = `export default {
  fetch(request, { ORIGIN }) {
    const { pathname, search } = new URL(request.url)
    return fetch(new Request(ORIGIN + pathname + search, request), { redirect: 'manual' })
  },
}`

export async function startPassThrough(originPort: number): Promise<RunningWorker> {
  const vars = { ORIGIN: `http://127.0.0.1:${originPort}` }
  return startWorkerd({ source: PASS_THROUGH, vars }, await freePort())
}

/** Starts `peers/hono-jwk.ts` with the edge's keys, so that it accepts the edge's passes. */
export async function startHonoGate(edge: Edge, originPort: number): Promise<RunningWorker> {
  const vars = {
    ORIGIN: `http://127.0.0.1:${originPort}`,
    KEYS: JSON.stringify(
      edge.ring.signing.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: 'ES256' })),
    ),
    ISSUER: edge.portalOrigin,
    AUDIENCE: edge.workspaceOrigin,
  }
  return startWorkerd({ source: buildWorker('bench/peers/hono-jwk.ts'), vars }, await freePort())
}

export interface BetterAuth extends Running {
  /** The session cookie of a signed-in person. */
  readonly cookie: string
}

export async function startBetterAuth(originPort: number): Promise<BetterAuth> {
  const child = fork(`${import.meta.dirname}/peers/better-auth.js`, [String(originPort)])
  const port = await new Promise<number>((resolve) => child.once('message', (said) => resolve(Number(said))))
  const person = { name: 'Somebody', email: 'somebody@acme.example', password: 'a long password of somebody' }
  const answer = await fetch(`http://127.0.0.1:${port}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1' },
    body: JSON.stringify(person),
  })
  if (!answer.ok) throw new Error(`better-auth: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  return { port, pid: child.pid ?? 0, cookie, stop: async () => void child.disconnect() }
}

/** A request with six headers, `host` and a credential among them. */
const PLAIN = {
  accept: 'text/html,application/xhtml+xml',
  'accept-encoding': 'gzip, br',
  'accept-language': 'en',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Sallyport-bench',
}

/** The headers that Chrome sends with a navigation, and those that Cloudflare adds: 22 with `host` and `cookie`. */
const AS_IN_PRODUCTION = {
  'sec-ch-ua': '"Chromium";v="146", "Not=A?Brand";v="24", "Google Chrome";v="146"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Linux"',
  'upgrade-insecure-requests': '1',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/146.0.0.0 Safari/537.36',
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-user': '?1',
  'sec-fetch-dest': 'document',
  'accept-encoding': 'gzip, br',
  'accept-language': 'en-GB,en;q=0.9,de;q=0.8',
  priority: 'u=0, i',
  'cf-connecting-ip': '203.0.113.7',
  'cf-ipcountry': 'DE',
  'cf-ray': '8f2d1c9a7b3e4f5a-FRA',
  'cf-visitor': '{"scheme":"https"}',
  'cdn-loop': 'cloudflare; loops=1',
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-proto': 'https',
}

export const requestWith = (host: string, cookie: string): LoadRequest => ({
  path: '/reports?page=1',
  headers: { host, ...PLAIN, cookie },
})

/** A program's request with a service token. It has as many headers as `requestWith`. */
export const serviceRequest = (host: string, token: string): LoadRequest => ({
  path: '/reports?page=1',
  headers: { host, ...PLAIN, authorization: `Bearer ${token}` },
})

export async function passRequests(edge: Edge, count: number): Promise<LoadRequest[]> {
  const requests: LoadRequest[] = []
  for (let each = 0; each < count; each++) requests.push(requestWith(edge.host, await passCookie(edge)))
  return requests
}

export const asInProduction = ({ path, headers: { host = '', cookie = '' } }: LoadRequest): LoadRequest => ({
  ...(path ? { path } : {}),
  headers: { host, ...AS_IN_PRODUCTION, cookie },
})
