// Tells one story in which each counted operation happens once, in the largest workspace of a filled
// platform.

import { Secret, TOTP, URI } from 'otpauth'
import { optionsFrom } from '../../test/support/node/passkey-options.ts'
import type { Answer } from '../../test/support/node/plain-browser.ts'
import { makeSoftwarePasskey } from '../../test/support/software-passkey.ts'
import { LARGEST, START } from './fill.ts'
import { Browser, type Count, callApi, PORTAL, type World } from './world.ts'

export interface Counted {
  readonly operation: string
  readonly count: Count
}

/** Positions deep inside the lists, to read them from there. */
export interface Places {
  readonly member: string
  readonly workspace: string
  readonly auditEntry: number
}

const SITE = `http://${LARGEST.host}`
const SETTINGS = `${PORTAL}/workspaces/${LARGEST.slug}/settings`
/** Of the audit that `fill` writes. */
const FIRST_DAY = new Date((START - 100 * 86_400) * 1000).toISOString().slice(0, 10)
const PASSWORD = 'correct-horse-battery'
const NEXT_PASSWORD = 'nine-blue-herons-at-dawn'
const CODES = '/account/security/recovery-codes'
const ADA = 'ada@acme.example'
const BO = 'bo@acme.example'
const CY = 'cy@acme.example'
const DI = 'di@acme.example'
const EV = 'ev@acme.example'
const PASSKEYS = '/account/security/passkeys'
const VERIFY = '/sign-in/verify'

export async function countOperations(world: World, places: Places): Promise<Counted[]> {
  const counted: Counted[] = []
  const counting = async <T>(operation: string, act: () => Promise<T>): Promise<T> => {
    await world.takeCount()
    const value = await act()
    counted.push({ operation, count: await world.takeCount() })
    return value
  }
  const story = { world, places, counting }
  await world.cron('*/15 * * * *')
  await people(story)
  const factors = await enrolment(story)
  const browser = await signIns(story, factors)
  await gate(story, browser)
  await portalPages(story, browser)
  await settingsPages(story, browser)
  await api(story)
  await passkeys(story)
  await crons(story)
  await importedApps(story)
  await endings(story, browser)
  await machines(story)
  return counted
}

/** Deletes the largest workspace. No other story can be told on this platform afterwards. */
export async function countEnding(world: World): Promise<Counted> {
  await world.takeCount()
  await callApi(world, 'DELETE', `/workspaces/${LARGEST.slug}`)
  return { operation: 'API: delete a workspace', count: await world.takeCount() }
}

interface Story {
  readonly world: World
  readonly places: Places
  readonly counting: <T>(operation: string, act: () => Promise<T>) => Promise<T>
}

const memberPath = (email: string) => `/workspaces/${LARGEST.slug}/members/${email}`

async function people({ world, counting }: Story): Promise<void> {
  const person = { name: 'Somebody', password: PASSWORD }
  await counting('API: create an account', () => callApi(world, 'PUT', `/accounts/${ADA}`, person))
  await callApi(world, 'PUT', `/accounts/${BO}`, person)
  await callApi(world, 'PUT', `/accounts/${CY}`, person)
  const put = (role: string) => callApi(world, 'PUT', memberPath(ADA), { role })
  await counting('API: add a member', () => put('member'))
  await counting('API: change a role', () => put('owner'))
}

const firstFactor = async (browser: Browser, from: string, email: string, password = PASSWORD) =>
  browser.submit(await browser.ask(from), '/sign-in', { email, password })

interface Factors {
  readonly totp: TOTP
  readonly recoveryCode: string
}

