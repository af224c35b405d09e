// A return address never leads off the portal and its workspaces. Tries every page and form, a provider, and
// the gate.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { locationOf, postForm } from '../support/node/arrivals.ts'
import { BESIDE_RULES, CLOSED } from '../support/node/grounds.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import { saveRules } from '../support/node/machines.ts'
import { csrfOf, listPages, type Settled, send, settle, write } from '../support/node/portal-forms.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { hostOf, originOf, portalOrigin, sendRaw } from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const NAVIGATION = { 'sec-fetch-mode': 'navigate', accept: 'text/html' }
const { hostname, port } = new URL(portalOrigin)

const SCHEMES = [
  ...[
    'https://evil.example/',
    'http:evil.example',
    'https:/evil.example',
    'ftp://evil.example/',
    'javascript:alert(1)',
  ],
  ...[
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'javascript://%0aalert(1)',
    'data:text/html,x',
    'vbscript:x',
  ],
  ...['blob:http://evil.example/x', 'file:///etc/passwd', 'evil.example', '@evil.example/', '.evil.example/'],
]
const SLASHES = [
  ...['//evil.example/', '///evil.example/', '////evil.example/', '/\\evil.example/', '\\\\evil.example/'],
  ...[
    '\\/evil.example/',
    '/.//evil.example/',
    '/..//evil.example/',
    '/x/..//evil.example/',
    '/;//evil.example/../..//evil.example/',
  ],
  ...[
    '/\t/evil.example/',
    '/\n/evil.example/',
    '/\r\n/evil.example/',
    '\t//evil.example/',
    ' //evil.example/',
    '\0//evil.example/',
  ],
]
const ENCODED = [
  ...[
    '/%2e//evil.example/',
    '/%2e%2e//evil.example/',
    '/%2fevil.example/',
    '/%5cevil.example/',
    '/%09/evil.example/',
  ],
  ...['/%0a/evil.example/', '%2f%2fevil.example/', '/%252fevil.example/', '/%2e%2e%2f%2fevil.example/'],
  ...[
    '/／evil.example/',
    '／／evil.example/',
    '/＼evil.example/',
    '//evil。example/',
    '/․//evil.example/',
    '/\u2028/evil.example/',
  ],
]
const HOSTS = [
  ...[
    `${portalOrigin}.evil.example/`,
    `${portalOrigin}@evil.example/`,
    `//${hostname}:${port}@evil.example/`,
    ':80@evil.example/',
  ],
  ...[
    `http://evil.${hostname}:${port}/`,
    `http://localhost:${port}/`,
    `http://${hostname}:1/`,
    `https://${hostname}:${port}/`,
  ],
  ...[originOf('somebody-elses'), `//${hostOf('somebody-elses')}/`, `http://u:p@${hostname}:${port}/`],
]
const NESTED = [
  ...['/#//evil.example/', '#//evil.example/', '?//evil.example/', '/sign-in?return_to=//evil.example/'],
  ...[
    '/enter?host=evil.example&return_to=/',
    '/enter?return_to=//evil.example/',
    '/sign-in/verify?return_to=/%255c/evil.example',
  ],
  `/${'/evil.example/'.repeat(300)}`,
]
const HOSTILE = [...SCHEMES, ...SLASHES, ...ENCODED, ...HOSTS, ...NESTED]
const A_FEW = [
  '//evil.example/',
  '/\\evil.example/',
  'javascript:alert(1)',
  '/.//evil.example/',
  '/\t/evil.example/',
  HOSTS[1] ?? '',
]

const NAMED = HOSTILE.map((hostile) => [JSON.stringify(hostile.slice(0, 50)), hostile] as const)

let origin: RecordingOrigin
let issuer: HostileIssuer
let olga: Settled
beforeAll(async () => {
  origin = await startRecordingOrigin()
  issuer = await startIssuer('tickets')
  olga = await settle(origin.url, 'Olga')
  await saveRules(olga.workspace, ...(BESIDE_RULES.rules ?? []))
})
afterAll(async () => {
  await issuer.close()
  await origin.close()
})

