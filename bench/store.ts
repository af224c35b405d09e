// Runs Miniflare's D1 and KV in their own process, so that their CPU time is not counted as the Worker's.

import { readD1Migrations } from '@cloudflare/vitest-plugin'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

// The bindings of a Worker in another process speak these two protocols to this service.
const RELAY = `export default {
  async fetch(request, { DB, KV }) {
    if (request.headers.get('x-store') === 'd1') return DB.fetcher.fetch(request)
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/bulk/get') {
      const { keys, type } = await request.json()
      return Response.json(Object.fromEntries(await KV.get(keys, type)))
    }
    const key = decodeURIComponent(pathname.slice(1))
    if (request.method === 'DELETE') await KV.delete(key)
    else if (request.method === 'PUT')
      await KV.put(key, await request.text(), { expirationTtl: Number(searchParams.get('expiration_ttl')) })
    else return new Response(null, { status: 405 })
    return new Response(null)
  },
}`

export interface Store {
  /** `127.0.0.1:port`. */
  readonly address: string
  readonly db: D1Database
  stop(): Promise<void>
}

/** Starts a store with empty tables. */
export async function startStore(): Promise<Store> {
  const worker = {
    name: 'store',
    modules: true,
    script: RELAY,
    compatibilityDate: '2026-11-01',
    d1Databases: { DB: 'bench' },
    kvNamespaces: { KV: 'bench' },
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
  }
  const miniflare = new Miniflare(convertV4MiniflareOptions({ workers: [worker] }))
  await miniflare.ready
  const db = (await miniflare.getD1Database('DB')) as unknown as D1Database
  for (const { queries } of await readD1Migrations('./migrations')) {
    await db.batch(queries.map((query) => db.prepare(query)))
  }
  const { host } = await miniflare.unsafeGetDirectURL('store')
  return { address: host, db, stop: () => miniflare.dispose() }
}
