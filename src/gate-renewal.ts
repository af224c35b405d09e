// One renewal for all requests that bring one pass at once: a page that wakes up asks for fifty things together. No
// request can wait for a promise of another in an isolate, so they look for what the first one leaves: plain values.

import { keepAtMost } from './core/bounded.ts'
import type { Result } from './core/result.ts'
import type { Edge } from './flows/edge.ts'
import { type IssuedPass, type Renewal, type RenewalRefusal, renewPass } from './flows/passes.ts'
import { rememberPass } from './gate-passes.ts'
import type { Site } from './store/sites.ts'

/** So long a new pass counts for requests that left before its cookie came: no longer than what is known of a site. */
const SHARED_SECONDS = 5
const MOST_RENEWALS = 2000
const LOOK_AGAIN_MS = 5
const MOST_LOOKS = 400 // whoever began may have hung up, and then leaves nothing

type Outcome = Result<Renewal, RenewalRefusal>

interface Renewing {
  readonly since: number
  outcome: Outcome | null
  failure: unknown
}

const renewals = new Map<string, Renewing>()

export async function renewOnce(cookie: string, held: IssuedPass, site: Site, edge: Edge): Promise<Outcome> {
  const known = renewals.get(cookie)
  const isRecent = known && known.since <= edge.now && edge.now - known.since < SHARED_SECONDS
  return (isRecent ? await outcomeOf(known) : null) ?? (await begin(cookie, held, site, edge))
}

async function begin(cookie: string, held: IssuedPass, site: Site, edge: Edge): Promise<Outcome> {
  const renewing: Renewing = { since: edge.now, outcome: null, failure: null }
  renewals.delete(cookie)
  keepAtMost(MOST_RENEWALS, renewals, cookie, renewing)
  try {
    const outcome = await renewPass(edge, site, held.claims, held.secret)
    renewing.outcome = outcome
    if (outcome.ok) rememberPass(outcome.value.pass, edge)
    else forget(cookie, renewing)
    return outcome
  } catch (error) {
    renewing.failure = error
    forget(cookie, renewing)
    throw error
  }
}

/** Those who wait are refused with it, or fail with it; whoever comes next asks anew. */
function forget(cookie: string, renewing: Renewing): void {
  if (renewals.get(cookie) === renewing) renewals.delete(cookie)
}

/** Null where nothing came of it in time. */
async function outcomeOf(renewing: Renewing): Promise<Outcome | null> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    if (renewing.failure) throw renewing.failure
    if (renewing.outcome) return renewing.outcome
    await scheduler.wait(LOOK_AGAIN_MS)
  }
  return null
}
