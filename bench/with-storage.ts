// Measures operations that use D1: their latency, and the CPU time of the edge's process. The store's own CPU
// time is not included. Miniflare spends it here, and Cloudflare in production.

import { type TOTP, URI } from 'otpauth'
import { randomId } from '../src/crypto/random.ts'
import { otpauthLink, PlainBrowser } from '../test/support/node/plain-browser.ts'
import { type Edge, makePerson, OPERATOR, type Person, passCookie } from './edge.ts'
import type { Cannon, LoadRequest, ShotResult } from './load.ts'
import { cpuSeconds } from './process-cost.ts'
import { quantile } from './spread.ts'
import type { Store } from './store.ts'
import { requestWith } from './subjects.ts'

export interface Timed {
  readonly name: string
  readonly samples: number
  /** In milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Absent if the operations ran one after another. */
  readonly perSecond?: number
  /** CPU time of the edge's process for a thousand operations. */
  readonly cpuSeconds: number
}

const PEOPLE = 40
const RENEWALS = 2000
const CONNECTIONS = 8

export async function measureWithStorage(
  cannon: Cannon,
  edge: Edge,
  store: Store,
  seconds: number,
): Promise<Timed[]> {
  const owner = await makePerson(edge, 'owner')
  const people = [owner]
  while (people.length < PEOPLE) people.push(await makePerson(edge))
  const browsers = people.map(() => new PlainBrowser(edge.portalOrigin))
  const secrets: TOTP[] = []
  const enrolment = await oneByOne(
    edge,
    'enrolment, from its page to the codes',
    people,
    async (person, index) => {
      const browser = browsers[index] as PlainBrowser
      await browser.signIn(person)
      return async () => void secrets.push(await enrol(browser))
    },
  )
  await nextStep()
  const signIn = await oneByOne(
    edge,
    'sign-in, from the code to the origin',
    people,
    async (person, index) => {
      const browser = new PlainBrowser(edge.portalOrigin)
      const page = await browser.signIn(person, `${edge.workspaceOrigin}/`)
      return async () => {
        const code = (secrets[index] as TOTP).generate()
        const end = await browser.submit(page, '/sign-in/verify', { code })
        if (end.text !== 'hello\n') throw new Error(`not let in: ${end.url} ${end.status}`)
        browsers[index] = browser
      }
    },
  )
  const session = (browsers[0] as PlainBrowser).cookies.get(new URL(edge.portalOrigin).host) ?? new Map()
  const cookie = [...session].map(([name, value]) => `${name}=${value}`).join('; ')
  const portal = (path: string, headers: Record<string, string>): LoadRequest[] => [
    { path, headers: { host: new URL(edge.portalOrigin).host, ...headers } },
  ]
  const asked = async (name: string, requests: readonly LoadRequest[], amount?: number) =>
    underLoad(edge, name, () =>
      cannon.fire({
        port: edge.port,
        requests,
        connections: CONNECTIONS,
        ...(amount === undefined ? { seconds } : { amount }),
      }),
    )
  return [
    signIn,
    enrolment,
    await asked('renewal of an expired pass', await expiredPasses(edge, store, owner), RENEWALS),
    await asked(
      'the panel of a workspace’s security',
      portal('/workspaces/acme/settings/security', { cookie }),
    ),
    await asked('API: GET a workspace’s policy', portal('/api/v1/workspaces/acme/policy', OPERATOR)),
  ]
}

async function enrol(browser: PlainBrowser): Promise<TOTP> {
  const path = '/account/security/authenticator'
  const page = await browser.ask(browser.portal + path)
  const totp = URI.parse(otpauthLink(page.text)) as TOTP
  const shown = await browser.submit(page, path, { code: totp.generate() })
  await browser.submit(shown, '/account/security/recovery-codes/confirm', {})
  return totp
}

/** Waits for the next time step, because each code works only once. */
async function nextStep(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 30_500 - (Date.now() % 30_000)))
}

/** Times the function that `prepare` returns, but not `prepare` itself. */
async function oneByOne(
  { pid }: Edge,
  name: string,
  people: readonly Person[],
  prepare: (person: Person, index: number) => Promise<() => Promise<void>>,
): Promise<Timed> {
  const latencies: number[] = []
  let taken = 0
  for (const [index, person] of people.entries()) {
    const run = await prepare(person, index)
    const cpuBefore = cpuSeconds(pid)
    const before = performance.now()
    await run()
    latencies.push(performance.now() - before)
    taken += cpuSeconds(pid) - cpuBefore
  }
  const samples = latencies.length
  const cpu = (taken / samples) * 1000
  return { name, samples, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), cpuSeconds: cpu }
}

async function underLoad({ pid }: Edge, name: string, fire: () => Promise<ShotResult>): Promise<Timed> {
  const before = cpuSeconds(pid)
  const { requests, seconds, p50, p99, failed } = await fire()
  if (failed > 0) throw new Error(`${name}: ${failed} of ${requests} requests failed`)
  const cpu = ((cpuSeconds(pid) - before) / requests) * 1000
  return { name, samples: requests, p50, p99, perSecond: requests / seconds, cpuSeconds: cpu }
}

/** Gives each pass its own session, because requests of one session would share a renewal. */
async function expiredPasses(edge: Edge, { db }: Store, { email }: Person): Promise<LoadRequest[]> {
  const account = await db
    .prepare('SELECT id FROM accounts WHERE email = ?')
    .bind(email)
    .first<{ id: string }>()
  if (!account) throw new Error(`no account with the address ${email}`)
  const now = Math.floor(Date.now() / 1000)
  const requests: LoadRequest[] = []
  const rows: D1PreparedStatement[] = []
  for (let each = 0; each < RENEWALS; each++) {
    const sessionId = randomId()
    rows.push(
      db
        .prepare(
          `INSERT INTO sessions (id, token_digest, account_id, first_factor, provider, auth_time, mfa_time, mfa_method,
             created_at, last_seen_at, expires_at, ip, user_agent)
           VALUES (?1, ?1, ?2, 'pwd', 'password', ?3, ?3, 'totp', ?3, ?3, ?3 + 86400, '', '')`,
        )
        .bind(sessionId, account.id, now),
    )
    const cookie = await passCookie(edge, { accountId: account.id, sessionId, isExpired: true })
    requests.push(requestWith(edge.host, cookie))
  }
  await db.batch(rows)
  return requests
}
