// Renews a pass from its session in D1, in one round trip.
//
// Sign-out, removal from the workspace, a deleted account and a stricter policy take effect here, at the
// latest when the previous pass expires.

import type { EntryDecision } from '../../core/access.ts'
import type { Policies } from '../../core/policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { PassClaims } from '../../crypto/pass.ts'
import { batch } from '../../store/batch.ts'
import { selectEntrant } from '../../store/entrants.ts'
import { touchSession } from '../../store/sessions.ts'
import type { Site } from '../../store/sites.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { proofCarriedBy } from './carried-proof.ts'
import { decideOn } from './decide.ts'
import { type IssuedPass, issuePass } from './issue-pass.ts'

export type RenewalRefusal = 'session-ended' | Exclude<EntryDecision, 'admit' | Prompt>

type Prompt = 'prompt' | 'prompt-passkey'

/** A new pass, and the workspace's policies from the same read. */
export interface Renewal {
  readonly pass: IssuedPass
  readonly policies: Policies
  readonly allowedProviders: readonly string[] | null
}

/**
 * Renews the pass for the same cookie secret.
 *
 * A renewal never proves more than the pass did. Otherwise a thief who copied a pass before its owner
 * enrolled would share what the owner proves later.
 *
 * The owner gets a new pass from the portal, without a question, because the portal's cookie changed with the
 * proof.
 */
export async function renewPass(
  edge: Edge,
  site: Site,
  pass: PassClaims,
  secret: string,
): Promise<Result<Renewal, RenewalRefusal>> {
  const { db } = edge
  const lifetime = lifetimeOf(edge)
  const session = { sessionId: pass.sid }
  const read = await batch(db, {
    entrant: selectEntrant(db, session, site.host, lifetime),
    seen: touchSession(db, session, lifetime),
  })
  const entrant = read.entrant.first
  if (!entrant || entrant.accountId !== pass.sub) return err('session-ended')
  const asSession = decideOn(edge, entrant).decision
  if (!mayStay(asSession)) return err(asSession)
  const { role } = entrant
  if (role === null) return err('not-a-member')
  const proof = proofCarriedBy(pass, entrant)
  if (!proof) return err('second-factor-needed')
  // Decide again by the proof that the new pass carries. The session may have proved a passkey
  // after this pass was issued, and a renewal must not add it.
  const { decision, ...enforcements } = decideOn(edge, { ...entrant, proof })
  if (!mayStay(decision)) return err(decision)
  const { policies, allowedProviders } = entrant.site
  return ok({
    pass: await issuePass(edge, { ...enforcements, role, proof }, secret),
    policies,
    allowedProviders,
  })
}

/** A prompt is for the next time at the portal. It does not interrupt anybody inside a workspace. */
const mayStay = (decision: EntryDecision): decision is 'admit' | Prompt =>
  decision === 'admit' || decision === 'prompt' || decision === 'prompt-passkey'
