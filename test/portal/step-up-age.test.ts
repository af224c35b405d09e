// How old a second factor may be for a page of a workspace, and for the portal's own settings.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { digest } from '../../src/crypto/digest.ts'
import { createEdge } from '../../src/index.ts'
import { makeContext } from '../support/deferred.ts'
import { edgeAt } from '../support/edge-at.ts'
import { addAccount, addMember, addSession, addWorkspace, enrol, NOW } from '../support/rows.ts'

const edge = createEdge(() => NOW)
const PORTAL = env.PORTAL_ORIGIN ?? ''
const BROWSER = 'b'.repeat(43)
const COOKIE = `__Host-sallyport-session=ada; __Host-sallyport-csrf=${BROWSER}`

async function ask(path: string, form?: Record<string, string>) {
  const headers = { accept: 'text/html', 'sec-fetch-mode': 'navigate', cookie: COOKIE, origin: PORTAL }
  const { ring } = await edgeAt(NOW)
  const csrf = await digest(ring, 'csrf', BROWSER, 'session:ada')
  const body = form && new URLSearchParams({ ...form, csrf })
  const request = new Request(`${PORTAL}${path}`, {
    ...(body ? { method: 'POST', body } : {}),
    headers,
    redirect: 'manual',
  })
  const answer = await edge.fetch(request, env, makeContext())
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
}

describe('a second factor that was proved an hour ago', () => {
  beforeEach(async () => {
    await addWorkspace('acme')
    await addMember('acme', await addAccount('ada'), 'owner')
    await enrol('ada')
    await addSession('ada', 'ada', { mfaTime: NOW - 3600 })
    const token = await digest((await edgeAt(NOW)).ring, 'session', 'ada')
    await env.DB.prepare('UPDATE sessions SET token_digest = ?').bind(token).run()
  })

  it('is new enough for a page that allows a day', async () => {
    const { status, location } = await ask('/sign-in/verify?max_age=86400&return_to=%2Fworkspaces')
    expect([status, location]).toEqual([303, `${PORTAL}/workspaces`])
  })

  it.each(['max_age=3600', 'max_age=0', 'max_age=86401', 'max_age=1e5', ''])(
    'is asked for again with %j: an age beyond a day means ten minutes',
    async (query) => {
      const { status, html } = await ask(`/sign-in/verify?${query}&return_to=%2Fworkspaces`)
      expect([status, html]).toEqual([200, expect.stringContaining('name="code"')])
    },
  )

  it('changes no setting, whatever age the form names; a new one does', async () => {
    const save = () =>
      ask('/workspaces/acme/settings/access/sockets?max_age=86400', {
        supervise_sockets: 'on',
        max_age: '86400',
      })
    const stored = () => env.DB.prepare('SELECT supervises_sockets AS isOn FROM workspaces').first('isOn')
    expect((await save()).location).toContain(`${PORTAL}/sign-in/verify`)
    expect(await stored()).toBe(0)
    await env.DB.prepare('UPDATE sessions SET mfa_time = ?').bind(NOW).run()
    expect((await save()).location).toBe(`${PORTAL}/workspaces/acme/settings/access`)
    expect(await stored()).toBe(1)
  })
})

it('a passkey that is asked for leads somebody without any factor to the page that adds one', async () => {
  await addSession('ada', await addAccount('ada'))
  const token = await digest((await edgeAt(NOW)).ring, 'session', 'ada')
  await env.DB.prepare('UPDATE sessions SET token_digest = ?').bind(token).run()
  const { location } = await ask('/sign-in/verify?methods=passkey&max_age=60&return_to=%2Fworkspaces')
  expect(location).toBe(`${PORTAL}/account/security/passkeys?return_to=%2Fworkspaces`)
})
