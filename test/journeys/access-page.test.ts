// The page of rules and service tokens over real HTTP: second presses, lists that somebody else has changed,
// proofs on the way, and a token that works.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { alertOf, makeEnrolledPerson } from '../support/node/visitor.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

async function owner() {
  const ada = await makeEnrolledPerson('Ada')
  const workspace = await makeWorkspace(origin.url, [[ada.person, 'owner']])
  const page = `/workspaces/${workspace.slug}/settings/access`
  const open = (path = '') => ada.visitor.ask(portalOrigin + page + path)
  const rules = async () => (await api('GET', `/workspaces/${workspace.slug}/rules`)).body.rules
  const setRules = (...rules: object[]) => api('PUT', `/workspaces/${workspace.slug}/rules`, { rules })
  return { ...ada, workspace, page, open, rules, setRules }
}

const rule = (id: string, access: string, more: object = {}) => ({
  ...{ id, path: `/${id}`, match: 'prefix', access },
  ...more,
})
const HOOKS = { path: '/hooks', match: 'prefix', method: 'POST', access: 'public' }

it('a path is opened to everybody only by a second press, for exactly the rule that was shown', async () => {
  const { visitor, page, open, rules } = await owner()
  const action = `${page}/rules/new`
  const asked = await visitor.submit(await open('/rules/new'), action, HOOKS)
  expect(asked.text).toContain(en.access.openToEverybody)
  const [, value = ''] = /name="confirmed" value="([^"]+)"/.exec(asked.text) ?? []
  const confirmed = value.replaceAll('&quot;', '"')
  const other = await visitor.submit(asked, action, { ...HOOKS, path: '/', confirmed })
  expect(other.text).toContain(en.access.openToEverybody)
  expect(await rules()).toEqual([])
  const saved = await visitor.submit(asked, action, { ...HOOKS, confirmed })
  expect(saved.text).toContain(en.access.done.saved)
  expect(await rules()).toMatchObject([{ id: 'hooks', path: '/hooks', methods: ['POST'], access: 'public' }])
})

it('a form on a list that somebody else has changed saves nothing, and keeps what was typed', async () => {
  const { visitor, page, open, rules, setRules } = await owner()
  await setRules(rule('api', 'service'))
  const left = await open('/rules/new')
  const list = await open()
  await setRules(rule('api', 'service'), rule('files', 'service'))
  const typed = { path: '/packages', match: 'exact', access: 'service' }
  const stale = await visitor.submit(left, `${page}/rules/new`, typed)
  expect([stale.status, alertOf(stale.text)]).toEqual([409, en.access.stale])
  expect(stale.text).toContain('value="/packages"')
  expect((await visitor.submit(list, `${page}/order`, { to: 'down' })).status).toBe(409)
  expect(await rules()).toHaveLength(2)
  await visitor.submit(stale, `${page}/rules/new`, typed)
  expect(await rules()).toMatchObject([{ id: 'api' }, { id: 'files' }, { id: 'packages', match: 'exact' }])
})

it('a form for a rule that somebody else has removed adds it again', async () => {
  const { visitor, page, open, rules, setRules } = await owner()
  await setRules(rule('api', 'service'))
  const left = await open('/rules/api/edit')
  await setRules()
  const typed = { path: '/api/v2', match: 'prefix', access: 'service' }
  const gone = await visitor.submit(left, `${page}/rules/api/edit`, typed)
  expect([gone.status, alertOf(gone.text)]).toEqual([409, en.ruleForm.goneOnSave])
  await visitor.submit(gone, `${page}/rules/new`, typed)
  expect(await rules()).toMatchObject([{ path: '/api/v2' }])
  expect((await open('/rules/api/edit')).status).toBe(404)
})

it('rules are moved and removed, and a rule keeps its id when its path is edited', async () => {
  const { visitor, page, open, rules, setRules } = await owner()
  await setRules(rule('a', 'service'), rule('b', 'service'), rule('c', 'service'))
  const moved = await visitor.submit(await open(), `${page}/order`, { rule: 'c', to: 'up' })
  expect(moved.text).toContain(en.access.done.moved)
  await visitor.submit(await open('/rules/a/remove'), `${page}/rules/a/remove`, {})
  const typed = { path: '/beta', match: 'prefix', access: 'service' }
  await visitor.submit(await open('/rules/b/edit'), `${page}/rules/b/edit`, typed)
  expect(await rules()).toMatchObject([
    { id: 'c', path: '/c' },
    { id: 'b', path: '/beta' },
  ])
})

it('an admin who would shut themselves out is asked first, whichever way they change the list', async () => {
  const { visitor, page, open, rules, setRules } = await owner()
  const forOthers = rule('others', 'member', { path: '/', roles: ['member'] })
  await setRules(rule('all', 'member', { path: '/' }), forOthers)
  const typed = { path: '/', match: 'prefix', access: 'member', role: 'member' }
  const removal = await open('/rules/all/remove')
  for (const answer of [
    await visitor.submit(await open('/rules/new'), `${page}/rules/new`, { ...typed, place: 'all' }),
    await visitor.submit(await open(), `${page}/order`, { rule: 'others', to: 'up' }),
    await visitor.submit(removal, `${page}/rules/all/remove`, {}),
  ]) {
    expect([answer.status, answer.text.includes(en.access.saveAnyway)]).toEqual([409, true])
  }
  expect(await rules()).toHaveLength(2)
  await visitor.submit(removal, `${page}/rules/all/remove`, { confirmed: 'yes' })
  expect(await rules()).toMatchObject([{ id: 'others' }])
})