const allowed = () => [portalOrigin, olga.workspace.origin]
const originsOf = (hops: readonly URL[]) => [...new Set(hops.map((hop) => hop.origin))].sort()

/** Returns each address that the browser is redirected to, as a browser would parse it. */
async function hopsFrom(browser: Visitor, from: string | Answer): Promise<{ hops: URL[]; last: Answer }> {
  const hops: URL[] = []
  let answer = typeof from === 'string' ? await browser.ask(from, { follows: false }) : from
  expectLinksStay(answer)
  while (answer.headers.has('location') && hops.length < 10) {
    const hop = new URL(locationOf(answer))
    expect(allowed()).toContain(hop.origin)
    hops.push(hop)
    answer = await browser.ask(hop.href, { follows: false })
    expectLinksStay(answer)
  }
  return { hops, last: answer }
}

/** Expects that links, form targets and the addresses in form fields stay on allowed origins. */
function expectLinksStay({ url, text, headers }: Answer): void {
  if (!headers.get('content-type')?.includes('html')) return
  expect(headers.get('refresh')).toBeNull()
  expect(text).not.toMatch(/http-equiv|<base/i)
  const found = text.matchAll(/(?:href|src|action|name="(?:return_to|host)" value)="([^"]*)"/g)
  for (const [attribute, value = ''] of found) {
    if (attribute.startsWith('name="host"')) continue
    const target = new URL(value.replaceAll('&amp;', '&'), url)
    if (target.protocol !== 'otpauth:')
      expect([attribute, allowed().includes(target.origin)]).toEqual([attribute, true])
  }
}

const queryWith = (hostile: string) =>
  new URLSearchParams(
    ['return_to', 'next', 'url', 'redirect', 'redirect_uri', 'continue', 'back', 'referrer'].map((name) => [
      name,
      hostile,
    ]),
  )

describe('a return address to another site', () => {
  it('is neither followed nor shown by any page of the portal, signed in or not', async () => {
    for (const path of await listPages('GET')) {
      const written = write({ path, fields: {}, freshness: 'fresh' }, { ...olga.known, provider: 'tickets' })
      // leads to the provider; a later test covers its return address
      if (written.path === '/sign-in/with/tickets') continue
      for (const hostile of A_FEW) {
        for (const browser of [olga.visitor, new Visitor()]) {
          await hopsFrom(browser, `${portalOrigin}${written.path}?${queryWith(hostile)}`)
        }
      }
    }
  })

  it.each(NAMED)('is not followed from the second factor’s page: %s', async (_, hostile) => {
    const query = new URLSearchParams({ return_to: hostile })
    await hopsFrom(olga.visitor, `${portalOrigin}/sign-in/verify?${query}`)
    const posted = await send(olga.visitor, {
      path: '/sign-in/verify',
      fields: { code: '000000', return_to: hostile },
    })
    expect(posted.status).toBe(303)
    await hopsFrom(olga.visitor, posted)
  })

  it.each(NAMED)('is not on the sign-in page or where that page leads: %s', async (_, hostile) => {
    const page = await new Visitor().ask(
      `${portalOrigin}/sign-in?${new URLSearchParams({ return_to: hostile })}`,
    )
    expectLinksStay(page)
    expect(page.headers.get('content-security-policy')).toMatch(/form-action 'self'( http:)?;/)
    expect(page.text).not.toMatch(sentence(en.signIn.toContinueTo))
  })

  it.each(A_FEW)('is not followed at the end of a sign-in: %j', async (hostile) => {
    const browser = new Visitor()
    const { email, password } = olga.person
    const login = await send(browser, { path: '/sign-in', fields: { email, password, return_to: hostile } })
    expect(locationOf(login)).toBe(`${portalOrigin}/sign-in/verify?return_to=%2Fworkspaces`)
    const codes = await send(olga.visitor, {
      path: '/account/security/recovery-codes',
      fields: { return_to: hostile },
    })
    await hopsFrom(olga.visitor, codes)
    const set = /name="set" value="([^"]+)"/.exec((await olga.visitor.ask(locationOf(codes))).text)?.[1] ?? ''
    const fields = { set, return_to: hostile }
    await hopsFrom(
      olga.visitor,
      await send(olga.visitor, { path: '/account/security/recovery-codes/confirm', fields }),
    )
    const later = { host: olga.workspace.host, return_to: hostile }
    await hopsFrom(olga.visitor, await send(olga.visitor, { path: '/enter', fields: later }))
  })

  it.each(A_FEW)('is not followed after a sign-in through a provider: %j', async (hostile) => {
    const browser = new Visitor()
    const from = `${portalOrigin}/sign-in/with/tickets?${new URLSearchParams({ return_to: hostile })}`
    const sent = new URL(locationOf(await browser.ask(from, { follows: false })))
    const back = sent.searchParams.get('return_to') ?? ''
    expect(new URL(back).origin).toBe(portalOrigin)
    const ticket = await issuer.ticket(sent.searchParams.get('nonce') ?? '')
    const arrived = await postForm(browser, back, { ticket, return_to: hostile })
    expect([arrived.status, locationOf(arrived)]).toEqual([303, `${portalOrigin}/workspaces`])
  })
})

