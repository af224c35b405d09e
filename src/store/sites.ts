// A site: what the edge must know of a host to guard it. Host, workspace, origin and policy in one row of a join.

import { type GraceDays, NO_POLICY, type Policy } from '../core/policy.ts'
import { findFirst, type Query, query } from './batch.ts'

export interface Site {
  readonly host: string
  readonly workspaceId: string
  readonly slug: string
  /** As people read it. */
  readonly name: string
  /** "#rrggbb"; null where none was chosen. */
  readonly accent: string | null
  /** The digest of the logo; null where there is none. */
  readonly logo: string | null
  readonly origin: string
  readonly policy: Policy
  /** The providers that members may come through; null: any. */
  readonly allowedProviders: readonly string[] | null
}

export interface SiteRow {
  readonly host: string
  readonly workspace_id: string
  readonly slug: string
  readonly workspace_name: string
  readonly accent: string | null
  readonly logo_digest: string | null
  readonly origin: string
  readonly grace_days: GraceDays | null
  readonly effective_at: number | null
  readonly allowed_providers: string | null
}

/** For `w`. What its admins chose to be called comes before what the operator set it up as: on pages, and beside a host of it. */
export const SHOWN_NAME = 'coalesce(w.display_name, w.name)'

export const SITE_COLUMNS = `h.host, h.workspace_id, w.slug, ${SHOWN_NAME} AS workspace_name, w.accent, w.logo_digest, w.origin,
  w.allowed_providers, p.grace_days, p.effective_at`
export const SITE_JOINS = `JOIN live_workspaces w ON w.id = h.workspace_id LEFT JOIN policies p ON p.workspace_id = h.workspace_id`

export function siteFrom(row: SiteRow): Site {
  return {
    host: row.host,
    workspaceId: row.workspace_id,
    slug: row.slug,
    name: row.workspace_name,
    accent: row.accent,
    logo: row.logo_digest,
    origin: row.origin,
    policy: policyFrom(row),
    allowedProviders: allowedProvidersFrom(row),
  }
}

export const allowedProvidersFrom = (row: Pick<SiteRow, 'allowed_providers'>): readonly string[] | null =>
  row.allowed_providers === null ? null : (JSON.parse(row.allowed_providers) as string[])

/** A workspace without a row in `policies` has never enforced anything. */
export function policyFrom(row: Pick<SiteRow, 'grace_days' | 'effective_at'>): Policy {
  return row.grace_days === null ? NO_POLICY : { graceDays: row.grace_days, effectiveAt: row.effective_at }
}

const sitesWhere = (db: D1Database, where: string, value: string): Query<Site> =>
  query<SiteRow, Site>(
    db.prepare(`SELECT ${SITE_COLUMNS} FROM hosts h ${SITE_JOINS} WHERE ${where}`).bind(value),
    siteFrom,
  )

export const findSite = (db: D1Database, host: string): Promise<Site | null> =>
  findFirst(db, sitesWhere(db, 'h.host = ?1', host))

export const selectSitesOf = (db: D1Database, workspaceId: string): Query<Site> =>
  sitesWhere(db, 'h.workspace_id = ?1', workspaceId)
