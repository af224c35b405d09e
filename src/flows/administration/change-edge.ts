// Changes how the edge forwards a workspace's requests: whether it supervises WebSockets.

import { audited } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { selectSitesOf } from '../../store/sites.ts'
import { saveSupervision } from '../../store/workspaces.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { publishSites } from '../edge/edge-facts.ts'
import { type Author, acceptAsAuthor } from './actor.ts'

/** Saves whether WebSockets end when a session ends. Only WebSockets that are opened afterwards are affected. */
export async function changeSupervision(
  edge: Edge,
  workspaceId: string,
  supervisesSockets: boolean,
  by: Author,
): Promise<void> {
  const { db } = edge
  const detail = { supervise_sockets: supervisesSockets }
  const entry = ofWorkspace(workspaceId, { by: by.name }, 'edge.changed', detail)
  const done = await batch(db, {
    accepted: acceptAsAuthor(edge, workspaceId, by),
    saved: saveSupervision(db, workspaceId, supervisesSockets, by.isStill),
    recorded: audited(edge, entry, ifChanged('saved')),
    sites: selectSitesOf(db, workspaceId),
  })
  if (done.saved.changed) await publishSites(edge, done.sites.all)
}
