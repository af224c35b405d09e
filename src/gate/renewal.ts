// Renews expired passes. Requests that bring the same pass share one renewal, including requests sent before
// the browser had the new cookie.

import { OUTAGE_MAX_SECONDS, PASS_MAX_SECONDS } from '../core/access.ts'
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

/**
 * Refused renewals, by workspace and session. If D1 has refused a person, they must not go on when it fails later. Kept
 * until no pass of that time can be stale any more.
 */
const refused = new ShortMemory<string, RenewalRefusal>({
  seconds: PASS_MAX_SECONDS + OUTAGE_MAX_SECONDS,
  most: 10_000,
})
const entryOf = ({ claims }: IssuedPass, site: Site): string => `${site.workspaceId} ${claims.sid}`

/** Returns how this isolate's last question about the person was refused, or null if it was not. */
export const lastRefusal = (held: IssuedPass, site: Site, { now }: Edge): RenewalRefusal | null =>
  refused.recall(entryOf(held, site), now) ?? null

/**
 * Renews the pass in `cookie`, at most once per isolate in 5 seconds. The outcome counts even if nobody waits for it any
 * more.
 */
export async function renewOnce(cookie: string, held: IssuedPass, site: Site, edge: Edge): Promise<Outcome> {
  const key = `${site.workspaceId} ${cookie}`
  const known = recent.recall(key, edge.now)
  if (known) return ok(known)
  return underWay.do(key, edge, async () => {
    const outcome = await renewPass(edge, site, held.claims, held.secret)
    if (outcome.ok) {
      rememberPass(outcome.value.pass, edge)
      recent.remember(key, outcome.value, edge.now)
      refused.forget(entryOf(held, site))
    } else {
      refused.remember(entryOf(held, site), outcome.error, edge.now)
    }
    return outcome
  })
}
