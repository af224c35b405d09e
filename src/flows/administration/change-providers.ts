// Which providers a workspace's members may come through. Compared at each request, as the policy is: whoever came
// another way is let in no more from the next renewal of a copy, and signs in again by one that is allowed.

import { err, ok, type Result } from '../../core/result.ts'
import { appendAudit } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import { saveAllowedProviders } from '../../store/workspaces.ts'
import type { Edge } from '../edge/edge.ts'
import { republishSites } from '../edge/edge-facts.ts'
import { type Author, acceptAsAuthor } from './members.ts'

/** `allowed`: ids of configured providers, one at least; null for any. The error is the first id that isn't. */
export async function changeAllowedProviders(
  edge: Edge,
  workspaceId: string,
  allowed: readonly string[] | null,
  by: Author,
): Promise<Result<readonly string[] | null, { unknown: string }>> {
  const { db, now, client, config } = edge
  const known = config.providers.map(({ id }) => id)
  const unknown = allowed?.find((id) => !known.includes(id))
  if (unknown !== undefined) return err({ unknown })
  // In the order of the configuration, each once: the same choice is the same text.
  const chosen = allowed && known.filter((id) => allowed.includes(id))
  const detail = { allowed: chosen ? chosen.join(' ') : 'any' }
  const entry = {
    scope: workspaceId,
    actor: by.name,
    action: 'providers.changed',
    accountId: null,
    detail,
  } as const
  const [saved] = await db.batch([
    saveAllowedProviders(db, workspaceId, chosen, by.isStill),
    appendAudit(db, entry, client, now, IF_CHANGED),
    ...acceptAsAuthor(edge, workspaceId, by),
  ])
  if (saved?.results.length === 1) await republishSites(edge, workspaceId)
  return ok(chosen)
}
