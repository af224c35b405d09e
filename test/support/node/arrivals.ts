// Signs in through a provider, step by step, and checks what must be true after a refusal.

import { expect } from 'vitest'
import { BESIDE_RULES, CLOSED, type Ground } from './grounds.ts'
import type { HostileProvider } from './hostile-provider.ts'
import { saveRules } from './machines.ts'
import { type RecordingOrigin, startRecordingOrigin } from './recording-origin.ts'
import {
  advance,
  api,
  countRows,
  fixturePorts,
  makeWorkspace,
  portalOrigin,
  type TestWorkspace,
} from './test-bed.ts'
import { type Answer, alertOf, Visitor } from './visitor.ts'

export const portalHost = new URL(portalOrigin).host

export const locationOf = ({ headers, url }: Answer): string =>
  new URL(headers.get('location') ?? '', url).href

/** The edge and its origin, which a refusal must leave unchanged. */
export interface Scene {
  readonly origin: RecordingOrigin
  readonly workspace: TestWorkspace
}

/** Makes a workspace with a rule of each kind, and an origin that records its requests. */
export async function setScene({ rules }: Ground = BESIDE_RULES): Promise<Scene> {
  const origin = await startRecordingOrigin()
  const workspace = await makeWorkspace(origin.url)
  await saveRules(workspace, ...(rules ?? []))
  return { origin, workspace }
}

/** Makes the person with this address a member. */
export async function admit({ workspace }: Scene, email: string): Promise<void> {
  const { status } = await api('PUT', `/workspaces/${workspace.slug}/members/${email}`, { role: 'member' })
  expect(status).toBeLessThan(300)
}

/** Waits until the edge has forgotten every provider's documents. */
export const outlastCaches = (): Promise<void> => advance(2 * 3600)

/** Goes from the portal to the provider. Returns the address that it sends the browser back to, unopened. */
export async function wayBack(browser: Visitor, id: string, query = ''): Promise<URL> {
  const sent = await browser.ask(`${portalOrigin}/sign-in/with/${id}${query}`, { follows: false })
  const answered = await browser.ask(locationOf(sent), { follows: false })
  return new URL(locationOf(answered))
}

/** Returns the portal's answer to what the provider returned, or to the way there if that was refused. */
export async function arrive(browser: Visitor, id: string): Promise<Answer> {
  const sent = await browser.ask(`${portalOrigin}/sign-in/with/${id}`, { follows: false })
  if (locationOf(sent).startsWith(portalOrigin)) return sent
  const answered = await browser.ask(locationOf(sent), { follows: false })
  return browser.ask(locationOf(answered), { follows: false })
}

/** Posts a form across sites, as a login service's page does. */
export function postForm(
  browser: Visitor,
  url: string,
  fields: Record<string, string> | string,
  options: { headers?: Record<string, string>; release?: Promise<void> } = {},
): Promise<Answer> {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
  const port = url.endsWith('/tickets-plain') ? fixturePorts.ticketsPlain : fixturePorts.tickets
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: `http://127.0.0.1:${port}`,
    'sec-fetch-site': 'cross-site',
    ...options.headers,
  }
  const { release } = options
  return browser.ask(url, { method: 'POST', headers, body, follows: false, ...(release && { release }) })
}

export interface TicketFlow {
  /** The address that the ticket is posted to. */
  readonly returnTo: string
  readonly nonce: string
}

/** Returns the request to the login page of a ticket provider. */
export async function beginTicket(browser: Visitor, id: string): Promise<TicketFlow> {
  const sent = await browser.ask(`${portalOrigin}/sign-in/with/${id}`, { follows: false })
  const { searchParams } = new URL(locationOf(sent))
  return { returnTo: searchParams.get('return_to') ?? '', nonce: searchParams.get('nonce') ?? '' }
}

/** Expects that the browser is signed in without a code. */
export async function expectSignedIn(browser: Visitor, answer: Answer): Promise<void> {
  expect([answer.status, locationOf(answer)]).toEqual([303, `${portalOrigin}/workspaces`])
  expect(browser.cookie(portalHost, '__Host-sallyport-session')).toBeDefined()
  expect((await browser.ask(`${portalOrigin}/account/security`, { follows: false })).status).toBe(200)
}

/** Returns the claims that the origin gets about this browser's person. */
export async function claimsAt({ origin, workspace }: Scene, browser: Visitor) {
  const before = origin.arrivals()
  const answer = await browser.ask(`${workspace.origin}/`)
  expect([answer.url, answer.status]).toEqual([`${workspace.origin}/`, 200])
  expect(origin.arrivals()).toBe(before + 1)
  return origin.lastClaims()
}

export type Refusal =
  | 'cancelled'
  | 'unavailable'
  | 'not-completed'
  | 'not-fresh'
  | 'throttled'
  | 'no-account'
  | 'address-taken'
  | 'address-unusable'

