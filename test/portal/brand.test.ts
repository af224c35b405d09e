// The platform under a brand: every page with an address, in every language.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Env } from '../../src/config.ts'
import { LANGUAGE_CODES, type Language } from '../../src/core/language.ts'
import { digest } from '../../src/crypto/digest.ts'
import { createEdge } from '../../src/index.ts'
import { portal } from '../../src/portal/app.tsx'
import { loadWords } from '../../src/words/languages.ts'
import { NORTHWIND_SET } from '../support/brands.ts'
import { makeContext } from '../support/deferred.ts'
import { edgeAt } from '../support/edge-at.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  enrol,
  NOW,
  PASSWORD_HASH,
} from '../support/rows.ts'

const edge = createEdge(() => NOW)
const PORTAL = env.PORTAL_ORIGIN ?? ''
const BROWSER = 'b'.repeat(43)

interface Asked {
  readonly language?: Language
  readonly cookie?: string
  readonly brand?: object
  readonly form?: URLSearchParams
}

async function ask(url: string, { language = 'en', cookie = '', brand = NORTHWIND_SET, form }: Asked = {}) {
  const headers = {
    ...{ accept: 'text/html', 'accept-language': language, 'sec-fetch-mode': 'navigate', cookie },
    ...(form ? { origin: 'https://elsewhere.example' } : {}),
  }
  const init = form ? { method: 'POST', body: form, headers } : { headers }
  const request = new Request(url, { ...init, redirect: 'manual' })
  const answer = await edge.fetch(request, { ...env, ...brand } as Env, makeContext())
  return { status: answer.status, html: await answer.text() }
}

/** The portal's pages, with values for their parameters. */
const pagePaths = [...new Set(portal.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))]
  .filter((path) => !path.startsWith('/.well-known') && !path.startsWith('/logos') && !path.includes('*'))
  .map((path) =>
    path.replace(':slug', 'acme').replace(':provider', 'okta').replace(':email', 'bo@acme.example'),
  )

const SESSION = `__Host-sallyport-session=ada; __Host-sallyport-csrf=${BROWSER}`

beforeEach(async () => {
  await addWorkspace('acme')
  await addMember('acme', await addAccount('ada', PASSWORD_HASH), 'owner')
  await addMember('acme', await addAccount('bo'), 'member')
  await enrol('ada')
  await addSession('ada', 'ada', { mfaTime: NOW })
  const token = await digest((await edgeAt(NOW)).ring, 'session', 'ada')
  await env.DB.prepare('UPDATE sessions SET token_digest = ?').bind(token).run()
})

/** Counts Sallyport's name. Addresses have it in lower case, and are not counted. */
const ourNames = (html: string): number => html.split('Sallyport').length - 1

async function expectBranded(html: string, language: Language): Promise<void> {
  const { layout } = await loadWords(language)
  expect(html).toMatch(/<title>[^<]* · Northwind Cloud<\/title>/)
  expect(html).toContain('<bdi>Northwind Cloud</bdi>')
  expect(html).toContain('/assets/accent-b4005a.css')
  const footers = html.split(layout.securedBy({ product: 'Sallyport' })).length - 1
  expect([footers, ourNames(html)]).toEqual([1, 1])
}

