// The JSON API as a program meets it: who may call what, how a call is refused, accounts, workspaces, the description.

import { beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import {
  type ApiAnswer,
  advance,
  api,
  hostOf,
  makePerson,
  makeWorkspace,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const ORIGIN = 'http://127.0.0.1:9' // nothing here goes there
const RFC_3339_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

const newEmail = () => `ada-${crypto.randomUUID().slice(0, 8)}@acme.example`
const newSlug = () => `ws-${crypto.randomUUID().slice(0, 8)}`

const makeAccount = async (): Promise<string> => {
  const email = newEmail()
  await api('PUT', `/accounts/${email}`, { name: 'Ada' })
  return email
}

const makeToken = async ({ slug }: TestWorkspace): Promise<string> => {
  const { body } = await api('POST', `/workspaces/${slug}/tokens`, { name: 'test', expires_in_days: 1 })
  return body.token
}

function expectProblem({ status, headers, body }: ApiAnswer, expected: number, code: string): void {
  expect({ status, code: body.code, inBody: body.status }).toEqual({
    status: expected,
    code,
    inBody: expected,
  })
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body).toMatchObject({ type: 'about:blank', title: expect.any(String) })
}

/** Of a 422: which fields it names. */
const pathsIn = ({ status, body }: ApiAnswer): string[] => {
  expect(status).toBe(422)
  expectProblem(
    { status, body, headers: new Headers({ 'content-type': 'application/problem+json' }) },
    422,
    'invalid',
  )
  return body.errors.map(({ path }: { path: string }) => path)
}

type Call = [method: string, path: string, body?: unknown]

const POLICY = { enforced: true, grace_days: 0 }

/** `{slug}` and `{email}` are filled in below. */
const WORKSPACE_CALLS: readonly Call[] = [
  ['GET', '/workspaces/{slug}'],
  ['GET', '/workspaces/{slug}/policy'],
  ['PUT', '/workspaces/{slug}/policy', POLICY],
  ['POST', '/workspaces/{slug}/policy/preview', POLICY],
  ['GET', '/workspaces/{slug}/enrollment'],
  ['GET', '/workspaces/{slug}/members'],
  ['PUT', '/workspaces/{slug}/members/{email}', { role: 'owner' }],
  ['DELETE', '/workspaces/{slug}/members/{email}'],
  ['GET', '/workspaces/{slug}/audit'],
  ['GET', '/workspaces/{slug}/tokens'],
  ['POST', '/workspaces/{slug}/tokens', { name: 'stolen', expires_in_days: 1 }],
  ['DELETE', '/workspaces/{slug}/tokens/{id}'],
]
const OPERATOR_CALLS: readonly Call[] = [
  ['PUT', '/accounts/{email}', { name: 'Mallory' }],
  ['GET', '/accounts/{email}'],
  ['DELETE', '/accounts/{email}'],
  ['DELETE', '/accounts/{email}/second-factor', { reason: 'stolen' }],
  ['PUT', '/workspaces/{slug}', { name: 'Stolen', hosts: [hostOf('stolen')], origin: ORIGIN }],
  ['DELETE', '/workspaces/{slug}'],
  ['GET', '/audit'],
]
const ALL_CALLS: readonly Call[] = [...OPERATOR_CALLS, ['GET', '/workspaces'], ...WORKSPACE_CALLS]

describe('a caller', () => {
  let acme: TestWorkspace
  let globexToken: string
  let acmeToken: string
  let email: string
  let tokenId: string

  beforeAll(async () => {
    acme = await makeWorkspace(ORIGIN)
    globexToken = await makeToken(await makeWorkspace(ORIGIN))
    acmeToken = await makeToken(acme)
    email = await makeAccount()
    await api('PUT', `/workspaces/${acme.slug}/members/${email}`, { role: 'member' })
    tokenId = (await api('GET', `/workspaces/${acme.slug}/tokens`)).body.tokens[0].id
  })

  const fill = (path: string, slug = acme.slug) =>
    path.replace('{slug}', slug).replace('{email}', email).replace('{id}', tokenId)

  /** Everything that the calls above could have changed. */
  const snapshot = async () => {
    const paths = ['', '/policy', '/tokens', '/enrollment'].map((tail) => `/workspaces/${acme.slug}${tail}`)
    const answers = await Promise.all([`/accounts/${email}`, ...paths].map((path) => api('GET', path)))
    return answers.map(({ status, body }) => ({ status, body }))
  }

  it.each(ALL_CALLS)(
    'without a valid token gets 401 for %s %s, and changes nothing',
    async (method, path, body) => {
      const before = await snapshot()
      for (const token of [
        '',
        'x',
        OPERATOR_TOKEN.slice(0, -1),
        `${OPERATOR_TOKEN}x`,
        `spt_${'A'.repeat(43)}`,
      ]) {
        const answer = await api(method, fill(path), body, { token })
        expectProblem(answer, 401, 'invalid_token')
        expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      }
      const basic = { authorization: `Basic ${btoa(`operator:${OPERATOR_TOKEN}`)}` }
      expectProblem(await api(method, fill(path), body, { headers: basic }), 401, 'invalid_token')
      expect(await snapshot()).toEqual(before)
    },
  )

  it.each(WORKSPACE_CALLS)(
    'with the token of another workspace gets 404 for %s %s, as for one that was never made',
    async (method, path, body) => {
      const before = await snapshot()
      const theirs = await api(method, fill(path), body, { token: globexToken })
      const never = await api(method, fill(path, newSlug()), body, { token: globexToken })
      expectProblem(theirs, 404, 'not_found')
      expect(theirs.body).toEqual(never.body)
      expect(await snapshot()).toEqual(before)
    },
  )

  it.each(OPERATOR_CALLS)('with a workspace’s token gets 403 for %s %s', async (method, path, body) => {
    const before = await snapshot()
    expectProblem(await api(method, fill(path), body, { token: acmeToken }), 403, 'operator_only')
    expect(await snapshot()).toEqual(before)
  })

  it('gets 404 and a problem for a path that is none', async () => {
    for (const path of ['', '/nothing', `/workspaces/${acme.slug}/nothing`, '/accounts']) {
      expectProblem(await api('GET', path), 404, 'not_found')
    }
  })

  it('never has an answer kept by a cache', async () => {
    expect((await api('GET', `/accounts/${email}`)).headers.get('cache-control')).toBe('no-store')
  })
})

describe('a body', () => {
  let slug: string
  let email: string
  beforeAll(async () => {
    slug = (await makeWorkspace(ORIGIN)).slug
    email = await makeAccount()
  })

  const calls: readonly Call[] = [
    ['PUT', '/accounts/{email}', { name: 'Ada' }],
    ['DELETE', '/accounts/{email}/second-factor', { reason: 'lost' }],
    ['PUT', '/workspaces/{slug}', { name: 'Acme', hosts: [hostOf(newSlug())], origin: ORIGIN }],
    ['PUT', '/workspaces/{slug}/policy', { enforced: false, grace_days: 3 }],
    ['POST', '/workspaces/{slug}/policy/preview', { enforced: false, grace_days: 3 }],
    ['PUT', '/workspaces/{slug}/members/{email}', { role: 'member' }],
    ['POST', '/workspaces/{slug}/tokens', { name: 'x', expires_in_days: 1 }],
  ]
  const fill = (path: string) => path.replace('{slug}', slug).replace('{email}', email)

  it.each(calls)(
    'of %s %s is refused where it is malformed, of another type, or too large',
    async (method, path, good) => {
      const send = (body: string, type = 'application/json') =>
        api(method, fill(path), body, { headers: { 'content-type': type } })
      for (const malformed of ['{', 'undefined', '{"a":1,}', "{'a':1}", '{} {}']) {
        expectProblem(await send(malformed), 400, 'malformed_json')
      }
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/problem+json',
        '',
      ]) {
        expectProblem(await send(JSON.stringify(good), type), 415, 'not_json')
      }
      const padded = (length: number) => JSON.stringify(good).padEnd(length, ' ')
      expectProblem(await send(padded(65_537)), 413, 'too_large')
      expect((await send(padded(65_536), 'application/json; charset=utf-8')).status).toBeLessThan(300)
    },
  )

  it.each(calls)(
    'of %s %s is refused with the path of each unknown or missing field',
    async (method, path, good) => {
      const fields = Object.keys(good as object)
      const unknown = await api(method, fill(path), { ...(good as object), extra: 1, __proto: 2 })
      expect(pathsIn(unknown)).toEqual(['extra', '__proto'])
      const [first = ''] = fields
      const missing: Record<string, unknown> = { ...(good as object) }
      delete missing[first]
      expect(pathsIn(await api(method, fill(path), missing))).toEqual([first])
      for (const value of [null, [], 5, '"text"']) {
        expect((await api(method, fill(path), JSON.stringify(value))).status).toBe(422)
      }
    },
  )
})

