// Workspaces as the operator makes and ends them. The gate's copies follow at once here, elsewhere within their age.

import { err, ok, type Result } from '../../core/result.ts'
import { randomId } from '../../crypto/random.ts'
import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import { uncacheSite } from '../../store/edge-cache.ts'
import { clearEnded, endWorkspace } from '../../store/ended-workspaces.ts'
import {
  findOriginsOfOthers,
  findTakenHosts,
  findWorkspace,
  putWorkspace,
  type Workspace,
} from '../../store/workspaces.ts'
import type { Edge } from '../edge/edge.ts'
import { forgetSite, republishSites } from '../edge/edge-facts.ts'

export interface WorkspaceChange {
  readonly slug: string
  readonly name: string
  readonly origin: string
  readonly hosts: readonly string[]
}

export type WorkspaceRefusal =
  | { readonly reason: 'host-taken'; readonly host: string }
  | { readonly reason: 'host-is-an-origin'; readonly host: string }
  // The origin is a host of another workspace: forwarding there would come back to the edge.
  | { readonly reason: 'origin-leads-back' }

/** The same change again changes nothing. */
export async function putWorkspaceOf(
  edge: Edge,
  change: WorkspaceChange,
  by: string,
): Promise<Result<{ workspace: Workspace; isNew: boolean }, WorkspaceRefusal>> {
  const { db, now, client } = edge
  const refusal = await findConflict(edge, change)
  if (refusal) return err(refusal)
  const before = await findWorkspace(db, change.slug)
  if (before && isAlready(before, change)) return ok({ workspace: before, isNew: false })
  const id = before?.id ?? randomId()
  const detail = { slug: change.slug, origin: change.origin, hosts: change.hosts.join(' ') }
  const entry = { actor: by, action: 'workspace.put', accountId: null, detail } as const
  await db.batch([
    ...putWorkspace(db, { ...change, id }, now),
    appendAudit(db, { ...entry, scope: OPERATOR_SCOPE }, client, now),
    appendAudit(db, { ...entry, scope: id }, client, now),
  ])
  await dropHosts(edge, before?.hosts.filter((host) => !change.hosts.includes(host)) ?? [])
  await republishSites(edge, id)
  const workspace = await findWorkspace(db, change.slug)
  if (!workspace) throw new Error('a workspace was put and is not there')
  return ok({ workspace, isNew: before === null })
}

async function findConflict(
  { db, config }: Edge,
  { slug, hosts, origin }: WorkspaceChange,
): Promise<WorkspaceRefusal | null> {
  const target = new URL(origin)
  const taken = await findTakenHosts(db, slug, [...hosts, target.host, target.hostname])
  const takenHost = hosts.find((host) => taken.includes(host))
  if (takenHost !== undefined) return { reason: 'host-taken', host: takenHost }
  if (taken.length > 0) return { reason: 'origin-leads-back' }
  // What another workspace forwards to would lead back here once the edge answered for that host. On one machine,
  // services differ by their ports; in production the edge answers on every port of a host.
  const originOf = (host: string) => `${config.scheme}//${config.isLocal ? host : host.split(':')[0]}`
  const ofOthers = await findOriginsOfOthers(db, slug, hosts.map(originOf), { onAnyPort: !config.isLocal })
  const host = hosts.find((host) => ofOthers.includes(originOf(host)))
  return host === undefined ? null : { reason: 'host-is-an-origin', host }
}

const isAlready = (workspace: Workspace, { name, origin, hosts }: WorkspaceChange): boolean =>
  workspace.registeredName === name &&
  workspace.origin === origin &&
  workspace.hosts.length === hosts.length &&
  hosts.every((host) => workspace.hosts.includes(host))

/** Its members, and whatever else may be many rows, go later: flows/upkeep/sweep.ts. */
export async function deleteWorkspaceOf(edge: Edge, workspace: Workspace, by: string): Promise<void> {
  const { db, now, client } = edge
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: by,
    action: 'workspace.deleted',
    accountId: null,
    // The id is the name of its audit, which stays.
    detail: { id: workspace.id, slug: workspace.slug, hosts: workspace.hosts.join(' ') },
  } as const
  await db.batch([
    endWorkspace(db, workspace.id, now),
    appendAudit(db, entry, client, now, IF_CHANGED),
    ...clearEnded(db, workspace.id),
  ])
  await dropHosts(edge, workspace.hosts)
}

/** A copy that can't be deleted now is too old to count in a minute. */
async function dropHosts({ kv }: Edge, hosts: readonly string[]): Promise<void> {
  for (const host of hosts) {
    forgetSite(host)
    await uncacheSite(kv, host).catch(() => undefined)
  }
}
