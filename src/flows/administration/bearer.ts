// Identifies the caller of the API: the operator's token, or a token of a workspace. Reads it together with
// the workspace in the path.

import { administers, type Role } from '../../core/roles.ts'
import { digest, isSameSecret } from '../../crypto/digest.ts'
import { isLiveToken } from '../../store/authority.ts'
import { batch } from '../../store/batch.ts'
import { ALWAYS } from '../../store/condition.ts'
import { type Maker, selectTokenHolder, type TokenHolder } from '../../store/tokens.ts'
import { selectWorkspaceWithPolicies, type WorkspaceWithPolicies } from '../../store/workspaces.ts'
import type { Edge } from '../edge/edge.ts'
import type { Actor } from './actor.ts'

export type { WorkspaceWithPolicies } from '../../store/workspaces.ts'

export type Bearer = { readonly kind: 'operator' } | { readonly kind: 'token'; readonly holder: TokenHolder }

export interface Call {
  readonly bearer: Bearer
  /**
   * The workspace in the path, before it is known whether the caller may use it. Null if no workspace has the
   * slug.
   */
  readonly found: WorkspaceWithPolicies | null
}

/**
 * Identifies the caller. Returns null for an unknown token. `slug` is from the path, or null if the path has
 * none.
 */
export async function identifyCall(edge: Edge, token: string, slug: string | null): Promise<Call | null> {
  const { db, ring, now, config } = edge
  const isOperator = await isSameSecret(token, config.operatorToken)
  if (!isOperator && !/^spt_[\w-]{43}$/.test(token)) return null
  const { holder, found } = await batch(db, {
    holder: isOperator ? null : selectTokenHolder(db, await digest(ring, 'token', token), now),
    found: slug === null ? null : selectWorkspaceWithPolicies(db, slug, config.providers, now),
  })
  if (isOperator) return { bearer: { kind: 'operator' }, found: found.first }
  return holder.first && { bearer: { kind: 'token', holder: holder.first }, found: found.first }
}

/** Returns the role and rights of a bearer in this workspace. Returns null if the bearer may not use it. */
export function actorIn({ now }: Edge, bearer: Bearer, workspaceId: string): Actor | null {
  const role = roleOf(bearer, workspaceId)
  if (!role) return null
  const isStill = bearer.kind === 'operator' ? ALWAYS : isLiveToken({ id: bearer.holder.id, role }, now)
  return { name: nameOf(bearer), accountId: null, role, isStill }
}

function roleOf(bearer: Bearer, workspaceId: string): Role | null {
  if (bearer.kind === 'operator') return 'owner'
  if (bearer.holder.workspaceId !== workspaceId) return null
  // The operator's token has an owner's rights. Any other token has its maker's current role.
  const { maker } = bearer.holder
  const role = maker === 'operator' ? 'owner' : maker.role
  return administers(role) ? role : null
}

/**
 * Returns the member who created the bearer's token. Returns null for the operator's token, and for a token
 * that the operator created.
 */
export function makerOf(bearer: Bearer): Maker | null {
  if (bearer.kind === 'operator' || bearer.holder.maker === 'operator') return null
  return bearer.holder.maker
}

/** The name in the audit log. */
export const nameOf = (bearer: Bearer): string =>
  bearer.kind === 'operator' ? 'operator' : `token ${bearer.holder.name} (${bearer.holder.id})`
