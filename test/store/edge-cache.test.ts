import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { NO_POLICIES } from '../../src/core/policy.ts'
import {
  cacheRing,
  cacheSite,
  readEdgeCopies,
  SITE_MAX_AGE_SECONDS,
  uncacheSite,
} from '../../src/store/edge-cache.ts'
import type { Site } from '../../src/store/sites.ts'
import { makeRingRows, masterKeyOf } from '../support/ring.ts'
import { NOW, SCHEDULED } from '../support/rows.ts'

const kv = env.KV
const HOST = 'acme.example.com'
const SITE: Site = {
  host: HOST,
  workspaceId: 'acme',
  slug: 'acme',
  name: 'Acme',
  accent: null,
  logo: null,
  origin: 'https://acme.internal',
  allowedProviders: null,
  policies: { ...NO_POLICIES, secondFactor: SCHEDULED },
  rules: [],
  supervisesSockets: false,
}
const siteAt = async (now: number, host = HOST) => (await readEdgeCopies(kv, { host, ring: false }, now)).site

describe('a copy of a site', () => {
  it('gives the site, and the second at which it was read from D1', async () => {
    await cacheSite(kv, SITE, NOW)
    expect(await siteAt(NOW + 1)).toEqual({ readAt: NOW, value: SITE })
  })

  it('older than a minute is ignored, though KV still has it', async () => {
    await cacheSite(kv, SITE, NOW)
    expect(await siteAt(NOW + SITE_MAX_AGE_SECONDS)).not.toBeNull()
    expect(await siteAt(NOW + SITE_MAX_AGE_SECONDS + 1)).toBeNull()
    expect(await kv.get(`site:${HOST}`)).not.toBeNull()
    expect(SITE_MAX_AGE_SECONDS).toBe(60)
  })

  it('from the future is ignored: it would never be too old', async () => {
    await cacheSite(kv, SITE, NOW + 1)
    expect(await siteAt(NOW)).toBeNull()
  })

  it('of one host is never that of another', async () => {
    await cacheSite(kv, SITE, NOW)
    expect(await siteAt(NOW, 'globex.example.com')).toBeNull()
    expect(await siteAt(NOW, 'ring')).toBeNull()
  })

  it.each(['accent', 'logo', 'allowedProviders'] as const)(
    'without %s is refused: it would read as not set',
    async (field) => {
      const { [field]: _, ...known } = SITE
      await kv.put(`site:${HOST}`, JSON.stringify({ readAt: NOW, value: known }))
      expect(await siteAt(NOW)).toBeNull()
    },
  )

  it('that was withdrawn is gone', async () => {
    await cacheSite(kv, SITE, NOW)
    await uncacheSite(kv, HOST)
    expect(await siteAt(NOW)).toBeNull()
  })

  it.each(['null', '{}', '[]', '"x"', '{"value":{}}', `{"readAt":"${NOW}","value":{}}`])(
    'with the text %s is refused',
    async (text) => {
      await kv.put(`site:${HOST}`, text)
      expect(await siteAt(NOW)).toBeNull()
    },
  )
})

describe('a copy of the key ring', () => {
  it('is valid for five minutes, so a withdrawn key is soon refused, and all its keys are sealed', async () => {
    const rows = await makeRingRows(await masterKeyOf('a master key'), NOW)
    await cacheRing(kv, rows, NOW)
    const ringAt = async (now: number) => (await readEdgeCopies(kv, { host: null, ring: true }, now)).ring
    expect(await ringAt(NOW + 300)).toEqual({ readAt: NOW, value: rows })
    expect(await ringAt(NOW + 301)).toBeNull()
    const stored = JSON.parse((await kv.get('ring')) ?? '') as { value: object[] }
    for (const key of stored.value) {
      expect(Object.keys(key).sort()).toEqual(['activeFrom', 'createdAt', 'id', 'purpose', 'sealed'])
    }
  })

  it('is read together with the site in one read of KV', async () => {
    await cacheSite(kv, SITE, NOW)
    await cacheRing(kv, await makeRingRows(await masterKeyOf('a master key'), NOW), NOW)
    const reads = vi.fn(kv.get.bind(kv))
    const watched = { get: reads } as unknown as KVNamespace
    const copies = await readEdgeCopies(watched, { host: HOST, ring: true }, NOW)
    expect(copies.site?.value).toEqual(SITE)
    expect(copies.ring?.value).toHaveLength(3)
    expect(reads).toHaveBeenCalledTimes(1)
  })
})
