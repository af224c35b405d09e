// The operator's workspace flows: list, create, change and delete. This isolate sees a change at once, and
// the others once their copies expire.

import { type Page, pageOf, rowsFor } from '../../core/keyset-page.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { randomId } from '../../crypto/random.ts'
import { audited } from '../../store/audit.ts'
import { batch, listAll } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { uncacheSite } from '../../store/edge-cache.ts'
import { clearEnded, endWorkspace } from '../../store/ended-workspaces.ts'
import { selectSitesOf } from '../../store/sites.ts'
import {
  putWorkspace,
  selectOriginsOfOthers,
  selectTakenHosts,
  selectWorkspace,
  selectWorkspaces,
  type Workspace,
} from '../../store/workspaces.ts'
import { ofPlatform, ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { forgetSite, publishSites } from '../edge/edge-facts.ts'
import type { Bearer } from './bearer.ts'

export type { Workspace } from '../../store/workspaces.ts'

/**
 * Lists workspaces by slug, those after `after`, for the operator. A workspace's token gets its own workspace
 * only.
 */
export async function listWorkspaces(
  { db }: Edge,
  bearer: Bearer,
  { after, size }: { after: string; size: number },
): Promise<Page<Workspace>> {
  if (bearer.kind === 'token')
    return { rows: await listAll(db, selectWorkspace(db, bearer.holder.slug)), next: null }
  const found = await listAll(db, selectWorkspaces(db, { afterSlug: after, limit: rowsFor(size) }))
  return pageOf(found, size, ({ slug }) => slug)
}

export interface WorkspaceChange {
  readonly slug: string
  readonly name: string
  readonly origin: string
  readonly hosts: readonly string[]
}

export type WorkspaceRefusal =
  | { readonly reason: 'host-taken'; readonly host: string }
  | { readonly reason: 'host-is-an-origin'; readonly host: string }
  // The origin is a host of another workspace. Requests to it would come back to the edge in a loop.
  | { readonly reason: 'origin-leads-back' }

/** Creates or changes the workspace. The same change again changes nothing. */
export async function putWorkspaceOf(
  edge: Edge,
  change: WorkspaceChange,
  by: string,
): Promise<Result<{ workspace: Workspace; isNew: boolean }, WorkspaceRefusal>> {
  const { db, now } = edge
  const { slug, hosts } = change
  const { before, refusal } = await readBefore(edge, change)
  if (refusal) return err(refusal)
  if (before && isAlready(before, change)) return ok({ workspace: before, isNew: false })
  const id = before?.id ?? randomId()
  const detail = { is_new: before === null, slug, origin: change.origin, hosts: hosts.join(' ') }
  const { sites, after } = await batch(db, {
    ...putWorkspace(db, { ...change, id }, now),
    recorded: audited(edge, ofPlatform({ by }, 'workspace.put', detail)),
    recordedToo: audited(edge, ofWorkspace(id, { by }, 'workspace.put', detail)),
    sites: selectSitesOf(db, id),
    after: selectWorkspace(db, slug),
  })
  await dropHosts(edge, before?.hosts.filter((host) => !hosts.includes(host)) ?? [])
  await publishSites(edge, sites.all)
  if (!after.first) throw new Error('the workspace that was just saved is missing')
  return ok({ workspace: after.first, isNew: before === null })
}

/** Reads the workspace as it is, and checks the new hosts and origin against other workspaces. */
async function readBefore(
  { db, config }: Edge,
  { slug, hosts, origin }: WorkspaceChange,
): Promise<{ before: Workspace | null; refusal: WorkspaceRefusal | null }> {
  const target = new URL(origin)
  // Refuse a host that is another workspace's origin. Otherwise that workspace's requests would come back to
  // the edge in a loop.
  //
  // On localhost, services differ by port. In production, the edge answers on every port of a host.
  const originOf = (host: string) => `${config.scheme}//${config.isLocal ? host : host.split(':')[0]}`
  const { before, taken, ofOthers } = await batch(db, {
    before: selectWorkspace(db, slug),
    taken: selectTakenHosts(db, slug, [...hosts, target.host, target.hostname]),
    ofOthers: selectOriginsOfOthers(db, slug, hosts.map(originOf), { onAnyPort: !config.isLocal }),
  })
  const refuse = (): WorkspaceRefusal | null => {
    const takenHost = hosts.find((host) => taken.all.includes(host))
    if (takenHost !== undefined) return { reason: 'host-taken', host: takenHost }
    if (taken.all.length > 0) return { reason: 'origin-leads-back' }
    const host = hosts.find((host) => ofOthers.all.includes(originOf(host)))
    return host === undefined ? null : { reason: 'host-is-an-origin', host }
  }
  return { before: before.first, refusal: refuse() }
}

const isAlready = (workspace: Workspace, { name, origin, hosts }: WorkspaceChange): boolean =>
  workspace.registeredName === name &&
  workspace.origin === origin &&
  workspace.hosts.length === hosts.length &&
  hosts.every((host) => workspace.hosts.includes(host))

/**
 * Deletes the workspace at once. flows/upkeep/sweep.ts later deletes its members and other rows, which may be
 * many.
 */
export async function deleteWorkspaceOf(edge: Edge, workspace: Workspace, by: string): Promise<void> {
  const { db, now } = edge
  const { id, slug, hosts } = workspace
  // Record the id, because it names the workspace's audit log, which stays.
  const entry = ofPlatform({ by }, 'workspace.deleted', { id, slug, hosts: hosts.join(' ') })
  await batch(db, {
    ended: endWorkspace(db, id, now),
    recorded: audited(edge, entry, ifChanged('ended')),
    cleared: clearEnded(db, id),
  })
  await dropHosts(edge, hosts)
}

/** Drops copies of these hosts. A copy that can't be deleted now expires within a minute. */
async function dropHosts({ kv }: Edge, hosts: readonly string[]): Promise<void> {
  for (const host of hosts) {
    forgetSite(host)
    await uncacheSite(kv, host).catch(() => undefined)
  }
}