// Words of the fixtures, which no page may show.
const HOSTILE_MARKUP = /hostile-words|onerror|<script>alert/
// Words of libraries and protocols, which no page may show.
const LIBRARY_WORDS =
  /OAUTH_|\bJW[TSK]\b|\bjose\b|oauth4webapi|openid-client|unexpected|invalid_|TypeError|undefined|\[object|HTTP response/

export function expectOwnWords(page: string): void {
  // The language form repeats the requested address, escaped, in a value. It is left out.
  expect(page.replaceAll(/name="return_to" value="[^"]*"/g, '')).not.toMatch(HOSTILE_MARKUP)
  expect(page.replaceAll(/<[^>]*>/g, ' ')).not.toMatch(LIBRARY_WORDS)
}

/**
 * Expects a refusal on the sign-in page in Sallyport's own words. The browser holds nothing that opens
 * anything, the origin got no request, and no row was written.
 */
export async function expectRefused(
  scene: Scene,
  expected: Refusal | readonly Refusal[],
  act: (browser: Visitor) => Promise<Answer>,
  browser = new Visitor(),
): Promise<string> {
  const before = { rows: await countRows(), arrivals: scene.origin.arrivals() }
  const answer = await act(browser)
  expect(answer.status).toBe(303)
  const sentTo = new URL(locationOf(answer))
  expect(sentTo.origin + sentTo.pathname).toBe(`${portalOrigin}/sign-in`)
  expect([expected].flat()).toContain(sentTo.searchParams.get('refused'))
  const page = await browser.ask(sentTo.href)
  expect(alertOf(page.text)).toMatch(/^\s*[A-Z].{20,}[.!]\s*$/s)
  expectOwnWords(page.text)
  await expectNothingHeld(browser, scene, answer)
  expect({ rows: await countRows(), arrivals: scene.origin.arrivals() }).toEqual(before)
  return alertOf(page.text)
}

/** Expects a refusal: a problem, or a page that refuses. */
export async function expectTurnedAway(
  scene: Scene,
  act: (browser: Visitor) => Promise<Answer>,
  browser = new Visitor(),
): Promise<void> {
  const before = { rows: await countRows(), arrivals: scene.origin.arrivals() }
  const answer = await act(browser)
  const isRefusal = answer.status >= 400 || locationOf(answer).startsWith(`${portalOrigin}/sign-in?refused=`)
  expect([isRefusal, answer.status]).toEqual([true, answer.status])
  expect(answer.status).toBeLessThan(500)
  expectOwnWords(answer.text)
  await expectNothingHeld(browser, scene, answer)
  expect({ rows: await countRows(), arrivals: scene.origin.arrivals() }).toEqual(before)
}

export async function expectNothingHeld(browser: Visitor, scene: Scene, answer: Answer): Promise<void> {
  const { workspace } = scene
  for (const name of ['__Host-sallyport-session', '__Host-sallyport-login']) {
    expect(browser.cookie(portalHost, name)).toBeUndefined()
  }
  expect(browser.cookie(workspace.host, '__Host-sallyport-pass')).toBeUndefined()
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value !== '') await expectOpensNothing(name, value, scene)
  }
  expect((await browser.ask(`${workspace.origin}/reports`)).url).toContain(`${portalOrigin}/sign-in`)
}

/**
 * Expects that the value alone opens nothing, under its own name and in place of every other cookie or token.
 */
export async function expectOpensNothing(
  name: string,
  value: string,
  { workspace, origin }: Scene,
): Promise<void> {
  for (const as of new Set([name, '__Host-sallyport-session'])) {
    const thief = new Visitor()
    thief.setCookie(portalHost, as, value)
    const answer = await thief.ask(`${portalOrigin}/account/security`, { follows: false })
    expect([as, answer.status, locationOf(answer)]).toEqual([
      as,
      303,
      expect.stringContaining(`${portalOrigin}/sign-in`),
    ])
  }
  const before = origin.arrivals()
  for (const as of new Set([name, '__Host-sallyport-pass'])) {
    const thief = new Visitor()
    thief.setCookie(workspace.host, as, value)
    for (const { at } of CLOSED) {
      const answer = await thief.ask(`${workspace.origin}${at}/`, { isScript: true })
      expect([as, at, answer.status]).toEqual([as, at, 401])
    }
  }
  expect(origin.arrivals()).toBe(before)
  expect((await api('GET', '/workspaces', undefined, { token: value })).status).toBe(401)
}

/** Gives the provider's resident an account and membership. */
export async function settleResident(scene: Scene, provider: HostileProvider, id: string): Promise<void> {
  await outlastCaches()
  provider.next()
  const browser = new Visitor()
  await expectSignedIn(browser, await arrive(browser, id))
  const { email } = await provider.rightClaims()
  await admit(scene, String(email))
}