describe('an account', () => {
  it('is made with 201, changed with 200, found, and ended with 204', async () => {
    const email = newEmail()
    const made = await api('PUT', `/accounts/${email}`, { name: 'Ada', password: 'a long enough password' })
    expect(made).toMatchObject({ status: 201 })
    expect(made.body).toEqual({
      id: expect.any(String),
      email,
      name: 'Ada',
      enrolled: false,
      created_at: expect.stringMatching(RFC_3339_UTC),
    })
    const renamed = await api('PUT', `/accounts/${email}`, { name: 'Ada L.' })
    expect(renamed).toMatchObject({ status: 200, body: { ...made.body, name: 'Ada L.' } })
    expect(await api('GET', `/accounts/${email}`)).toMatchObject({ status: 200, body: renamed.body })
    expect(await api('DELETE', `/accounts/${email}`)).toMatchObject({ status: 204, body: null })
    for (const method of ['GET', 'DELETE']) {
      expectProblem(await api(method, `/accounts/${email}`), 404, 'not_found')
    }
    const reset = await api('DELETE', `/accounts/${email}/second-factor`, { reason: 'lost' })
    expectProblem(reset, 404, 'not_found')
  })

  it.each([
    ['case', 'JosÉ-%@Acme.Example', 'josé-%@ACME.EXAMPLE'],
    ['spaces around it', ' ada-%@acme.example', 'ada-%@acme.example  '],
    ['Unicode form', 'jose\u0301-%@acme.example', 'jos\u00e9-%@acme.example'],
    ['the form of its domain', 'ada-%@b\u00fccher.example', 'ada-%@xn--bcher-kva.example'],
  ])('is one whatever the %s of its address', async (_, first, second) => {
    const id = crypto.randomUUID().slice(0, 8)
    const [a, b] = [first, second].map((text) => encodeURIComponent(text.replace('%', id)))
    const made = await api('PUT', `/accounts/${a}`, { name: 'Ada', password: 'a long enough password' })
    expect(made.status).toBe(201)
    const again = await api('PUT', `/accounts/${b}`, { name: 'Ada' })
    expect(again).toMatchObject({ status: 200, body: { id: made.body.id } })
    expect((await api('GET', `/accounts/${b}`)).body.id).toBe(made.body.id)
    const person = { name: 'Ada', email: decodeURIComponent(b ?? ''), password: 'a long enough password' }
    expect((await new Visitor().signIn(person)).url).toBe(`${portalOrigin}/workspaces`)
  })

  it('is another one where letters only look alike', async () => {
    const id = crypto.randomUUID().slice(0, 8)
    const [plain, fullWidth] = [`ada-${id}@acme.example`, `\uff41da-${id}@acme.example`]
    const made = await api('PUT', `/accounts/${plain}`, { name: 'Ada' })
    const other = await api('PUT', `/accounts/${encodeURIComponent(fullWidth ?? '')}`, { name: 'Mallory' })
    expect(other.status).toBe(201)
    expect(other.body.id).not.toBe(made.body.id)
  })

  it.each([
    'no-at-sign',
    '@acme.example',
    'ada@',
    'ada@acme',
    'a b@acme.example',
    'ada@acme.example@x.example',
    'ada@[::1]',
  ])('can’t have the address %s', async (address) => {
    const path = `/accounts/${encodeURIComponent(address)}`
    expect(pathsIn(await api('PUT', path, { name: 'Ada' }))).toEqual(['email'])
    expect(pathsIn(await api('GET', path))).toEqual(['email'])
  })

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'a\nb' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ name: 5 }, 'name'],
    [{ name: 'Ada', password: 'short' }, 'password'],
    [{ name: 'Ada', password: 12_345_678_901_234 }, 'password'],
    [{ name: 'Ada', password: null }, 'password'],
  ])('can’t be made from %j', async (body, path) => {
    const email = newEmail()
    expect(pathsIn(await api('PUT', `/accounts/${email}`, body))).toEqual([path])
    expect((await api('GET', `/accounts/${email}`)).status).toBe(404)
  })

  it('with a new password signs in with that one only, and its sessions have ended', async () => {
    const ada = await makePerson('Ada')
    const visitor = new Visitor()
    await visitor.signIn(ada)
    const changed = { ...ada, password: 'another long password' }
    await api('PUT', `/accounts/${ada.email}`, { name: ada.name, password: changed.password })
    expect((await visitor.ask(`${portalOrigin}/account/security`)).url).toContain('/sign-in?')
    expect((await new Visitor().signIn(ada)).status).toBe(422)
    expect((await new Visitor().signIn(changed)).url).toBe(`${portalOrigin}/workspaces`)
  })
})

