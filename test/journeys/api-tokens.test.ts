// API tokens of a workspace: what a token opens, and everything that ends it.

import { describe, expect, it } from 'vitest'
import { advance, api, makeWorkspace, portalOrigin, type TestWorkspace } from '../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson } from '../support/node/visitor.ts'

const ORIGIN = 'http://127.0.0.1:9' // no request gets there
const DAY_SECONDS = 86_400

const make = ({ slug }: TestWorkspace, expires_in_days = 30, token?: string) =>
  api('POST', `/workspaces/${slug}/tokens`, { name: 'robot', expires_in_days }, token ? { token } : {})

/** Returns the status when the token reads its own workspace. */
const statusWith = async (token: string, { slug }: TestWorkspace) =>
  (await api('GET', `/workspaces/${slug}`, undefined, { token })).status

/** Creates a token on the settings page, as an admin does. */
async function makeOnPage({ visitor }: Enrolled, { slug }: TestWorkspace): Promise<string> {
  const path = `/workspaces/${slug}/settings/tokens`
  const made = await visitor.submit(await visitor.ask(portalOrigin + path), path, {
    name: 'robot',
    expires_in_days: '30',
  })
  const [, token] = /<code id="token"[^>]*>(spt_[\w-]{43})<\/code>/.exec(made.text) ?? []
  if (!token) throw new Error(`no token on the page:\n${made.text}`)
  return token
}

describe('a token', () => {
  it('is shown once, in the answer that creates it', async () => {
    const workspace = await makeWorkspace(ORIGIN)
    const made = await make(workspace)
    expect(made.status).toBe(201)
    expect(made.body).toEqual({
      id: expect.any(String),
      name: 'robot',
      made_by: null,
      created_at: expect.stringMatching(/Z$/),
      expires_at: expect.stringMatching(/Z$/),
      token: expect.stringMatching(/^spt_[\w-]{43}$/),
    })
    const days = (Date.parse(made.body.expires_at) - Date.parse(made.body.created_at)) / 1000 / DAY_SECONDS
    expect(days).toBe(30)
    const { token, ...rest } = made.body
    const listed = await api('GET', `/workspaces/${workspace.slug}/tokens`)
    expect([listed.status, listed.body]).toEqual([200, { tokens: [rest] }])
    const audit = await api('GET', `/workspaces/${workspace.slug}/audit`)
    expect(audit.body.entries[0]).toMatchObject({ action: 'token.created', detail: { id: rest.id } })
    expect(JSON.stringify([listed.body, audit.body])).not.toContain(token)
  })

  it('opens its own workspace and lists no other', async () => {
    const workspace = await makeWorkspace(ORIGIN)
    await makeWorkspace(ORIGIN)
    const { token } = (await make(workspace)).body
    expect(await statusWith(token, workspace)).toBe(200)
    const { body } = await api('GET', '/workspaces', undefined, { token })
    expect(body.workspaces.map(({ slug }: { slug: string }) => slug)).toEqual([workspace.slug])
    expect(body.next_cursor).toBeNull()
    const saved = await api(
      'PUT',
      `/workspaces/${workspace.slug}/policy`,
      { enforced: true, grace_days: 7 },
      { token },
    )
    expect(saved.status).toBe(200)
    expect(saved.body.updated_by).toMatch(/^token robot/)
  })

  it('opens nothing from the second at which it expires', async () => {
    const workspace = await makeWorkspace(ORIGIN)
    const { token } = (await make(workspace, 1)).body
    await advance(DAY_SECONDS - 10)
    expect(await statusWith(token, workspace)).toBe(200)
    await advance(10)
    expect(await statusWith(token, workspace)).toBe(401)
    expect((await api('GET', `/workspaces/${workspace.slug}/tokens`)).body.tokens).toEqual([])
  })

  it('that was revoked opens nothing from the next request on', async () => {
    const [workspace, other] = [await makeWorkspace(ORIGIN), await makeWorkspace(ORIGIN)]
    const { token, id } = (await make(workspace)).body
    expect((await api('DELETE', `/workspaces/${other.slug}/tokens/${id}`)).status).toBe(404)
    expect(await statusWith(token, workspace)).toBe(200)
    expect((await api('DELETE', `/workspaces/${workspace.slug}/tokens/${id}`)).status).toBe(204)
    expect(await statusWith(token, workspace)).toBe(401)
    expect((await api('DELETE', `/workspaces/${workspace.slug}/tokens/${id}`)).status).toBe(404)
  })

  it('created with another token ends with it, and expires no later', async () => {
    const workspace = await makeWorkspace(ORIGIN)
    const parent = (await make(workspace, 7)).body
    const child = (await make(workspace, 365, parent.token)).body
    expect(child.expires_at).toBe(parent.expires_at)
    await api('DELETE', `/workspaces/${workspace.slug}/tokens/${parent.id}`)
    expect(await statusWith(child.token, workspace)).toBe(401)
  })

  it.each([
    ['expires_in_days', { name: 'x', expires_in_days: 0 }],
    ['expires_in_days', { name: 'x', expires_in_days: 366 }],
    ['expires_in_days', { name: 'x', expires_in_days: 1.5 }],
    ['expires_in_days', { name: 'x', expires_in_days: '30' }],
    ['expires_in_days', { name: 'x' }],
    ['name', { name: '', expires_in_days: 1 }],
    ['role', { name: 'x', expires_in_days: 1, role: 'owner' }],
  ])('cannot have a %s as in %j', async (path, body) => {
    const { slug } = await makeWorkspace(ORIGIN)
    const answer = await api('POST', `/workspaces/${slug}/tokens`, body)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } })
    expect((await api('GET', `/workspaces/${slug}/tokens`)).body.tokens).toEqual([])
  })

  it('is limited to a hundred per workspace, even if many are created at once', async () => {
    const workspace = await makeWorkspace(ORIGIN)
    const answers = await Promise.all(Array.from({ length: 110 }, () => make(workspace)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(100)
    expect(answers.filter(({ body }) => body.code === 'too_many_tokens')).toHaveLength(10)
  })
})

