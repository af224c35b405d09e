// The gate's side of the way into a workspace: it spends a hand-off code for a pass. The code is spent first, whatever else
// is wrong with it, and admission is decided again, in the statement that records the entry.

import type { EntryDecision } from '../../core/access.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { digest, sha256Base64url } from '../../crypto/digest.ts'
import { HAND_OFF_SECONDS, type HandOff, openHandOff } from '../../crypto/hand-off.ts'
import { randomToken } from '../../crypto/random.ts'
import { batch } from '../../store/batch.ts'
import { spendHandOff } from '../../store/hand-offs.ts'
import type { Site } from '../../store/sites.ts'
import { spendArrival } from '../../store/spent-arrivals.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { decideOn } from './decide.ts'
import { type IssuedPass, issuePass } from './issue-pass.ts'

export type HandOffRefusal =
  | 'unknown-code'
  | 'expired'
  | 'spent'
  | 'other-host'
  | 'other-browser'
  | 'no-flow' // the flow's cookie has lapsed, or another tab has used it up
  | 'session-changed' // signed out, signed in again, or proved more, since the code was asked for
  | EntryDecision

export interface RefusedHandOff {
  readonly reason: HandOffRefusal
  /** Where to, if the way may begin again. */
  readonly beginAgainTo: string | null
}

/** A spent code is kept past its end, so that an isolate whose clock is behind finds it, too. */
const SPENT_SECONDS = 10 * HAND_OFF_SECONDS

export async function redeemHandOff(
  edge: Edge,
  site: Site,
  brought: { code: string; flowSecret: string | null },
): Promise<Result<{ pass: IssuedPass; returnTo: string }, RefusedHandOff>> {
  const { db, ring, now, client } = edge
  const handOff = await openHandOff(ring, brought.code)
  if (!handOff) return refused('unknown-code')
  if (handOff.expiresAt <= now) return refused('expired')
  const code = await digest(ring, 'hand-off', handOff.id)
  const spentUntil = now + SPENT_SECONDS
  const misplaced = await whyMisplaced(handOff, site, brought.flowSecret)
  if (misplaced) {
    const isFirst = await spendArrival(db, code, spentUntil)
    return isFirst ? refused(misplaced, handOff) : refused('spent')
  }
  const { token, workspaceId, host, returnTo } = handOff
  const spending = { code, spentUntil, token, workspaceId, host, client }
  const done = await batch(db, spendHandOff(db, spending, lifetimeOf(edge)))
  if (!done.spent.changed) return refused('spent')
  const entrant = done.entrant.first
  if (!entrant || entrant.site.workspaceId !== workspaceId) return refused('session-changed', handOff)
  const { decision, enforcement } = decideOn(edge, entrant)
  const { role, proof } = entrant
  if (decision !== 'admit' || role === null) return refused(decision, handOff)
  if (!done.entered.changed) throw new Error('an entry was admitted and not recorded')
  return ok({ pass: await issuePass(edge, { entrant, role, proof, enforcement }, randomToken()), returnTo })
}

async function whyMisplaced(
  handOff: HandOff,
  { host }: Site,
  flowSecret: string | null,
): Promise<HandOffRefusal | null> {
  if (handOff.host !== host) return 'other-host'
  if (flowSecret === null) return 'no-flow'
  return (await sha256Base64url(flowSecret)) === handOff.flow ? null : 'other-browser'
}

/** Theirs is the code that somebody else brought, perhaps to hand over a session: it leads nowhere. */
const LEAD_NOWHERE: readonly HandOffRefusal[] = [
  'unknown-code',
  'expired',
  'spent',
  'other-host',
  'other-browser',
]

/**
 * A genuine code that the moment has overtaken begins the way again, through the portal, with the session that the browser
 * has now: the portal lets it in, or has the page that explains. It begins again once. Otherwise a browser that keeps no
 * cookies of this host would go round for ever. Whoever is on a second try gets a page instead, and only a person's own
 * click or form makes a first try of it again.
 */
function refused(reason: HandOffRefusal, handOff: HandOff | null = null) {
  const mayBegin = handOff !== null && !handOff.isSecondTry && !LEAD_NOWHERE.includes(reason)
  return err<RefusedHandOff>({ reason, beginAgainTo: mayBegin ? handOff.returnTo : null })
}