async function enrolment({ world, counting }: Story): Promise<Factors> {
  const browser = new Browser(world)
  const door = await browser.ask(`${PORTAL}/sign-in`)
  await counting('sign-in, not enrolled: send the password, and see the page', () =>
    browser.submit(door, '/sign-in', { email: ADA, password: PASSWORD }),
  )
  const path = '/account/security/authenticator'
  const page = await counting('enrolment: open the page with the QR code', () => browser.ask(PORTAL + path))
  const [, link = ''] = /href="(otpauth:[^"]+)"/.exec(page.text) ?? []
  const totp = URI.parse(link.replaceAll('&amp;', '&')) as TOTP
  const code = totp.generate({ timestamp: world.now() * 1000 })
  const shown = await counting('enrolment: send the first code, and see the recovery codes', () =>
    browser.submit(page, path, { code }),
  )
  await counting('enrolment: confirm that the recovery codes are saved', () =>
    browser.submit(shown, `${CODES}/confirm`, {}),
  )
  const [recoveryCode = ''] = /\b([A-Z2-7]{4}-){5}[A-Z2-7]{4}\b/.exec(shown.text) ?? []
  return { totp, recoveryCode }
}

async function signIns({ world, counting }: Story, { totp, recoveryCode }: Factors): Promise<Browser> {
  const code = async () => {
    await world.moveClock(60)
    return totp.generate({ timestamp: world.now() * 1000 })
  }
  const verify = (browser: Browser, page: Awaited<ReturnType<Browser['ask']>>, typed: string) =>
    browser.submit(page, '/sign-in/verify', { code: typed })

  const browser = new Browser(world)
  const door = await browser.ask(`${SITE}/reports`)
  await counting('sign-in: send a wrong password', () =>
    browser.submit(door, '/sign-in', { email: ADA, password: 'wrong-horse-battery' }),
  )
  const asked = await counting('sign-in: send the password, and see the form for the code', () =>
    browser.submit(door, '/sign-in', { email: ADA, password: PASSWORD }),
  )
  const right = await code()
  // The most expensive case: no entry waits for its hash, so the workspace's next entry must also be marked
  // as waiting.
  await world.cron('* * * * *')
  await counting('sign-in: send the code, and get the pass', () => verify(browser, asked, right))

  const again = new Browser(world)
  const next = await code()
  await world.cron('* * * * *')
  const doorAgain = await again.ask(`${SITE}/reports`)
  await counting('sign-in again: send password and code, and get the pass', async () => {
    const page = await again.submit(doorAgain, '/sign-in', { email: ADA, password: PASSWORD })
    await verify(again, page, next)
  })

  const second = new Browser(world)
  const page = await firstFactor(second, `${SITE}/reports`, ADA)
  await counting('sign-in: send a wrong code', () => verify(second, page, '000000'))
  await counting('sign-in: send a recovery code, and get the pass', () => verify(second, page, recoveryCode))
  await counting('enter a workspace while signed in, and get the pass', async () => {
    await second.ask(`${SITE}/.sallyport/start?return_to=/reports`)
  })
  const bye = await second.ask(`${PORTAL}/sign-out`)
  await counting('sign-out', () => second.submit(bye, '/sign-out', {}))
  return browser
}

/** Somebody whose only second factor is a passkey. */
async function passkeys({ world, counting }: Story): Promise<void> {
  await callApi(world, 'PUT', `/accounts/${DI}`, { name: 'Di', password: PASSWORD })
  const browser = new Browser(world)
  await firstFactor(browser, `${PORTAL}/sign-in`, DI)
  const page = await browser.ask(`${PORTAL}/account/security/authenticator`)
  const passkey = await makeSoftwarePasskey({ origin: PORTAL })
  const creation = await counting('passkey: get the options for the first one', () =>
    optionsFrom(browser, page, `${PASSKEYS}/options`),
  )
  const credential = await passkey.register(creation)
  const shown = await counting('passkey: add the first one, and see the recovery codes', () =>
    browser.submit(page, `${PASSKEYS}/new`, { credential }),
  )
  await browser.submit(shown, `${CODES}/confirm`, {})
  await counting('page: passkeys', () => browser.ask(PORTAL + PASSKEYS))

  const again = new Browser(world)
  const asked = await firstFactor(again, `${PORTAL}/sign-in`, DI)
  const request = await counting('sign-in: get the options for a passkey', () =>
    optionsFrom(again, asked, `${VERIFY}/passkey/options`),
  )
  const assertion = await passkey.assert(request)
  await counting('sign-in: send the answer of a passkey, and see the page', () =>
    again.submit(asked, `${VERIFY}/passkey`, { assertion }),
  )
}

