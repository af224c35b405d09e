// Which providers a workspace's members may come through. Compared at each request, as the policy is: whoever came
// another way is let in no more from the next renewal of a copy, and signs in again by one that is allowed.

import { err, ok, type Result } from '../../core/result.ts'
import { audited } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { selectSitesOf } from '../../store/sites.ts'
import { saveAllowedProviders } from '../../store/workspaces.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { publishSites } from '../edge/edge-facts.ts'
import { type Author, acceptAsAuthor } from './actor.ts'

/** `allowed`: ids of configured providers, one at least; null for any. The error is the first id that isn't. */
export async function changeAllowedProviders(
  edge: Edge,
  workspaceId: string,
  allowed: readonly string[] | null,
  by: Author,
): Promise<Result<readonly string[] | null, { unknown: string }>> {
  const { db, config } = edge
  const known = config.providers.map(({ id }) => id)
  const unknown = allowed?.find((id) => !known.includes(id))
  if (unknown !== undefined) return err({ unknown })
  // In the order of the configuration, each once: the same choice is the same text.
  const chosen = allowed && known.filter((id) => allowed.includes(id))
  const detail = { allowed: chosen ? chosen.join(' ') : 'any' }
  const entry = ofWorkspace(workspaceId, { by: by.name }, 'providers.changed', detail)
  const done = await batch(db, {
    saved: saveAllowedProviders(db, workspaceId, chosen, by.isStill),
    recorded: audited(edge, entry, ifChanged('saved')),
    accepted: acceptAsAuthor(edge, workspaceId, by),
    sites: selectSitesOf(db, workspaceId),
  })
  if (done.saved.changed) await publishSites(edge, done.sites.all)
  return ok(chosen)
}
