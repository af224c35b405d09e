// The page that grants an extension to a member: asked for through the whole application, in one isolate.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { digest } from '../../../src/crypto/digest.ts'
import { createEdge } from '../../../src/index.ts'
import { extension } from '../../../src/words/en/extension.ts'
import { en } from '../../../src/words/en/index.ts'
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
  OFF,
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
const HTML: Record<string, string> = { '&': '&amp;', '"': '&quot;' }
const written = (text: string) => text.replace(/[&"]/g, (sign) => HTML[sign] ?? sign)

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

it('ends on the last day exactly 30 days from now, and offers the days from tomorrow to then', async () => {
  const { html } = await ask(`${PAGE}?email=bo%40acme.example`)
  expect(html).toContain(`min="${dayIn(1)}" max="${dayIn(30)}"`)
  expect((await ask(PAGE, { ...ASKED, until: dayIn(30) })).status).toBe(303)
  expect(await extended()).toEqual([{ until: NOW + 30 * DAY }])
})

it('says until when, by whom and why, where an extension is in force', async () => {
  await ask(PAGE, { ...ASKED, reason: 'Waits for "a new phone" & more' })
  const { html } = await ask(`${PAGE}?email=bo%40acme.example`)
  for (const part of [written('Waits for "a new phone" & more'), 'ada@acme.example', `action="${PAGE}/end"`])
    expect(html).toContain(part)
  expect(html).not.toContain('id="reason"')
})

describe('refuses, keeps what was typed, and writes nothing', () => {
  it.each([
    ['a day that is over', { until: dayIn(-1) }],
    ['today', { until: dayIn(0) }],
    ['a day that is too far away', { until: dayIn(31) }],
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
    if (form.reason === 'On leave') expect(html).toContain(form.reason)
    expect([await count('extensions'), await extended()]).toEqual([0, [{ until: null }]])
    expect(await rows("SELECT 1 FROM audit WHERE action LIKE 'extension%'")).toEqual([])
  })

  it('a second one under the same policies', async () => {
    await ask(PAGE, ASKED)
    await ask(`${PAGE}/end`, { email: ASKED.email })
    const { status, html } = await ask(PAGE, { ...ASKED, reason: 'A new phone' })
    expect([status, html.includes('role="alert"'), html.includes('A new phone')]).toEqual([422, true, true])
    expect(await extended()).toEqual([{ until: null }])
  })

  it('one where no policy is on', async () => {
    await setPolicy('acme', OFF)
    const { status, html } = await ask(PAGE, ASKED)
    expect([status, html.includes('role="alert"'), html.includes('On leave')]).toEqual([422, true, true])
    expect([await count('extensions'), await extended()]).toEqual([0, [{ until: null }]])
  })

  it('somebody who is no member, alike with and without an account', async () => {
    await addAccount('eve')
    for (const email of ['eve@acme.example', 'nobody@acme.example']) {
      for (const form of [{ ...ASKED, email }, undefined]) {
        const { status, html } = await ask(form ? PAGE : `${PAGE}?email=${email}`, form)
        expect([status, html.includes('role="alert"')]).toEqual([404, true])
        expect(html.includes('On leave')).toBe(form !== undefined)
      }
    }
    expect([await count('extensions'), await extended()]).toEqual([0, [{ until: null }]])
  })

  it('what is not an address: a link leads to the list, and a form is refused', async () => {
    expect((await ask(`${PAGE}?email=x`)).location).toBe(`${PORTAL}/workspaces/acme/settings/members`)
    for (const path of [PAGE, `${PAGE}/end`])
      expect((await ask(path, { ...ASKED, email: 'x' })).status).toBe(422)
    expect(await count('extensions')).toBe(0)
  })

  const backFrom = async (location: string | null) => {
    const { status, html } = await ask((location ?? '').slice(PORTAL.length))
    const back = /name="return_to" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect([status, new URL(back, PORTAL).pathname]).toEqual([200, PAGE])
    return back
  }
  const makeProofOld = () =>
    env.DB.prepare('UPDATE sessions SET mfa_time = ?')
      .bind(NOW - 601)
      .run()

  it('a proof that is too old, and a short form survives the way to a new one', async () => {
    await makeProofOld()
    const back = await backFrom((await ask(PAGE, ASKED)).location)
    expect(Object.fromEntries(new URL(back, PORTAL).searchParams)).toEqual(ASKED)
    expect((await ask(back)).html).toContain('value="On leave"')
    expect(await count('extensions')).toBe(0)
  })

  it('a proof that is too old, and the longest reason fits into every address and cookie on the way', async () => {
    await makeProofOld()
    const reason = Array.from({ length: 500 }, (_, at) =>
      String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000)),
    ).join('')
    const { location } = await ask(PAGE, { ...ASKED, reason })
    const back = await backFrom(location)
    expect(back.length).toBeLessThan(2500)
    const landed = await ask(back)
    expect(landed.status).toBe(303)
    const address = landed.location ?? ''
    expect(Object.fromEntries(new URL(address).searchParams)).toEqual({ ...ASKED, reason })
    expect((await ask(address.slice(PORTAL.length))).html).toContain(`value="${reason}"`)
    await env.DB.prepare('DELETE FROM sessions').run()
    const signIn = await ask(address.slice(PORTAL.length))
    expect(new URL(signIn.location ?? '').searchParams.get('return_to')).toBe(back)
    expect(await count('extensions')).toBe(0)
  })

  it('a proof that is too old, and a form too long to keep is not dropped without a word', async () => {
    await makeProofOld()
    const { status, html } = await ask(PAGE, { ...ASKED, reason: 'x'.repeat(9000) })
    expect([status, html.includes(en.problems['form-too-long'].title)]).toEqual([413, true])
    expect(await count('extensions')).toBe(0)
  })

  it('a session without the second factor, and the form survives the way to it', async () => {
    await env.DB.prepare('UPDATE sessions SET mfa_time = NULL, mfa_method = NULL').run()
    const { location } = await ask(`${PAGE}/end`, { email: ASKED.email })
    const returnTo = new URL(location ?? '').searchParams.get('return_to')
    expect(returnTo).toBe(`${PAGE}?email=bo%40acme.example`)
  })
})

it('the list of members leads there for a member who lacks the factor, and not for oneself', async () => {
  const { html } = await ask('/workspaces/acme/settings/members')
  expect(html).toContain(`${PAGE}?email=bo%40acme.example`)
  expect(html).not.toContain(`${PAGE}?email=ada%40acme.example`)
  expect(html).toContain(extension.members.giveTime)
  await ask(PAGE, ASKED)
  const after = (await ask('/workspaces/acme/settings/members')).html
  expect(after).toContain(`${PAGE}?email=bo%40acme.example`)
  expect(after).not.toContain(extension.members.giveTime)
})

it('the list of members without a passkey is offered once a policy requires one', async () => {
  const list = '/workspaces/acme/settings/members'
  expect((await ask(list)).html).not.toContain('lacks=passkey')
  await setPolicy('acme', IN_EFFECT, 'phishing-resistant')
  expect((await ask(list)).html).toContain('?lacks=passkey')
  const { html } = await ask(`${list}?lacks=passkey`)
  expect([html.includes('bo@acme.example'), html.includes('aria-current="true"')]).toEqual([true, true])
})
