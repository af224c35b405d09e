// Renews expired passes. Requests that bring the same pass share one renewal, including requests sent before
// the browser had the new cookie.

import { ok, type Result } from '../core/result.ts'
import { ShortMemory } from '../core/short-memory.ts'
import type { Edge } from '../flows/edge/edge.ts'
import { SharedWork } from '../flows/edge/shared-work.ts'
import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import { type Renewal, type RenewalRefusal, renewPass } from '../flows/entry/renew.ts'
import type { Site } from '../store/sites.ts'
import { rememberPass } from './passes.ts'

type Outcome = Result<Renewal, RenewalRefusal>

const underWay = new SharedWork<Outcome>()

/**
 * Renewals of the last 5 seconds, the time an isolate also trusts its copy of a site. The key includes the
 * workspace. Otherwise a renewal by one workspace would be valid for the next workspace with the same host.
 */
const recent = new ShortMemory<string, Renewal>({ seconds: 5, most: 2000 })

/** Renews the pass in `cookie`, at most once per isolate in 5 seconds. Failures are not kept. */
export async function renewOnce(cookie: string, held: IssuedPass, site: Site, edge: Edge): Promise<Outcome> {
  const key = `${site.workspaceId} ${cookie}`
  const known = recent.recall(key, edge.now)
  if (known) return ok(known)
  return underWay.do(key, edge, async () => {
    const outcome = await renewPass(edge, site, held.claims, held.secret)
    if (outcome.ok) {
      rememberPass(outcome.value.pass, edge)
      recent.remember(key, outcome.value, edge.now)
    }
    return outcome
  })
}
