// The real system beside the model: the edge with a stopped clock, browsers, authenticator apps and one
// origin.

import { type TOTP, URI } from 'otpauth'
import { beginTicket, locationOf, portalHost, postForm } from '../../support/node/arrivals.ts'
import type { HostileIssuer } from '../../support/node/hostile-issuer.ts'
import type { RecordedRequest, RecordingOrigin } from '../../support/node/recording-origin.ts'
import {
  advance,
  api,
  edgeNow,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runSql,
  type TestWorkspace,
} from '../../support/node/test-bed.ts'
import { type Answer, Visitor } from '../../support/node/visitor.ts'
import type { Admins } from './admins.ts'
import { BROWSERS, type BrowserName, type PersonName, type WorkspaceName } from './model.ts'
import { ADMINS_OF } from './recovery-model.ts'

const PASS = '__Host-sallyport-pass'

/** The outcome of a request to a workspace. */
export interface Arrival {
  /** The request as the origin received it, or null if it did not arrive. */
  readonly received: RecordedRequest | null
  readonly isNewPass: boolean
  readonly answer: Answer
}

interface WayIn {
  readonly workspace: WorkspaceName
  readonly href: string
  readonly path: string
}

export interface World {
  readonly start: number
  readonly people: Record<PersonName, Person>
  readonly workspaces: Record<WorkspaceName, TestWorkspace>
  readonly visitors: Record<BrowserName, Visitor>
  readonly origin: RecordingOrigin
  /** Every app that was ever confirmed, by its number. */
  readonly apps: Map<number, TOTP>
  /** The last assertion that each workspace's origin received. */
  readonly assertions: Map<WorkspaceName, string>
  /** The address at which each browser would bring the hand-off code that it keeps. */
  readonly ways: Map<BrowserName, WayIn>
  readonly issuer: HostileIssuer
  readonly admins: Admins
}

let worlds = 0

export async function beginWorld(
  origin: RecordingOrigin,
  issuer: HostileIssuer,
  admins: Admins,
): Promise<World> {
  // A minute and new addresses separate this run from everything that the edge remembers of the previous one.
  await advance(60)
  worlds += 1
  const [ada, bela] = await Promise.all([makePerson('Ada'), makePerson('Bela')])
  const members = [
    [ada, 'member'],
    [bela, 'member'],
  ] as const
  const [acme, globex] = await Promise.all([
    makeAdministered('acme', origin.url, members, admins),
    makeAdministered('globex', origin.url, members, admins),
  ])
  const visitors = Object.fromEntries(
    BROWSERS.map((name, i) => [name, new Visitor().comesFrom(`10.${worlds >> 8}.${worlds & 255}.${i + 1}`)]),
  ) as Record<BrowserName, Visitor>
  const world = {
    start: await edgeNow(),
    people: { Ada: ada, Bela: bela },
    workspaces: { acme, globex },
    visitors,
  }
  return { ...world, origin, issuer, admins, apps: new Map(), assertions: new Map(), ways: new Map() }
}

/** Makes a workspace with its admins, where members may recover their accounts by waiting. */
async function makeAdministered(
  name: WorkspaceName,
  origin: string,
  members: readonly (readonly [Person, 'member'])[],
  admins: Admins,
): Promise<TestWorkspace> {
  const own = ADMINS_OF[name].map((admin) => [admins[admin].person, 'admin'] as const)
  const workspace = await makeWorkspace(origin, [...members, ...own])
  await makeOld(workspace)
  const policy = { enforced: false, grace_days: 0, self_recovery: true }
  const { status } = await api('PUT', `/workspaces/${workspace.slug}/policy`, policy)
  if (status !== 200) throw new Error(`${name} allows no delay: ${status}`)
  return workspace
}

/** Makes the admins old enough to agree with a recovery: they and their factors have been there for more than a week. */
const makeOld = ({ slug }: TestWorkspace) => {
  const members = `role = 'admin' AND workspace_id = (SELECT id FROM workspaces WHERE slug = '${slug}')`
  return runSql(
    `UPDATE members SET joined_at = 1, role_at = 1 WHERE ${members}`,
    `UPDATE accounts SET enrolled_at = 1 WHERE id IN (SELECT account_id FROM members WHERE ${members})`,
  )
}

export const portalUrl = (path: string) => portalOrigin + path

export const appFrom = (uri: string): TOTP => URI.parse(uri) as TOTP
export const codeOf = (app: TOTP, step: number): string => app.generate({ timestamp: step * 30_000 })

/** Returns six digits that no app of this world shows within 40 steps. */
export function wrongCodeAt(world: World, step: number): string {
  const shown = new Set<string>()
  for (const app of world.apps.values()) {
    for (let near = step - 40; near <= step + 40; near++) shown.add(codeOf(app, near))
  }
  for (let digits = 0; ; digits++) {
    const code = String(digits).padStart(6, '0')
    if (!shown.has(code)) return code
  }
}

