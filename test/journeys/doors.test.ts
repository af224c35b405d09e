// The door: every page between the gate and the workspace shows Sallyport's mark and the host, whatever name
// the workspace has chosen.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  digestRows,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runSql,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { type Answer, type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
let ada: Enrolled
let bo: Person
/** A workspace with the name and colours of another one. */
let globex: TestWorkspace

beforeAll(async () => {
  origin = await startRecordingOrigin()
  ada = await makeEnrolledPerson('Ada')
  bo = await makePerson('Bo')
  globex = await makeWorkspace(origin.url, [
    [ada.person, 'admin'],
    [bo, 'member'],
  ])
  await api('PUT', `/workspaces/${globex.slug}/appearance`, { display_name: 'Acme Bank', accent: '#1a5fb4' })
})
afterAll(() => origin?.close())

function expectDoor({ text }: Answer, { host }: TestWorkspace, name = 'Acme Bank'): void {
  const [, door = ''] = /<div class="door">(.*?)<\/div>/s.exec(text) ?? []
  expect(door).toContain(`<bdi>${name}</bdi>`)
  expect(door).toMatch(new RegExp(`<bdi[^>]*>${host}</bdi>`))
  expect(text).toMatch(/<a class="brand"[^>]*><img src="\/assets\/mark\.svg"[^>]*><bdi>Sallyport<\/bdi><\/a>/)
  expect(text).toContain('href="/assets/accent-1a5fb4.css"')
}
const choosePolicy = (enforced: boolean, grace_days: number) =>
  api('PUT', `/workspaces/${globex.slug}/policy`, { enforced, grace_days })
const wayTo = ({ host }: TestWorkspace) => `/enter?${new URLSearchParams({ host, return_to: '/' })}`
const over = (path: string, next: string) => `${path}?${new URLSearchParams({ return_to: next })}`

describe('the door of a workspace', () => {
  it('is on the sign-in pages, for both factors, and where a second factor is asked for again', async () => {
    const visitor = new Visitor()
    await advance(60)
    expectDoor(await visitor.ask(globex.origin), globex)
    const verify = await visitor.signIn(ada.person, globex.origin)
    expectDoor(verify, globex)
    expectDoor(await visitor.submit(verify, '/sign-in/verify', { code: 'no' }), globex)
    const code = await ada.authenticator.code()
    expect((await visitor.submit(verify, '/sign-in/verify', { code })).url).toBe(`${globex.origin}/`)
    await advance(700)
    const again = await visitor.ask(portalOrigin + over('/sign-in/verify', wayTo(globex)))
    expect(again.text).toContain('name="code"')
    expectDoor(again, globex)
  })

  it('is on the pages of people who must wait, enrol, use another method, or are not members', async () => {
    const visitor = new Visitor()
    await choosePolicy(true, 30)
    expectDoor(await visitor.signIn(bo, globex.origin), globex)
    await choosePolicy(true, 0)
    await advance(130)
    expectDoor(await visitor.ask(globex.origin), globex)
    await choosePolicy(false, 0)
    await api('PUT', `/workspaces/${globex.slug}/providers`, { allowed: ['real'] })
    expectDoor(await visitor.ask(globex.origin), globex)
    await api('PUT', `/workspaces/${globex.slug}/providers`, { allowed: null })
    const stranger = new Visitor()
    expectDoor(await stranger.signIn(await makePerson('Cy'), globex.origin), globex)
  })

  it('is on portal pages that lead to it through others, and on none that lead elsewhere', async () => {
    const enrolling = over('/account/security/authenticator', wayTo(globex))
    for (const next of [
      enrolling,
      wayTo(globex).replace('/enter', '/%65nter'),
      over('/account/security/%72ecovery-codes', wayTo(globex)),
      over('/sign-in/verify', over('/sign-in/with/real', wayTo(globex))),
    ]) {
      const page = await new Visitor().ask(`${portalOrigin + over('/sign-in', next)}&why=fresh`)
      expectDoor(page, globex)
    }
    for (const next of [
      over('/account/security', wayTo(globex)),
      over('/workspaces', wayTo(globex)),
      over('/sign-out', wayTo(globex)),
      over('/account/security/authenticator/disable', wayTo(globex)),
      wayTo(globex).replace('/enter', '/%2565nter'),
      wayTo(globex).replace('/enter', '/enter/'),
      '/workspaces',
      `/workspaces?host=${globex.host}`,
      `https://evil.example${wayTo(globex)}`,
      over('/account/security', `//evil.example${wayTo(globex)}`),
      '/enter?host=nobody.localhost',
    ]) {
      const { text } = await new Visitor().ask(portalOrigin + over('/sign-in', next))
      expect(text).not.toContain('class="door"')
      expect(text).not.toContain('/assets/accent-')
    }
  })

  it('shows no name that defaces it or reads as another address', async () => {
    const { body: before } = await api('GET', `/workspaces/${globex.slug}/appearance`)
    for (const display_name of [
      '\u3164',
      'Z\u0316\u0317\u0318',
      'a\u202eb',
      '\u200b',
      'https://acme.example',
    ]) {
      const { status } = await api('PUT', `/workspaces/${globex.slug}/appearance`, {
        display_name,
        accent: null,
      })
      expect(status).toBe(422)
    }
    expect((await api('GET', `/workspaces/${globex.slug}/appearance`)).body).toEqual(before)
  })

  it('shows no stored name that is older than the rules', async () => {
    const old = await makeWorkspace(origin.url, [[bo, 'owner']])
    const name = `Old${'\u0316'.repeat(9)}\u200b`
    await runSql(
      `UPDATE workspaces SET display_name = '${name}', accent = '#1a5fb4' WHERE slug = '${old.slug}'`,
    )
    await advance(130)
    expectDoor(await new Visitor().ask(old.origin), old, name)
    const { status, body } = await api('GET', `/workspaces/${old.slug}/appearance`)
    expect([status, body.display_name]).toEqual([200, name])
    const visitor = new Visitor()
    await visitor.signIn(bo)
    const page = await visitor.ask(`${portalOrigin}/workspaces/${old.slug}/settings/appearance`)
    expect([page.status, page.text]).toEqual([200, expect.stringContaining(name)])
  })

  it('shows the operator’s name for a workspace that chose nothing', async () => {
    const plain = await makeWorkspace(origin.url)
    const { text } = await new Visitor().ask(plain.origin)
    expect(text).toContain(`<bdi>Workspace ${plain.slug}</bdi>`)
    expect(text).not.toMatch(/class="logo"|\/assets\/accent-/)
  })
})

