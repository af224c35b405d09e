import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { NO_POLICIES } from '../../src/core/policy.ts'
import { batch, listAll } from '../../src/store/batch.ts'
import { findSite, selectSitesOf } from '../../src/store/sites.ts'
import { putWorkspace, selectTakenHosts, selectWorkspaces } from '../../src/store/workspaces.ts'
import { addWorkspace, count, end, findWorkspace, IN_EFFECT, NOW, rows, setPolicy } from '../support/rows.ts'

const db = env.DB
const put = (id: string, facts: { slug?: string; name?: string; origin?: string; hosts?: string[] } = {}) => {
  const { slug = id, name = id, origin = `https://${id}.internal`, hosts = [`${id}.example`] } = facts
  return batch(db, putWorkspace(db, { id, slug, name, origin, hosts }, NOW))
}
const hostsOf = async (slug: string) => (await findWorkspace(db, slug))?.hosts

describe('a workspace', () => {
  it('is read as it was put', async () => {
    await put('acme', { name: 'Acme', hosts: ['www.acme.example', 'acme.example'] })
    expect(await findWorkspace(db, 'acme')).toEqual({
      id: 'acme',
      slug: 'acme',
      name: 'Acme',
      registeredName: 'Acme',
      displayName: null,
      accent: null,
      logo: null,
      origin: 'https://acme.internal',
      hosts: ['acme.example', 'www.acme.example'],
      allowedProviders: null,
      supervisesSockets: false,
      createdAt: NOW,
    })
    expect(await findWorkspace(db, 'globex')).toBeNull()
  })

  it('put again keeps its id, policy and remaining hosts, and loses the removed hosts', async () => {
    await put('acme', { hosts: ['a.example', 'b.example'] })
    await setPolicy('acme', IN_EFFECT)
    await put('another id', { slug: 'acme', name: 'Acme', hosts: ['b.example', 'c.example'] })
    expect(await findWorkspace(db, 'acme')).toMatchObject({
      id: 'acme',
      name: 'Acme',
      hosts: ['b.example', 'c.example'],
    })
    expect(await findSite(db, 'a.example')).toBeNull()
    expect(await findSite(db, 'c.example')).toMatchObject({
      slug: 'acme',
      policies: { secondFactor: IN_EFFECT },
    })
  })

  it('put twice with the same values is the same', async () => {
    await put('acme')
    const once = await findWorkspace(db, 'acme')
    await put('acme')
    expect(await findWorkspace(db, 'acme')).toEqual(once)
  })

  it('that asks for another’s host is not put at all: its name, origin and hosts stay', async () => {
    await put('globex', { hosts: ['globex.example'] })
    await put('acme', { name: 'Acme', hosts: ['acme.example'] })
    const before = await rows('SELECT * FROM workspaces JOIN hosts ON workspace_id = id ORDER BY host')
    const asks = { name: 'Taker', origin: 'https://evil.example', hosts: ['new.example', 'globex.example'] }
    await expect(put('acme', asks)).rejects.toThrow('UNIQUE')
    await expect(put('initech', asks)).rejects.toThrow('UNIQUE')
    expect(await rows('SELECT * FROM workspaces JOIN hosts ON workspace_id = id ORDER BY host')).toEqual(
      before,
    )
    expect((await findSite(db, 'globex.example'))?.slug).toBe('globex')
  })

  it('can ask which hosts belong to others, without its own', async () => {
    await put('globex', { hosts: ['globex.example'] })
    await put('acme', { hosts: ['acme.example'] })
    const asked = ['acme.example', 'globex.example', 'new.example']
    expect(await listAll(db, selectTakenHosts(db, 'acme', asked))).toEqual(['globex.example'])
    expect(await listAll(db, selectTakenHosts(db, 'initech', asked))).toEqual([
      'acme.example',
      'globex.example',
    ])
  })

  it('may give up all its hosts, which others may then take', async () => {
    await put('acme', { hosts: ['shared.example'] })
    await put('acme', { hosts: [] })
    expect(await hostsOf('acme')).toEqual([])
    await put('globex', { hosts: ['shared.example'] })
    expect((await findSite(db, 'shared.example'))?.slug).toBe('globex')
  })

  it('that is deleted loses its hosts and policy', async () => {
    await put('acme')
    await setPolicy('acme', IN_EFFECT)
    await end('acme')
    expect(await findWorkspace(db, 'acme')).toBeNull()
    expect(await findSite(db, 'acme.example')).toBeNull()
    for (const table of ['live_workspaces', 'hosts', 'policies']) expect(await count(table)).toBe(0)
  })
})

describe('the list of workspaces', () => {
  beforeEach(async () => {
    for (const id of ['globex', 'acme', 'initech']) await addWorkspace(id)
  })

  it('is read in pages by slug, each once', async () => {
    const first = await listAll(db, selectWorkspaces(db, { afterSlug: '', limit: 2 }))
    expect(first.map(({ slug }) => slug)).toEqual(['acme', 'globex'])
    const second = await listAll(db, selectWorkspaces(db, { afterSlug: 'globex', limit: 2 }))
    expect(second.map(({ slug }) => slug)).toEqual(['initech'])
  })
})

describe('the site of a host', () => {
  it('has everything that the edge needs to guard it', async () => {
    await put('acme', { name: 'Acme', hosts: ['acme.example', 'www.acme.example'] })
    const site = {
      workspaceId: 'acme',
      slug: 'acme',
      name: 'Acme',
      accent: null,
      logo: null,
      origin: 'https://acme.internal',
      allowedProviders: null,
      policies: NO_POLICIES,
      rules: [],
      supervisesSockets: false,
    }
    expect(await findSite(db, 'acme.example')).toEqual({ host: 'acme.example', ...site })
    expect(await listAll(db, selectSitesOf(db, 'acme'))).toEqual([
      { host: 'acme.example', ...site },
      { host: 'www.acme.example', ...site },
    ])
  })

  it('is found by the exact host only', async () => {
    await put('acme', { hosts: ['acme.example'] })
    for (const host of ['ACME.example', 'acme.example:8787', 'acme.example.', 'x.acme.example', 'acme%']) {
      expect(await findSite(db, host)).toBeNull()
    }
  })
})
