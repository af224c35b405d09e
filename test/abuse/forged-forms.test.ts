// A form changes nothing unless it is the portal's own and belongs to this browser and session. Tries every
// form, in every way in which another page could have it sent.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portalHost, type Scene } from '../support/node/arrivals.ts'
import { refuses } from '../support/node/invariants.ts'
import {
  askForAddress,
  csrfOf,
  encodeFor,
  type Fields,
  FORM_HEADERS,
  headersFor,
  inParts,
  isBeforeSession,
  listPages,
  NEW_ACCOUNT,
  PORTAL_FORMS,
  type PortalForm,
  type Settled,
  send,
  settle,
  TAKEN_FROM_ELSEWHERE,
  write,
} from '../support/node/portal-forms.ts'
import { startRecordingOrigin } from '../support/node/recording-origin.ts'
import { openUndecided, settling } from '../support/node/recovery-pages.ts'
import { api, digestRows, edgeNow, originOf, portalOrigin, runSql } from '../support/node/test-bed.ts'
import { type Answer, makeAdmitted, Visitor } from '../support/node/visitor.ts'

const CSRF = '__Host-sallyport-csrf'
const { hostname, port } = new URL(portalOrigin)

let olga: Settled
let scene: Scene
/** The token of another person's session in the same browser. */
let tokenOfAnotherSession: string
/** The token of another browser. */
let tokenOfAnotherBrowser: string
beforeAll(async () => {
  const origin = await startRecordingOrigin()
  olga = await settle(origin.url, 'Olga')
  scene = { origin, workspace: olga.workspace }
  const bob = await makeAdmitted(origin.url, 'Bob')
  bob.visitor.setCookie(portalHost, CSRF, olga.visitor.cookie(portalHost, CSRF) ?? '')
  tokenOfAnotherSession = await csrfOf(bob.visitor, '/sign-out')
  tokenOfAnotherBrowser = await csrfOf(new Visitor(), '/sign-in')
})
afterAll(() => scene.origin.close())

/** Returns a browser in which this form would change something. */
function victimOf({ path }: PortalForm): Visitor {
  if (path.startsWith('/sign-in/verify/passkey')) return olga.alsoHalfDone
  if (path === '/sign-in/verify') return olga.halfDone
  return path === '/sign-in' || path === NEW_ACCOUNT ? new Visitor() : olga.visitor
}

const named = PORTAL_FORMS.map((form) => [form.path, form] as const)

it('every form of the portal is in the list that these tests use', async () => {
  expect([...PORTAL_FORMS.map(({ path }) => path), ...TAKEN_FROM_ELSEWHERE].sort()).toEqual(
    await listPages('POST'),
  )
})

/** The attacker's changes to the request that the form's own page would send. */
interface Forgery {
  readonly csrf?: string
  readonly headers?: Record<string, string | undefined>
  readonly change?: (fields: Fields) => Fields
  readonly encode?: (fields: Fields) => string | Uint8Array
  /** False for forms that this encoding is correct for. */
  readonly isFor?: (form: PortalForm) => boolean
}

const PLAIN = 'application/x-www-form-urlencoded'
const asText = (fields: Fields) => fields.map(([name, value]) => `${name}=${value}`).join('\r\n')