/** A member who moves here with their app, and uses it for the first time. */
async function importedApps({ world, counting }: Story): Promise<void> {
  await callApi(world, 'PUT', `/accounts/${EV}`, { name: 'Ev', password: PASSWORD })
  await callApi(world, 'PUT', `/workspaces/${LARGEST.slug}/members/${EV}`, { role: 'member' })
  const app = new TOTP({ algorithm: 'SHA256', digits: 8, period: 60, secret: new Secret({ size: 32 }) })
  const { algorithm, digits, period, secret } = app
  await counting('API: import an authenticator app', () =>
    callApi(world, 'PUT', `/accounts/${EV}/authenticator`, {
      ...{ algorithm, digits, period, secret: secret.base32 },
    }),
  )
  await world.moveClock(120)
  const browser = new Browser(world)
  const asked = await firstFactor(browser, `${SITE}/reports`, EV)
  await counting('sign-in: send the first code of an imported app, and see the recovery codes', () =>
    browser.submit(asked, VERIFY, { code: app.generate({ timestamp: world.now() * 1000 }) }),
  )
}

async function gate({ world, counting }: Story, browser: Browser): Promise<void> {
  await browser.ask(`${SITE}/reports`)
  await counting('gate: admit a request with a valid pass', () => browser.ask(`${SITE}/reports`))
  await world.moveClock(121)
  await browser.ask(`${SITE}/.sallyport/`) // reads the policy, which this minute's cache lacks
  await counting('gate: renew an expired pass', () => browser.ask(`${SITE}/reports`))
}

async function portalPages({ counting, places }: Story, browser: Browser): Promise<void> {
  const see = (what: string, url: string) => counting(`page: ${what}`, () => browser.ask(url))
  await browser.ask(`${PORTAL}/workspaces`)
  await see('account security', `${PORTAL}/account/security`)
  const codes = await see('recovery codes', `${PORTAL}${CODES}`)
  const shown = await counting('make new recovery codes, and see them', () =>
    browser.submit(codes, CODES, {}),
  )
  await browser.submit(shown, `${CODES}/confirm`, {})
  await see('replace the authenticator app', `${PORTAL}/account/security/authenticator`)
  const form = await see('change the password', `${PORTAL}/account/security/password`)
  await counting('change the password, and see the Security tab', () =>
    browser.submit(form, '/account/security/password', {
      current_password: PASSWORD,
      new_password: NEXT_PASSWORD,
      new_password_again: NEXT_PASSWORD,
    }),
  )
  await see('change the address', `${PORTAL}/account/security/address`)
  await see('sessions', `${PORTAL}/account/security/sessions`)
  await see('workspaces', `${PORTAL}/workspaces`)
  const panel = await see('security of a workspace', `${SETTINGS}/security`)
  await counting('page: save a policy', () =>
    browser.submit(panel, `/workspaces/${LARGEST.slug}/settings/security`, {
      enforced: 'on',
      grace_days: '14',
    }),
  )
  await see('members', `${SETTINGS}/members`)
  await see('members, far down the list', `${SETTINGS}/members?cursor=${places.member}`)
  await see(
    'members not enrolled, far down the list',
    `${SETTINGS}/members?standing=pending&cursor=${places.member}`,
  )
  await see('members, found by a search', `${SETTINGS}/members?search=p&standing=pending`)
  await see('tokens', `${SETTINGS}/tokens`)
  await see('audit log', `${SETTINGS}/audit`)
  await see('audit log, far down the list', `${SETTINGS}/audit?cursor=${places.auditEntry}`)
  await see('audit log of a person without entries', `${SETTINGS}/audit?person=nobody@acme.example`)
  await see('audit log of one day', `${SETTINGS}/audit?from=${FIRST_DAY}&until=${FIRST_DAY}`)
}

const FIFTY_RULES = Array.from({ length: 50 }, (_, at) => ({
  ...{ id: `rule-${at}`, path: `/${at}`, match: 'prefix', access: at % 2 === 0 ? 'public' : 'member' },
}))