describe('a second factor reset by the operator', () => {
  it('is gone, with its sessions, its logins and its recovery codes, and the audit says why', async () => {
    const { person, visitor, authenticator, recoveryCodes } = await makeEnrolledPerson('Ada')
    await advance(30)
    const under = new Visitor()
    const asked = await under.signIn(person)
    expect((await api('GET', `/accounts/${person.email}`)).body.enrolled).toBe(true)

    const reset = await api('DELETE', `/accounts/${person.email}/second-factor`, {
      reason: 'phone in the lake',
    })
    expect(reset).toMatchObject({ status: 204, body: null })
    expect((await api('GET', `/accounts/${person.email}`)).body.enrolled).toBe(false)
    expect((await visitor.ask(`${portalOrigin}/account/security`)).url).toContain('/sign-in?')
    for (const code of [await authenticator.code(), recoveryCodes[0] ?? '']) {
      const refused = await under.submit(asked, '/sign-in/verify', { code })
      expect(refused.url).toContain('/sign-in?')
    }
    const { body } = await api('GET', '/audit')
    expect(body.entries).toContainEqual(
      expect.objectContaining({
        action: 'second_factor.reset',
        actor: 'operator',
        account: person.email,
        detail: expect.objectContaining({ reason: 'phone in the lake' }),
      }),
    )
    expect((await visitor.signIn(person)).url).toBe(`${portalOrigin}/workspaces`)
    const again = await visitor.enrol()
    expect(again.recoveryCodes).toHaveLength(10)
    expect(again.recoveryCodes).not.toContain(recoveryCodes[0])
  })
})

