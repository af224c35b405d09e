import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { makeAdmitted, makeEnrolledPerson } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

let origin: RecordingOrigin

beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin?.close())

describe('the providers', () => {
  it('are listed for the operator as challenged or trusted, without their secrets', async () => {
    const { status, body } = await api('GET', '/providers')
    expect(status).toBe(200)
    const of = (id: string) => body.providers.find((provider: { id: string }) => provider.id === id)
    expect(of('password')).toEqual({
      id: 'password',
      kind: 'password',
      label: 'Password',
      second_factor: 'challenged',
      provision: false,
      trust_email: false,
    })
    expect(of('real')).toMatchObject({ kind: 'oidc', second_factor: 'trusted', provision: true })
    expect(of('hostile')).toMatchObject({ second_factor: 'challenged', trust_email: false })
    expect(JSON.stringify(body)).not.toMatch(/secret of/)
  })

  it('cannot be listed by anyone else', async () => {
    expect((await api('GET', '/providers', undefined, { token: 'none' })).status).toBe(401)
  })
})

describe('the identities of an account', () => {
  const paths = async (name: string) => `/accounts/${(await makePerson(name)).email}/identities`
  const subject = () => `sub-${crypto.randomUUID()}`

  it('are linked, listed and unlinked by the operator', async () => {
    const path = await paths('Ada')
    const identity = { provider: 'real', subject: subject() }
    expect(await api('POST', path, identity)).toMatchObject({ status: 200, body: { identities: [identity] } })
    expect((await api('POST', path, identity)).body.identities, 'again changes nothing').toHaveLength(1)
    expect((await api('DELETE', path, identity)).status).toBe(204)
    expect((await api('GET', path)).body).toEqual({ identities: [] })
    expect((await api('DELETE', path, identity)).status).toBe(404)
  })

  it('belong to one account: a second one is told so and gets nothing', async () => {
    const [first, second] = [await paths('Bo'), await paths('Cy')]
    const identity = { provider: 'real', subject: subject() }
    await api('POST', first, identity)
    expect(await api('POST', second, identity)).toMatchObject({
      status: 409,
      body: { code: 'identity_taken' },
    })
    expect((await api('GET', second)).body).toEqual({ identities: [] })
  })

  it.each([
    ['a provider that isn’t configured', { provider: 'gone', subject: 'x' }, 'provider'],
    ['passwords, which have no subjects', { provider: 'password', subject: 'x' }, 'provider'],
    ['an empty subject', { provider: 'real', subject: '' }, 'subject'],
    ['a subject outside ASCII', { provider: 'real', subject: 'é' }, 'subject'],
    ['a subject of 256 characters', { provider: 'real', subject: 'x'.repeat(256) }, 'subject'],
    ['an unknown field', { provider: 'real', subject: 'x', email: 'y' }, 'email'],
  ])('cannot be linked with %s: 422, with the field', async (_, body, field) => {
    const refused = await api('POST', await paths('Dana'), body)
    expect(refused.status).toBe(422)
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual([field])
  })

  it('are 404 for an address without an account', async () => {
    expect((await api('GET', '/accounts/nobody@acme.example/identities')).status).toBe(404)
  })
})

describe('the providers of a workspace', () => {
  it('are all allowed until they are restricted, and again afterwards', async () => {
    const { slug } = await makeWorkspace(origin.url)
    const path = `/workspaces/${slug}/providers`
    expect((await api('GET', path)).body).toEqual({ allowed: null })
    const chosen = await api('PUT', path, { allowed: ['real', 'password', 'real'] })
    expect(chosen.body).toEqual({ allowed: ['password', 'real'] })
    expect((await api('PUT', path, { allowed: null })).body).toEqual({ allowed: null })
  })

  it.each([
    ['a provider that is not configured', { allowed: ['password', 'gone'] }, 'allowed.1'],
    ['none at all', { allowed: [] }, 'allowed'],
    ['text', { allowed: 'password' }, 'allowed'],
    ['missing', {}, 'allowed'],
  ])('cannot be %s: 422, with the field', async (_, body, field) => {
    const { slug } = await makeWorkspace(origin.url)
    const refused = await api('PUT', `/workspaces/${slug}/providers`, body)
    expect(refused.status).toBe(422)
    expect(refused.body.errors[0].path).toBe(field)
    expect((await api('GET', `/workspaces/${slug}/providers`)).body).toEqual({ allowed: null })
  })

  it('are restricted by the workspace’s own token, and by no other workspace’s', async () => {
    const { person } = await makeEnrolledPerson('Eve')
    const workspace = await makeWorkspace(origin.url, [[person, 'owner']])
    const other = await makeWorkspace(origin.url)
    const { body } = await api('POST', `/workspaces/${workspace.slug}/tokens`, {
      name: 'ci',
      expires_in_days: 1,
    })
    const own = { token: body.token as string }
    const path = ({ slug }: { slug: string }) => `/workspaces/${slug}/providers`
    expect((await api('PUT', path(workspace), { allowed: ['password'] }, own)).status).toBe(200)
    expect((await api('PUT', path(other), { allowed: ['password'] }, own)).status).toBe(404)
    expect((await api('GET', '/providers', undefined, own)).status).toBe(403)
  })

  it('apply to existing passes: a script gets 403, and nothing reaches the origin', async () => {
    const { workspace, visitor } = await makeAdmitted(origin.url, 'Finn')
    await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['real'] })
    await advance(6)
    const before = origin.arrivals()
    const refused = await visitor.ask(`${workspace.origin}/api`, { isScript: true })
    expect(refused.status).toBe(403)
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'provider_not_allowed', status: 403 })
    expect(refused.headers.getSetCookie()).toEqual([])
    expect(origin.arrivals()).toBe(before)
  })

  it('apply to the settings: an admin from another provider neither sees nor changes them', async () => {
    const { person, visitor } = await makeEnrolledPerson('Gwen')
    const workspace = await makeWorkspace(origin.url, [[person, 'owner']])
    const path = `/workspaces/${workspace.slug}/settings/sign-in`
    const form = await visitor.ask(portalOrigin + path)
    await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['real'] })
    const pages = ['security', 'sign-in', 'members', 'tokens', 'audit'].map((page) =>
      visitor.ask(`${portalOrigin}/workspaces/${workspace.slug}/settings/${page}`),
    )
    const saved = visitor.submit(form, path, { provider: 'password' })
    for (const refused of [...(await Promise.all(pages)), await saved]) {
      expect(refused.status).toBe(403)
      expect(refused.text).toMatch(sentence(en.enter.otherWayTitle))
      expect(refused.text).not.toContain(workspace.host)
    }
    for (const [method, status] of [
      ['HEAD', 403],
      ['PUT', 405],
      ['DELETE', 405],
      ['PATCH', 405],
      ['OPTIONS', 204],
    ] as const) {
      for (const page of ['security', 'appearance', 'tokens']) {
        const url = `${portalOrigin}/workspaces/${workspace.slug}/settings/${page}`
        expect((await visitor.ask(url, { method })).status, `${method} ${page}`).toBe(status)
      }
    }
    const { body } = await api('GET', `/workspaces/${workspace.slug}/providers`)
    expect(body).toEqual({ allowed: ['real'] })
  })
})
