// Checks that both deployed Workers answer on their own hosts. Each answer requires the database and a
// MASTER_KEY that opens the key ring. The first Worker asked creates the ring, so the second proves that both
// have the same key.

import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../demo/failure.ts'
import { covers, hostOf, type Route } from './workers.ts'

// Cloudflare can take minutes to issue the certificate of a new host name.
const WITHIN_MS = 300_000
const EVERY_MS = 5000

const NO_ADDRESS = 'has no address in DNS'

/**
 * Waits until the portal publishes its signing keys. Throws a `Failure` if it does not within five minutes.
 */
export async function askPortal(portalOrigin: string, worker: string): Promise<void> {
  const url = `${portalOrigin}/.well-known/jwks.json`
  const said = await askUntil(url, ['publishes its keys'], (status, { keys }) => {
    if (status !== 200) return `answers ${status}`
    return Array.isArray(keys) && keys.length > 0 ? 'publishes its keys' : 'answers without keys'
  })
  if (said !== 'publishes its keys') throw notYet(url, said, worker)
}

/**
 * Waits until the gate guards one host of each route: a workspace's host if one matches, otherwise a made-up
 * name.
 */
export async function askGate(
  routes: readonly Route[],
  workspaceHosts: readonly string[],
  portalOrigin: string,
  worker: string,
): Promise<void> {
  for (const route of routes) {
    const url = `https://${hostFor(route, workspaceHosts)}/`
    const said = await askUntil(url, ['is guarded', NO_ADDRESS], (status, { code, sign_in_url }) => {
      if (status === 421 && code === 'unknown_host') return 'is guarded'
      if (status === 401 && String(sign_in_url).startsWith(`${portalOrigin}/`)) return 'is guarded'
      return `answers ${status}${typeof code === 'string' ? `, ${code}` : ''}`
    })
    // Visitors cannot reach this name either. The route may have other hosts, which this script does not
    // know.
    if (said === NO_ADDRESS)
      console.warn(`   Check a host of ${route.pattern} yourself, as docs/deploy.md describes.`)
    else if (said !== 'is guarded') throw notYet(url, said, worker)
  }
}

const notYet = (url: string, said: string, worker: string) =>
  new Failure(`Deployed, but ${url} ${said}. See: npx wrangler tail ${worker}`)

function hostFor({ pattern, zone_name }: Route, workspaceHosts: readonly string[]): string {
  const host = hostOf(pattern)
  if (!host.startsWith('*')) return host
  const known = workspaceHosts.find((one) => covers(pattern, one))
  return known ?? `nobody.${host.replace(/^\*\.?/, '') || zone_name}`
}

type Read = (status: number, body: Record<string, unknown>) => string

async function askUntil(url: string, ends: readonly string[], read: Read): Promise<string> {
  const givesUpAt = Date.now() + WITHIN_MS
  let said = await askOnce(url, read)
  while (!ends.includes(said) && Date.now() < givesUpAt) {
    console.log(`   ${url} ${said}; trying again`)
    await sleep(EVERY_MS)
    said = await askOnce(url, read)
  }
  console.log(`   ${url} ${said}.`)
  return said
}

async function askOnce(url: string, read: Read): Promise<string> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(10_000),
    })
    const body = await response.json().catch(() => null)
    return read(response.status, (body ?? {}) as Record<string, unknown>)
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null
    const isUnknown = cause instanceof Error && 'code' in cause && cause.code === 'ENOTFOUND'
    return isUnknown ? NO_ADDRESS : 'gives no answer'
  }
}