describe('a name that a workspace has chosen', () => {
  const named = () => `<strong><bdi>Acme Bank</bdi></strong> (<bdi dir="ltr">${globex.host}</bdi>)`

  it('is shown with the host where a member learns what the workspace requires', async () => {
    const visitor = new Visitor()
    await visitor.signIn(bo, globex.origin)
    await choosePolicy(true, 30)
    expect((await visitor.ask(`${portalOrigin}/account/security`)).text).toContain(named())
    expect((await ada.visitor.ask(`${portalOrigin}/account/security`)).text).toContain(named())
    await choosePolicy(false, 0)
  })

  it('is shown with the host in the workspace’s own settings', async () => {
    const settings = `${portalOrigin}/workspaces/${globex.slug}/settings`
    for (const tab of ['security', 'sign-in', 'appearance', 'members', 'tokens', 'audit']) {
      const { status, text } = await ada.visitor.ask(`${settings}/${tab}`)
      expect([tab, status, text.includes('<bdi>Acme Bank</bdi>')]).toEqual([tab, 200, true])
      expect(text.replaceAll(/\s+/g, ' '), tab).toMatch(
        new RegExp(`<p class="quiet" dir="ltr">\\s*${globex.host}`),
      )
    }
    const { text } = await ada.visitor.ask(`${settings}/members/remove?email=${bo.email}`)
    expect(text).toContain(named())
  })
})

describe('the appearance settings', () => {
  const path = ({ slug }: TestWorkspace) => `/workspaces/${slug}/settings/appearance`

  it('are for admins: a member is refused, anyone else gets 404, and nothing changes', async () => {
    const [member, stranger] = [new Visitor(), new Visitor()]
    await member.signIn(bo)
    await stranger.signIn(await makePerson('Cy'))
    const before = await digestRows()
    for (const [visitor, status] of [
      [member, 403],
      [stranger, 404],
    ] as const) {
      const form = await visitor.ask(`${portalOrigin}/sign-out`)
      const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(form.text) ?? []
      const body = new URLSearchParams({ csrf, display_name: 'Mine', accent: '#000000' }).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: portalOrigin }
      expect((await visitor.ask(portalOrigin + path(globex))).status).toBe(status)
      for (const action of ['', '/logo/remove']) {
        const url = portalOrigin + path(globex) + action
        expect((await visitor.ask(url, { method: 'POST', headers, body })).status).toBe(status)
      }
    }
    expect(await digestRows()).toEqual(before)
  })

  it('are shown as they were typed, whatever that is', async () => {
    await advance(60)
    const { visitor } = ada
    const fresh = await visitor.ask(portalOrigin + over('/sign-in/verify', path(globex)))
    const form = fresh.text.includes('name="code"')
      ? await visitor.submit(fresh, '/sign-in/verify', { code: await ada.authenticator.code() })
      : fresh
    const name = `"><script>alert('1')</script>&amp;`
    const page = await visitor.submit(form, path(globex), { display_name: name, accent: '"><b>' })
    expect(page.status).toBe(422)
    expect(page.text).not.toMatch(/<script>|<b>/)
    const saved = await visitor.submit(form, path(globex), { display_name: name, accent: '' })
    expect([saved.status, saved.url]).toEqual([200, portalOrigin + path(globex)])
    expect(saved.text).toContain(en.settings.saved)
    expect(saved.text).not.toContain('<script>')
    const { body } = await api('GET', `/workspaces/${globex.slug}/appearance`)
    expect(body.display_name).toBe(name)
  })
})
