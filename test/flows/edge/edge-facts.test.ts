import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/config.ts'
import { PORTAL_PARSERS } from '../../../src/core/portal-parsers.ts'
import type { KeylessEdge } from '../../../src/flows/edge/edge.ts'
import * as facts from '../../../src/flows/edge/edge-facts.ts'
import { forgetSite } from '../../../src/flows/edge/edge-facts.ts'
import * as ring from '../../../src/flows/edge/ring.ts'
import { forgetRing, importMasterKeys } from '../../../src/flows/edge/ring.ts'
import type { IssuedPass } from '../../../src/flows/entry/issue-pass.ts'
import { rotateOutOfTurn } from '../../../src/flows/upkeep/rotate-keys.ts'
import { recallPass, rememberPass } from '../../../src/gate/passes.ts'
import { cacheRing, cacheSite } from '../../../src/store/edge-cache.ts'
import { listRingKeys } from '../../../src/store/ring-keys.ts'
import { findSite } from '../../../src/store/sites.ts'
import { addWorkspace, NOW, rows } from '../../support/rows.ts'

const HOST = 'acme.example.com'

const deferred: Promise<unknown>[] = []

function at(now: number): KeylessEdge {
  const config = parseConfig(env, PORTAL_PARSERS)
  if (!config.ok) throw new Error(JSON.stringify(config.error))
  const client = { ip: '', userAgent: '' }
  const defer = (work: Promise<unknown>) => void deferred.push(work)
  return { config: config.value, db: env.DB, kv: env.KV, email: null, now, clock: () => now, client, defer }
}

/** Waits until the copies in KV are written, which the edge does after its answer. */
async function settled<T>(loading: Promise<T>): Promise<T> {
  const loaded = await loading
  await Promise.all(deferred.splice(0))
  return loaded
}
const loadRing = (keyless: KeylessEdge) => settled(ring.loadRing(keyless))
const loadFacts = (keyless: KeylessEdge, host: string) => settled(facts.loadFacts(keyless, host))

beforeEach(() => {
  forgetRing()
  forgetSite(HOST)
})

describe('the key ring, read again after a minute', () => {
  const rotate = async (now: number, isCompromised: boolean) => {
    const keyless = at(now)
    const [masterKey] = await importMasterKeys(keyless)
    await rotateOutOfTurn(keyless, masterKey, 'pass-signing', { isCompromised, by: 'operator' })
  }

  it('is the same object while its rows are the same, so no pass is verified again', async () => {
    const first = await loadRing(at(NOW))
    const secret = 's'.repeat(43)
    const audience = 'https://acme.example.com'
    const claims = { aud: audience, iss: at(NOW).config.portalOrigin, exp: NOW + 900 }
    const edge = { ...at(NOW), ring: first }
    rememberPass({ token: 'token', secret, claims } as IssuedPass, edge)
    const pass = recallPass(`token~${secret}`, audience, edge)
    expect(pass).toEqual({ token: 'token', secret, claims })

    for (const seconds of [60, 120, 240]) {
      const ring = await loadRing(at(NOW + seconds))
      expect(ring).toBe(first)
      expect(recallPass(`token~${secret}`, audience, { ...at(NOW + seconds), ring })).toBe(pass)
    }
  })

  it('is the same object from KV or D1, in any order of rows, and after cron', async () => {
    const first = await loadRing(at(NOW))
    await cacheRing(env.KV, (await listRingKeys(env.DB)).toReversed(), NOW + 61)
    expect(await loadRing(at(NOW + 61))).toBe(first)
    await env.KV.delete('ring')
    expect(await loadRing(at(NOW + 122))).toBe(first)
    forgetRing()
    expect(await loadRing(at(NOW + 123))).toBe(first)
  })

  it('is a new object once a key was withdrawn, and forgets the passes that it verified', async () => {
    const first = await loadRing(at(NOW))
    await rotate(NOW + 1, true)
    expect(await loadRing(at(NOW + 59)), 'until the minute is over').toBe(first)
    const next = await loadRing(at(NOW + 60))
    expect(next).not.toBe(first)
    expect(next.signing.map(({ kid }) => kid)).not.toContain(first.signing[0]?.kid)
  })

  it('is a new object once a key was added', async () => {
    const first = await loadRing(at(NOW))
    await rotate(NOW + 1, false)
    const next = await loadRing(at(NOW + 60))
    expect(next).not.toBe(first)
    expect(next.signing).toHaveLength(2)
  })

  it('is a new object once one of its rows was re-sealed', async () => {
    const first = await loadRing(at(NOW))
    const [row] = await rows<{ id: string; sealed: string }>(
      "SELECT id, sealed FROM ring_keys WHERE purpose = 'pass-signing'",
    )
    await env.DB.prepare("UPDATE ring_keys SET sealed = 'x.y' WHERE id = ?").bind(row?.id).run()
    await env.KV.delete('ring')
    await expect(loadRing(at(NOW + 60))).rejects.toThrow()
    await env.DB.prepare('UPDATE ring_keys SET sealed = ? WHERE id = ?').bind(row?.sealed, row?.id).run()
    expect((await loadRing(at(NOW + 61))).signing).toHaveLength(first.signing.length)
  })
})

describe('a fresh but broken copy in KV', () => {
  it.each<[string, object]>([
    ['without an origin', { origin: '' }],
    ['of another host', { host: 'globex.example.com' }],
    ['without a slug', { slug: 7 }],
    ['without a policy', { policy: 'none' }],
    ['with providers that are not a list', { allowedProviders: 'okta' }],
  ])('%s is ignored: the site comes from D1', async (_, broken) => {
    await addWorkspace('acme')
    const site = await findSite(env.DB, HOST)
    if (!site) throw new Error('no site')
    await cacheSite(env.KV, site, NOW)
    expect((await loadFacts(at(NOW), HOST)).site).toEqual(site)

    forgetSite(HOST)
    const text = JSON.stringify({ readAt: NOW, value: { ...site, ...broken } })
    await env.KV.put(`site:${HOST}`, text)
    expect((await loadFacts(at(NOW), HOST)).site).toEqual(site)
  })

  it.each(['[]', '{}', 'null', '7', '[{}]'])('%s is ignored: the ring comes from D1', async (value) => {
    const first = await loadRing(at(NOW))
    await env.KV.put('ring', `{"readAt":${NOW},"value":${value}}`)
    forgetRing()
    expect(await loadRing(at(NOW))).toBe(first)
  })

  it('without a signing key is ignored: the ring comes from D1', async () => {
    await loadRing(at(NOW))
    const kept = (await listRingKeys(env.DB)).filter(({ purpose }) => purpose !== 'pass-signing')
    await cacheRing(env.KV, kept, NOW)
    forgetRing()
    expect((await loadRing(at(NOW))).signing).toHaveLength(1)
  })
})
