// Routes that another Worker has. Wrangler refuses them, and to give one up first would lead its hosts past the gate until
// it is taken: Cloudflare's API changes the Worker of a route in one request.

import { Failure } from '../demo/failure.ts'
import { askForCredentials } from './cloudflare.ts'
import { hostOf, type Route } from './workers.ts'

const API = process.env.CLOUDFLARE_API_BASE_URL ?? 'https://api.cloudflare.com/client/v4'

export interface HeldRoute {
  readonly zone: string
  /** As Cloudflare has it, with whatever else is set on it. */
  readonly route: { readonly id: string; readonly pattern: string; readonly script?: string }
}

/** Those of `routes` that `worker` has. */
export async function findHeldRoutes(
  worker: string,
  routes: readonly Route[],
): Promise<readonly HeldRoute[]> {
  const patterns = new Set(routes.filter((route) => !route.custom_domain).map(({ pattern }) => pattern))
  const zones = new Set((await Promise.all(routes.map(findZones))).flat())
  const held = await Promise.all(
    [...zones].map(async (zone) => {
      const all = await request<HeldRoute['route'][]>('GET', `/zones/${zone}/workers/routes`)
      return all.map((route) => ({ zone, route }))
    }),
  )
  return held.flat().filter(({ route }) => route.script === worker && patterns.has(route.pattern))
}

export async function handOver({ zone, route }: HeldRoute, worker: string): Promise<void> {
  const { id, ...rest } = route
  await request('PUT', `/zones/${zone}/workers/routes/${id}`, { ...rest, script: worker })
  console.log(`   ${route.pattern} is now a route of ${worker}.`)
}

/** The ids of the zones that a route may be in. */
async function findZones({ pattern, zone_id, zone_name }: Route): Promise<readonly string[]> {
  if (zone_id) return [zone_id]
  const labels = (zone_name ?? hostOf(pattern).replace(/^\*\.?/, '')).split('.')
  const names = zone_name ? [zone_name] : labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'))
  const zones = names.map((name) =>
    request<{ id: string }[]>('GET', `/zones?name=${encodeURIComponent(name)}`),
  )
  return (await Promise.all(zones)).flat().map(({ id }) => id)
}

let credentials: Promise<Record<string, string>> | null = null

async function request<T>(method: 'GET' | 'PUT', path: string, body?: unknown): Promise<T> {
  credentials ??= askForCredentials()
  const response = await fetch(API + path, {
    method,
    headers: { ...(await credentials), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => null)
  const answer = (await response?.json().catch(() => null)) as {
    success?: boolean
    result?: T
    errors?: unknown
  } | null
  if (answer?.success && answer.result) return answer.result
  throw new Failure(`Cloudflare refused ${method} ${path}: ${JSON.stringify(answer?.errors ?? 'no answer')}`)
}
