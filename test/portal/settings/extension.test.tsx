// The page that grants an extension to a member: asked for through the whole application, in one isolate.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { digest } from '../../../src/crypto/digest.ts'
import { createEdge } from '../../../src/index.ts'
import { makeContext } from '../../support/deferred.ts'
import { edgeAt } from '../../support/edge-at.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  count,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  setPolicy,
} from '../../support/rows.ts'

const edge = createEdge(() => NOW)
const PORTAL = env.PORTAL_ORIGIN ?? ''
const BROWSER = 'b'.repeat(43)
const PAGE = '/workspaces/acme/settings/members/extension'
const DAY = 86_400
const dayIn = (days: number) => new Date((NOW + days * DAY) * 1000).toISOString().slice(0, 10)
const ASKED = { email: 'bo@acme.example', until: dayIn(29), reason: 'On leave' }

async function ask(path: string, form?: Record<string, string>) {
  const cookie = `__Host-sallyport-session=ada; __Host-sallyport-csrf=${BROWSER}`
  const headers = { accept: 'text/html', 'sec-fetch-mode': 'navigate', cookie, origin: PORTAL }
  const csrf = await digest((await edgeAt(NOW)).ring, 'csrf', BROWSER, 'session:ada')
  const request = new Request(`${PORTAL}${path}`, {
    ...(form ? { method: 'POST', body: new URLSearchParams({ ...form, csrf }) } : {}),
    headers,
    redirect: 'manual',
  })
  const answer = await edge.fetch(request, env, makeContext())
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
}
const extended = () => rows("SELECT extended_until AS until FROM members WHERE account_id = 'bo'")

beforeEach(async () => {
  await addWorkspace('acme')
  await addMember('acme', await addAccount('ada'), 'owner')
  await addMember('acme', await addAccount('bo'), 'member')
  await enrol('ada')
  await addSession('ada', 'ada', { mfaTime: NOW })
  const token = await digest((await edgeAt(NOW)).ring, 'session', 'ada')
  await env.DB.prepare('UPDATE sessions SET token_digest = ?').bind(token).run()
  await setPolicy('acme', IN_EFFECT)
})

it('grants an extension to the end of the chosen day, and takes it back', async () => {
  const granted = await ask(PAGE, ASKED)
  expect([granted.status, granted.location]).toEqual([303, `${PORTAL}/workspaces/acme/settings/members`])
  const end = Math.floor(NOW / DAY) * DAY + 30 * DAY
  expect(await extended()).toEqual([{ until: end }])
  expect((await ask(`${PAGE}?email=bo%40acme.example`)).html).toContain('On leave')
  const ended = await ask(`${PAGE}/end`, { email: ASKED.email })
  expect([ended.status, await extended()]).toEqual([303, [{ until: null }]])
})

describe('refuses, keeps what was typed, and writes nothing', () => {
  it.each([
    ['a day that is over', { until: dayIn(-1) }],
    ['a day that is too far away', { until: dayIn(30) }],
    ['a day that does not exist', { until: '2027-02-30' }],
    ['no day', { until: '' }],
    ['no reason', { reason: ' ' }],
    ['a reason that is too long', { reason: 'x'.repeat(501) }],
    ['a reason of two lines', { reason: 'a\u2028b' }],
    ['the admin’s own extension', { email: 'ada@acme.example' }],
  ])('%s', async (_, wrong) => {
    const form = { ...ASKED, ...wrong }
    const { status, html } = await ask(PAGE, form)
    expect([status, html.includes('role="alert"')]).toEqual([422, true])
    if (form.reason.trim() === 'On leave' && form.email === ASKED.email)
      expect(html).toContain('value="On leave"')
    expect([await count('extensions'), await extended()]).toEqual([0, [{ until: null }]])
    expect(await rows("SELECT 1 FROM audit WHERE action LIKE 'extension%'")).toEqual([])
  })

  it('a second one under the same policies', async () => {
    await ask(PAGE, ASKED)
    await ask(`${PAGE}/end`, { email: ASKED.email })
    expect((await ask(PAGE, ASKED)).status).toBe(422)
    expect(await extended()).toEqual([{ until: null }])
  })

  it('somebody who is no member, as a page that does not exist', async () => {
    await addAccount('eve')
    for (const email of ['eve@acme.example', 'nobody@acme.example', 'x']) {
      expect((await ask(PAGE, { ...ASKED, email })).status).toBe(404)
      expect((await ask(`${PAGE}?email=${email}`)).status).toBe(404)
    }
  })

  it('a proof that is too old: the form survives the way to a new one', async () => {
    await env.DB.prepare('UPDATE sessions SET mfa_time = ?')
      .bind(NOW - 601)
      .run()
    const { location } = await ask(PAGE, ASKED)
    const back = new URL(location ?? '').searchParams.get('return_to') ?? ''
    expect(new URL(back, PORTAL).pathname).toBe(PAGE)
    expect(Object.fromEntries(new URL(back, PORTAL).searchParams)).toEqual(ASKED)
    expect(await count('extensions')).toBe(0)
  })
})

it('the list of members leads there for a member who lacks the factor, and not for oneself', async () => {
  const { html } = await ask('/workspaces/acme/settings/members')
  expect(html).toContain(`${PAGE}?email=bo%40acme.example`)
  expect(html).not.toContain(`${PAGE}?email=ada%40acme.example`)
})

it('the list of members without a passkey is offered once a policy requires one', async () => {
  const list = '/workspaces/acme/settings/members'
  expect((await ask(list)).html).not.toContain('lacks=passkey')
  await setPolicy('acme', IN_EFFECT, 'phishing-resistant')
  expect((await ask(list)).html).toContain('?lacks=passkey')
  const { html } = await ask(`${list}?lacks=passkey`)
  expect([html.includes('bo@acme.example'), html.includes('aria-current="true"')]).toEqual([true, true])
})