async function api(story: Story): Promise<void> {
  const { world, counting, places } = story
  const call = (what: string, method: string, path: string, body?: unknown) =>
    counting(`API: ${what}`, () => callApi(world, method, path, body))
  const here = `/workspaces/${LARGEST.slug}`
  await call('workspaces', 'GET', '/workspaces')
  await call('workspaces, far down the list', 'GET', `/workspaces?cursor=${places.workspace}`)
  await call('an account', 'GET', `/accounts/${ADA}`)
  await call('policy', 'GET', `${here}/policy`)
  await call('preview of a policy', 'POST', `${here}/policy/preview`, { enforced: true, grace_days: 7 })
  await call('save a policy', 'PUT', `${here}/policy`, { enforced: true, grace_days: 30 })
  const second = `${here}/policy/phishing-resistant`
  await call('preview of the second policy', 'POST', `${second}/preview`, { enforced: true, grace_days: 7 })
  await call('save the second policy', 'PUT', second, { enforced: true, grace_days: 30 })
  await extensions(story, call)
  await call('save 50 rules', 'PUT', `${here}/rules`, { rules: FIFTY_RULES })
  await call('rules', 'GET', `${here}/rules`)
  await call('test of a path', 'POST', `${here}/rules/test`, { method: 'GET', path: '/49' })
  await call('enrolment count', 'GET', `${here}/enrollment`)
  await call('members', 'GET', `${here}/members`)
  await call('members, far down the list', 'GET', `${here}/members?cursor=${places.member}`)
  await call(
    'members who are enrolled without a passkey, far down the list',
    'GET',
    `${here}/members?lacks=passkey&standing=enrolled&cursor=${places.member}`,
  )
  await call('audit log', 'GET', `${here}/audit`)
  await call('audit log, far down the list', 'GET', `${here}/audit?cursor=${places.auditEntry}`)
  await call('operator’s audit log, far down the list', 'GET', `/audit?cursor=${places.auditEntry}`)
  await call('tokens', 'GET', `${here}/tokens`)
  await call('create a token', 'POST', `${here}/tokens`, { name: 'ci', expires_in_days: 30 })
  await serviceTokens(call)
  await call('notices that could not be delivered', 'GET', '/notices/dead-letters')
}

type Call = (what: string, method: string, path: string, body?: unknown) => Promise<unknown>

async function extensions({ world }: Story, call: Call): Promise<void> {
  const one = `${memberPath('p2@people.example')}/extension`
  const until = new Date((world.now() + 10 * 86_400) * 1000).toISOString()
  await call('extend a member', 'PUT', one, { until, reason: 'on leave' })
  await call('end an extension', 'DELETE', one)
}

async function serviceTokens(call: Call): Promise<void> {
  const path = `/workspaces/${LARGEST.slug}/service-tokens`
  const asked = { name: 'ci', expires_in_days: 30, paths: ['/api'], methods: ['GET'] }
  const made = await call('create a service token', 'POST', path, asked)
  const one = `${path}/${(JSON.parse(String(made)) as { id: string }).id}`
  await call('service tokens', 'GET', path)
  await call('change a service token', 'PATCH', one, { disabled: true })
  await call('rotate a service token', 'POST', `${one}/rotate`, { overlap_hours: 1 })
  await call('delete a service token', 'DELETE', one)
}

async function crons({ world, counting }: Story): Promise<void> {
  await counting('cron run of each minute, after changes', () => world.cron('* * * * *'))
  await counting('cron run of each minute, with nothing to do', () => world.cron('* * * * *'))
  await counting('cron run of every 15 minutes, with nothing to do', () => world.cron('*/15 * * * *'))
}