describe('a way into a workspace', () => {
  it.each(NAMED)('leads from /enter only to the workspace: %s', async (_, hostile) => {
    const sent = await olga.visitor.ask(`${olga.workspace.origin}/.sallyport/start`, { follows: false })
    const enter = new URL(locationOf(sent))
    enter.searchParams.set('return_to', hostile)
    const { hops, last } = await hopsFrom(olga.visitor, enter.href)
    expect(originsOf(hops)).toEqual([olga.workspace.origin])
    expect(last).toMatchObject({ status: 200, text: expect.stringContaining('origin: GET /') })
  })

  it.each(A_FEW)('leads from the gate’s start only to the portal and the workspace: %j', async (hostile) => {
    const query = new URLSearchParams({ return_to: hostile })
    const { hops, last } = await hopsFrom(olga.visitor, `${olga.workspace.origin}/.sallyport/start?${query}`)
    expect(originsOf(hops)).toEqual(allowed().sort())
    expect(last.status).toBe(200)
  })

  const STRANGE = ['//evil.example/x', '/.//evil.example/x', '/x/..//evil.example', '/\\evil.example/x']
  it.each(CLOSED.flatMap(({ at }) => STRANGE.map((path) => at + path)))(
    'stays on the workspace for a path as strange as %s',
    async (path) => {
      const sent = await sendRaw(olga.workspace.host, path, { headers: Object.entries(NAVIGATION) })
      const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(sent.headers['set-cookie']?.[0] ?? '') ?? []
      olga.visitor.setCookie(olga.workspace.host, name, value)
      const { hops, last } = await hopsFrom(olga.visitor, sent.headers.location ?? '')
      expect(originsOf(hops)).toEqual([olga.workspace.origin])
      expect(last.status).toBe(200)
    },
  )

  it.each([
    ['evil.example', () => 'evil.example'],
    ['a user and evil.example', () => `${olga.workspace.host}@evil.example`],
    ['a path', () => `${olga.workspace.host}/x`],
    ['a fragment', () => `evil.example#${olga.workspace.host}`],
    ['a backslash', () => `evil.example\\@${olga.workspace.host}`],
    ['another line', () => `${olga.workspace.host}\r\nlocation: http://evil.example/`],
    ['another port', () => `${hostname}:1`],
    ['a dot at the end', () => `${olga.workspace.host.replace(':', '.:')}`],
    ['two of them', () => `${olga.workspace.host},evil.example`],
    ['the portal itself', () => new URL(portalOrigin).host],
    ['nothing', () => ''],
  ])('never leads to a host that no workspace has: %s', async (_, host) => {
    const query = new URLSearchParams({ host: host(), return_to: '/' })
    const answer = await olga.visitor.ask(`${portalOrigin}/enter?${query}`, { follows: false })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('location')).toBeNull()
    const csrf = await csrfOf(olga.visitor, '/enter')
    const posted = await send(
      olga.visitor,
      { path: '/enter', fields: { host: host(), return_to: '/' } },
      csrf,
    )
    expect([posted.status, posted.headers.get('location')]).toEqual([404, null])
  })
})
