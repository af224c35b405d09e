// The JSON API for a program: who may make each call, how a call is refused, and the description.

import { beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import { expectProblem, pathsIn } from '../support/node/problems.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import { api, hostOf, makeWorkspace, portalOrigin, type TestWorkspace } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const ORIGIN = 'http://127.0.0.1:9' // no request gets there

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

type Call = [method: string, path: string, body?: unknown]

const POLICY = { enforced: true, grace_days: 0 }
const EXTENSION = { until: '2099-01-01T00:00:00Z', reason: 'stolen' }

/** The calls on a workspace. `fill` replaces `{slug}` and `{email}`. */
const WORKSPACE_CALLS: readonly Call[] = [
  ['GET', '/workspaces/{slug}'],
  ['GET', '/workspaces/{slug}/policy'],
  ['PUT', '/workspaces/{slug}/policy', POLICY],
  ['POST', '/workspaces/{slug}/policy/preview', POLICY],
  ['GET', '/workspaces/{slug}/policy/phishing-resistant'],
  ['PUT', '/workspaces/{slug}/policy/phishing-resistant', POLICY],
  ['POST', '/workspaces/{slug}/policy/phishing-resistant/preview', POLICY],
  ['GET', '/workspaces/{slug}/enrollment'],
  ['GET', '/workspaces/{slug}/members'],
  ['PUT', '/workspaces/{slug}/members/{email}', { role: 'owner' }],
  ['DELETE', '/workspaces/{slug}/members/{email}'],
  ['PUT', '/workspaces/{slug}/members/{email}/extension', EXTENSION],
  ['DELETE', '/workspaces/{slug}/members/{email}/extension'],
  ['GET', '/workspaces/{slug}/appearance'],
  ['PUT', '/workspaces/{slug}/appearance', { display_name: 'Stolen', accent: '#000000' }],
  ['PUT', '/workspaces/{slug}/logo', {}],
  ['DELETE', '/workspaces/{slug}/logo'],
  ['GET', '/workspaces/{slug}/audit'],
  ['GET', '/workspaces/{slug}/audit/export'],
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
  ['GET', '/audit/export'],
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

  /** Returns everything that these calls could change. */
  const snapshot = async () => {
    const paths = ['', '/policy', '/tokens', '/enrollment', '/appearance'].map(
      (tail) => `/workspaces/${acme.slug}${tail}`,
    )
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
    'with the token of another workspace gets 404 for %s %s, as if it never existed',
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

  it('gets 404 and a problem for an unknown path', async () => {
    for (const path of ['', '/nothing', `/workspaces/${acme.slug}/nothing`, '/accounts']) {
      expectProblem(await api('GET', path), 404, 'not_found')
    }
  })

  it('never gets an answer that a cache may keep', async () => {
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
    'of %s %s is refused if it is malformed, of another type or too large',
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

describe('the API description', () => {
  it('is OpenAPI 3.1, has every call, and all its references resolve', async () => {
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
      const isOperators = OPERATOR_CALLS.some(([other, at]) => other === method && at === path)
      expect([method, path, operation['x-token']]).toEqual([
        method,
        path,
        isOperators ? 'operator' : 'workspace',
      ])
    }
    const text = JSON.stringify(document)
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path.split('/'))
    expect(references.length).toBeGreaterThan(0)
    for (const path of references) {
      const found = path.reduce<Record<string, never> | undefined>((node, name) => node?.[name], document)
      expect([path, typeof found]).toEqual([path, 'object'])
    }
  })

  it('is shown at /docs, with every call', async () => {
    const answer = await new Visitor().ask(`${portalOrigin}/docs`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const read = answer.text.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')
    for (const [method, path] of ALL_CALLS) expect(read).toContain(`${method} /api/v1${path}`)
  })
})
