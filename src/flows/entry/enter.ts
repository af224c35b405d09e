// The portal's part of entering a workspace: a session asks, and gets a code that it takes to the gate.

import { digest } from '../../crypto/digest.ts'
import { HAND_OFF_SECONDS, sealHandOff } from '../../crypto/hand-off.ts'
import { randomId } from '../../crypto/random.ts'
import { audited } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { deferPrompt, selectEntrant } from '../../store/entrants.ts'
import type { Site } from '../../store/sites.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { type Session, sessionSteps } from '../session/session.ts'
import { type Decided, decideOn } from './decide.ts'

/** A flow that the gate of `site` began. */
export interface BegunWay {
  readonly site: Site
  /** The hash of the flow cookie that the gate set in this browser. */
  readonly flow: string
  /** The address to return to, packed as in the URL (http/packed-return-to.ts). */
  readonly returnTo: string
  readonly isSecondTry: boolean
}

/**
 * Makes a hand-off code for this session and flow. Reads nothing from D1, because the gate decides about
 * admission when it spends the code.
 *
 * The code names the flow that began in this browser. Otherwise an attacker could hand their own session to
 * somebody else.
 */
export async function offerHandOff(
  { ring, now }: Edge,
  sessionCookie: string,
  { site, flow, returnTo, isSecondTry }: BegunWay,
): Promise<string> {
  const { host, workspaceId } = site
  const token = await digest(ring, 'session', sessionCookie)
  const expiresAt = now + HAND_OFF_SECONDS
  const handOff = { id: randomId(), token, workspaceId, host, flow, returnTo, expiresAt, isSecondTry }
  return sealHandOff(ring, handOff, now)
}

export interface Asked {
  readonly session: Session
  /** Null if no workspace has the host any more. */
  readonly decided: Decided | null
  /** Null if the session is not admitted. */
  readonly code: string | null
}

/**
 * Decides whether the session may enter the host, and makes a code if it may. Returns null if the session has
 * ended.
 */
export async function askToEnter(edge: Edge, sessionCookie: string, way: BegunWay): Promise<Asked | null> {
  const { db, ring } = edge
  const token = await digest(ring, 'session', sessionCookie)
  const read = await batch(db, {
    ...sessionSteps(edge, token),
    entrant: selectEntrant(db, { token }, way.site.host, lifetimeOf(edge)),
  })
  const session = read.session.first
  if (!session) return null
  const decided = read.entrant.first && decideOn(edge, read.entrant.first)
  if (decided?.decision !== 'admit') return { session, decided, code: null }
  // Use the site from D1. The one in `way` may be a minute old, and the host may have moved to another
  // workspace.
  const code = await offerHandOff(edge, sessionCookie, { ...way, site: decided.entrant.site })
  return { session, decided, code }
}

/** Handles "Remind me later": this session may enter until the enforcement date without being asked again. */
export async function deferPromptOf(
  edge: Edge,
  session: Pick<Session, 'id' | 'accountId' | 'email'>,
  workspaceId: string,
): Promise<void> {
  const { id, email: actor, accountId } = session
  const entry = { scope: workspaceId, actor, action: 'prompt.deferred', accountId } as const
  await batch(edge.db, {
    deferred: deferPrompt(edge.db, id, workspaceId),
    recorded: audited(edge, entry, ifChanged('deferred')),
  })
}