async function settingsPages({ counting }: Story, browser: Browser): Promise<void> {
  const see = (what: string, path: string) => counting(`page: ${what}`, () => browser.ask(SETTINGS + path))
  const change = (what: string, page: Answer, path: string, fields: Record<string, string>) =>
    counting(`page: ${what}`, () => browser.submit(page, new URL(SETTINGS + path).pathname, fields))
  await see('preview of a policy', '/security?enforced=on&grace_days=0')
  await see('sign-in methods of a workspace', '/sign-in')
  const appearance = await see('appearance of a workspace', '/appearance')
  await change('save the appearance', appearance, '/appearance', { display_name: 'Acme', accent: '#1a5fb4' })
  const tokens = await browser.ask(`${SETTINGS}/tokens`)
  const made = await change('create a token', tokens, '/tokens', { name: 'ci', expires_in_days: '30' })
  const [, revoke = ''] = /action="[^"]*\/settings(\/tokens\/[^"]+\/revoke)"/.exec(made.text) ?? []
  await change('revoke a token', made, revoke, {})
  await see('rules and service tokens', '/access')
  const rule = await browser.ask(`${SETTINGS}/access/rules/new`)
  const said = { path: '/api', match: 'prefix', access: 'service' }
  await change('add a rule', rule, '/access/rules/new', said)
  const token = await browser.ask(`${SETTINGS}/access/tokens/new`)
  const asked = { name: 'ci', expires_in_days: '30', paths: '/api', method: 'GET' }
  await change('create a service token', token, '/access/tokens/new', asked)
  await see('question before a member is removed', `/members/remove?email=${CY}`)
}

async function endings({ world, counting }: Story, browser: Browser): Promise<void> {
  const page = await browser.ask(`${SETTINGS}/members`)
  const members = `/workspaces/${LARGEST.slug}/settings/members`
  const cy = { email: CY, role: 'member' }
  await counting('page: add a member', () => browser.submit(page, members, cy))
  await counting('page: save a role', () => browser.submit(page, `${members}/role`, { ...cy, role: 'admin' }))
  await counting('page: remove a member', () => browser.submit(page, `${members}/remove`, cy))
  await callApi(world, 'PUT', memberPath(CY), { role: 'member' })
  await callApi(world, 'PUT', `/workspaces/w1/members/${ADA}`, { role: 'member' })
  const leave = '/workspaces/w1/leave'
  const asked = await counting('page: question before leaving a workspace', () =>
    browser.ask(`${PORTAL}${leave}`),
  )
  await counting('page: leave a workspace', () => browser.submit(asked, leave, {}))
  const moved = `moved-${CY}`
  await counting('API: change an address', () =>
    callApi(world, 'POST', `/accounts/${CY}/address`, { email: moved }),
  )
  await callApi(world, 'POST', `/accounts/${moved}/address`, { email: CY })
  await counting('API: remove a member', () => callApi(world, 'DELETE', memberPath(CY)))
  await counting('API: reset a second factor', () =>
    callApi(world, 'DELETE', `/accounts/${ADA}/second-factor`, { reason: 'a lost phone' }),
  )
  await callApi(world, 'PUT', memberPath(BO), { role: 'member' })
  await counting('API: delete an account', () => callApi(world, 'DELETE', `/accounts/${BO}`))
  // Restores the platform except for the audit log, so that the story can be told again.
  for (const email of [ADA, CY]) await callApi(world, 'DELETE', `/accounts/${email}`)
  const plain = { display_name: null, accent: null }
  await callApi(world, 'PUT', `/workspaces/${LARGEST.slug}/appearance`, plain)
  const off = { enforced: false, grace_days: 0 }
  for (const policy of ['policy', 'policy/phishing-resistant'])
    await callApi(world, 'PUT', `/workspaces/${LARGEST.slug}/${policy}`, off)
}

/** Rules are saved, and a service token is made, before anything is counted. */
async function machines({ world, counting }: Story): Promise<void> {
  const here = `/workspaces/${LARGEST.slug}`
  await callApi(world, 'PUT', `${here}/rules`, {
    rules: [
      { id: 'api', path: '/api', match: 'prefix', access: 'service' },
      { id: 'hooks', path: '/hooks', match: 'prefix', access: 'public' },
    ],
  })
  const scope = { paths: ['/api'], methods: ['GET'] }
  const body = { name: 'ci', expires_in_days: 30, ...scope }
  const made = JSON.parse(String(await callApi(world, 'POST', `${here}/service-tokens`, body)))
  const headers = new Headers({ authorization: `Bearer ${made.token}` })
  const ask = (path: string) => world.ask(`${SITE}${path}`, { headers })
  await ask('/hooks')
  await counting('gate: admit a service token for the first time', () => ask('/api'))
  await counting('gate: admit a service token again', () => ask('/api'))
  await counting('gate: forward a request to a public path', () => ask('/hooks'))
}
