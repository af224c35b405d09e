// The pages of rules and service tokens, and their states, in an order in which each leads to the next.

import type { Page } from 'playwright-core'
import { leaving } from './browser.ts'
import type { Row } from './every-page.ts'
import { api, portalOrigin, type TestWorkspace } from './test-bed.ts'

/** Returns the rows for a workspace without rules, which is known only once the stage is set. */
export function accessRows(workspace: () => TestWorkspace): Row[] {
  const at = (path = '') => `${portalOrigin}/workspaces/${workspace().slug}/settings/access${path}`
  const open = (path: string) => (page: Page) => page.goto(at(path))
  const send = (path: string, fields: Record<string, string>) => (page: Page) =>
    fillIn(page, at(path), fields)
  const openToken = async (page: Page) => {
    await page.goto(at())
    await leaving(page, () => page.locator('#tokens li a.button').first().click())
  }
  const press = (action: string) => async (page: Page) => {
    await openToken(page)
    await leaving(page, () => page.locator(`form[action$="/${action}"] button`).click())
  }
  return [
    ['the rules and service tokens, before there are any', open('')],
    ['the form of a rule', open('/rules/new')],
    ['the form of a rule with much that is wrong', send('/rules/new', WRONG_RULE)],
    ['the page that asks whether to open a path to everybody', send('/rules/new', PUBLIC_RULE)],
    ['the form of a rule whose list somebody else has changed', (page) => saveStale(page, workspace())],
    ['the rules and service tokens', (page) => makeTokens(workspace()).then(() => page.goto(at()))],
    ['the tester', open('?method=GET&path=/api/v2/orders')],
    ['the tester, asked about an odd spelling', open('?method=GET&path=/%2561dmin')],
    ['the tester, asked about what is no path', open('?method=GET&path=admin')],
    ['the tester, asked about another host', open('?method=GET&path=https://other.example/admin')],
    ['the tester, asked about the reserved path', open('?method=GET&path=/.sallyport/enter')],
    ['the form of a rule with conditions', open('/rules/admin/edit')],
    ['the page that asks whether to shut oneself out', send('/rules/admin/edit', RULE_FOR_OTHERS)],
    ['the page that asks whether to remove a rule', open('/rules/internal/remove')],
    ['the page that repeats how to move a rule', open('/order?rule=admin&to=up')],
    ['the form of a service token', open('/tokens/new')],
    [
      'the form of a service token that is refused',
      send('/tokens/new', { ...TOKEN, paths: 'api', networks: '10.1.2.3/8' }),
    ],
    ['a service token, shown once', send('/tokens/new', TOKEN)],
    ['the page of a service token', openToken],
    [
      'the page of a service token that is disabled',
      (page) => press('disable')(page).then(() => page.reload()),
    ],
  ]
}

const WRONG_RULE = {
  ...{ path: 'hooks/', match: 'prefix', access: 'public', max_age: '300', networks: '10.1.2.3/8\nhere' },
  ...{ cors_origins: 'https://a.example/x', cors_credentials: 'on' },
}
const PUBLIC_RULE = { path: '/hooks', match: 'prefix', method: 'POST', access: 'public' }
const RULE_FOR_OTHERS = { path: '/', match: 'prefix', access: 'member', role: 'member' }
const TOKEN = { name: 'Crawler', expires_in_days: '30', paths: '/api/v2', method: 'GET' }

/** Opens the form filled in, as it is after a proof on the way, and sends it. */
async function fillIn(page: Page, address: string, fields: Record<string, string>): Promise<void> {
  await page.goto(`${address}?${new URLSearchParams(fields)}`)
  await leaving(page, () => page.locator('form.measure button[type=submit]').click())
}

/** Saves the form that is open after somebody else has changed the list. */
async function saveStale(page: Page, { slug }: TestWorkspace): Promise<void> {
  const rule = (id: string, path: string, access: string, more: object = {}) => ({
    ...{ id, path, match: 'prefix', access },
    ...more,
  })
  const cors = { origins: ['*'], methods: ['GET'], headers: [], credentials: false }
  const rules = [
    rule('hooks', '/hooks', 'public', { methods: ['POST'] }),
    rule('health', '/health', 'public', { match: 'exact', networks: ['192.0.2.0/24', '2001:db8::/32'] }),
    rule('api', '/api/v2', 'service', { cors }),
    rule('reports', '/api/v2/reports', 'member'),
    rule('internal', '/status/internal', 'member'),
    rule('status', '/status', 'public'),
    rule('admin', '/admin', 'member', { roles: ['owner', 'admin'], require: { max_age: 300 } }),
  ]
  const { status, body } = await api('PUT', `/workspaces/${slug}/rules`, { rules })
  if (status !== 200) throw new Error(JSON.stringify(body))
  await leaving(page, () => page.locator('form.measure button[type=submit]').click())
}

async function makeTokens({ slug }: TestWorkspace): Promise<void> {
  const tokens = [
    { name: 'Nightly report', expires_in_days: 90, paths: ['/api/v2'], methods: ['GET'] },
    { name: 'Deployment', expires_in_days: 3, paths: ['/releases', '/packages'], methods: ['GET', 'PUT'] },
  ]
  for (const token of tokens) await api('POST', `/workspaces/${slug}/service-tokens`, token)
}