describe('a workspace', () => {
  it('is made with 201, changed with 200, found, listed, and ended with 204', async () => {
    const slug = newSlug()
    const body = { name: 'Acme', hosts: [hostOf(slug), hostOf(`${slug}-b`)], origin: ORIGIN }
    const made = await api('PUT', `/workspaces/${slug}`, body)
    expect(made.status).toBe(201)
    expect(made.body).toEqual({
      id: expect.any(String),
      slug,
      name: 'Acme',
      hosts: [...body.hosts].sort(),
      origin: ORIGIN,
      created_at: expect.stringMatching(RFC_3339_UTC),
    })
    const changed = await api('PUT', `/workspaces/${slug}`, {
      ...body,
      name: 'Acme 2',
      hosts: [hostOf(slug)],
    })
    expect(changed).toMatchObject({
      status: 200,
      body: { id: made.body.id, name: 'Acme 2', hosts: [hostOf(slug)] },
    })
    expect((await api('GET', `/workspaces/${slug}`)).body).toEqual(changed.body)
    expect(await api('DELETE', `/workspaces/${slug}`)).toMatchObject({ status: 204, body: null })
    for (const method of ['GET', 'DELETE'])
      expectProblem(await api(method, `/workspaces/${slug}`), 404, 'not_found')
  })

  it('is on exactly one page of the list, which goes by slug', async () => {
    const prefix = newSlug()
    const slugs = Array.from({ length: 105 }, (_, i) => `${prefix}-${String(i).padStart(3, '0')}`)
    await Promise.all(
      slugs.map((slug) =>
        api('PUT', `/workspaces/${slug}`, { name: slug, hosts: [hostOf(slug)], origin: ORIGIN }),
      ),
    )
    const listed: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { status, body }: ApiAnswer = await api('GET', `/workspaces${cursor && `?cursor=${cursor}`}`)
      expect(status).toBe(200)
      expect(body.workspaces.length).toBeLessThanOrEqual(100)
      listed.push(...body.workspaces.map(({ slug }: { slug: string }) => slug))
      cursor = body.next_cursor
    }
    expect(listed.filter((slug) => slug.startsWith(prefix))).toEqual(slugs)
    expect(new Set(listed).size).toBe(listed.length)
    expect(pathsIn(await api('GET', '/workspaces?limit=5'))).toEqual(['limit'])
  })

  const good = { name: 'Acme', hosts: [hostOf(newSlug())], origin: ORIGIN }
  it.each([
    ['hosts', { hosts: [] }],
    ['hosts.1', { hosts: [hostOf('fine'), 'http://acme.example'] }],
    ['hosts.0', { hosts: ['acme.example/path'] }],
    ['hosts.0', { hosts: ['user@acme.example'] }],
    ['hosts.0', { hosts: ['127.0.0.1'] }],
    ['hosts.0', { hosts: [new URL(portalOrigin).host] }],
    ['hosts.0', { hosts: [5] }],
    ['origin', { origin: 'ftp://a.example' }],
    ['origin', { origin: 'http://a.example/path' }],
    ['origin', { origin: 'http://user:secret@a.example' }],
    ['origin', { origin: portalOrigin }],
    ['origin', { origin: `http://${good.hosts[0]}` }],
    ['name', { name: ' ' }],
  ])('can’t have %s as in %j', async (path, change) => {
    const slug = newSlug()
    expect(pathsIn(await api('PUT', `/workspaces/${slug}`, { ...good, ...change }))).toEqual([path])
    expect((await api('GET', `/workspaces/${slug}`)).status).toBe(404)
  })

  it.each(['Acme', 'a_b', '-a', 'a-', 'x'.repeat(64), '%20'])('can’t have the slug %s', async (slug) => {
    expect(pathsIn(await api('PUT', `/workspaces/${slug}`, good))).toEqual(['slug'])
  })

  it('can’t take the host of another one', async () => {
    const acme = await makeWorkspace(ORIGIN)
    const slug = newSlug()
    const body = { name: 'Thief', hosts: [hostOf(slug), acme.host.toUpperCase()], origin: ORIGIN }
    expect(pathsIn(await api('PUT', `/workspaces/${slug}`, body))).toEqual(['hosts.1'])
    expect((await api('GET', `/workspaces/${acme.slug}`)).body.hosts).toEqual([acme.host])
  })

  it('ends with its tokens and its policy: a new one of the same slug begins afresh', async () => {
    const acme = await makeWorkspace(ORIGIN)
    const token = await makeToken(acme)
    await api('PUT', `/workspaces/${acme.slug}/policy`, POLICY)
    await api('DELETE', `/workspaces/${acme.slug}`)
    await api('PUT', `/workspaces/${acme.slug}`, { name: 'New', hosts: [acme.host], origin: ORIGIN })
    expect((await api('GET', `/workspaces/${acme.slug}/policy`)).body.state).toBe('off')
    expect((await api('GET', `/workspaces/${acme.slug}`, undefined, { token })).status).toBe(401)
  })
})

describe('the description', () => {
  it('is OpenAPI 3.1, and has every call, with nothing that it refers to missing', async () => {
    const answer = await fetchLoopback(`${portalOrigin}/openapi.json`)
    expect(answer.headers.get('content-type')).toContain('application/json')
    const document = JSON.parse(await answer.text())
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    for (const [method, path] of ALL_CALLS) {
      const operation = document.paths[`/api/v1${path}`]?.[method.toLowerCase()]
      expect([method, path, Object.keys(operation?.responses ?? {})]).toEqual([
        method,
        path,
        expect.arrayContaining(['401']),
      ])
      expect(operation.security).toEqual([{ bearer: [] }])
    }
    const text = JSON.stringify(document)
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path.split('/'))
    expect(references.length).toBeGreaterThan(0)
    for (const path of references) {
      const found = path.reduce<Record<string, never> | undefined>((node, name) => node?.[name], document)
      expect([path, typeof found]).toEqual([path, 'object'])
    }
  })

  it('can be read by a person at /docs, each call of it', async () => {
    const answer = await new Visitor().ask(`${portalOrigin}/docs`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const read = answer.text.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')
    for (const [method, path] of ALL_CALLS) expect(read).toContain(`${method} /api/v1${path}`)
  })
})