describe('a token of an admin', () => {
  const members = ({ slug }: TestWorkspace, { person }: Enrolled) =>
    `/workspaces/${slug}/members/${person.email}`

  it('has the admin’s role: it cannot add or change an owner', async () => {
    const ada = await makeEnrolledPerson('Ada')
    const olga = await makeEnrolledPerson('Olga')
    const workspace = await makeWorkspace(ORIGIN, [
      [ada.person, 'admin'],
      [olga.person, 'owner'],
    ])
    const token = await makeOnPage(ada, workspace)
    for (const answer of [
      await api('PUT', members(workspace, ada), { role: 'owner' }, { token }),
      await api('PUT', members(workspace, olga), { role: 'member' }, { token }),
      await api('DELETE', members(workspace, olga), undefined, { token }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'owners_only' } })
    }
    const { body } = await api('GET', `/workspaces/${workspace.slug}/members`, undefined, { token })
    expect(body.members.map(({ role }: { role: string }) => role).sort()).toEqual(['admin', 'owner'])
    const [listed] = (await api('GET', `/workspaces/${workspace.slug}/tokens`)).body.tokens
    expect(listed.made_by).toBe(ada.person.email)
  })

  it.each([
    ['is demoted', (path: string) => api('PUT', path, { role: 'member' })],
    ['is removed', (path: string) => api('DELETE', path)],
    ['is deleted', (path: string) => api('DELETE', path.replace(/.*\/members/, '/accounts'))],
    [
      'has their second factor reset',
      (path: string) =>
        api('DELETE', `${path.replace(/.*\/members/, '/accounts')}/second-factor`, { reason: 'lost' }),
    ],
  ])('ends when its creator %s, and does not come back with them', async (_, end) => {
    const ada = await makeEnrolledPerson('Ada')
    const workspace = await makeWorkspace(ORIGIN, [[ada.person, 'admin']])
    const token = await makeOnPage(ada, workspace)
    const child = (await make(workspace, 1, token)).body.token
    expect(await statusWith(token, workspace)).toBe(200)
    expect((await end(members(workspace, ada))).status).toBeLessThan(300)
    expect([await statusWith(token, workspace), await statusWith(child, workspace)]).toEqual([401, 401])
    await api('PUT', `/accounts/${ada.person.email}`, { name: 'Ada', password: ada.person.password })
    await api('PUT', members(workspace, ada), { role: 'owner' })
    expect([await statusWith(token, workspace), await statusWith(child, workspace)]).toEqual([401, 401])
  })
})

describe('a token of an admin who turned off two-factor authentication', () => {
  it('changes nothing, and reads nothing once the workspace requires it, as on the pages', async () => {
    const admin = await makeEnrolledPerson('Ada')
    const workspace = await makeWorkspace(ORIGIN, [[admin.person, 'admin']])
    const token = await makeOnPage(admin, workspace)
    const path = '/account/security/authenticator/disable'
    await admin.visitor.submit(await admin.visitor.ask(portalOrigin + path), path, {})
    expect((await make(workspace, 30, token)).body).toMatchObject({ code: 'maker_not_enrolled' })
    expect(await statusWith(token, workspace)).toBe(200)

    await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 3 })
    const read = (call: string) => api('GET', `/workspaces/${workspace.slug}${call}`, undefined, { token })
    expect((await read('/members')).status, 'not before the date').toBe(200)
    expect((await api('GET', '/workspaces', undefined, { token })).status).toBe(200)
    await advance(3 * DAY_SECONDS)
    for (const call of ['', '/members', '/policy', '/audit', '/audit/export', '/tokens']) {
      const { status, body } = await read(call)
      expect([status, body?.code], call).toEqual([403, 'maker_not_enrolled'])
    }
    const list = await api('GET', '/workspaces', undefined, { token })
    expect([list.status, list.body.code]).toEqual([403, 'maker_not_enrolled'])
  })
})