describe.each(LANGUAGE_CODES)('in %s', (language) => {
  it('every page for a signed-in person has the brand, and Sallyport’s name only in the footer', async () => {
    const shown: string[] = []
    for (const path of pagePaths) {
      const { status, html } = await ask(PORTAL + path, { language, cookie: SESSION })
      if (status >= 300 || !html.startsWith('<!doctype')) continue
      await expectBranded(html, language)
      shown.push(path)
    }
    expect(shown).toEqual(
      expect.arrayContaining([
        ...['/workspaces', '/account/security', '/account/security/sessions', '/account/security/password'],
        ...['/account/security/recovery-codes', '/workspaces/acme/settings/security'],
        ...['/workspaces/acme/settings/appearance', '/workspaces/acme/settings/members'],
        ...['/workspaces/acme/settings/audit', '/workspaces/acme/settings/tokens'],
      ]),
    )
  })

  it('so do the pages before sign-in, and those for missing and refused things', async () => {
    const way = new URLSearchParams({ host: 'acme.example.com', return_to: '/' })
    for (const [path, form] of [
      ['/sign-in'],
      [`/sign-in?${new URLSearchParams({ return_to: `/enter?${way}` })}`],
      ['/enter?host=nobody.example.com'],
      ['/nothing-here'],
      ['/sign-in', new URLSearchParams({ email: 'x' })],
    ] as const) {
      await expectBranded((await ask(PORTAL + path, { language, ...(form && { form }) })).html, language)
    }
  })
})

it('the issuer in an authenticator app is the brand, or the portal’s host without one', async () => {
  await env.DB.batch([
    env.DB.prepare('DELETE FROM authenticators'),
    env.DB.prepare('UPDATE sessions SET mfa_time = NULL, mfa_method = NULL'),
  ])
  const linkIn = async (brand?: object) => {
    const { html } = await ask(`${PORTAL}/account/security/authenticator`, {
      cookie: SESSION,
      ...(brand && { brand }),
    })
    return /href="(otpauth:[^"]*)"/.exec(html)?.[1]
  }
  expect(await linkIn()).toMatch(/^otpauth:\/\/totp\/Northwind%20Cloud:.*&amp;issuer=Northwind%20Cloud&amp;/)
  expect(await linkIn({})).toMatch(/^otpauth:\/\/totp\/auth\.localhost:.*&amp;issuer=auth\.localhost&amp;/)
})

it('a page on a workspace’s host, and the API’s page, have the brand and not Sallyport’s name', async () => {
  for (const url of [
    'http://nobody.example.com:8787/',
    'http://acme.example.com:8787/.sallyport/x',
    `${PORTAL}/docs`,
  ]) {
    const { html } = await ask(url)
    expect(html, url).toMatch(/<title>[^<]* · Northwind Cloud<\/title>/)
    expect(html).toContain('<bdi>Northwind Cloud</bdi>')
    expect(html).toContain('/assets/accent-b4005a.css')
    expect(ourNames(html), url).toBe(0)
  }
})

it('a page of a wrongly configured edge has the brand if that is valid', async () => {
  const { status, html } = await ask(`${PORTAL}/`, { brand: { ...NORTHWIND_SET, BRAND_ACCENT: 'pink' } })
  expect([status, ourNames(html)]).toEqual([503, 0])
  expect(html).toContain('· Northwind Cloud</title>')
  const wrong = await ask(`${PORTAL}/`, { brand: { BRAND_NAME: 'Northwind: Cloud' } })
  expect(wrong.status).toBe(503)
  expect(wrong.html).toContain('· Sallyport</title>')
})

it('the footer’s line is removed by its variable, and absent without a brand', async () => {
  expect(
    ourNames((await ask(`${PORTAL}/sign-in`, { brand: { ...NORTHWIND_SET, BRAND_FOOTER: 'off' } })).html),
  ).toBe(0)
  expect((await ask(`${PORTAL}/sign-in`, { brand: {} })).html).not.toContain('Secured by')
})

it('a workspace’s own accent replaces the platform’s on the way to it', async () => {
  await addWorkspace('azure')
  await env.DB.prepare(`UPDATE workspaces SET accent = '#1a5fb4'`).run()
  const way = new URLSearchParams({ host: 'azure.example.com', return_to: '/' })
  const { html } = await ask(`${PORTAL}/sign-in?${new URLSearchParams({ return_to: `/enter?${way}` })}`)
  expect(html).toContain('/assets/accent-1a5fb4.css')
  expect(html).not.toContain('/assets/accent-b4005a.css')
})

it('no logo is served if the build has none', async () => {
  expect((await ask(`${PORTAL}/assets/logo`)).status).toBe(404)
})
