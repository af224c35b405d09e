// Too many links for a forgotten password, over HTTP: the answer says when to try again, and is the same for everybody.

import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import type { Env } from '../../src/config.ts'
import { createEdge } from '../../src/index.ts'
import { csrfTokens } from '../../src/portal/frame/csrf.ts'
import { makeContext } from '../support/deferred.ts'
import { edgeAt } from '../support/edge-at.ts'
import { addAccount, NOW, PASSWORD_HASH } from '../support/rows.ts'

const BROWSER = 'b'.repeat(43)
const PAGE = `${env.PORTAL_ORIGIN}/forgotten-password`

let now = NOW
const edge = createEdge(() => now)
const bindings = {
  ...env,
  NOTICE_EMAIL_FROM: 'Acme <login@acme.example>',
  EMAIL: { send: async () => undefined },
} as unknown as Env

beforeEach(async () => {
  now = NOW
  await addAccount('ada', PASSWORD_HASH)
})

async function ask(email: string, ip = '192.0.2.1'): Promise<Response> {
  const { 'sign-in': csrf } = await csrfTokens(await edgeAt(now), BROWSER, null)
  const headers = {
    ...{ cookie: `__Host-sallyport-csrf=${BROWSER}`, origin: env.PORTAL_ORIGIN ?? '', accept: 'text/html' },
    'cf-connecting-ip': ip,
  }
  const body = new URLSearchParams({ csrf, email })
  const context = makeContext()
  return edge.fetch(
    new Request(PAGE, { method: 'POST', body, headers, redirect: 'manual' }),
    bindings,
    context,
  )
}

it.each(['ada@acme.example', 'nobody@acme.example'])(
  'the fourth within an hour to %s gets 429 with the rest of the hour, and the page says it',
  async (email) => {
    for (const minute of [0, 10, 20]) {
      now = NOW + minute * 60
      expect((await ask(email)).status).toBe(303)
    }
    now = NOW + 50 * 60
    const refused = await ask(email)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '600'])
    const page = await refused.text()
    expect(page).toContain('data-countdown="600"')
    expect(page).toContain(`value="${email}"`)
    now = NOW + 3600
    expect((await ask(email)).status).toBe(303)
  },
)

it('the 21st from an IPv6 network of 64 bits gets 429, whatever its address', async () => {
  for (let time = 0; time < 20; time++)
    expect((await ask(`n${time}@acme.example`, `2001:db8:0:1::${time + 1}`)).status).toBe(303)
  const refused = await ask('ada@acme.example', '2001:db8:0:1:ffff::1')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3600'])
  expect((await ask('ada@acme.example', '2001:db8:0:2::1')).status).toBe(303)
})
