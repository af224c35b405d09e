// Records that a session was refused at the entrance.
//
// The workspace's admins see refusals of members only. Otherwise a link to their host would tell them who
// follows it.

import { allowsProvider, isFederated, type Provider } from '../../core/provider.ts'
import { audited, OPERATOR_SCOPE } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { type OwnWays, selectOwnWays } from '../../store/own-ways.ts'
import { countLately } from '../../store/recent-counts.ts'
import type { Edge } from '../edge/edge.ts'
import type { Decided } from './decide.ts'

const REFUSAL_RECORDED_SECONDS = 300

export async function recordRefusal(edge: Edge, decided: Decided): Promise<void> {
  await batch(edge.db, recordSteps(edge, decided))
}

/**
 * Records a refusal of the session's sign-in method. Returns the methods that the workspace allows.
 *
 * Methods linked to this account come first, and passwords last if it has no password.
 */
export async function recordOtherWay(edge: Edge, decided: Decided): Promise<readonly Provider[]> {
  const { entrant } = decided
  const done = await batch(edge.db, {
    own: selectOwnWays(edge.db, entrant.accountId),
    ...recordSteps(edge, decided),
  })
  const own = done.own.first ?? { hasPassword: false, linked: [] }
  return edge.config.providers
    .filter(({ id }) => allowsProvider(entrant.site.allowedProviders, id))
    .toSorted((a, b) => rankOf(a, own) - rankOf(b, own))
}

function rankOf(way: Provider, { hasPassword, linked }: OwnWays): number {
  if (!isFederated(way)) return hasPassword ? 0 : 2
  return linked.includes(way.id) ? 0 : 1
}

/**
 * Records one refusal per session, workspace and reason in five minutes. Otherwise anyone with an account
 * could fill the audit log, which nobody can empty, by opening one address repeatedly.
 */
function recordSteps(edge: Edge, { entrant, decision }: Decided) {
  const { site, sessionId, accountId, email, role } = entrant
  const what = `${sessionId} ${site.workspaceId} ${decision}`
  const entry = {
    scope: role === null ? OPERATOR_SCOPE : site.workspaceId,
    actor: email,
    action: 'workspace.refused',
    accountId,
    detail: { reason: decision, workspace: site.slug },
  } as const
  return {
    counted: countLately(edge.db, { what, most: 1, seconds: REFUSAL_RECORDED_SECONDS }, edge.now),
    recorded: audited(edge, entry, ifChanged('counted')),
  }
}
