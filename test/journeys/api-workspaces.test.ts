// Workspaces through the API: creating, changing, listing and deleting.

import { describe, expect, it } from 'vitest'
import { expectProblem, pathsIn } from '../support/node/problems.ts'
import {
  type ApiAnswer,
  api,
  hostOf,
  makeWorkspace,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'

const ORIGIN = 'http://127.0.0.1:9' // no request gets there
const RFC_3339_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

const POLICY = { enforced: true, grace_days: 0 }

const newSlug = () => `ws-${crypto.randomUUID().slice(0, 8)}`

const makeToken = async ({ slug }: TestWorkspace): Promise<string> => {
  const { body } = await api('POST', `/workspaces/${slug}/tokens`, { name: 'test', expires_in_days: 1 })
  return body.token
}

describe('a workspace', () => {
  it('is created with 201, changed with 200, found, listed, and deleted with 204', async () => {
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

  it('is on exactly one page of the list, which is sorted by slug', async () => {
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
  ])('cannot have %s as in %j', async (path, change) => {
    const slug = newSlug()
    expect(pathsIn(await api('PUT', `/workspaces/${slug}`, { ...good, ...change }))).toEqual([path])
    expect((await api('GET', `/workspaces/${slug}`)).status).toBe(404)
  })

  it.each(['Acme', 'a_b', '-a', 'a-', 'x'.repeat(64), '%20'])('cannot have the slug %s', async (slug) => {
    expect(pathsIn(await api('PUT', `/workspaces/${slug}`, good))).toEqual(['slug'])
  })

  it('cannot have the host of another workspace', async () => {
    const acme = await makeWorkspace(ORIGIN)
    const slug = newSlug()
    const body = { name: 'Thief', hosts: [hostOf(slug), acme.host.toUpperCase()], origin: ORIGIN }
    expect(pathsIn(await api('PUT', `/workspaces/${slug}`, body))).toEqual(['hosts.1'])
    expect((await api('GET', `/workspaces/${acme.slug}`)).body.hosts).toEqual([acme.host])
  })

  it('cannot have another’s origin as its host, or another’s host as its origin', async () => {
    const slug = newSlug()
    const inner = hostOf(`${slug}-inner`)
    await makeWorkspace(`http://${inner}`)
    const taker = { name: 'Taker', hosts: [hostOf(slug), inner], origin: ORIGIN }
    expect(pathsIn(await api('PUT', `/workspaces/${slug}`, taker))).toEqual(['hosts.1'])
    const acme = await makeWorkspace(ORIGIN)
    const looping = { name: 'Loop', hosts: [hostOf(slug)], origin: acme.origin }
    expect(pathsIn(await api('PUT', `/workspaces/${slug}`, looping))).toEqual(['origin'])
    expect((await api('GET', `/workspaces/${slug}`)).status).toBe(404)
  })

  it('is deleted with its tokens and policy: a new one with its slug starts without them', async () => {
    const acme = await makeWorkspace(ORIGIN)
    const token = await makeToken(acme)
    await api('PUT', `/workspaces/${acme.slug}/policy`, POLICY)
    await api('DELETE', `/workspaces/${acme.slug}`)
    await api('PUT', `/workspaces/${acme.slug}`, { name: 'New', hosts: [acme.host], origin: ORIGIN })
    expect((await api('GET', `/workspaces/${acme.slug}/policy`)).body.state).toBe('off')
    expect((await api('GET', `/workspaces/${acme.slug}`, undefined, { token })).status).toBe(401)
  })
})
