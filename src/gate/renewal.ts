// Renewals, one for all requests that bring one pass at once, and for those that left before the new cookie came.

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
 * No longer than an isolate goes by what it knows of a site. By workspace and cookie: what one workspace renewed is nothing
 * to the next one that has its host.
 */
const recent = new ShortMemory<string, Renewal>({ seconds: 5, most: 2000 })

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
