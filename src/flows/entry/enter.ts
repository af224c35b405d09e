// The portal's side of the way into a workspace: a session asks, and gets a code that carries it to the gate.

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

/** A way that began at the gate of `site`. */
export interface BegunWay {
  readonly site: Site
  /** The hash of the flow cookie that the gate gave this browser. */
  readonly flow: string
  /** As it travels (http/packed-return-to.ts). */
  readonly returnTo: string
  readonly isSecondTry: boolean
}

/**
 * A code for this session and this way. Nothing is asked of D1: the gate decides whom it admits, when it spends the code.
 * The code names the flow that began in this browser. Otherwise somebody could be handed another person's session.
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
  /** Null where no workspace has the host any more. */
  readonly decided: Decided | null
  /** Null where the session is not admitted. */
  readonly code: string | null
}

/** A session asks to enter a host: the decision, and where it admits, the code. Null where the session is not alive. */
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
  // The site as D1 has it: the one that the way began with may be a minute old, and the host another workspace's by now.
  const code = await offerHandOff(edge, sessionCookie, { ...way, site: decided.entrant.site })
  return { session, decided, code }
}

/** "Remind me later": this session is let in until the date without being asked again. */
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
