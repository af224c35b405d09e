// Reads sites. A site is what the edge must know about a host to protect it: host, workspace, origin and
// policies.

import type { Policies } from '../core/policy.ts'
import type { Rule } from '../core/rules.ts'
import { rulesFrom } from './access-rules.ts'
import { findFirst, type Query, query } from './batch.ts'
import { policyAsJson, policyFrom, policyJoins } from './joined-policies.ts'

export interface Site {
  readonly host: string
  readonly workspaceId: string
  readonly slug: string
  /** The name that pages show. */
  readonly name: string
  /** "#rrggbb", or null if no accent was chosen. */
  readonly accent: string | null
  /** The digest of the logo, or null. */
  readonly logo: string | null
  readonly origin: string
  readonly policies: Policies
  /** The ids of the providers that members may sign in with. Null allows every provider. */
  readonly allowedProviders: readonly string[] | null
  /** The rules of the workspace. Empty if none were saved: then only members get in. */
  readonly rules: readonly Rule[]
  /** True if the edge closes a WebSocket when the person who opened it may no longer enter. */
  readonly supervisesSockets: boolean
}

export interface SiteRow extends Pick<Site, 'host' | 'workspaceId' | 'slug' | 'accent' | 'logo' | 'origin'> {
  readonly workspaceName: string
  /** Each policy as JSON. Null if it was never saved. */
  readonly secondFactor: string | null
  readonly phishingResistant: string | null
  /** The ids of the allowed providers as a JSON array. Null allows every provider. */
  readonly allowedProviders: string | null
  /** The rules as a JSON array, or null if none were ever saved. */
  readonly rules: string | null
  readonly supervisesSockets: 0 | 1
}

/**
 * The name of a workspace `w` that pages show: the name that its admins chose, or the operator's name for it.
 */
export const SHOWN_NAME = 'coalesce(w.display_name, w.name)'

export const SITE_COLUMNS = `h.host, h.workspace_id AS workspaceId, w.slug, ${SHOWN_NAME} AS workspaceName, w.accent,
  w.logo_digest AS logo, w.origin, w.allowed_providers AS allowedProviders, ${policyAsJson('p')} AS secondFactor,
  ${policyAsJson('q')} AS phishingResistant, r.rules, w.supervises_sockets AS supervisesSockets`
export const SITE_JOINS = `JOIN live_workspaces w ON w.id = h.workspace_id ${policyJoins('h.workspace_id')}
  LEFT JOIN access_rules r ON r.workspace_id = h.workspace_id`

export function siteFrom(row: SiteRow): Site {
  const { host, workspaceId, slug, workspaceName: name, accent, logo, origin } = row
  const policies = {
    secondFactor: policyFrom(row.secondFactor),
    phishingResistant: policyFrom(row.phishingResistant),
  }
  const allowedProviders =
    row.allowedProviders === null ? null : (JSON.parse(row.allowedProviders) as string[])
  const rules = rulesFrom(row.rules)
  const supervisesSockets = row.supervisesSockets === 1
  return {
    ...{ host, workspaceId, slug, name, accent, logo, origin, policies, allowedProviders },
    ...{ rules, supervisesSockets },
  }
}

const sitesWhere = (db: D1Database, where: string, value: string): Query<Site> =>
  query<SiteRow, Site>(
    db.prepare(`SELECT ${SITE_COLUMNS} FROM hosts h ${SITE_JOINS} WHERE ${where}`).bind(value),
    siteFrom,
  )

/** Finds the site of a host. Returns null if no live workspace has the host. */
export const findSite = (db: D1Database, host: string): Promise<Site | null> =>
  findFirst(db, sitesWhere(db, 'h.host = ?1', host))

/** Selects the sites of all hosts of a workspace. */
export const selectSitesOf = (db: D1Database, workspaceId: string): Query<Site> =>
  sitesWhere(db, 'h.workspace_id = ?1', workspaceId)
