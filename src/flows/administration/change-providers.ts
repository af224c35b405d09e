// Changes which providers a workspace's members may use.
//
// Each request checks this, as it checks the policy. A member who signed in another way must sign in again
// once the gate's copy is renewed.

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

/**
 * Saves the providers. `allowed` has ids of configured providers, or is null for any. Returns the first
 * unknown id as the error.
 */
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
  // In the order of the configuration and without duplicates, so that the same choice is stored as the same
  // text.
  const chosen = allowed && known.filter((id) => allowed.includes(id))
  const detail = { allowed: chosen ? chosen.join(' ') : 'any' }
  const entry = ofWorkspace(workspaceId, { by: by.name }, 'providers.changed', detail)
  const done = await batch(db, {
    // Must run before the change, because the change may exclude the method that the author signed in with.
    accepted: acceptAsAuthor(edge, workspaceId, by),
    saved: saveAllowedProviders(db, workspaceId, chosen, by.isStill),
    recorded: audited(edge, entry, ifChanged('saved')),
    sites: selectSitesOf(db, workspaceId),
  })
  if (done.saved.changed) await publishSites(edge, done.sites.all)
  return ok(chosen)
}
