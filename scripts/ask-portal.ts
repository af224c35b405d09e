import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../demo/failure.ts'

// The certificate of a new host name takes minutes.
const WITHIN_MS = 300_000
const EVERY_MS = 5000

/** The first request makes the key ring: once the portal publishes keys, database, secrets and routes all work. */
export async function askPortal(portalOrigin: string): Promise<void> {
  const url = `${portalOrigin}/.well-known/jwks.json`
  const givesUpAt = Date.now() + WITHIN_MS
  let last = await askOnce(url)
  while (last !== 'keys' && Date.now() < givesUpAt) {
    console.log(`   ${url}: ${last}; asking again`)
    await sleep(EVERY_MS)
    last = await askOnce(url)
  }
  if (last === 'keys') return console.log(`   ${url} publishes its keys.`)
  throw new Failure(`Deployed, but ${url} does not publish keys (${last}). See: npx wrangler tail sallyport`)
}

async function askOnce(url: string): Promise<string> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
    if (response.status !== 200) return `answers ${response.status}`
    const body = (await response.json()) as { keys?: unknown[] }
    return body.keys?.length ? 'keys' : 'answers without keys'
  } catch {
    return 'no answer'
  }
}