/** Signs in with a login ticket, which costs no password hash. */
export async function bringTicket(world: World, browser: BrowserName, person: PersonName, now: number) {
  const visitor = world.visitors[browser]
  const { email, name } = world.people[person]
  const { returnTo, nonce } = await beginTicket(visitor, 'tickets')
  const times = { iat: now, auth_time: now, exp: now + 60 }
  const claims = { sub: email, email, email_verified: true, name, amr: ['pwd'], ...times }
  return postForm(visitor, returnTo, { ticket: await world.issuer.ticket(nonce, { claims }) })
}

const setsCookie = (name: string) => (answer: Answer) =>
  answer.headers.getSetCookie().some((line) => line.startsWith(`${name}=`) && !line.startsWith(`${name}=;`))

export const givesSession = setsCookie('__Host-sallyport-session')
export const givesLogin = setsCookie('__Host-sallyport-login')
export const holdsLogin = (visitor: Visitor): boolean =>
  visitor.cookie(portalHost, '__Host-sallyport-login') !== undefined

export const hasForm = (page: Answer, action: string): boolean => page.text.includes(`action="${action}"`)

/** Submits the form of the page at `path`. Returns null if another page is shown instead. */
export async function submitAt(
  visitor: Visitor,
  path: string,
  action: string,
  fields: Record<string, string> = {},
): Promise<Answer | null> {
  const page = await visitor.ask(portalUrl(path))
  return hasForm(page, action) ? visitor.submit(page, action, fields, false) : null
}

/**
 * Posts a form that no page of this browser need have, with the token of its session. Returns null if nobody is signed
 * in. So the edge must refuse by itself, and not by leaving out a form.
 */
export async function postOwn(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
): Promise<Answer | null> {
  const page = await visitor.ask(portalUrl('/sign-out'))
  const [, csrf] =
    /action="\/sign-out"[^>]*><input type="hidden" name="csrf" value="([^"]+)"/.exec(page.text) ?? []
  if (csrf === undefined) return null
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: portalOrigin }
  const body = new URLSearchParams({ csrf, ...fields }).toString()
  return visitor.ask(portalUrl(path), { method: 'POST', headers, body, follows: false })
}

let requests = 0

/** Sends a script's request, or visits as a person who skips every page that they may skip. */
export async function askOrigin(
  world: World,
  browser: BrowserName,
  workspace: WorkspaceName,
  isNavigation: boolean,
): Promise<Arrival> {
  const visitor = world.visitors[browser]
  const { host, origin } = world.workspaces[workspace]
  const path = `/request-${++requests}`
  const before = visitor.cookie(host, PASS)
  let answer = await visitor.ask(origin + path, { isScript: !isNavigation, follows: isNavigation })
  if (isNavigation && hasForm(answer, '/enter')) answer = await visitor.submit(answer, '/enter', {})
  const received = world.origin.requests.find((request) => request.path === path) ?? null
  const assertion = received?.headers['sallyport-assertion']
  if (typeof assertion === 'string') world.assertions.set(workspace, assertion)
  return { received, isNewPass: visitor.cookie(host, PASS) !== before, answer }
}

/** Goes to the portal through the gate. Returns whether the portal gave a code, and keeps that code. */
export async function takeWayIn(
  world: World,
  browser: BrowserName,
  workspace: WorkspaceName,
): Promise<boolean> {
  const visitor = world.visitors[browser]
  const path = `/request-${++requests}`
  const start = `${world.workspaces[workspace].origin}/.sallyport/start?return_to=${path}`
  const sent = await visitor.ask(start, { follows: false })
  const handed = await visitor.ask(locationOf(sent), { follows: false })
  const href = handed.headers.get('location') ?? ''
  const isGiven = href.includes('/.sallyport/enter?code=')
  if (isGiven) world.ways.set(browser, { workspace, href, path })
  else world.ways.delete(browser)
  return isGiven
}

export function copyWayIn(ways: World['ways'], from: BrowserName, to: BrowserName): void {
  const way = ways.get(from)
  if (way) ways.set(to, way)
  else ways.delete(to)
}

/** Brings the code that the browser keeps, if any, and follows the redirects. */
export async function bringWayIn(world: World, browser: BrowserName): Promise<Omit<Arrival, 'answer'>> {
  const way = world.ways.get(browser)
  world.ways.delete(browser)
  if (!way) return { received: null, isNewPass: false }
  const visitor = world.visitors[browser]
  const { host } = world.workspaces[way.workspace]
  const before = visitor.cookie(host, PASS)
  await visitor.ask(way.href)
  const received = world.origin.requests.find((request) => request.path === way.path) ?? null
  return { received, isNewPass: visitor.cookie(host, PASS) !== before }
}

/**
 * Returns whether the assertion that the origin saw opens the workspace when a thief sends it as a cookie.
 */
export async function replayAssertion(world: World, workspace: WorkspaceName): Promise<boolean> {
  const assertion = world.assertions.get(workspace)
  if (!assertion) return false
  const { host, origin } = world.workspaces[workspace]
  const before = world.origin.arrivals()
  for (const secret of ['', `~${'A'.repeat(43)}`]) {
    const thief = new Visitor()
    thief.setCookie(host, PASS, assertion + secret)
    await thief.ask(origin, { isScript: true })
  }
  return world.origin.arrivals() > before
}