it('an admin who would open a path and shut themselves out by one change is told both before it', async () => {
  const { visitor, page, open, rules, setRules } = await owner()
  await setRules(rule('guard', 'member', { path: '/hooks/admin' }), rule('hooks', 'public'))
  const typed = { path: '/', match: 'exact', access: 'member', role: 'member' }
  const asked = await visitor.submit(await open('/rules/guard/edit'), `${page}/rules/guard/edit`, typed)
  expect(asked.text).toContain(en.access.openToEverybody)
  expect(asked.text).toContain('You could still change them here.')
  expect(await rules()).toMatchObject([{ id: 'guard', path: '/hooks/admin' }, { id: 'hooks' }])

  const forOthers = rule('others', 'member', { path: '/', roles: ['member'] })
  await setRules(rule('all', 'member', { path: '/' }), rule('hooks', 'public'), forOthers)
  const removal = await open('/rules/all/remove')
  expect([removal.status, removal.text.includes(en.access.saveAnyway)]).toEqual([200, true])
  expect(await rules()).toHaveLength(3)
})

it('a proof on the way leads back to the same form with what was typed, and saves nothing', async () => {
  const { visitor, authenticator, page, open, rules, setRules } = await owner()
  await setRules(rule('api', 'service'), rule('files', 'service'))
  const [form, list] = [await open('/rules/new'), await open()]
  await advance(601)
  const typed = { path: '/packages', match: 'exact', access: 'service', networks: '192.0.2.0/24' }
  const asked = await visitor.submit(form, `${page}/rules/new`, typed)
  const back = await visitor.submit(asked, '/sign-in/verify', { code: await authenticator.code() })
  expect(new URL(back.url).pathname).toBe(`${page}/rules/new`)
  expect(back.text).toContain(en.settings.notSaved)
  for (const text of ['value="/packages"', '192.0.2.0/24']) expect(back.text).toContain(text)
  await advance(601)
  const moving = await visitor.submit(list, `${page}/order`, { rule: 'files', to: 'up' })
  const repeated = await visitor.submit(moving, '/sign-in/verify', { code: await authenticator.code() })
  expect(new URL(repeated.url).pathname).toBe(`${page}/order`)
  expect(await rules()).toMatchObject([{ id: 'api' }, { id: 'files' }])
  await visitor.submit(repeated, `${page}/order`, {})
  expect(await rules()).toMatchObject([{ id: 'files' }, { id: 'api' }])
})

it('a token from the page opens its path, until it is disabled', async () => {
  const { visitor, workspace, page, open, setRules } = await owner()
  await setRules(rule('api', 'service'))
  const typed = { name: 'CI', expires_in_days: '30', paths: '/api', method: 'GET' }
  const form = await open('/tokens/new')
  const shown = await visitor.submit(form, `${page}/tokens/new`, typed)
  const [token = ''] = /sps_[\w-]{43}\w{6}/.exec(shown.text) ?? []
  const again = await visitor.submit(form, `${page}/tokens/new`, typed)
  expect([again.status, alertOf(again.text)]).toEqual([409, en.serviceTokens.refusals['made-already']])
  await advance(70)
  const call = async () => {
    const headers = { authorization: `Bearer ${token}` }
    return (await visitor.ask(`${workspace.origin}/api/x`, { headers, isScript: true })).status
  }
  expect(await call()).toBe(200)
  const [, own = ''] = new RegExp(`${page}(/tokens/[\\w-]{22})`).exec((await open()).text) ?? []
  const disabled = await visitor.submit(await open(own), `${page}${own}/disable`, {})
  expect(disabled.text).toContain(en.serviceTokens.done.disabled)
  await advance(121)
  expect(await call()).toBe(401)
})

it('a test by the page changes nothing', async () => {
  const { open, rules, setRules } = await owner()
  await setRules(rule('hooks', 'public'))
  const before = await rules()
  const { text } = await open('?method=POST&path=/hooks/x')
  expect(text).toContain(en.access.tester.outcome.public)
  expect((await open('?method=post&path=/hooks')).text).toContain(en.access.tester.notAMethod)
  expect(await rules()).toEqual(before)
})

it('a test by the page answers only about hosts of the workspace', async () => {
  const { open, workspace, setRules } = await owner()
  await setRules(rule('hooks', 'public'))
  const ask = async (origin: string) => (await open(`?method=POST&path=${origin}/hooks`)).text
  const { otherHost, outcome } = en.access.tester
  expect(await ask(workspace.origin)).toContain(outcome.public)
  for (const origin of [
    'https://other.example',
    `${workspace.origin}.other.example`,
    portalOrigin,
    'https://%',
  ]) {
    const text = await ask(origin)
    expect(text, origin).toContain(otherHost)
    expect(text, origin).not.toContain(outcome.public)
  }
})
