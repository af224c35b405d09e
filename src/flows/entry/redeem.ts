// The gate's part of entering a workspace: it spends a hand-off code for a pass.
//
// A valid code is spent first, even if it then proves to be for another host or browser. The statement that
// records the entry decides about admission again.

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
  | 'no-flow' // the flow cookie has expired, or another tab has used it
  | 'session-changed' // signed out, signed in again, or stepped up since the code was made
  | EntryDecision

export interface RefusedHandOff {
  readonly reason: HandOffRefusal
  /** The address to which a new flow leads. Null if no new flow may begin. */
  readonly beginAgainTo: string | null
}

/**
 * A spent code is kept for longer than it is valid. Otherwise an isolate whose clock is behind could accept
 * it again.
 */
const SPENT_SECONDS = 10 * HAND_OFF_SECONDS

/**
 * Spends a code for a pass. Succeeds once per code, and only with the secret of the flow that the code names.
 */
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
  // Spend a misplaced code too. Otherwise an attacker could try it on other hosts and in other browsers.
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
  const { decision, ...enforcements } = decideOn(edge, entrant)
  const { role, proof } = entrant
  if (decision !== 'admit' || role === null) return refused(decision, handOff)
  if (!done.entered.changed) throw new Error('an entry was admitted and not recorded')
  return ok({ pass: await issuePass(edge, { ...enforcements, role, proof }, randomToken()), returnTo })
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

/**
 * For these reasons no new flow begins, because the code may come from somebody else, who wants this browser
 * to use their session.
 */
const LEAD_NOWHERE: readonly HandOffRefusal[] = [
  'unknown-code',
  'expired',
  'spent',
  'other-host',
  'other-browser',
]

/**
 * Refuses the code. A genuine code that is out of date may begin one new flow, with the browser's current
 * session.
 *
 * A second failure does not. Otherwise a browser without cookies for this host would loop forever. It gets a
 * page instead, and only the person's own click begins again.
 */
function refused(reason: HandOffRefusal, handOff: HandOff | null = null) {
  const mayBegin = handOff !== null && !handOff.isSecondTry && !LEAD_NOWHERE.includes(reason)
  return err<RefusedHandOff>({ reason, beginAgainTo: mayBegin ? handOff.returnTo : null })
}