const forgeries = (ownTokenElsewhere: string): Record<string, Forgery> => ({
  'without a token': { change: ([, ...others]) => others },
  'with an empty token': { csrf: '' },
  'with a token that was never given': { csrf: 'A'.repeat(43) },
  'with the token of another browser': { csrf: tokenOfAnotherBrowser },
  'with the token of another session': { csrf: tokenOfAnotherSession },
  'with the token of this browser’s other forms': { csrf: ownTokenElsewhere },
  'with a wrong token before the right one': {
    change: (fields) => [['csrf', 'A'.repeat(43)], ...fields],
  },
  'from another site': { headers: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' } },
  'from another site, to a browser that says no more': {
    headers: { origin: 'http://evil.example', 'sec-fetch-site': undefined },
  },
  'from a workspace': { headers: { origin: originOf('acme'), 'sec-fetch-site': 'same-site' } },
  'from a page without an origin': { headers: { origin: 'null' } },
  'from another port': { headers: { origin: `http://${hostname}:${Number(port) + 1}` } },
  'from a host above': { headers: { origin: `http://localhost:${port}` } },
  'from a host below': { headers: { origin: `http://evil.${hostname}:${port}` } },
  'from a host that begins like it': { headers: { origin: `${portalOrigin}.evil.example` } },
  'from a page of which the browser says cross-site': { headers: { 'sec-fetch-site': 'cross-site' } },
  'from a page of which the browser says same-site': { headers: { 'sec-fetch-site': 'same-site' } },
  'from elsewhere, without an Origin': { headers: { origin: undefined, 'sec-fetch-site': 'cross-site' } },
  'as text': { headers: { 'content-type': 'text/plain' } },
  'as text, as browsers write it': { headers: { 'content-type': 'text/plain' }, encode: asText },
  'in parts': {
    isFor: ({ file }) => !file,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    encode: (fields) => inParts(fields),
  },
  'in one piece': {
    isFor: ({ file }) => file !== undefined,
    headers: { 'content-type': PLAIN },
    encode: (fields) => encodeFor({}, fields),
  },
  'in parts that another boundary parts': {
    isFor: ({ file }) => file !== undefined,
    headers: { 'content-type': 'multipart/form-data; boundary=y' },
  },
  'as JSON': {
    headers: { 'content-type': 'application/json' },
    encode: (fields) => JSON.stringify(Object.fromEntries(fields)),
  },
  'as almost a form': { headers: { 'content-type': `${PLAIN}-x` } },
  'without a type': { headers: { 'content-type': undefined } },
})

async function forge(visitor: Visitor, form: PortalForm, forgery: Forgery, csrf: string): Promise<Answer> {
  const { path, fields } = write(form, olga.known)
  const all: Fields = [['csrf', forgery.csrf ?? csrf], ...Object.entries(fields)]
  const changed = forgery.change?.(all) ?? all
  const headers = Object.entries({ ...headersFor(form), ...forgery.headers }).filter(
    (header): header is [string, string] => header[1] !== undefined,
  )
  return visitor.ask(portalOrigin + path, {
    method: 'POST',
    headers: Object.fromEntries(headers),
    body: forgery.encode?.(changed) ?? encodeFor(form, changed),
    follows: false,
  })
}

describe('a form that is not the portal’s own', () => {
  it.each(named)('is refused in every disguise and changes nothing: %s', async (path, form) => {
    const visitor = victimOf(form)
    const csrf = await csrfOf(visitor, path)
    const other = await csrfOf(visitor, isBeforeSession(path) ? '/sign-out' : '/sign-in')
    await refuses(scene, async () => {
      const answers = []
      for (const [disguise, forgery] of Object.entries(forgeries(other))) {
        if (forgery.csrf === csrf) continue // before there is a session, all forms share one token
        if (forgery.isFor && !forgery.isFor(form)) continue
        const answer = await forge(visitor, form, forgery, csrf)
        expect([disguise, [403, 415].includes(answer.status), answer.status]).toEqual([
          disguise,
          true,
          answer.status,
        ])
        answers.push(answer)
      }
      return answers
    })
  })

  it.each(named)('is not accepted by another method, even with a valid token: %s', async (path, form) => {
    const visitor = victimOf(form)
    const csrf = await csrfOf(visitor, path)
    const written = write(form, olga.known)
    const body = new URLSearchParams({ csrf, ...written.fields }).toString()
    const before = [await digestRows(), scene.origin.arrivals()]
    const override = { 'x-http-method-override': 'POST', 'x-http-method': 'POST' }
    for (const [method, query, headers] of [
      ['GET', `?${body}&_method=POST`, override],
      ['HEAD', `?${body}`, {}],
      ['PUT', '', FORM_HEADERS],
      ['DELETE', '', FORM_HEADERS],
    ] as const) {
      const sent = method === 'PUT' || method === 'DELETE' ? { body } : {}
      const url = portalOrigin + written.path + query
      const { status } = await visitor.ask(url, { method, headers, follows: false, ...sent })
      expect([method, status < 500]).toEqual([method, true])
    }
    expect([await digestRows(), scene.origin.arrivals()]).toEqual(before)
  })

  it.each(named)('is refused if it is larger than 64 KiB: %s', async (path, form) => {
    const visitor = victimOf(form)
    const csrf = await csrfOf(visitor, path)
    await refuses(scene, async () => {
      const padding = ['padding', 'x'.repeat(1 << 20)] as const
      const answer = await forge(visitor, form, { change: (fields) => [...fields, padding] }, csrf)
      expect(answer.status).toBe(413)
      return answer
    })
  })
})

describe('a page', () => {
  it('that only reads changes nothing, with every form’s fields in its address', async () => {
    const query = new URLSearchParams(
      PORTAL_FORMS.flatMap((form) => Object.entries(write(form, olga.known).fields)),
    )
    query.set('csrf', await csrfOf(olga.visitor, '/sign-out'))
    const before = [await digestRows(), scene.origin.arrivals()]
    for (const path of await listPages('GET')) {
      if (path.startsWith('/sign-in/')) continue // leads to a provider or comes from one
      const { path: filled } = write({ path, fields: {}, freshness: 'fresh' }, olga.known)
      const answer = await olga.visitor.ask(`${portalOrigin}${filled}?${query}`, { follows: false })
      expect([path, answer.status < 500]).toEqual([path, true])
    }
    expect([await digestRows(), scene.origin.arrivals()]).toEqual(before)
  })
})

describe('a form that is sent correctly', () => {
  // Some forms take away what other forms need, so these come first and last.
  const FIRST = [
    '/sign-in',
    '/sign-in/verify/passkey/options',
    '/sign-in/verify/passkey',
    '/sign-in/verify',
    '/account/security/sessions/:id/end',
    '/account/security/sessions/end-others',
  ]
  const LAST = [
    '/workspaces/:slug/settings/members/invitations/:id/revoke',
    '/workspaces/:slug/leave',
    // Changes the session’s cookie, to which other forms are bound.
    '/account/security/authenticator/check',
    '/account/security/address/:confirmation',
    '/account/security/passkeys/:id/remove',
    '/account/security/authenticator/remove',
    '/account/security/authenticator/disable',
    '/sign-out',
  ]
  const rank = ({ path }: PortalForm) => {
    const [early, late] = [FIRST.indexOf(path), LAST.indexOf(path)]
    return early >= 0 ? early - FIRST.length : late + 1
  }
  const CHANGES_NOTHING = [
    '/language',
    '/forgotten-password',
    '/forgotten-password/:token',
    '/not-me/:token',
    '/sign-in/lost',
    '/sign-in/lost/link',
    '/recover/:token',
    '/recover/:token/passkey/options',
    '/recover/:token/passkey',
    '/stop-recovery/:token',
    '/workspaces/:slug/settings/security/preview',
    '/workspaces/:slug/settings/security/phishing-resistant/preview',
    '/account/security/identities/link',
    '/account/security/identities/confirm',
    '/account/security/address', // no mail is set up here
  ]

  /** This edge sends no mail, and says so. Journeys on another edge send these. */
  const NEEDS_MAIL: Record<string, number> = {
    '/workspaces/:slug/settings/members/invitations': 422,
    '/workspaces/:slug/settings/members/invitations/:id/resend': 422,
    '/workspaces/:slug/settings/members/recovery': 409,
  }

  /** Each form about rules raises the version that the next one must name. */
  const rulesVersion = async () => {
    const [found] = await runSql<{ version: number }>(
      `SELECT version FROM access_rules WHERE workspace_id =
         (SELECT id FROM workspaces WHERE slug = '${olga.workspace.slug}')`,
    )
    return String(found?.[0]?.version)
  }

  /** A passkey's answer is good for a few minutes, and for the current session. */
  const answersFor = async ({ path, fields }: PortalForm): Promise<Record<string, string>> => {
    if (path === '/account/security/address/:confirmation')
      return { confirmation: await askForAddress(olga.person) }
    if (fields.credential) return { credential: await olga.makeCredential() }
    return fields.assertion ? { assertion: await olga.makeAssertion() } : {}
  }

  const EXTENSION = '/workspaces/:slug/settings/members/extension'
  const RECOVERY = '/workspaces/:slug/settings/members/recovery'
  /** An extension and a recovery need a policy that is on, and their ends an extension or a recovery in force. */
  async function prepare({ path }: PortalForm): Promise<void> {
    // An owner leaves only beside another owner.
    if (path === '/workspaces/:slug/leave')
      await api('PUT', `/workspaces/${olga.workspace.slug}/members/${olga.known.stranger}`, { role: 'owner' })
    if (!path.startsWith(EXTENSION) && !path.startsWith(RECOVERY)) return
    const workspace = `/workspaces/${olga.workspace.slug}`
    await api('PUT', `${workspace}/policy`, { enforced: true, grace_days: 30 })
    if (path === EXTENSION || path === RECOVERY) return
    if (path.startsWith(RECOVERY)) {
      await runSql(...settling(olga.workspace.slug))
      return openUndecided(olga.known.colleague ?? '')
    }
    const until = new Date((await edgeNow()) * 1000 + 86_400_000).toISOString()
    await api('PUT', `${workspace}/members/${olga.known.colleague}/extension`, { until, reason: 'On leave' })
  }

  it('takes effect, so the refusals above are about the forgery', async () => {
    for (const form of [...PORTAL_FORMS].sort((a, b) => rank(a) - rank(b))) {
      // its set would replace the one to confirm
      if (form.path === '/account/security/recovery-codes') continue
      const known = {
        ...olga.known,
        offeredCode: await olga.offered.code(),
        nextCode: await olga.offered.code(1),
        rulesVersion: await rulesVersion(),
        ...(await answersFor(form)),
      }
      await prepare(form)
      const before = await digestRows()
      const answer = await send(victimOf(form), write(form, known))
      if (form.path in NEEDS_MAIL) {
        expect([form.path, answer.status]).toEqual([form.path, NEEDS_MAIL[form.path]])
        continue
      }
      const isChanged = JSON.stringify(await digestRows()) !== JSON.stringify(before)
      expect([form.path, answer.status < 400 || form.isMailed === true, isChanged]).toEqual([
        form.path,
        true,
        !CHANGES_NOTHING.includes(form.path),
      ])
      for (const policy of ['policy', 'policy/phishing-resistant'])
        await api('PUT', `/workspaces/${olga.workspace.slug}/${policy}`, { enforced: false, grace_days: 0 })
    }
  })
})
