// The guard of all forms, on routes that declare what they need, and the form component that adds the token.

import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { contextStorage } from 'hono/context-storage'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import type { Session } from '../../../src/flows/session/session.ts'
import type { PortalEnv } from '../../../src/portal/frame/context.ts'
import { csrfTokens } from '../../../src/portal/frame/csrf.ts'
import { Form } from '../../../src/portal/frame/form.tsx'
import { takes } from '../../../src/portal/frame/form-needs.ts'
import { readForm } from '../../../src/portal/frame/guards.ts'
import { readLanguage } from '../../../src/portal/frame/language.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { NOW } from '../../support/rows.ts'

const ADA = { id: 'session of ada', accountId: 'ada', email: 'ada@acme.example' } as Session
const BOB = { ...ADA, id: 'session of bob' }
const BROWSER = 'b'.repeat(43)
const origin = env.PORTAL_ORIGIN ?? ''

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
})

/** Makes a portal whose routes answer with what the handler got, for a request in `session`. */
function portalIn(session: Session | null) {
  const app = new Hono<PortalEnv>()
  app.use(contextStorage(), (c, next) => {
    c.set('edge', edge)
    return next()
  })
  app.use(readLanguage, async (c, next) => {
    c.set('session', session)
    c.set('csrf', await csrfTokens(edge, BROWSER, session))
    await next()
  })
  app.use(readForm)
  const pages = new Hono<PortalEnv>()
  pages.get('/form', (c) => c.html(<Form action="/plain" returnTo="/workspaces" class="stack" />))
  pages.get('/form-before', (c) => c.html(<Form action="/sign-in" csrf="sign-in" />))
  pages.post('/plain', (c) => c.text(`got ${c.var.form.get('name')}`))
  pages.post('/before', takes({ csrf: 'sign-in' }), (c) => c.text(`got ${c.var.form.get('name')}`))
  pages.post('/out', takes({ withoutSession: '/out' }), (c) => c.text('got'))
  pages.post('/file', takes({ form: 'multipart' }), (c) =>
    c.text(`got ${c.var.upload === 'too-large' ? c.var.upload : c.var.upload?.byteLength}`),
  )
  app.route('/', pages)
  return app
}

const tokenIn = async (
  session: Session | null,
  scope: 'sign-in' | 'session' = 'session',
  browser = BROWSER,
) => (await csrfTokens(edge, browser, session))[scope]

async function post(
  session: Session | null,
  path: string,
  fields: Record<string, string | File>,
  form: 'urlencoded' | 'multipart' = 'urlencoded',
) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const encoded =
    form === 'multipart' ? body : new URLSearchParams(Object.entries(fields) as [string, string][])
  return portalIn(session).request(`${origin}${path}`, { method: 'POST', body: encoded })
}

describe('a form', () => {
  it('has the session’s token and its page’s return address', async () => {
    const html = await (await portalIn(ADA).request(`${origin}/form`)).text()
    expect(html).toBe(
      `<form method="post" action="/plain" class="stack"><input type="hidden" name="csrf" value="${await tokenIn(ADA)}"/><input type="hidden" name="return_to" value="/workspaces"/></form>`,
    )
  })

  it('before a session has the token for no session', async () => {
    const html = await (await portalIn(ADA).request(`${origin}/form-before`)).text()
    expect(html).toContain(`value="${await tokenIn(null)}"`)
    expect(html).not.toContain(await tokenIn(ADA))
  })
})

describe('a route without a declaration', () => {
  it('accepts a urlencoded form with its session’s token', async () => {
    const answer = await post(ADA, '/plain', { csrf: await tokenIn(ADA), name: 'x' })
    expect([answer.status, await answer.text()]).toEqual([200, 'got x'])
  })

  it.each([
    ['without a token', async () => ({})],
    ['with an empty token', async () => ({ csrf: '' })],
    ['with the token of another session', async () => ({ csrf: await tokenIn(BOB) })],
    [
      'with the token of another browser',
      async () => ({ csrf: await tokenIn(ADA, 'session', 'c'.repeat(43)) }),
    ],
    ['with the token of the forms before a session', async () => ({ csrf: await tokenIn(ADA, 'sign-in') })],
  ])('refuses a form %s', async (_, fields) => {
    expect((await post(ADA, '/plain', await fields())).status).toBe(403)
  })

  it('refuses a multipart form with any token', async () => {
    expect((await post(ADA, '/plain', { csrf: await tokenIn(ADA) }, 'multipart')).status).toBe(415)
  })

  it('refuses a form from another web origin with any token', async () => {
    const body = new URLSearchParams({ csrf: await tokenIn(ADA) })
    const headers = { origin: 'https://evil.example' }
    const answer = await portalIn(ADA).request(`${origin}/plain`, { method: 'POST', body, headers })
    expect(answer.status).toBe(403)
  })
})

describe('a route that declares the sign-in token', () => {
  it('accepts it with and without a session', async () => {
    const csrf = await tokenIn(null)
    expect((await post(null, '/before', { csrf })).status).toBe(200)
    expect((await post(ADA, '/before', { csrf })).status).toBe(200)
  })

  it('refuses the session’s token', async () => {
    expect((await post(ADA, '/before', { csrf: await tokenIn(ADA) })).status).toBe(403)
  })
})

describe('a route that declares a file', () => {
  const file = new File([new Uint8Array(5)], 'logo.png')

  it('accepts a multipart form with the session’s token', async () => {
    const answer = await post(ADA, '/file', { csrf: await tokenIn(ADA), file }, 'multipart')
    expect(await answer.text()).toBe('got 5')
  })

  it('refuses a forged form and a urlencoded one', async () => {
    expect((await post(ADA, '/file', { csrf: await tokenIn(BOB), file }, 'multipart')).status).toBe(403)
    expect((await post(ADA, '/file', { csrf: await tokenIn(ADA) })).status).toBe(415)
  })

  it('learns about a file that was too large, without a form that could change anything', async () => {
    const large = new File([new Uint8Array(2_000_000)], 'logo.png')
    const answer = await post(ADA, '/file', { csrf: await tokenIn(ADA), file: large }, 'multipart')
    expect(await answer.text()).toBe('got too-large')
  })

  it('reads only an ordinary form’s length from a person without a session', async () => {
    const large = new File([new Uint8Array(100_000)], 'logo.png')
    const csrf = await tokenIn(ADA)
    expect(await (await post(ADA, '/file', { csrf, file: large }, 'multipart')).text()).toBe('got 100000')
    const anonymous = { csrf: await tokenIn(null), file: large }
    expect(await (await post(null, '/file', anonymous, 'multipart')).text()).toBe('got too-large')
  })
})

describe('a route that declares a page for an ended session', () => {
  it('leads there with a form of an ended session, and refuses a forged one in a session', async () => {
    const over = await post(null, '/out', { csrf: await tokenIn(ADA) })
    expect([over.status, over.headers.get('location')]).toEqual([303, `${origin}/out`])
    expect((await post(ADA, '/out', { csrf: await tokenIn(BOB) })).status).toBe(403)
  })
})
